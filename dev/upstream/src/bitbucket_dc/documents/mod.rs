//! The world's documents as Bitbucket Data Center writes them.

mod activity;
mod pull_request;
mod site;

pub(super) use activity::activities;
pub(super) use pull_request::{pull_request, state, updated};
pub(super) use site::{build, change, commit, project, project_key, repository, user};

use crate::world::World;

/// What documents are written with.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) world: &'a World,
    /// Where web pages and clone addresses begin, without a slash at the end.
    pub(super) root: &'a str,
    /// The installation's version.
    pub(super) version: (u32, u32),
}
