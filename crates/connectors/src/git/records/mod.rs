//! What the engine's git module tells, in its own shape.

mod commit;
mod refs;

pub use commit::Commit;
pub(crate) use commit::{File, Person};
pub use refs::{OwnRef, Ref};

use weir_connect::Scope;

/// The key of the repository a record belongs to: the partition, else the name the user gave, else the address's.
fn repository(named: Option<&str>, scope: &Scope<'_>) -> String {
    match (scope.id, named) {
        ("", Some(name)) => name.to_owned(),
        ("", None) => super::name::of(scope.name),
        (id, _) => id.to_owned(),
    }
}
