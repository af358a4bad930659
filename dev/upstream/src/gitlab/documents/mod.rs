//! The world's documents as GitLab writes them.

mod delivery;
mod issue;
mod merge_request;
mod note;
mod project;

pub(super) use delivery::{
    deployment, deployment_updated, environments, job, pipeline, pipeline_detail, release,
};
pub(super) use issue::{
    issue, label_events, milestone, milestone_events, notes as issue_notes, state_events,
};
pub(super) use merge_request::{merge_request, notes as merge_request_notes};
pub(super) use note::Note;
pub(super) use project::{commit, commit_diff, group, member, project, user};

use crate::world::World;

/// What documents are written with.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) world: &'a World,
    /// Where web pages and clone addresses begin, without a slash at the end.
    pub(super) root: &'a str,
}
