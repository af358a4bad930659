//! Ties the engine, the tables and the control database together: the same for the server and the command line.

mod api;
mod commit;
mod convert;
mod deletion;
mod durable;
mod error;
mod home;
mod live;
mod notify;
mod plan;
mod purge;
mod pushed;
mod refresh;
mod replay;
mod schedule;
mod supervisor;

pub use api::Handle;
pub(crate) use convert::fetched;
pub use error::RunError;
pub use home::{Home, HomeError, account_scope};
pub(crate) use purge::{loses_some, partitions};
pub use schedule::{go_on, schedule};
pub use supervisor::{Running, Supervisor, connector};
