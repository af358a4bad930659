use std::collections::BTreeMap;

use super::documents::View;
use super::{forbidden, missing, refusal, site};
use crate::server::answer::Answer;
use crate::server::path::fits;
use crate::server::pipeline::Incoming;
use crate::server::{Shared, Token};
use crate::world::Repository;

/// A request to a route.
pub(super) struct Call<'a> {
    pub(super) view: View<'a>,
    path: BTreeMap<&'static str, String>,
    query: &'a BTreeMap<String, String>,
    token: Option<&'a Token>,
}

impl<'a> Call<'a> {
    pub(super) fn param(&self, name: &str) -> &str {
        self.path.get(name).map(String::as_str).unwrap_or_default()
    }

    pub(super) fn option(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    fn lacks(&self, scope: &str) -> bool {
        self.token
            .is_some_and(|token| token.lacks.iter().any(|lacking| lacking == scope))
    }

    /// The repository of the path; nothing is said of one that is disabled.
    pub(super) fn repository(&self, then: impl FnOnce(&'a Repository) -> Answer) -> Answer {
        let id = self.param("repositoryid");
        match site::repository(self.view, id).filter(|one| one.document["disabled"] != true) {
            Some(repository) => then(repository),
            None => missing(id),
        }
    }
}

type Answerer = for<'a> fn(&Call<'a>) -> Answer;

/// Every path that is answered, in lower case, and the scope it needs.
const ROUTES: &[(&str, &str, Answerer)] = &[
    ("/{organization}/_apis/projects", "vso.project", site::projects),
    (
        "/{organization}/_apis/git/repositories",
        "vso.code",
        site::repositories,
    ),
    (
        "/{organization}/{project}/_apis/git/repositories",
        "vso.code",
        site::repositories_of_project,
    ),
    (
        "/{organization}/{project}/_apis/git/repositories/{repositoryid}",
        "vso.code",
        site::one_repository,
    ),
    (
        "/{organization}/{project}/_apis/git/repositories/{repositoryid}/refs",
        "vso.code",
        site::refs,
    ),
    (
        "/{organization}/{project}/_apis/git/repositories/{repositoryid}/pullrequests",
        "vso.code",
        site::pull_requests,
    ),
    (
        "/{organization}/{project}/_apis/git/repositories/{repositoryid}/pullrequests/{pullrequestid}",
        "vso.code",
        site::pull_request,
    ),
    (
        "/{organization}/{project}/_apis/git/repositories/{repositoryid}/pullrequests/{pullrequestid}/threads",
        "vso.code",
        site::threads,
    ),
    (
        "/{organization}/{project}/_apis/git/repositories/{repositoryid}/pullrequests/{pullrequestid}/iterations",
        "vso.code",
        site::iterations,
    ),
];

/// Answers a request. Paths are compared without case.
pub(super) fn answer(shared: &Shared, incoming: &Incoming, token: Option<&Token>) -> Answer {
    let lower = incoming.path.to_lowercase();
    let found = ROUTES
        .iter()
        .find_map(|(pattern, scope, answer)| Some((fits(pattern, &lower)?, *scope, *answer)));
    let Some((path, scope, answer)) = found.filter(|_| incoming.method == http::Method::GET) else {
        return refusal(
            404,
            "VssResourceNotFoundException",
            "The resource cannot be found.",
        );
    };
    if let Some(answer) = wrong_version(shared, incoming) {
        return answer;
    }
    let world = shared.world();
    let organization = incoming.path.split('/').nth(1).unwrap_or_default();
    let call = Call {
        view: View {
            world: &world,
            root: &format!("{}/{organization}", incoming.api),
        },
        path,
        query: &incoming.query,
        token,
    };
    if call.lacks(scope) {
        return forbidden();
    }
    answer(&call)
}

/// <https://learn.microsoft.com/azure/devops/integrate/concepts/rest-api-versioning>
fn wrong_version(shared: &Shared, incoming: &Incoming) -> Option<Answer> {
    let number = |text: &str| {
        let (major, minor) = text.split_once('.')?;
        Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
    };
    let newest = shared.meter.limits.azure_version;
    let asked = incoming.query.get("api-version").and_then(|text| number(text));
    if asked.is_some_and(|asked| asked <= newest) {
        return None;
    }
    let asked = incoming.query.get("api-version").map_or("", String::as_str);
    let text = format!(
        "The requested REST API version of {asked} is out of range for this server. The latest REST API version this \
         server supports is {}.{}.",
        newest.0, newest.1
    );
    Some(refusal(400, "VssVersionOutOfRangeException", &text))
}
