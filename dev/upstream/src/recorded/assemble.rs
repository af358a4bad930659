use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::RecordedSummary;
use super::classify::{Kind, number_after};
use super::normalize::normalize;
use super::scan::{Documents, Found};
use crate::world::{Repository, World, made_pull, made_repository};

/// Puts the documents into repositories.
pub(super) fn assemble(documents: Documents, summary: &mut RecordedSummary) -> World {
    let mut assembly = Assembly {
        summary,
        repositories: BTreeMap::new(),
    };
    let Documents {
        mut by_kind,
        pull_commits,
        accounts,
    } = documents;
    for (name, found) in by_kind.remove(&Kind::Repository).unwrap_or_default() {
        assembly.repository(name, found.document);
    }
    for (kind, found) in by_kind {
        for one in found.into_values() {
            assembly.place(kind, one);
        }
    }
    for ((name, number), shas) in pull_commits {
        if let Some(repository) = assembly.repositories.get_mut(&name) {
            let commits = shas
                .iter()
                .filter_map(|sha| repository.commits.get(sha).cloned())
                .collect();
            repository.pull_commits.insert(number, commits);
        }
    }
    assembly.finish(accounts)
}

struct Assembly<'a> {
    summary: &'a mut RecordedSummary,
    /// By name in lower case.
    repositories: BTreeMap<String, Repository>,
}

impl Assembly<'_> {
    fn count(&mut self, kind: Kind) {
        *self.summary.documents.entry(kind.name()).or_default() += 1;
    }

    /// Adds a repository. Examples reuse ids, and an id must name one repository only: a second one gets another.
    fn repository(&mut self, name: String, mut document: Value) {
        normalize(Kind::Repository, &mut document);
        if self
            .repositories
            .values()
            .any(|known| known.id() == document["id"].as_u64().unwrap_or_default())
        {
            self.summary.leave_out("ids of repositories that another one had");
            document["id"] = json!(8_000_000_000_u64 + self.repositories.len() as u64);
            document["node_id"] = json!(format!("recorded_repository_{name}"));
        }
        self.count(Kind::Repository);
        let repository = Repository {
            document,
            ..Repository::default()
        };
        self.repositories.insert(name, repository);
    }

    fn home(&mut self, full_name: &str) -> &mut Repository {
        let next = 8_500_000_000_u64 + self.repositories.len() as u64;
        self.repositories
            .entry(full_name.to_lowercase())
            .or_insert_with(|| Repository {
                document: made_repository(next, full_name),
                ..Repository::default()
            })
    }

    fn place(&mut self, kind: Kind, found: Found) {
        let Found {
            mut document,
            repository: name,
            request,
            ..
        } = found;
        normalize(kind, &mut document);
        let Some(number) = owner(kind, &document, &request) else {
            self.summary
                .leave_out("documents that do not say what they belong to");
            return;
        };
        let home = self.home(&name);
        match kind {
            Kind::Pull => {
                home.pulls.insert(number, document);
            }
            Kind::Issue if document["pull_request"].is_object() => {
                self.summary.leave_out("issues that are pull requests");
                return;
            }
            Kind::Issue => {
                home.issues.insert(number, document);
            }
            Kind::Review => home.reviews.entry(number).or_default().push(document),
            Kind::LineComment => home.line_comments.entry(number).or_default().push(document),
            Kind::Comment => home.comments.entry(number).or_default().push(document),
            Kind::Event => home.events.entry(number).or_default().push(document),
            Kind::Milestone => home.milestones.push(document),
            Kind::Release => home.releases.push(document),
            Kind::Deployment => home.deployments.push(document),
            Kind::Status => home.statuses.entry(number).or_default().push(document),
            Kind::Run => home.runs.push(document),
            Kind::Job => home.jobs.entry(number).or_default().push(document),
            Kind::Commit => {
                home.commits
                    .insert(document["sha"].as_str().unwrap_or_default().to_owned(), document);
            }
            Kind::Repository => return,
        }
        self.count(kind);
    }

    fn finish(self, accounts: BTreeMap<String, Value>) -> World {
        let Self {
            summary,
            mut repositories,
        } = self;
        let mut now = DateTime::<Utc>::UNIX_EPOCH;
        for repository in repositories.values_mut() {
            complete(repository, summary);
            let documents = repository
                .pulls
                .values()
                .chain(repository.issues.values())
                .chain(repository.comments());
            let times = documents.filter_map(|one| one["updated_at"].as_str()?.parse().ok());
            now = times.fold(now, DateTime::<Utc>::max);
        }
        let users = accounts
            .into_iter()
            .map(|(login, account)| (login, profiled(account)))
            .collect::<BTreeMap<_, _>>();
        let viewer = users.iter().find(|(_, account)| account["type"] == "User");
        World {
            now,
            viewer: viewer.map(|(login, _)| login.clone()).unwrap_or_default(),
            users,
            teams: Vec::new(),
            repositories: repositories.into_values().collect(),
            ..World::default()
        }
    }
}

/// The number or id of what a document belongs to; its own number for pull requests and issues, 0 where there is none.
fn owner(kind: Kind, document: &Value, request: &str) -> Option<u64> {
    let link = |key: &str| document[key].as_str().unwrap_or_default();
    match kind {
        Kind::Pull | Kind::Issue => document["number"].as_u64(),
        Kind::Review | Kind::LineComment => number_after(link("pull_request_url"), "pulls"),
        Kind::Comment => number_after(link("issue_url"), "issues"),
        Kind::Event => Some(
            document["issue"]["number"]
                .as_u64()
                .or_else(|| number_after(request, "issues"))
                .unwrap_or(0),
        ),
        Kind::Status => number_after(link("deployment_url"), "deployments"),
        Kind::Job => document["run_id"].as_u64(),
        _ => Some(0),
    }
}

/// Makes up what others hang on, and the order that lists have.
fn complete(repository: &mut Repository, summary: &mut RecordedSummary) {
    let parents: Vec<u64> = repository
        .reviews
        .keys()
        .chain(repository.line_comments.keys())
        .copied()
        .collect();
    for number in parents {
        if !repository.pulls.contains_key(&number) {
            let pull = made_pull(repository.full_name(), number);
            repository.pulls.insert(number, pull);
            *summary.documents.entry("pull requests made up").or_default() += 1;
        }
    }
    repository
        .issues
        .retain(|number, _| !repository.pulls.contains_key(number));
    for reviews in repository.reviews.values_mut() {
        reviews.sort_by_key(|review| review["id"].as_u64());
    }
    for statuses in repository.statuses.values_mut() {
        statuses.sort_by_key(|status| status["id"].as_u64());
    }
    let branch = repository.default_branch().to_owned();
    let newest = repository.commits.values().max_by_key(|commit| {
        commit
            .pointer("/commit/committer/date")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    });
    if let Some(sha) = newest.and_then(|commit| commit["sha"].as_str()) {
        repository.branches.insert(branch, sha.to_owned());
    }
}

/// An account with the keys of its profile apart, as the world keeps them.
fn profiled(mut account: Value) -> Value {
    const PROFILE: &[&str] = &[
        "name",
        "company",
        "blog",
        "location",
        "email",
        "hireable",
        "bio",
        "twitter_username",
        "public_repos",
        "public_gists",
        "followers",
        "following",
        "created_at",
        "updated_at",
    ];
    let mut profile = serde_json::Map::new();
    if let Some(map) = account.as_object_mut() {
        for key in PROFILE {
            if let Some(value) = map.remove(*key) {
                profile.insert((*key).to_owned(), value);
            }
        }
        map.insert("_profile".to_owned(), Value::Object(profile));
    }
    account
}
