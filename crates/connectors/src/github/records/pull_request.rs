use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::PullRequest as Row;
use weir_model::{Batch, Entity as _, Id, Mentions, Table, Time};

use super::check::Head;
use super::timeline::{self, Item, On};
use crate::github::parts::{
    Actor, Label, List, Login, Oid, People, Titled, entries, numbered, pull_request, repository, some,
};
use crate::github::words::{DECISION, STATE, word, word_or_null};

/// A pull request with its whole timeline.
///
/// <https://docs.github.com/graphql/reference/objects#pullrequest>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PullRequest {
    number: i64,
    title: Option<String>,
    body: Option<String>,
    url: Option<String>,
    state: String,
    is_draft: Option<bool>,
    created_at: Time,
    updated_at: Time,
    closed_at: Option<Time>,
    merged_at: Option<Time>,
    additions: Option<i64>,
    deletions: Option<i64>,
    changed_files: Option<i64>,
    total_comments_count: Option<i64>,
    review_decision: Option<String>,
    base_ref_name: Option<String>,
    base_ref_oid: Option<String>,
    head_ref_name: Option<String>,
    head_ref_oid: Option<String>,
    head_repository: Option<Named>,
    merge_commit: Option<Oid>,
    author: Option<Actor>,
    merged_by: Option<Actor>,
    milestone: Option<Titled>,
    labels: Option<List<Label>>,
    assignees: Option<List<Login>>,
    closing_issues_references: Option<List<ClosedIssue>>,
    timeline_items: Option<List<Item>>,
    commits: Option<List<Head>>,
}

/// A repository, named.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    name_with_owner: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ClosedIssue {
    number: i64,
    repository: Option<Named>,
}

impl Record for PullRequest {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.number, self.updated_at)
    }

    fn is_final(&self) -> bool {
        self.state != "OPEN"
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, pull_request(scope, key.parse().ok()?)))
    }

    fn map(mut self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let on = On {
            scope,
            number: self.number,
            updated_at: self.updated_at,
        };
        let (items, heads) = (self.timeline_items.take(), self.commits.take());
        let mut mentions = Mentions::default();
        for reference in entries(self.closing_issues_references.take()) {
            reference.mention(&on, &mut mentions);
        }
        mentions.branch(self.head_ref_name.as_deref());
        mentions.title(self.title.as_deref());
        let row = self.row(scope, &mut people, out);
        out.push(row);
        for head in entries(heads) {
            head.map(scope, &mut people, out);
        }
        let items: Vec<Item> = entries(items).collect();
        timeline::deleted_comments(&items, "pull_request_id", pull_request(scope, on.number), out);
        for item in items {
            mentions.commit(item.message());
            item.map_on_pull_request(&on, &mut people, out);
        }
        mentions.rows(&numbered(scope, on.number), on.updated_at, out);
        people.rows(out);
    }
}

impl PullRequest {
    fn row(self, scope: &Scope<'_>, people: &mut People, out: &mut Batch) -> Row {
        let author = people.meet(self.author);
        Row {
            id: pull_request(scope, self.number),
            repository_id: repository(scope),
            number: self.number,
            title: self.title,
            body: some(self.body),
            url: self.url,
            state: word(STATE, "pull_requests.state", &self.state, out),
            is_draft: self.is_draft,
            author_login: author.login,
            author_kind: author.kind,
            created_at: self.created_at,
            updated_at: self.updated_at,
            closed_at: self.closed_at,
            merged_at: self.merged_at,
            merged_by_login: people.meet(self.merged_by).login,
            merge_kind: None,
            merge_commit_sha: self.merge_commit.and_then(|commit| commit.oid),
            base_branch: self.base_ref_name,
            base_sha: self.base_ref_oid,
            head_branch: self.head_ref_name,
            head_sha: self.head_ref_oid,
            head_repository: self
                .head_repository
                .and_then(|repository| repository.name_with_owner),
            additions: self.additions,
            deletions: self.deletions,
            changed_files: self.changed_files,
            comments: self.total_comments_count,
            review_decision: word_or_null(
                DECISION,
                "pull_requests.review_decision",
                self.review_decision.as_deref(),
                out,
            ),
            milestone: self.milestone.and_then(|milestone| milestone.title),
            labels: entries(self.labels).filter_map(Label::name).collect(),
            assignees: entries(self.assignees)
                .filter_map(|assignee| assignee.login)
                .collect(),
        }
    }
}

impl ClosedIssue {
    fn mention(self, on: &On<'_>, mentions: &mut Mentions) {
        let name = self.repository.and_then(|repository| repository.name_with_owner);
        let key = format!("{}#{}", name.as_deref().unwrap_or(on.scope.name), self.number);
        mentions.closing(&key, name);
    }
}
