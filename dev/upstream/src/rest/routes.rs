use std::collections::BTreeMap;

use super::{Call, Reply, account, code, delivery, issues, pulls};
use crate::server::path::fits;

/// One path of the API.
pub(crate) struct Route {
    /// Path with `{name}` where anything may stand, as the published description writes it.
    pub(crate) pattern: &'static str,
    /// The fine-grained permission it needs; empty when none.
    pub(crate) permission: &'static str,
    pub(crate) answer: for<'a> fn(&Call<'a>) -> Reply<'a>,
}

const fn route(
    pattern: &'static str,
    permission: &'static str,
    answer: for<'a> fn(&Call<'a>) -> Reply<'a>,
) -> Route {
    Route {
        pattern,
        permission,
        answer,
    }
}

/// Every path that is answered; more exact ones first.
pub(crate) const ROUTES: &[Route] = &[
    route("/meta", "", account::meta),
    route("/rate_limit", "", account::rate_limit),
    route("/user", "", account::viewer),
    route("/user/repos", "metadata", account::repositories),
    route("/users/{username}", "", account::user),
    route("/orgs/{org}", "", account::organization),
    route("/orgs/{org}/repos", "metadata", account::repositories),
    route("/orgs/{org}/teams", "members", account::teams),
    route("/repos/{owner}/{repo}", "metadata", code::repository),
    route("/repos/{owner}/{repo}/branches", "contents", code::branches),
    route("/repos/{owner}/{repo}/tags", "metadata", code::tags),
    route("/repos/{owner}/{repo}/commits", "contents", code::commits),
    route("/repos/{owner}/{repo}/commits/{ref}", "contents", code::commit),
    route("/repos/{owner}/{repo}/labels", "issues", issues::labels),
    route("/repos/{owner}/{repo}/pulls", "pull_requests", pulls::list),
    route(
        "/repos/{owner}/{repo}/pulls/comments",
        "pull_requests",
        pulls::comments,
    ),
    route(
        "/repos/{owner}/{repo}/pulls/comments/{comment_id}",
        "pull_requests",
        pulls::comment,
    ),
    route(
        "/repos/{owner}/{repo}/pulls/{pull_number}",
        "pull_requests",
        pulls::one,
    ),
    route(
        "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
        "pull_requests",
        pulls::reviews,
    ),
    route(
        "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
        "pull_requests",
        pulls::comments_of,
    ),
    route(
        "/repos/{owner}/{repo}/pulls/{pull_number}/commits",
        "pull_requests",
        pulls::commits,
    ),
    route(
        "/repos/{owner}/{repo}/pulls/{pull_number}/files",
        "pull_requests",
        pulls::files,
    ),
    route("/repos/{owner}/{repo}/issues", "issues", issues::list),
    route(
        "/repos/{owner}/{repo}/issues/comments",
        "issues",
        issues::comments,
    ),
    route("/repos/{owner}/{repo}/issues/events", "issues", issues::events),
    route(
        "/repos/{owner}/{repo}/issues/{issue_number}",
        "issues",
        issues::one,
    ),
    route(
        "/repos/{owner}/{repo}/issues/{issue_number}/comments",
        "issues",
        issues::comments_of,
    ),
    route(
        "/repos/{owner}/{repo}/issues/{issue_number}/events",
        "issues",
        issues::events_of,
    ),
    route("/repos/{owner}/{repo}/milestones", "issues", issues::milestones),
    route(
        "/repos/{owner}/{repo}/milestones/{milestone_number}",
        "issues",
        issues::milestone,
    ),
    route("/repos/{owner}/{repo}/releases", "contents", delivery::releases),
    route(
        "/repos/{owner}/{repo}/releases/{release_id}",
        "contents",
        delivery::release,
    ),
    route(
        "/repos/{owner}/{repo}/deployments",
        "deployments",
        delivery::deployments,
    ),
    route(
        "/repos/{owner}/{repo}/deployments/{deployment_id}",
        "deployments",
        delivery::deployment,
    ),
    route(
        "/repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
        "deployments",
        delivery::statuses,
    ),
    route("/repos/{owner}/{repo}/actions/runs", "actions", delivery::runs),
    route(
        "/repos/{owner}/{repo}/actions/runs/{run_id}",
        "actions",
        delivery::run,
    ),
    route(
        "/repos/{owner}/{repo}/actions/runs/{run_id}/jobs",
        "actions",
        delivery::jobs,
    ),
];

/// The route of a path, with what stands for its names.
pub(crate) fn find(path: &str) -> Option<(&'static Route, BTreeMap<&'static str, String>)> {
    ROUTES
        .iter()
        .find_map(|route| Some((route, fits(route.pattern, path)?)))
}
