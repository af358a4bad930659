use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::document::{API, repository_links, time};
use super::ids::node_id;
use super::{Contents, Repository, World};

/// A change made to a running upstream.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Mutation {
    /// The present moves on, and with it what is left of each quota's hour.
    Advance {
        /// By this many seconds.
        seconds: i64,
    },
    /// Somebody opens a pull request now, a copy of an existing one's content.
    OpenPull {
        /// `owner/name`.
        repository: String,
        /// Its title.
        title: String,
    },
    /// An open pull request is merged now.
    MergePull {
        /// `owner/name`.
        repository: String,
        /// Its number.
        number: u64,
    },
    /// A pull request or an issue gets another title now.
    Retitle {
        /// `owner/name`.
        repository: String,
        /// Its number.
        number: u64,
        /// The new title.
        title: String,
    },
    /// A repository gets another name; its old one redirects.
    RenameRepository {
        /// `owner/name`.
        repository: String,
        /// The new name, without owner.
        name: String,
    },
    /// A repository is gone.
    DeleteRepository {
        /// `owner/name`.
        repository: String,
    },
    /// A repository is no longer shown to the credential: made private, or moved to another owner.
    HideRepository {
        /// `owner/name`.
        repository: String,
    },
    /// An issue is gone.
    DeleteIssue {
        /// `owner/name`.
        repository: String,
        /// Its number.
        number: u64,
    },
    /// A pull request is gone, where the product can delete it.
    DeletePull {
        /// `owner/name`.
        repository: String,
        /// Its number.
        number: u64,
    },
    /// A branch is gone.
    DeleteBranch {
        /// `owner/name`.
        repository: String,
        /// Its name.
        branch: String,
    },
    /// A workflow run is started again: it is in progress.
    StartRun {
        /// `owner/name`.
        repository: String,
        /// Its id.
        id: u64,
    },
    /// A workflow run that is in progress ends now.
    FinishRun {
        /// `owner/name`.
        repository: String,
        /// Its id.
        id: u64,
        /// Its conclusion, as GitHub writes it.
        conclusion: String,
    },
    /// The newest release has another title.
    RetitleRelease {
        /// `owner/name`.
        repository: String,
        /// The new title.
        title: String,
    },
    /// A pull request's or an issue's conversation comment is gone.
    DeleteComment {
        /// `owner/name`.
        repository: String,
        /// The comment's id.
        id: u64,
    },
}

/// A change of what belongs to one repository, with all that it depends on.
#[derive(Clone, Debug)]
pub(super) struct Change {
    mutation: Mutation,
    now: DateTime<Utc>,
    /// Who makes it.
    by: String,
    /// The repository's id, full name and default branch.
    id: u64,
    full_name: String,
    branch: String,
}

impl Mutation {
    /// The repository in which something changes.
    fn repository(&self) -> Option<&str> {
        match self {
            Self::Advance { .. } => None,
            Self::OpenPull { repository, .. }
            | Self::MergePull { repository, .. }
            | Self::Retitle { repository, .. }
            | Self::RenameRepository { repository, .. }
            | Self::DeleteRepository { repository }
            | Self::HideRepository { repository }
            | Self::DeleteIssue { repository, .. }
            | Self::DeletePull { repository, .. }
            | Self::DeleteBranch { repository, .. }
            | Self::StartRun { repository, .. }
            | Self::FinishRun { repository, .. }
            | Self::RetitleRelease { repository, .. }
            | Self::DeleteComment { repository, .. } => Some(repository),
        }
    }
}

impl World {
    /// Applies a change. Gives the number or name of what it made, or why it could not be done.
    pub fn mutate(&mut self, mutation: Mutation) -> Result<Value, String> {
        if let Mutation::Advance { seconds } = mutation {
            self.now += TimeDelta::seconds(seconds);
            return Ok(json!({"now": time(self.now)}));
        }
        let (now, by) = (self.now, self.viewer.clone());
        let name = mutation.repository().unwrap_or_default().to_owned();
        let repository = self
            .repository_mut(&name)
            .ok_or_else(|| format!("no repository {name}"))?;
        if let Mutation::DeleteRepository { .. } | Mutation::HideRepository { .. } = mutation {
            self.repositories
                .retain(|one| !one.full_name().eq_ignore_ascii_case(&name));
            return Ok(json!({}));
        }
        let renamed = match &mutation {
            Mutation::RenameRepository { name, .. } => Some(name.clone()),
            _ => None,
        };
        let pushed = matches!(mutation, Mutation::DeleteBranch { .. });
        let done = repository.change(Change {
            mutation,
            now,
            by,
            id: repository.id(),
            full_name: repository.full_name().to_owned(),
            branch: repository.default_branch().to_owned(),
        })?;
        if pushed {
            repository.document["pushed_at"] = json!(time(now));
        }
        if let Some(name) = renamed {
            repository.rename(&name, now);
        }
        Ok(done)
    }
}

impl Repository {
    /// What is outside the contents of another name.
    fn rename(&mut self, name: &str, now: DateTime<Utc>) {
        let old = self.full_name().to_owned();
        let new = renamed(&old, name);
        self.former_names.push(old);
        self.document["name"] = json!(name);
        self.document["full_name"] = json!(new);
        self.document["updated_at"] = json!(time(now));
        if let Some(map) = self.document.as_object_mut() {
            repository_links(map, &new);
        }
    }
}

impl Contents {
    pub(super) fn change(&mut self, change: &Change) -> Result<Value, String> {
        match &change.mutation {
            Mutation::OpenPull { title, .. } => self.open_pull(change, title),
            Mutation::MergePull { number, .. } => self.merge_pull(change, *number),
            Mutation::Retitle { number, title, .. } => {
                let document = self.pulls.get_mut(number).or(self.issues.get_mut(number));
                let document = document.ok_or_else(|| format!("no issue or pull request {number}"))?;
                document["title"] = json!(title);
                document["updated_at"] = json!(time(change.now));
                Ok(json!({"number": number}))
            }
            Mutation::RenameRepository { name, .. } => {
                let new = renamed(&change.full_name, name);
                self.rewrite(&change.full_name, &new);
                Ok(json!({"full_name": new}))
            }
            Mutation::DeleteIssue { number, .. } => {
                let issue = self.issues.remove(number);
                issue
                    .map(|_| json!({}))
                    .ok_or_else(|| format!("no issue {number}"))
            }
            Mutation::DeletePull { number, .. } => {
                let pull = self.pulls.remove(number);
                pull.map(|_| json!({}))
                    .ok_or_else(|| format!("no pull request {number}"))
            }
            Mutation::DeleteBranch { branch, .. } => {
                let tip = self.branches.remove(branch);
                tip.map(|sha| json!({"sha": sha}))
                    .ok_or_else(|| format!("no branch {branch}"))
            }
            Mutation::StartRun { id, .. } => self.change_run(change, *id, None),
            Mutation::FinishRun { id, conclusion, .. } => self.change_run(change, *id, Some(conclusion)),
            Mutation::RetitleRelease { title, .. } => {
                let newest = self.releases.last_mut();
                let release = newest.ok_or_else(|| format!("{} has no release", change.full_name))?;
                release["name"] = json!(title);
                Ok(release["id"].clone())
            }
            Mutation::DeleteComment { id, .. } => self.delete_comment(change, *id),
            Mutation::Advance { .. }
            | Mutation::DeleteRepository { .. }
            | Mutation::HideRepository { .. } => Err("this does not happen in a repository".to_owned()),
        }
    }

    fn open_pull(&mut self, change: &Change, title: &str) -> Result<Value, String> {
        let now = time(change.now);
        let highest = |keys: Option<&u64>| keys.copied().unwrap_or_default();
        let number = highest(self.pulls.keys().next_back()).max(highest(self.issues.keys().next_back())) + 1;
        let (like, mut pull) = self
            .pulls
            .iter()
            .next_back()
            .map(|(number, pull)| (*number, pull.clone()))
            .ok_or_else(|| format!("{} has no pull request to copy", change.full_name))?;
        // Numbers are the repository's own, ids are not.
        let id = 1_999_000_000 + change.id % 100_000 * 100_000 + number;
        pull = retarget(&pull, like, number);
        for (key, value) in [
            ("id", json!(id)),
            ("node_id", json!(node_id("PR", id))),
            ("number", json!(number)),
            ("title", json!(title)),
            ("state", json!("open")),
            ("created_at", json!(now)),
            ("updated_at", json!(now)),
            ("closed_at", Value::Null),
            ("merged_at", Value::Null),
            ("merged_by", Value::Null),
            ("merge_commit_sha", Value::Null),
            ("merged", json!(false)),
            ("draft", json!(false)),
            ("comments", json!(0)),
            ("review_comments", json!(0)),
        ] {
            pull[key] = value;
        }
        let commits = self.pull_commits.get(&like).cloned().unwrap_or_default();
        let files = self.pull_files.get(&like).cloned().unwrap_or_default();
        self.pull_commits.insert(number, commits);
        self.pull_files.insert(number, files);
        self.pulls.insert(number, pull);
        Ok(json!({"number": number}))
    }

    fn merge_pull(&mut self, change: &Change, number: u64) -> Result<Value, String> {
        let (now, by, name) = (time(change.now), &change.by, &change.full_name);
        let tip = self.branches.get(&change.branch).cloned().unwrap_or_default();
        let pull = self
            .pulls
            .get_mut(&number)
            .ok_or_else(|| format!("no pull request {number} in {name}"))?;
        if pull["state"] != "open" {
            return Err(format!("pull request {number} in {name} is not open"));
        }
        for (key, value) in [
            ("state", json!("closed")),
            ("merged", json!(true)),
            ("updated_at", json!(now)),
            ("closed_at", json!(now)),
            ("merged_at", json!(now)),
            ("merged_by", json!({"login": by})),
            ("merge_commit_sha", json!(tip)),
        ] {
            pull[key] = value;
        }
        let events = self.events.entry(number).or_default();
        for (place, kind) in (0..).zip(["merged", "closed"]) {
            let id = 15_000_000_000 + change.id % 100_000 * 1_000_000 + number * 10 + place;
            events.push(json!({
                "id": id, "node_id": node_id("EV", id), "event": kind, "created_at": now, "actor": {"login": by},
                "url": event_link(name, id),
                "commit_id": if kind == "merged" { json!(tip) } else { Value::Null }, "commit_url": null,
                "performed_via_github_app": null,
            }));
        }
        Ok(json!({"number": number, "sha": tip}))
    }

    /// The timeline says that there was a comment, not which; the modification time stays.
    fn delete_comment(&mut self, change: &Change, id: u64) -> Result<Value, String> {
        let (now, by) = (time(change.now), &change.by);
        let holds = |list: &Vec<Value>| list.iter().any(|comment| comment["id"] == id);
        let on = self.comments.iter().find(|(_, list)| holds(list));
        let number = on
            .map(|(number, _)| *number)
            .ok_or_else(|| format!("no comment {id}"))?;
        for list in self.comments.values_mut() {
            list.retain(|comment| comment["id"] != id);
        }
        let event = 16_000_000_000 + id;
        self.events.entry(number).or_default().push(json!({
            "id": event, "node_id": node_id("CDE", event), "event": "comment_deleted", "created_at": now,
            "actor": {"login": by}, "url": event_link(&change.full_name, event), "commit_id": null, "commit_url": null,
            "performed_via_github_app": null,
        }));
        Ok(json!({"number": number}))
    }

    fn change_run(&mut self, change: &Change, id: u64, conclusion: Option<&str>) -> Result<Value, String> {
        let now = time(change.now);
        let run = self.runs.iter_mut().find(|run| run["id"] == id);
        let run = run.ok_or_else(|| format!("no run {id} in {}", change.full_name))?;
        let status = if conclusion.is_some() {
            "completed"
        } else {
            "in_progress"
        };
        let attempt = run["run_attempt"].as_u64().unwrap_or(1) + u64::from(conclusion.is_none());
        run["status"] = json!(status);
        run["conclusion"] = json!(conclusion);
        run["run_attempt"] = json!(attempt);
        run["updated_at"] = json!(now);
        Ok(json!({"id": id, "attempt": attempt}))
    }

    /// Puts the new name into every link and reference of every document.
    fn rewrite(&mut self, old: &str, new: &str) {
        let lists = [
            &mut self.labels,
            &mut self.milestones,
            &mut self.releases,
            &mut self.deployments,
            &mut self.runs,
        ];
        let maps = [
            &mut self.pull_commits,
            &mut self.pull_files,
            &mut self.reviews,
            &mut self.line_comments,
            &mut self.comments,
            &mut self.events,
            &mut self.statuses,
            &mut self.jobs,
        ];
        let singles = [&mut self.pulls, &mut self.issues];
        let documents = lists
            .into_iter()
            .flat_map(|list| list.iter_mut())
            .chain(maps.into_iter().flat_map(|map| map.values_mut().flatten()))
            .chain(singles.into_iter().flat_map(|map| map.values_mut()))
            .chain(self.commits.values_mut());
        for document in documents {
            rename_in(document, old, new);
        }
    }
}

fn rename_in(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::Object(map) => map.values_mut().for_each(|value| rename_in(value, old, new)),
        Value::Array(items) => items.iter_mut().for_each(|value| rename_in(value, old, new)),
        Value::String(text) if text == old => new.clone_into(text),
        Value::String(text) if text.starts_with("https://") && text.contains(&format!("/{old}")) => {
            *text = text.replacen(&format!("/{old}"), &format!("/{new}"), 1);
        }
        _ => {}
    }
}

/// The document with one number in its links replaced by another.
fn retarget(value: &Value, old: u64, new: u64) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), retarget(value, old, new)))
            .collect(),
        Value::Array(items) => items.iter().map(|value| retarget(value, old, new)).collect(),
        Value::String(text) if text.starts_with("https://") => json!(
            text.replace(&format!("/pulls/{old}"), &format!("/pulls/{new}"))
                .replace(&format!("/pull/{old}"), &format!("/pull/{new}"))
                .replace(&format!("/issues/{old}"), &format!("/issues/{new}"))
        ),
        other => other.clone(),
    }
}

fn renamed(full_name: &str, name: &str) -> String {
    format!("{}/{name}", full_name.split('/').next().unwrap_or_default())
}

fn event_link(full_name: &str, id: u64) -> String {
    format!("{API}/repos/{full_name}/issues/events/{id}")
}
