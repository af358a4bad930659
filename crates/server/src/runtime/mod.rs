//! Ties the engine, the tables and the control database together: the same for the server and the command line.

mod api;
mod commit;
mod convert;
mod durable;
mod error;
mod home;
mod live;
mod replay;
mod schedule;
mod supervisor;

pub use api::Handle;
pub use error::RunError;
pub use home::{Home, HomeError};
pub use schedule::schedule;
pub use supervisor::{Running, Supervisor, connector};
