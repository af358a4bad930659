use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Comment, PullRequest as Row, PullRequestCommit};
use weir_model::{Batch, Entity as _, Id, Mentions, Table, Time};

use super::{Iteration, Thread};
use crate::azure_devops::identity::{Identity, Named, People};
use crate::azure_devops::repos::events::{self, Ended};
use crate::azure_devops::repos::votes::{self, Reviewer};
use crate::azure_devops::repos::{branch, pull_request, repository, words};

/// A pull request as the list has it, with its threads and what the list leaves out.
///
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests#gitpullrequest>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the upstream's names")]
pub struct PullRequest {
    pull_request_id: i64,
    repository: Option<Place>,
    status: String,
    created_by: Option<Identity>,
    closed_by: Option<Identity>,
    creation_date: Time,
    closed_date: Option<Time>,
    title: Option<String>,
    description: Option<String>,
    source_ref_name: Option<String>,
    target_ref_name: Option<String>,
    is_draft: Option<bool>,
    last_merge_source_commit: Option<CommitRef>,
    last_merge_target_commit: Option<CommitRef>,
    last_merge_commit: Option<CommitRef>,
    completion_options: Option<Completion>,
    fork_source: Option<Fork>,
    labels: Option<Vec<Label>>,
    reviewers: Option<Vec<Reviewer>>,
    url: Option<String>,
    commits: Option<Vec<Commit>>,
    work_item_refs: Option<Vec<WorkItem>>,
    details: Option<Details>,
    threads: Option<Vec<Thread>>,
    iterations: Option<Vec<Iteration>>,
}

/// What the pull request by itself has besides. A record that was read by its name has it at once.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    description: Option<String>,
    commits: Option<Vec<Commit>>,
    work_item_refs: Option<Vec<WorkItem>>,
}

#[derive(Debug, Deserialize)]
struct Place {
    name: Option<String>,
    project: Option<Project>,
}

#[derive(Debug, Deserialize)]
struct Project {
    id: Option<String>,
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Fork {
    repository: Option<Place>,
}

/// A commit of which only the name is asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::azure_devops::repos) struct CommitRef {
    pub(in crate::azure_devops::repos) commit_id: Option<String>,
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests#gitpullrequestcompletionoptions>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Completion {
    merge_strategy: Option<String>,
    squash_merge: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct Label {
    name: Option<String>,
    active: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct WorkItem {
    id: Option<String>,
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-request#gitcommitref>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the upstream's names")]
struct Commit {
    commit_id: String,
    author: Option<Signature>,
    committer: Option<Signature>,
    comment: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Signature {
    name: Option<String>,
    email: Option<String>,
    date: Option<Time>,
}

impl Record for PullRequest {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.pull_request_id, self.changed())
    }

    fn is_final(&self) -> bool {
        matches!(self.status.as_str(), "completed" | "abandoned")
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("pull_request", key)))
    }

    fn map(mut self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let number = self.pull_request_id;
        let updated_at = self.changed();
        self.complete();
        let mut mentions = Mentions::default();
        for item in self.work_item_refs.take().into_iter().flatten() {
            if let Some(id) = item.id {
                mentions.linked(&format!("AB#{id}"));
            }
        }
        mentions.branch(
            self.source_ref_name
                .as_deref()
                .and_then(|name| name.strip_prefix("refs/heads/")),
        );
        mentions.title(self.title.as_deref());
        for commit in self.commits.take().into_iter().flatten() {
            mentions.commit(commit.comment.as_deref());
            out.push(commit.row(scope, (number, updated_at)));
        }
        let author = people.meet(self.created_by.as_ref());
        let closer = people.meet(self.closed_by.as_ref());
        let comments = self.conversations((scope, number), (&closer, &mut people), out);
        let row = self.into_row(scope, (author, closer), (updated_at, comments), out);
        out.push(row);
        mentions.rows(&number.to_string(), updated_at, out);
        people.rows(out);
    }
}

impl PullRequest {
    /// When it last changed, as far as its parts say: it has no such time itself.
    fn changed(&self) -> Time {
        let threads = self.threads.iter().flatten().filter_map(Thread::changed);
        let pushes = self.iterations.iter().flatten();
        let pushes = pushes.filter_map(|iteration| iteration.created_date);
        threads
            .chain(pushes)
            .chain(self.closed_date)
            .fold(self.creation_date, Time::max)
    }

    /// Takes over what the pull request by itself has.
    fn complete(&mut self) {
        if let Some(details) = self.details.take() {
            self.description = details.description.or(self.description.take());
            self.commits = details.commits.or(self.commits.take());
            self.work_item_refs = details.work_item_refs.or(self.work_item_refs.take());
        }
    }

    /// Comments, votes and events; gives the number of comments, where they were asked for.
    fn conversations(
        &mut self,
        on: (&Scope<'_>, i64),
        (closer, people): (&Named, &mut People),
        out: &mut Batch,
    ) -> Option<i64> {
        let threads = self.threads.take();
        let counted = threads.is_some();
        let (mut told, mut comments) = (Vec::new(), Vec::new());
        for mut thread in threads.into_iter().flatten() {
            match thread.told() {
                Some(one) => told.push(one),
                None => comments.extend(thread.comments(on, people, out)),
            }
        }
        told.sort_by_key(|one| (one.at, one.thread));
        let reviewers = self.reviewers.as_deref().unwrap_or_default();
        let accounts = reviewers.iter().map(|reviewer| &reviewer.who);
        let accounts: Vec<&Identity> = accounts.chain(&self.created_by).chain(&self.closed_by).collect();
        votes::of_pull_request(&told, (reviewers, &accounts), on, people, out);
        events::of_pull_request(&told, (&accounts, &self.ended(closer)), on, people, out);
        events::of_iterations(self.iterations.as_deref().unwrap_or_default(), on, people, out);
        let count = i64::try_from(comments.len()).ok();
        if counted {
            // Deleted ones are not in the list any more.
            let family = format!("comment/{}/", on.1);
            out.remove_others::<Comment>("pull_request_id", pull_request(on.1), &family, comments);
        }
        count.filter(|_| counted)
    }

    fn is_merged(&self) -> bool {
        self.status == "completed"
    }

    /// How it ended, as far as it says itself.
    fn ended(&self, closer: &Named) -> Option<Ended> {
        let at = self.closed_date.filter(|_| self.is_final())?;
        Some(Ended {
            at,
            by: closer.login.clone(),
            merged: self.is_merged(),
            commit: self.merge_commit(),
        })
    }

    /// Before the end it is a commit that only tries the merge.
    fn merge_commit(&self) -> Option<String> {
        let commit = self.last_merge_commit.as_ref().filter(|_| self.is_merged())?;
        commit.commit_id.clone()
    }

    /// Without a strategy, what is chosen is squashed if it says so and else merged, by the documentation.
    fn merge_kind(&self, out: &mut Batch) -> Option<String> {
        let chosen = self.completion_options.as_ref().filter(|_| self.is_merged())?;
        let strategy = match (chosen.merge_strategy.as_deref(), chosen.squash_merge) {
            (Some(strategy), _) => strategy,
            (None, Some(true)) => "squash",
            (None, _) => "noFastForward",
        };
        Some(words::strategy(strategy, out))
    }

    /// Its page: the address of the API begins with that of the organization, and perhaps the project's id.
    fn page(&self) -> Option<String> {
        let (root, _) = self.url.as_deref()?.split_once("/_apis/")?;
        let place = self.repository.as_ref()?;
        let project = place.project.as_ref()?;
        let root = project
            .id
            .as_deref()
            .and_then(|id| root.strip_suffix(id))
            .unwrap_or(root)
            .trim_end_matches('/');
        let (project, repository) = (escaped(project.name.as_deref()?), escaped(place.name.as_deref()?));
        let number = self.pull_request_id;
        Some(format!("{root}/{project}/_git/{repository}/pullrequest/{number}"))
    }

    fn into_row(
        self,
        scope: &Scope<'_>,
        (author, closer): (Named, Named),
        (updated_at, comments): (Time, Option<i64>),
        out: &mut Batch,
    ) -> Row {
        let ended = self.closed_date.filter(|_| self.is_final());
        let is_merged = self.is_merged();
        let commit = |of: &Option<CommitRef>| of.as_ref().and_then(|commit| commit.commit_id.clone());
        let labels = self.labels.iter().flatten();
        let labels = labels.filter(|label| label.active != Some(false));
        let fork = self
            .fork_source
            .as_ref()
            .and_then(|fork| fork.repository.as_ref());
        Row {
            id: pull_request(self.pull_request_id),
            repository_id: repository(scope),
            number: self.pull_request_id,
            url: self.page(),
            state: words::state(&self.status, out),
            is_draft: self.is_draft,
            author_login: author.login,
            author_kind: author.kind,
            created_at: self.creation_date,
            updated_at,
            closed_at: ended,
            merged_at: ended.filter(|_| is_merged),
            merged_by_login: closer.login.filter(|_| is_merged),
            merge_kind: self.merge_kind(out),
            merge_commit_sha: self.merge_commit(),
            base_sha: commit(&self.last_merge_target_commit),
            head_sha: commit(&self.last_merge_source_commit),
            head_repository: match fork {
                Some(fork) => fork.full_name(),
                None => Some(scope.name.to_owned()),
            },
            labels: labels.filter_map(|label| label.name.clone()).collect(),
            title: self.title,
            body: self.description.filter(|text| !text.is_empty()),
            base_branch: branch(self.target_ref_name),
            head_branch: branch(self.source_ref_name),
            additions: None,
            deletions: None,
            changed_files: None,
            comments,
            review_decision: None,
            milestone: None,
            assignees: Vec::new(),
        }
    }
}

impl Place {
    fn full_name(&self) -> Option<String> {
        let project = self.project.as_ref()?.name.as_deref()?;
        Some(format!("{project}/{}", self.name.as_deref()?))
    }
}

/// A name as a segment of an address.
fn escaped(name: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

impl Commit {
    fn row(self, scope: &Scope<'_>, (number, updated_at): (i64, Time)) -> PullRequestCommit {
        let (name, email, authored_at) = self.author.map_or((None, None, None), |author| {
            (author.name, author.email, author.date)
        });
        PullRequestCommit {
            id: Id::new("pull_request_commit", format!("{number}/{}", self.commit_id)),
            pull_request_id: pull_request(number),
            repository_id: repository(scope),
            sha: self.commit_id,
            message: self.comment,
            author_name: name.filter(|text| !text.is_empty()),
            author_email: email.filter(|text| !text.is_empty()),
            author_login: None,
            authored_at,
            committed_at: self.committer.and_then(|committer| committer.date),
            updated_at,
        }
    }
}
