//! What Azure DevOps writes, from the world's documents.

mod identity;
mod iteration;
mod pull_request;
mod repository;
mod thread;

pub(super) use identity::{identity, nobody};
pub(super) use iteration::iterations;
pub(super) use pull_request::{listed, status, whole};
pub(super) use repository::{name, project, repository, repository_id};
pub(super) use thread::threads;

use crate::world::World;

/// What is written out, and where the organization is.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) world: &'a World,
    pub(super) root: &'a str,
}
