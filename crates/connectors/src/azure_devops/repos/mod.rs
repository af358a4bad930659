//! Azure Repos: repositories and pull requests.

mod events;
pub mod records;
mod streams;
mod votes;
mod words;

use weir_model::Id;

use crate::parts::repository;

pub(super) use streams::{REPOSITORIES, STREAMS};

/// Pull requests are counted in the whole organization.
fn pull_request(number: i64) -> Id {
    Id::new("pull_request", number)
}

/// The branch of a ref: `refs/heads/main` is `main`.
fn branch(name: Option<String>) -> Option<String> {
    let name = name?;
    Some(
        name.strip_prefix("refs/heads/")
            .map(str::to_owned)
            .unwrap_or(name),
    )
}
