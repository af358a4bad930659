//! REST documents with what GraphQL adds to them, and the rows they become.

mod commit;
mod delivery;
mod issue;
mod merge_request;
mod note;
mod pipeline;
mod project;

pub use commit::Commit;
pub use delivery::{Deployment, Environment, Release};
pub use issue::{Issue, Milestone};
pub use merge_request::MergeRequest;
pub(super) use note::{System, mentioned};
pub use pipeline::Pipeline;
pub use project::{Member, Project};
