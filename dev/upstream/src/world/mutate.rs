use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};

use super::World;
use super::accessors::text;
use super::document::{repository_links, time};
use super::ids::node_id;

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
    /// A branch is pushed: it leads to another commit that is there.
    MoveBranch {
        /// `owner/name`.
        repository: String,
        /// Its name.
        branch: String,
        /// The commit.
        sha: String,
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

impl World {
    /// Applies a change. Gives the number or name of what it made, or why it could not be done.
    pub fn mutate(&mut self, mutation: Mutation) -> Result<Value, String> {
        if !matches!(mutation, Mutation::Advance { .. }) {
            self.index.take();
        }
        match mutation {
            Mutation::Advance { seconds } => {
                self.now += TimeDelta::seconds(seconds);
                Ok(json!({"now": time(self.now)}))
            }
            Mutation::OpenPull { repository, title } => self.open_pull(&repository, &title),
            Mutation::MergePull { repository, number } => self.merge_pull(&repository, number),
            Mutation::Retitle {
                repository,
                number,
                title,
            } => {
                let now = time(self.now);
                let repository = self
                    .repository_mut(&repository)
                    .ok_or_else(|| missing(&repository))?;
                let document = repository
                    .pulls
                    .get_mut(&number)
                    .or(repository.issues.get_mut(&number));
                let document = document.ok_or_else(|| format!("no issue or pull request {number}"))?;
                document["title"] = json!(title);
                document["updated_at"] = json!(now);
                Ok(json!({"number": number}))
            }
            Mutation::RenameRepository { repository, name } => self.rename(&repository, &name),
            Mutation::DeleteIssue { repository, number } => {
                let found = self
                    .repository_mut(&repository)
                    .ok_or_else(|| missing(&repository))?;
                let issue = found.issues.remove(&number);
                issue
                    .map(|_| json!({}))
                    .ok_or_else(|| format!("no issue {number}"))
            }
            Mutation::DeletePull { repository, number } => {
                let found = self
                    .repository_mut(&repository)
                    .ok_or_else(|| missing(&repository))?;
                let pull = found.pulls.remove(&number);
                pull.map(|_| json!({}))
                    .ok_or_else(|| format!("no pull request {number}"))
            }
            Mutation::DeleteBranch { repository, branch } => self.push(&repository, &branch, None),
            Mutation::MoveBranch {
                repository,
                branch,
                sha,
            } => self.push(&repository, &branch, Some(sha)),
            Mutation::StartRun { repository, id } => self.change_run(&repository, id, None),
            Mutation::FinishRun {
                repository,
                id,
                conclusion,
            } => self.change_run(&repository, id, Some(&conclusion)),
            Mutation::DeleteRepository { repository } | Mutation::HideRepository { repository } => {
                let before = self.repositories.len();
                self.repositories
                    .retain(|one| !one.full_name().eq_ignore_ascii_case(&repository));
                if before == self.repositories.len() {
                    Err(missing(&repository))
                } else {
                    Ok(json!({}))
                }
            }
            Mutation::RetitleRelease { repository, title } => self.retitle_release(&repository, &title),
            Mutation::DeleteComment { repository, id } => self.delete_comment(&repository, id),
        }
    }

    fn retitle_release(&mut self, name: &str, title: &str) -> Result<Value, String> {
        let found = self.repository_mut(name).ok_or_else(|| missing(name))?;
        let release = found.releases.last_mut();
        let release = release.ok_or_else(|| format!("{name} has no release"))?;
        release["name"] = json!(title);
        Ok(release["id"].clone())
    }

    fn open_pull(&mut self, name: &str, title: &str) -> Result<Value, String> {
        let now = time(self.now);
        let repository = self.repository_mut(name).ok_or_else(|| missing(name))?;
        let highest = |keys: Option<&u64>| keys.copied().unwrap_or_default();
        let number = highest(repository.pulls.keys().next_back())
            .max(highest(repository.issues.keys().next_back()))
            + 1;
        let (like, mut pull) = repository
            .pulls
            .iter()
            .next_back()
            .map(|(number, pull)| (*number, pull.clone()))
            .ok_or_else(|| format!("{name} has no pull request to copy"))?;
        let id = opened(repository.id(), number);
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
        let commits = repository.pull_commits.get(&like).cloned().unwrap_or_default();
        let files = repository.pull_files.get(&like).cloned().unwrap_or_default();
        repository.pull_commits.insert(number, commits);
        repository.pull_files.insert(number, files);
        repository.pulls.insert(number, pull);
        Ok(json!({"number": number}))
    }

    /// A branch leads to another commit, or is gone.
    fn push(&mut self, name: &str, branch: &str, sha: Option<String>) -> Result<Value, String> {
        let now = time(self.now);
        let found = self.repository_mut(name).ok_or_else(|| missing(name))?;
        found.document["pushed_at"] = json!(now);
        let before = found.branches.remove(branch);
        let before = before.ok_or_else(|| format!("no branch {branch}"))?;
        if let Some(sha) = sha {
            found.branches.insert(branch.to_owned(), sha);
        }
        Ok(json!({"sha": before}))
    }

    fn merge_pull(&mut self, name: &str, number: u64) -> Result<Value, String> {
        let now = time(self.now);
        let by = self.viewer.clone();
        let repository = self.repository_mut(name).ok_or_else(|| missing(name))?;
        let branch = repository.default_branch().to_owned();
        let tip = repository.head(&branch).unwrap_or_default().to_owned();
        let repository_id = repository.id();
        let pull = repository
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
        let events = repository.events.entry(number).or_default();
        for (place, kind) in (0..).zip(["merged", "closed"]) {
            let id = 15_000_000_000 + repository_id % 100_000 * 1_000_000 + number * 10 + place;
            events.push(json!({
                "id": id, "node_id": node_id("EV", id), "event": kind, "created_at": now, "actor": {"login": by},
                "url": format!("{}/{id}", text(&repository.document, "issue_events_url").trim_end_matches("{/number}")),
                "commit_id": if kind == "merged" { json!(tip) } else { Value::Null }, "commit_url": null,
                "performed_via_github_app": null,
            }));
        }
        Ok(json!({"number": number, "sha": tip}))
    }

    /// The timeline says that there was a comment, not which; the modification time stays.
    fn delete_comment(&mut self, name: &str, id: u64) -> Result<Value, String> {
        let (now, by) = (time(self.now), self.viewer.clone());
        let repository = self.repository_mut(name).ok_or_else(|| missing(name))?;
        let holds = |list: &Vec<Value>| list.iter().any(|comment| comment["id"] == id);
        let on = repository.comments.iter().find(|(_, list)| holds(list));
        let number = on
            .map(|(number, _)| *number)
            .ok_or_else(|| format!("no comment {id}"))?;
        for list in repository.comments.values_mut() {
            list.retain(|comment| comment["id"] != id);
        }
        let event = 16_000_000_000 + id;
        let url = text(&repository.document, "issue_events_url").replace("{/number}", "");
        repository.events.entry(number).or_default().push(json!({
            "id": event, "node_id": node_id("CDE", event), "event": "comment_deleted", "created_at": now,
            "actor": {"login": by}, "url": format!("{url}/{event}"), "commit_id": null, "commit_url": null,
            "performed_via_github_app": null,
        }));
        Ok(json!({"number": number}))
    }

    fn change_run(&mut self, name: &str, id: u64, conclusion: Option<&str>) -> Result<Value, String> {
        let now = time(self.now);
        let repository = self.repository_mut(name).ok_or_else(|| missing(name))?;
        let run = repository.runs.iter_mut().find(|run| run["id"] == id);
        let run = run.ok_or_else(|| format!("no run {id} in {name}"))?;
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

    fn rename(&mut self, full_name: &str, name: &str) -> Result<Value, String> {
        let now = time(self.now);
        let repository = self.repository_mut(full_name).ok_or_else(|| missing(full_name))?;
        let owner = full_name.split('/').next().unwrap_or_default();
        let new = format!("{owner}/{name}");
        let old = repository.full_name().to_owned();
        repository.rewrite(&old, &new);
        repository.former_names.push(old);
        repository.document["name"] = json!(name);
        repository.document["full_name"] = json!(new);
        repository.document["updated_at"] = json!(now);
        if let Some(map) = repository.document.as_object_mut() {
            repository_links(map, &new);
        }
        Ok(json!({"full_name": new}))
    }
}

impl super::Repository {
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

/// The id of a pull request that is opened: numbers are the repository's own, ids are not.
pub(super) fn opened(repository: u64, number: u64) -> u64 {
    1_999_000_000 + repository % 100_000 * 100_000 + number
}

fn missing(name: &str) -> String {
    format!("no repository {name}")
}
