//! Issues that are incidents.

use std::collections::HashMap;

use arrow_array::RecordBatch;

use super::causes::{Cause, causes};
use super::{Failure, Link, World};
use crate::prepare::deployments::{Deployment, Outcome};
use crate::prepare::read::{Texts, Times};
use crate::prepare::repositories::{Place, Repositories};

const HOUR: i64 = 3_600_000_000;

/// An issue that is an incident.
#[derive(Debug)]
pub(crate) struct Incident {
    id: String,
    title: Option<String>,
    url: Option<String>,
    repository: Option<Place>,
    author: Option<String>,
    created: i64,
    closed: Option<i64>,
    not_one: Option<&'static str>,
    causes: Vec<Named>,
}

/// A cause with its repository looked up.
#[derive(Debug)]
enum Named {
    Commit(String),
    PullRequest(Place, i64),
    Address(String),
}

impl Incident {
    pub(crate) fn read(issues: &[RecordBatch], repositories: &mut Repositories) -> Vec<Self> {
        let names: HashMap<String, Place> = repositories
            .all
            .iter()
            .enumerate()
            .map(|(place, repository)| (repository.name.to_lowercase(), place))
            .collect();
        let mut incidents = Vec::new();
        for batch in issues {
            let text = |name| Texts::of(batch, name);
            let (ids, repository_ids, titles, bodies) =
                (text("id"), text("repository_id"), text("title"), text("body"));
            let (urls, authors, reasons) = (text("url"), text("author_login"), text("state_reason"));
            let (created, closed) = (Times::of(batch, "created_at"), Times::of(batch, "closed_at"));
            for row in 0..batch.num_rows() {
                let place = repository_ids.get(row).map(|id| repositories.place(id));
                if place.is_some_and(|place| repositories.all[place].same_as.is_some()) {
                    continue;
                }
                let look_up = |cause| match cause {
                    Cause::Commit(sha) => Some(Named::Commit(sha)),
                    Cause::Address(address) => Some(Named::Address(address)),
                    Cause::PullRequest(None, number) => place.map(|place| Named::PullRequest(place, number)),
                    Cause::PullRequest(Some(name), number) => names
                        .get(&name.to_lowercase())
                        .map(|place| Named::PullRequest(*place, number)),
                };
                incidents.push(Self {
                    id: ids.must(row).to_owned(),
                    title: titles.get(row).map(str::to_owned),
                    url: urls.get(row).map(str::to_owned),
                    repository: place,
                    author: authors.get(row).map(str::to_owned),
                    created: created.get(row).unwrap_or_default(),
                    closed: closed.get(row),
                    not_one: match reasons.get(row) {
                        Some("not_planned") => Some("closed as not planned"),
                        Some("duplicate") => Some("closed as a duplicate"),
                        _ => None,
                    },
                    causes: causes(bodies.get(row).unwrap_or_default())
                        .into_iter()
                        .filter_map(look_up)
                        .collect(),
                });
            }
        }
        incidents
    }

    /// The commits it names.
    pub(crate) fn shas(&self) -> impl Iterator<Item = &str> {
        self.causes.iter().filter_map(|cause| match cause {
            Named::Commit(sha) => Some(sha.as_str()),
            _ => None,
        })
    }

    pub(super) fn failure(self, world: &World<'_>) -> Failure {
        let named = self
            .causes
            .iter()
            .find_map(|cause| self.cause(cause, world))
            .map(|at| (at, Link::Cause));
        let (cause, unattributed) = match named.map_or_else(|| self.last_before(world), Ok) {
            Ok(cause) => (Some(cause), None),
            Err(because) => (None, Some(because)),
        };
        Failure {
            id: self.id,
            kind: "incident",
            title: self.title,
            url: self.url,
            repository: self.repository,
            author: self.author,
            opened: self.created,
            cause,
            reverts: None,
            unattributed,
            restored: self.closed,
            unrestored: self.closed.is_none().then_some("not restored yet"),
            excluded: self.not_one,
        }
    }

    /// The deployment that a named thing leads to.
    fn cause(&self, cause: &Named, world: &World<'_>) -> Option<usize> {
        match cause {
            Named::Commit(sha) => {
                let node = world.graph.find_short(sha)?;
                let reached = |place| world.reach.commit(place, node);
                self.repository
                    .and_then(reached)
                    .or_else(|| world.reach.anywhere(node, world.deployments))
            }
            Named::PullRequest(place, number) => {
                world.changes.all[*world.changes.by_number.get(&(*place, *number))?].deployment
            }
            Named::Address(address) => {
                // The page of a merged pull request is as likely the cure.
                let same = |deployment: &Deployment| {
                    deployment.rule != "merges"
                        && deployment
                            .url
                            .as_deref()
                            .is_some_and(|url| url.trim_end_matches('/') == address)
                };
                world.deployments.iter().position(same)
            }
        }
    }

    /// The last successful deployment of its repository in the window before it.
    fn last_before(&self, world: &World<'_>) -> Result<(usize, Link), &'static str> {
        let Some(repository) = self.repository else {
            return Err("unknown: it belongs to no repository and names no cause");
        };
        let earliest = self.created - i64::from(world.settings.window_hours) * HOUR;
        let before = world
            .deployments
            .partition_point(|deployment| deployment.at <= self.created);
        let shipped = |deployment: &Deployment| {
            deployment.repository == repository && deployment.outcome == Outcome::Success
        };
        let recent = world.deployments[..before]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, d)| d.at >= earliest);
        let mut found = recent.filter(|(_, deployment)| shipped(deployment));
        match found.next() {
            Some((at, _)) => Ok((at, Link::Window)),
            None => {
                Err("unknown: it names no cause, and no deployment of its repository came shortly before")
            }
        }
    }
}
