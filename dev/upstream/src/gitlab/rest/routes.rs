use std::collections::BTreeMap;

use super::{Call, Reply, delivery, places, work};
use crate::server::path::fits;

/// One path of the API.
pub(super) struct Route {
    /// Path with `{name}` where anything may stand, as the published description writes it.
    pattern: &'static str,
    /// What the token needs besides the scope `read_api`; empty when it needs no scope.
    pub(super) permission: &'static str,
    /// The parameter of the next page of a keyset, where the list has one.
    pub(super) keyset: Option<&'static str>,
    pub(super) answer: for<'a> fn(&Call<'a>) -> Reply<'a>,
}

const fn route(
    pattern: &'static str,
    permission: &'static str,
    answer: for<'a> fn(&Call<'a>) -> Reply<'a>,
) -> Route {
    Route {
        pattern,
        permission,
        keyset: None,
        answer,
    }
}

impl Route {
    /// The list has a keyset, whose parameter is this.
    const fn keyset(mut self, parameter: &'static str) -> Self {
        self.keyset = Some(parameter);
        self
    }
}

/// Every path that is answered; more exact ones first.
const ROUTES: &[Route] = &[
    route("/version", "", places::version),
    route("/metadata", "", places::version),
    route("/user", "", places::viewer),
    route("/personal_access_tokens/self", "", places::token),
    route("/projects", "project", places::projects).keyset("id_after"),
    route("/groups", "project", places::groups),
    route("/groups/{id}", "project", places::group),
    route("/groups/{id}/projects", "project", places::projects_of_group),
    route("/projects/{id}", "project", places::project),
    route("/projects/{id}/members/all", "project", places::members),
    route(
        "/projects/{id}/repository/branches",
        "repository",
        places::branches,
    ),
    route("/projects/{id}/repository/commits", "repository", places::commits),
    route(
        "/projects/{id}/repository/commits/{sha}/diff",
        "repository",
        places::commit_diff,
    ),
    route(
        "/projects/{id}/releases/{tag_name}",
        "releases",
        delivery::release,
    ),
    route(
        "/projects/{id}/deployments/{deployment_id}",
        "deployments",
        delivery::deployment,
    ),
    route("/projects/{id}/issues/{issue_iid}", "issues", work::issue),
    route("/projects/{id}/events", "project", work::events),
    route("/projects/{id}/milestones", "issues", work::milestones),
    route(
        "/projects/{id}/merge_requests",
        "merge_requests",
        work::merge_requests,
    ),
    route(
        "/projects/{id}/merge_requests/{merge_request_iid}",
        "merge_requests",
        work::merge_request,
    ),
    route(
        "/projects/{id}/merge_requests/{merge_request_iid}/notes",
        "merge_requests",
        work::merge_request_notes,
    ),
    route("/projects/{id}/issues", "issues", work::issues),
    route(
        "/projects/{id}/issues/{issue_iid}/notes",
        "issues",
        work::issue_notes,
    ),
    route(
        "/projects/{id}/issues/{issue_iid}/resource_state_events",
        "issues",
        work::state_events,
    ),
    route(
        "/projects/{id}/issues/{issue_iid}/resource_label_events",
        "issues",
        work::label_events,
    ),
    route(
        "/projects/{id}/issues/{issue_iid}/resource_milestone_events",
        "issues",
        work::milestone_events,
    ),
    route(
        "/projects/{id}/issues/{issue_iid}/resource_iteration_events",
        "issues",
        work::iteration_events,
    ),
    route("/projects/{id}/pipelines", "builds", delivery::pipelines),
    route(
        "/projects/{id}/pipelines/{pipeline_id}",
        "builds",
        delivery::pipeline,
    ),
    route(
        "/projects/{id}/pipelines/{pipeline_id}/jobs",
        "builds",
        delivery::jobs,
    ),
    route(
        "/projects/{id}/pipelines/{pipeline_id}/bridges",
        "builds",
        delivery::bridges,
    ),
    route("/projects/{id}/jobs", "builds", delivery::all_jobs).keyset("cursor"),
    route("/projects/{id}/deployments", "deployments", delivery::deployments),
    route(
        "/projects/{id}/environments",
        "deployments",
        delivery::environments,
    ),
    route("/projects/{id}/releases", "releases", delivery::releases),
];

/// The route of a path, and what stands in its `{name}`s.
pub(super) fn find(path: &str) -> Option<(&'static Route, BTreeMap<&'static str, String>)> {
    ROUTES
        .iter()
        .find_map(|route| Some((route, fits(route.pattern, path)?)))
}
