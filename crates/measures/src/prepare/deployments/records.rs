//! Deployments that are recorded as such, releases, tags and merges.

use std::collections::{HashMap, HashSet};

use weir_lake::LakeError;

use super::{Deployment, Outcome, Reader};
use crate::names::{any_matches, matches};
use crate::prepare::read::{Bools, Ints, Texts, Times};
use crate::prepare::repositories::Place;

/// Names of environments that serve users, where nothing marks them.
const PRODUCTION: &[&str] = &[
    "production*",
    "prod",
    "prod-*",
    "prod_*",
    "*-prod",
    "*_prod",
    "*/prod",
    "*-production",
    "*_production",
    "*/production",
    "live",
];

pub(crate) const PRODUCTION_WORD: &str = "production";

impl Reader<'_> {
    pub(super) async fn recorded(&mut self, environments: &[String]) -> Result<Vec<Deployment>, LakeError> {
        let mut found = Vec::new();
        for batch in &self
            .session
            .sql(include_str!("../../../inputs/deployments.sql"))
            .await?
        {
            let text = |name| Texts::of(batch, name);
            let (ids, repositories, names) = (text("id"), text("repository_id"), text("environment"));
            let (refs, shas, creators, urls) =
                (text("ref_name"), text("sha"), text("creator_login"), text("url"));
            let (created, states) = (Times::of(batch, "created_at"), text("state"));
            let (succeeded, failed) = (Times::of(batch, "succeeded_at"), Times::of(batch, "failed_at"));
            let production = Bools::of(batch, "is_production");
            for row in 0..batch.num_rows() {
                self.saw(created.get(row));
                let environment = names.must(row);
                let wanted = if environments.is_empty() {
                    production.get(row) == Some(true)
                        || PRODUCTION.iter().any(|pattern| matches(pattern, environment))
                } else {
                    any_matches(environments, Some(environment))
                };
                let Some(repository) = self
                    .repositories
                    .if_counted(repositories.must(row))
                    .filter(|_| wanted)
                else {
                    continue;
                };
                let (outcome, at, because) = match (succeeded.get(row), failed.get(row)) {
                    (Some(at), _) => (Outcome::Success, Some(at), None),
                    (None, Some(at)) => (Outcome::Failure, Some(at), None),
                    (None, None) => (Outcome::Undecided, None, Some(undecided(states.get(row)))),
                };
                found.push(Deployment {
                    id: ids.must(row).to_owned(),
                    repository,
                    environment: environment.to_owned(),
                    sha: shas.get(row).map(str::to_owned),
                    outcome,
                    started: created.get(row),
                    at: at.or(created.get(row)).unwrap_or_default(),
                    title: titled(refs.get(row).or(shas.get(row)), environment),
                    url: urls.get(row).map(str::to_owned),
                    author: creators.get(row).map(str::to_owned),
                    rule: "deployments",
                    because,
                });
            }
        }
        Ok(found)
    }

    pub(super) async fn releases(&mut self, prereleases: bool) -> Result<Vec<Deployment>, LakeError> {
        let tags = self.tag_commits().await?;
        let mut found = Vec::new();
        for batch in &self
            .session
            .sql(include_str!("../../../inputs/releases.sql"))
            .await?
        {
            let text = |name| Texts::of(batch, name);
            let (ids, repositories, tag_names, names) =
                (text("id"), text("repository_id"), text("tag"), text("name"));
            let (targets, authors, urls) = (text("target"), text("author_login"), text("url"));
            let (published, created) = (Times::of(batch, "published_at"), Times::of(batch, "created_at"));
            let (drafts, early) = (Bools::of(batch, "is_draft"), Bools::of(batch, "is_prerelease"));
            for row in 0..batch.num_rows() {
                self.saw(published.get(row).or(created.get(row)));
                let Some(repository) = self.repositories.if_counted(repositories.must(row)) else {
                    continue;
                };
                if early.get(row) == Some(true) && !prereleases {
                    continue;
                }
                let tag = tag_names.must(row);
                let target = targets
                    .get(row)
                    .filter(|t| t.len() >= 40 && t.bytes().all(|b| b.is_ascii_hexdigit()));
                let done = published.get(row).filter(|_| drafts.get(row) != Some(true));
                found.push(Deployment {
                    id: ids.must(row).to_owned(),
                    repository,
                    environment: PRODUCTION_WORD.to_owned(),
                    sha: tags
                        .get(&(repository, tag.to_owned()))
                        .map(|tag| tag.sha.clone())
                        .or(target.map(str::to_owned)),
                    outcome: if done.is_some() {
                        Outcome::Success
                    } else {
                        Outcome::Undecided
                    },
                    started: done,
                    at: done.or(created.get(row)).unwrap_or_default(),
                    title: names
                        .get(row)
                        .filter(|name| !name.is_empty())
                        .unwrap_or(tag)
                        .to_owned(),
                    url: urls.get(row).map(str::to_owned),
                    author: authors.get(row).map(str::to_owned),
                    rule: "releases",
                    because: done.is_none().then_some("a draft: not published yet"),
                });
            }
        }
        Ok(found)
    }

    pub(super) async fn tags(&mut self, patterns: &[String]) -> Result<Vec<Deployment>, LakeError> {
        let tags = self.tag_commits().await?;
        for tag in tags.values() {
            self.saw(tag.at);
        }
        let matching = tags
            .into_iter()
            .filter(|((_, name), _)| any_matches(patterns, Some(name)));
        Ok(matching
            .map(|((repository, name), tag)| Deployment {
                id: tag.id,
                repository,
                environment: PRODUCTION_WORD.to_owned(),
                sha: Some(tag.sha),
                outcome: if tag.at.is_some() {
                    Outcome::Success
                } else {
                    Outcome::Undecided
                },
                started: tag.at,
                at: tag.at.unwrap_or_default(),
                title: name,
                url: None,
                author: None,
                rule: "tags",
                because: tag.at.is_none().then_some("unknown: when the tag was made"),
            })
            .collect())
    }

    /// Tags of every repository by name; one that several connections show counts once.
    async fn tag_commits(&mut self) -> Result<HashMap<(Place, String), TagCommit>, LakeError> {
        let mut tags: HashMap<(Place, String), TagCommit> = HashMap::new();
        for batch in &self.session.sql(include_str!("../../../inputs/tags.sql")).await? {
            let text = |name| Texts::of(batch, name);
            let (ids, repositories, names, shas) =
                (text("id"), text("repository_id"), text("name"), text("sha"));
            let times = Times::of(batch, "tagged_at");
            for row in 0..batch.num_rows() {
                let repository = self.repositories.counted(repositories.must(row));
                let tag = TagCommit {
                    id: ids.must(row).to_owned(),
                    sha: shas.must(row).to_owned(),
                    at: times.get(row),
                };
                let key = (repository, names.must(row).to_owned());
                match tags.get(&key) {
                    Some(other) if (other.at.is_some(), &tag.id) >= (tag.at.is_some(), &other.id) => {}
                    _ => drop(tags.insert(key, tag)),
                }
            }
        }
        Ok(tags)
    }

    pub(super) fn merges(&mut self, branches: &[String]) -> Vec<Deployment> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for batch in self.pull_requests {
            let text = |name| Texts::of(batch, name);
            let (ids, repositories, titles, urls) =
                (text("id"), text("repository_id"), text("title"), text("url"));
            let (bases, merge_shas, head_shas) =
                (text("base_branch"), text("merge_commit_sha"), text("head_sha"));
            let (merged_by, numbers) = (text("merged_by_login"), Ints::of(batch, "number"));
            let (merged, created) = (Times::of(batch, "merged_at"), Times::of(batch, "created_at"));
            for row in 0..batch.num_rows() {
                self.saw(merged.get(row).or(created.get(row)));
                let (Some(at), Some(repository)) = (
                    merged.get(row),
                    self.repositories.if_counted(repositories.must(row)),
                ) else {
                    continue;
                };
                let default = self.repositories.all[repository].default_branch.as_deref();
                let base = bases.get(row);
                let wanted = if branches.is_empty() {
                    base.is_some() && base == default
                } else {
                    any_matches(branches, base)
                };
                if !wanted || !seen.insert(ids.must(row)) {
                    continue;
                }
                found.push(Deployment {
                    id: ids.must(row).to_owned(),
                    repository,
                    environment: PRODUCTION_WORD.to_owned(),
                    sha: merge_shas.get(row).or(head_shas.get(row)).map(str::to_owned),
                    outcome: Outcome::Success,
                    started: Some(at),
                    at,
                    title: format!(
                        "#{} {}",
                        numbers.get(row).unwrap_or_default(),
                        titles.get(row).unwrap_or_default()
                    ),
                    url: urls.get(row).map(str::to_owned),
                    author: merged_by.get(row).map(str::to_owned),
                    rule: "merges",
                    because: None,
                });
            }
        }
        found
    }
}

#[derive(Debug)]
struct TagCommit {
    id: String,
    sha: String,
    at: Option<i64>,
}

fn titled(what: Option<&str>, environment: &str) -> String {
    match what {
        Some(what) => format!("{what} to {environment}"),
        None => environment.to_owned(),
    }
}

fn undecided(state: Option<&str>) -> &'static str {
    match state {
        Some("queued" | "pending" | "in_progress" | "waiting") => "not finished",
        Some("success" | "failure" | "error" | "inactive") => {
            "unknown: when it ended, as its statuses are not ingested"
        }
        _ => "unknown: no status says how it ended",
    }
}
