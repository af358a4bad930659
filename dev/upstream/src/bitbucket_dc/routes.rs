use std::collections::BTreeMap;

use serde_json::json;

use super::documents::View;
use super::{Caller, Installation, forbidden, pulls, refusal, site};
use crate::faults::FaultKind;
use crate::server::answer::Answer;
use crate::server::path::fits;
use crate::server::pipeline::Incoming;
use crate::server::{Shared, Token};
use crate::world::Repository;

/// A request to a route.
pub(super) struct Call<'a> {
    pub(super) view: View<'a>,
    pub(super) installation: Installation,
    path: BTreeMap<&'static str, String>,
    query: &'a BTreeMap<String, String>,
    pub(super) caller: Caller<'a>,
    /// Whether the next page is this page again.
    pub(super) stuck: bool,
}

impl<'a> Call<'a> {
    pub(super) fn param(&self, name: &str) -> &str {
        self.path.get(name).map(String::as_str).unwrap_or_default()
    }

    pub(super) fn option(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.option(name)?.parse().ok()
    }

    pub(super) fn lacks(&self, permission: &str) -> bool {
        let lacks = |token: &Token| token.lacks.iter().any(|lacking| lacking == permission);
        match self.caller {
            Caller::Known(token) => token.is_some_and(lacks),
            Caller::Anonymous => true,
        }
    }

    /// Whether the caller is shown a repository.
    pub(super) fn sees(&self, repository: &Repository) -> bool {
        let public = repository.document["private"] == false;
        public || !self.lacks("REPO_READ")
    }

    /// The repository of the path; one that was moved still answers under its old name.
    pub(super) fn repository(&self, then: impl FnOnce(&'a Repository) -> Answer) -> Answer {
        let (project, slug) = (self.param("projectKey"), self.param("repositorySlug"));
        let world = self.view.world;
        let name = format!("{project}/{slug}");
        match world.repository(&name).or_else(|| world.renamed(&name)) {
            Some(repository) if self.sees(repository) => then(repository),
            Some(_) => forbidden(),
            None => refusal(
                404,
                &format!("Repository {name} does not exist."),
                "com.atlassian.bitbucket.repository.NoSuchRepositoryException",
            ),
        }
    }
}

type Answerer = for<'a> fn(&Call<'a>) -> Answer;

/// A path, and the first version that has it.
type Route = (&'static str, (u32, u32), Answerer);

/// Every path that is answered, as the published description writes it.
const ROUTES: &[Route] = &[
    ("/api/latest/application-properties", (1, 0), site::properties),
    ("/api/latest/projects", (1, 0), site::projects),
    ("/api/latest/projects/{projectKey}", (1, 0), site::project),
    (
        "/api/latest/projects/{projectKey}/repos",
        (1, 0),
        site::repositories_of_project,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}",
        (1, 0),
        site::repository,
    ),
    ("/api/latest/repos", (1, 0), site::repositories),
    ("/api/latest/users", (1, 0), site::users),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/branches",
        (1, 0),
        site::branches,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/default-branch",
        (7, 5),
        site::default_branch,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests",
        (1, 0),
        pulls::list,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}",
        (1, 0),
        pulls::one,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/activities",
        (1, 0),
        pulls::activities,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/pull-requests/{pullRequestId}/commits",
        (1, 0),
        pulls::commits,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/commits",
        (1, 0),
        pulls::history,
    ),
    (
        "/api/latest/projects/{projectKey}/repos/{repositorySlug}/commits/{commitId}/changes",
        (1, 0),
        pulls::changes,
    ),
    ("/build-status/latest/commits/{commitId}", (2, 0), pulls::builds),
];

/// Answers a request.
pub(super) fn answer(
    shared: &Shared,
    incoming: &Incoming,
    caller: Caller<'_>,
    fault: Option<FaultKind>,
) -> Answer {
    let installation = shared.meter.limits.bitbucket_dc_installation;
    // The version of the API has been 1.0 since it exists.
    let path = incoming.path.replacen("/1.0/", "/latest/", 1);
    let found = path.strip_prefix("/rest").and_then(|path| {
        let mut routes = ROUTES
            .iter()
            .filter(|(_, since, _)| *since <= installation.version);
        routes.find_map(|(pattern, _, answer)| Some((*answer, fits(pattern, path)?)))
    });
    let Some((answer, path)) = found.filter(|_| incoming.method == http::Method::GET) else {
        let body = json!({"status-code": 404, "message": format!("null for uri: {}{}", incoming.api, incoming.path)});
        return Answer::json(404, &body);
    };
    let world = shared.world();
    answer(&Call {
        view: View {
            world: &world,
            root: &incoming.api,
            version: installation.version,
        },
        installation,
        path,
        query: &incoming.query,
        caller,
        stuck: fault == Some(FaultKind::RepeatedCursor),
    })
}
