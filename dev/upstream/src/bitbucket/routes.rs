use std::collections::BTreeMap;

use serde_json::Value;

use super::documents::{self as write, View};
use super::fields::Fields;
use super::page::{self, List};
use super::{lacks_scope, query, refusal};
use crate::faults::FaultKind;
use crate::server::answer::Answer;
use crate::server::path::fits;
use crate::server::pipeline::Incoming;
use crate::server::{Shared, Token};
use crate::world::{Repository, list as of};

/// A request to a route.
pub(super) struct Call<'a> {
    view: View<'a>,
    path: BTreeMap<&'static str, String>,
    /// Parameters as they came: some come several times.
    query: Vec<(String, String)>,
    root: &'a str,
    own: &'a str,
    /// Most entries on any page.
    pub(super) most: usize,
    /// Whether the next page is this page again.
    pub(super) is_stuck: bool,
}

impl<'a> Call<'a> {
    fn param(&self, name: &str) -> &str {
        self.path.get(name).map(String::as_str).unwrap_or_default()
    }

    pub(super) fn option(&self, name: &str) -> Option<&str> {
        let mut all = self.query.iter();
        all.find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// This address with another value of one parameter.
    pub(super) fn address(&self, (name, value): (&str, &str)) -> String {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in self.query.iter().filter(|(key, _)| key != name) {
            text.append_pair(key, value);
        }
        text.append_pair(name, value);
        format!("{}{}?{}", self.root, self.own, text.finish())
    }

    /// How to filter and to sort.
    pub(super) fn asked(&self) -> (Option<&str>, Option<&str>) {
        (self.option("q"), self.option("sort"))
    }

    fn repository(&self, then: impl FnOnce(&'a Repository) -> Answer) -> Answer {
        let name = format!("{}/{}", self.param("workspace"), self.param("repo_slug"));
        match self.view.world.repository(&name) {
            Some(repository) => then(repository),
            None => refusal(404, &format!("Repository {name} not found")),
        }
    }

    fn list(&self, list: List, items: impl FnOnce(View<'a>, &'a Repository) -> Vec<Value>) -> Answer {
        self.repository(|repository| page::answer(self, list, items(self.view, repository)))
    }

    /// One of a list, by its number or its UUID.
    fn one(
        &self,
        name: &str,
        hidden: &[&str],
        items: impl FnOnce(View<'a>, &'a Repository) -> Vec<Value>,
    ) -> Answer {
        self.repository(|repository| {
            let wanted = self.param(name);
            let number = wanted.parse::<u64>().ok();
            let is_it =
                |item: &Value| item["uuid"] == wanted || number.is_some_and(|number| item["id"] == number);
            let Some(mut item) = items(self.view, repository).into_iter().find(is_it) else {
                return refusal(404, "Not found");
            };
            let fields = Fields::read(self.option("fields"));
            fields.abridge(&mut item, hidden, false);
            Answer::json(200, &fields.keep(item))
        })
    }

    fn pull(&self, list: List, items: impl FnOnce(&'a Repository, &'a Value) -> Vec<Value>) -> Answer {
        self.numbered("pull_request_id", |repository| &repository.pulls, list, items)
    }

    fn numbered(
        &self,
        name: &str,
        among: impl FnOnce(&'a Repository) -> &'a BTreeMap<u64, Value>,
        list: List,
        items: impl FnOnce(&'a Repository, &'a Value) -> Vec<Value>,
    ) -> Answer {
        self.repository(|repository| {
            let number = self.param(name).parse().unwrap_or_default();
            match among(repository).get(&number) {
                Some(document) => page::answer(self, list, items(repository, document)),
                None => refusal(404, "Not found"),
            }
        })
    }

    /// Where the tracker is switched off there is nothing.
    fn tracker(&self, then: impl FnOnce(&'a Repository) -> Answer) -> Answer {
        self.repository(|repository| {
            if repository.document["has_issues"] == false {
                return refusal(404, "Repository has no issue tracker.");
            }
            then(repository)
        })
    }
}

type Answerer = for<'a> fn(&Call<'a>) -> Answer;

/// A path as the published description writes it, and the scope it needs.
type Route = (&'static str, &'static str, Answerer);

const PULL_REQUEST: List = List::of(50).hiding(&[
    "closed_on",
    "participants",
    "reviewers",
    "merge_commit.message",
    "merge_commit.parents",
]);
const ONE_PULL_REQUEST: &[&str] = &["closed_on", "merge_commit.message", "merge_commit.parents"];
const DEPLOYMENT: &[&str] = &["environment.name", "environment.environment_type", "step.name"];
const LOG: List = List {
    by_context: true,
    ..List::of(50)
};
const USUAL: List = List::of(100);

const ROUTES: &[Route] = &[
    ("/repositories/{workspace}", "repository", |call| {
        let world = call.view.world;
        let (view, workspace) = (call.view, call.param("workspace"));
        if !workspace.eq_ignore_ascii_case(write::workspace(world)) {
            return refusal(404, "No workspace with this identifier was found.");
        }
        let all = world.repositories.iter().map(|one| write::repository(view, one));
        page::answer(call, USUAL, all.collect())
    }),
    ("/workspaces/{workspace}/members", "account", |call| {
        page::answer(call, USUAL, write::members(call.view))
    }),
    ("/repositories/{workspace}/{repo_slug}", "repository", |call| {
        call.repository(|repository| Answer::json(200, &write::repository(call.view, repository)))
    }),
    (
        "/repositories/{workspace}/{repo_slug}/refs/branches",
        "repository",
        |call| call.list(USUAL, write::branches),
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pullrequests",
        "pullrequest",
        |call| {
            let asked = call.query.iter().filter(|(key, _)| key == "state");
            let mut states: Vec<&str> = asked.map(|(_, state)| state.as_str()).collect();
            if states.is_empty() {
                states.push("OPEN");
            }
            call.repository(|repository| {
                let all = repository.pulls.values();
                let mut all: Vec<&Value> = all.filter(|pull| states.contains(&write::state(pull))).collect();
                if let Err(answer) =
                    query::apply(&mut all, call.asked(), |pull, name| write::time(pull, name))
                {
                    return answer;
                }
                page::cut(call, PULL_REQUEST, &all, |pull| {
                    write::pull_request(call.view, repository, pull)
                })
            })
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pullrequests/activity",
        "pullrequest",
        |call| {
            call.repository(|repository| {
                let all = write::log(repository);
                page::cut(call, LOG, &all, |entry| {
                    write::entry(call.view, repository, entry)
                })
            })
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}",
        "pullrequest",
        |call| {
            call.one("pull_request_id", ONE_PULL_REQUEST, |view, repository| {
                let all = repository.pulls.values();
                all.map(|pull| write::pull_request(view, repository, pull))
                    .collect()
            })
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/commits",
        "pullrequest",
        |call| {
            call.pull(USUAL, |repository, pull| {
                write::commits(call.view, repository, pull)
            })
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diffstat",
        "pullrequest",
        |call| call.pull(USUAL, write::files),
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/statuses",
        "pullrequest",
        |call| {
            call.pull(USUAL, |repository, pull| {
                write::statuses(call.view, repository, pull)
            })
        },
    ),
    ("/repositories/{workspace}/{repo_slug}/issues", "issue", |call| {
        call.tracker(|repository| {
            let all = repository.issues.values();
            let all = all.map(|issue| write::issue(call.view, repository, issue));
            page::answer(call, USUAL, all.collect())
        })
    }),
    (
        "/repositories/{workspace}/{repo_slug}/issues/{issue_id}",
        "issue",
        |call| {
            call.one("issue_id", &[], |view, repository| {
                let all = repository.issues.values();
                all.map(|issue| write::issue(view, repository, issue)).collect()
            })
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/issues/{issue_id}/comments",
        "issue",
        |call| {
            call.numbered(
                "issue_id",
                |repository| &repository.issues,
                USUAL,
                |repository, issue| {
                    let number = issue["number"].as_u64().unwrap_or_default();
                    let all = of(&repository.comments, number).iter();
                    all.map(|comment| write::issue_comment(call.view, repository, (issue, comment)))
                        .collect()
                },
            )
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/issues/{issue_id}/changes",
        "issue",
        |call| {
            call.numbered(
                "issue_id",
                |repository| &repository.issues,
                USUAL,
                |repository, issue| write::changes(call.view, repository, issue),
            )
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pipelines",
        "pipeline",
        |call| call.list(USUAL, write::pipelines),
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pipelines/{pipeline_uuid}",
        "pipeline",
        |call| call.one("pipeline_uuid", &[], write::pipelines),
    ),
    (
        "/repositories/{workspace}/{repo_slug}/pipelines/{pipeline_uuid}/steps",
        "pipeline",
        |call| {
            call.list(USUAL, |_, repository| {
                write::steps(repository, call.param("pipeline_uuid"))
            })
        },
    ),
    (
        "/repositories/{workspace}/{repo_slug}/environments",
        "pipeline",
        |call| call.list(USUAL, |_, repository| write::environments(repository)),
    ),
    (
        "/repositories/{workspace}/{repo_slug}/deployments",
        "pipeline",
        |call| call.list(USUAL.hiding(DEPLOYMENT), write::deployments),
    ),
    (
        "/repositories/{workspace}/{repo_slug}/deployments/{deployment_uuid}",
        "pipeline",
        |call| call.one("deployment_uuid", DEPLOYMENT, write::deployments),
    ),
];

/// Answers a request.
pub(super) fn answer(
    shared: &Shared,
    incoming: &Incoming,
    token: Option<&Token>,
    fault: Option<FaultKind>,
) -> Answer {
    let found = incoming.path.strip_prefix("/2.0").and_then(|path| {
        let mut routes = ROUTES.iter();
        routes.find_map(|(pattern, scope, answer)| Some((*scope, *answer, fits(pattern, path)?)))
    });
    let Some((scope, answer, path)) = found.filter(|_| incoming.method == http::Method::GET) else {
        return refusal(404, "Resource not found");
    };
    if token.is_some_and(|token| token.lacks.iter().any(|lacking| lacking == scope)) {
        return lacks_scope(scope);
    }
    let world = shared.world();
    answer(&Call {
        view: View {
            world: &world,
            root: &incoming.api,
        },
        path,
        query: url::form_urlencoded::parse(incoming.raw_query.as_bytes())
            .into_owned()
            .collect(),
        root: &incoming.api,
        own: &incoming.path,
        most: shared.meter.limits.bitbucket_page,
        is_stuck: fault == Some(FaultKind::RepeatedCursor),
    })
}
