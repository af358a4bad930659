//! REST documents and the rows they become.

mod activity;
mod build_status;
mod delivery;
mod history;
mod issue;
mod member;
mod merge;
mod pipeline;
mod pull_request;
mod repository;

pub use activity::Activity;
pub use delivery::{Deployment, Environment};
pub use issue::Issue;
pub use member::Member;
pub use pipeline::Pipeline;
pub use pull_request::PullRequest;
pub use repository::Repository;
