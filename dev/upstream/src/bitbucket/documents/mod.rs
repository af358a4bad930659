//! Documents as Bitbucket Cloud writes them.

mod activity;
mod delivery;
mod issue;
mod pull_request;
mod site;

pub(super) use activity::{entry, log};
pub(super) use delivery::{deployments, environments, pipelines, statuses, steps};
pub(super) use issue::{changes, issue, issue_comment};
pub(super) use pull_request::{commits, files, pull_request, state, time};
pub(super) use site::{branches, members, repository, workspace};

use serde_json::{Value, json};

use crate::world::World;

/// The world as one client sees it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) world: &'a World,
    /// Where the web pages begin; the API is below `/2.0`.
    pub(super) root: &'a str,
}

/// Text that its writer marked up.
fn content(text: &str) -> Value {
    json!({"type": "rendered", "raw": text, "markup": "markdown", "html": format!("<p>{text}</p>")})
}
