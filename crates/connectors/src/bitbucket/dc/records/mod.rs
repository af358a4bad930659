//! Documents of Bitbucket Data Center, and the rows they become.

mod activity;
mod build;
mod comment;
mod commit;
mod pull_request;
mod repository;
mod user;

pub use commit::Commit;
pub use pull_request::PullRequest;
pub use repository::Repository;
pub use user::Account;
