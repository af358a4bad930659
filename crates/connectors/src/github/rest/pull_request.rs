use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Comment, PullRequest as Row, Review as ReviewRow};
use weir_model::{Batch, Entity as _, Id, Mentions, Table, Time};

use crate::github::parts::{
    Account, Label, Named, Titled, number_in, numbered, pull_request, repository, some,
};
use crate::github::words::{REVIEW, STATE, word};

/// A pull request, from a list (without counts) or by itself.
///
/// <https://docs.github.com/rest/pulls/pulls#get-a-pull-request>
#[derive(Debug, Deserialize)]
pub struct PullRequest {
    number: i64,
    title: Option<String>,
    body: Option<String>,
    html_url: Option<String>,
    state: String,
    draft: Option<bool>,
    user: Option<Account>,
    created_at: Time,
    updated_at: Time,
    closed_at: Option<Time>,
    merged_at: Option<Time>,
    merged_by: Option<Account>,
    merge_commit_sha: Option<String>,
    base: Option<Side>,
    head: Option<Side>,
    additions: Option<i64>,
    deletions: Option<i64>,
    changed_files: Option<i64>,
    comments: Option<i64>,
    review_comments: Option<i64>,
    milestone: Option<Titled>,
    labels: Option<Vec<Label>>,
    assignees: Option<Vec<Account>>,
}

#[derive(Debug, Deserialize)]
struct Side {
    r#ref: Option<String>,
    sha: Option<String>,
    repo: Option<Place>,
}

#[derive(Debug, Deserialize)]
struct Place {
    full_name: Option<String>,
}

impl Record for PullRequest {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.number, self.updated_at)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let author = Named::from(self.user);
        let state = word(STATE, "pull_requests.state", &self.state, out);
        let (base_branch, base_sha, _) = Side::parts(self.base);
        let (head_branch, head_sha, head_repository) = Side::parts(self.head);
        let mut mentions = Mentions::default();
        mentions.branch(head_branch.as_deref());
        mentions.title(self.title.as_deref());
        out.push(Row {
            id: pull_request(scope, self.number),
            repository_id: repository(scope),
            number: self.number,
            title: self.title,
            body: some(self.body),
            url: self.html_url,
            state: if self.merged_at.is_some() {
                "merged".to_owned()
            } else {
                state
            },
            is_draft: self.draft,
            author_login: author.login,
            author_kind: author.kind,
            created_at: self.created_at,
            updated_at: self.updated_at,
            closed_at: self.closed_at,
            merged_at: self.merged_at,
            merged_by_login: Named::from(self.merged_by).login,
            merge_kind: None,
            // Before the merge this is the trial merge that GitHub makes to see whether there are conflicts.
            merge_commit_sha: self.merge_commit_sha.filter(|_| self.merged_at.is_some()),
            base_branch,
            base_sha,
            head_branch,
            head_sha,
            head_repository,
            additions: self.additions,
            deletions: self.deletions,
            changed_files: self.changed_files,
            comments: self
                .comments
                .zip(self.review_comments)
                .map(|(conversation, line)| conversation + line),
            review_decision: None,
            milestone: self.milestone.and_then(|milestone| milestone.title),
            labels: self
                .labels
                .into_iter()
                .flatten()
                .filter_map(Label::name)
                .collect(),
            assignees: self
                .assignees
                .into_iter()
                .flatten()
                .filter_map(|who| Named::from(Some(who)).login)
                .collect(),
        });
        mentions.rows(&numbered(scope, self.number), self.updated_at, out);
    }
}

impl Side {
    fn parts(side: Option<Self>) -> (Option<String>, Option<String>, Option<String>) {
        side.map_or((None, None, None), |side| {
            (
                side.r#ref,
                side.sha,
                side.repo.and_then(|repository| repository.full_name),
            )
        })
    }
}

/// A review.
///
/// <https://docs.github.com/rest/pulls/reviews#get-a-review-for-a-pull-request>
#[derive(Debug, Deserialize)]
pub struct Review {
    id: i64,
    user: Option<Account>,
    body: Option<String>,
    state: String,
    html_url: Option<String>,
    pull_request_url: Option<String>,
    submitted_at: Option<Time>,
    updated_at: Option<Time>,
    commit_id: Option<String>,
}

impl Record for Review {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at.or(self.submitted_at))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let Some(number) = number_in(self.pull_request_url.as_deref()) else {
            return out.drift("reviews.pull_request_id", "null");
        };
        let author = Named::from(self.user);
        let state = word(REVIEW, "reviews.state", &self.state, out);
        out.push(ReviewRow {
            id: Id::new("review", self.id),
            pull_request_id: pull_request(scope, number),
            repository_id: repository(scope),
            author_login: author.login,
            author_kind: author.kind,
            state,
            submitted_at: self.submitted_at,
            created_at: self.submitted_at,
            updated_at: self.updated_at.or(self.submitted_at),
            body: some(self.body),
            commit_sha: self.commit_id,
            url: self.html_url,
        });
    }
}

/// A comment on a line of the code.
///
/// <https://docs.github.com/rest/pulls/comments#list-review-comments-in-a-repository>
#[derive(Debug, Deserialize)]
pub struct ReviewComment {
    id: i64,
    pull_request_review_id: Option<i64>,
    in_reply_to_id: Option<i64>,
    pull_request_url: Option<String>,
    user: Option<Account>,
    path: Option<String>,
    body: Option<String>,
    html_url: Option<String>,
    created_at: Time,
    updated_at: Option<Time>,
}

impl Record for ReviewComment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Comment::TABLE, line_comment(key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let author = Named::from(self.user);
        let number = number_in(self.pull_request_url.as_deref());
        out.push(Comment {
            id: line_comment(self.id),
            repository_id: Some(repository(scope)),
            pull_request_id: number.map(|number| pull_request(scope, number)),
            issue_id: None,
            kind: "line".to_owned(),
            review_id: self.pull_request_review_id.map(|id| Id::new("review", id)),
            reply_to_id: self.in_reply_to_id.map(line_comment),
            author_login: author.login,
            author_kind: author.kind,
            path: self.path,
            body: some(self.body),
            created_at: self.created_at,
            updated_at: self.updated_at,
            url: self.html_url,
        });
    }
}

/// Line comments and conversation comments are numbered apart.
fn line_comment(id: impl std::fmt::Display) -> Id {
    Id::new("comment", format_args!("line-{id}"))
}
