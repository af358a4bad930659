use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{PullRequest as Row, PullRequestCommit};
use weir_model::{Batch, Entity as _, Id, Mentions, Table, Time};

use super::note::{Note, On, split};
use crate::gitlab::events::{self, Ended};
use crate::gitlab::parts::{
    Account, Label, List, Named, People, Titled, Who, entries, kind_by_name, labels, login, logins, numbered,
    pull_request, repository, some,
};
use crate::gitlab::words::{MERGE_REQUEST, word};

/// A merge request as the list has it, with its details.
///
/// <https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests>
#[derive(Debug, Deserialize)]
pub struct MergeRequest {
    iid: i64,
    title: Option<String>,
    description: Option<String>,
    state: String,
    created_at: Time,
    updated_at: Time,
    merged_at: Option<Time>,
    merged_by: Option<Account>,
    merge_user: Option<Account>,
    closed_at: Option<Time>,
    closed_by: Option<Account>,
    target_branch: Option<String>,
    source_branch: Option<String>,
    user_notes_count: Option<i64>,
    author: Option<Account>,
    assignee: Option<Account>,
    assignees: Option<Vec<Account>>,
    labels: Option<Vec<Label>>,
    draft: Option<bool>,
    work_in_progress: Option<bool>,
    milestone: Option<Titled>,
    sha: Option<String>,
    merge_commit_sha: Option<String>,
    squash_commit_sha: Option<String>,
    web_url: Option<String>,
    details: Option<Details>,
}

/// What GraphQL adds. <https://docs.gitlab.com/api/graphql/reference/#mergerequest>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    author: Option<Who>,
    diff_stats_summary: Option<Sizes>,
    diff_refs: Option<Refs>,
    source_project: Option<Source>,
    commits: Option<List<Commit>>,
    notes: Option<List<Note>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sizes {
    additions: Option<i64>,
    deletions: Option<i64>,
    file_count: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Refs {
    base_sha: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Source {
    full_path: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commit {
    sha: String,
    message: Option<String>,
    author_name: Option<String>,
    author_email: Option<String>,
    authored_date: Option<Time>,
    author: Option<Account>,
}

impl Record for MergeRequest {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.iid, self.updated_at)
    }

    fn is_final(&self) -> bool {
        matches!(self.state.as_str(), "merged" | "closed")
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("pull_request", format!("{}/{key}", scope.id))))
    }

    fn map(mut self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let mut mentions = Mentions::default();
        let (iid, updated_at) = (self.iid, self.updated_at);
        let details = self.details.take();
        let (author, sizes, base, source, commits, notes) =
            details.map_or((None, None, None, None, None, None), |details| {
                (
                    details.author,
                    details.diff_stats_summary,
                    details.diff_refs.and_then(|refs| refs.base_sha),
                    details.source_project.and_then(|source| source.full_path),
                    details.commits,
                    details.notes,
                )
            });
        for key in events::closing(self.description.as_deref().unwrap_or_default(), scope.name) {
            let name = key.rsplit_once('#').map(|(name, _)| name.to_owned());
            mentions.closing(&key, name);
        }
        mentions.branch(self.source_branch.as_deref());
        mentions.title(self.title.as_deref());
        let met = people.meet(author);
        let author = self.who(met);
        let ended = self.ended();
        let row = self.row(scope, author, (sizes, base, source), out);
        out.push(row);
        for commit in entries(commits) {
            mentions.commit(commit.message.as_deref());
            out.push(commit.row(scope, (iid, updated_at)));
        }
        let on = On {
            repository: repository(scope),
            pull_request: Some(pull_request(scope, iid)),
            issue: None,
        };
        let system = split(entries(notes), &on, &mut people, out);
        events::of_merge_request(system, &ended, (scope, iid), out);
        mentions.rows(&numbered(scope, iid), updated_at, out);
        people.rows(out);
    }
}

impl MergeRequest {
    /// The author, as GraphQL or else REST names it.
    fn who(&mut self, met: Named) -> Named {
        let Some(login) = met.login else {
            let login = login(self.author.take());
            let kind = login.as_deref().and_then(kind_by_name);
            return Named { login, kind };
        };
        Named {
            login: Some(login),
            kind: met.kind,
        }
    }

    /// How it ended, as far as it says itself.
    fn ended(&self) -> Ended {
        let merger = self.merge_user.clone().or(self.merged_by.clone());
        Ended {
            merged: self.merged_at.map(|at| (at, login(merger), self.merged_as())),
            closed: self.closed_at.map(|at| (at, login(self.closed_by.clone()))),
        }
    }

    /// The commit that brought it to the target branch. A fast-forward made none: its own newest commit is there.
    fn merged_as(&self) -> Option<String> {
        self.merged_at?;
        let made = self.merge_commit_sha.clone().or(self.squash_commit_sha.clone());
        made.or(self.sha.clone())
    }

    /// How it was merged, as the commits show that GitLab made for it.
    fn merge_kind(&self) -> Option<String> {
        self.merged_at?;
        let kind = match (&self.squash_commit_sha, &self.merge_commit_sha) {
            (Some(_), _) => "squash",
            (None, Some(_)) => "merge",
            (None, None) => "fast_forward",
        };
        Some(kind.to_owned())
    }

    fn row(
        self,
        scope: &Scope<'_>,
        author: Named,
        (sizes, base, source): (Option<Sizes>, Option<String>, Option<String>),
        out: &mut Batch,
    ) -> Row {
        let (merge_commit_sha, merge_kind) = (self.merged_as(), self.merge_kind());
        let size = |get: fn(&Sizes) -> Option<i64>| sizes.as_ref().and_then(get);
        let mut assignees = logins(self.assignees);
        if assignees.is_empty() {
            assignees.extend(login(self.assignee));
        }
        Row {
            id: pull_request(scope, self.iid),
            repository_id: repository(scope),
            number: self.iid,
            title: self.title,
            body: some(self.description),
            url: self.web_url,
            state: word(MERGE_REQUEST, "pull_requests.state", &self.state, out),
            is_draft: self.draft.or(self.work_in_progress),
            author_login: author.login,
            author_kind: author.kind,
            created_at: self.created_at,
            updated_at: self.updated_at,
            closed_at: self.closed_at.or(self.merged_at),
            merged_at: self.merged_at,
            merged_by_login: login(self.merge_user.or(self.merged_by)).filter(|_| self.merged_at.is_some()),
            merge_kind,
            merge_commit_sha,
            base_branch: self.target_branch,
            base_sha: base,
            head_branch: self.source_branch,
            head_sha: self.sha,
            head_repository: source,
            additions: size(|sizes| sizes.additions),
            deletions: size(|sizes| sizes.deletions),
            changed_files: size(|sizes| sizes.file_count),
            comments: self.user_notes_count,
            review_decision: None,
            milestone: self.milestone.and_then(|milestone| milestone.title),
            labels: labels(self.labels),
            assignees,
        }
    }
}

impl Commit {
    fn row(self, scope: &Scope<'_>, (iid, updated_at): (i64, Time)) -> PullRequestCommit {
        PullRequestCommit {
            id: Id::new(
                "pull_request_commit",
                format!("{}/{}", numbered(scope, iid), self.sha),
            ),
            pull_request_id: pull_request(scope, iid),
            repository_id: repository(scope),
            sha: self.sha,
            message: self.message,
            author_name: some(self.author_name),
            author_email: some(self.author_email),
            author_login: login(self.author),
            authored_at: self.authored_date,
            committed_at: None,
            updated_at,
        }
    }
}
