use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use weir_lake::{DataScope, Lake, LakeError, Options, RecordBatch};
use weir_model::entities::{Branch, Milestone, PullRequest, PullRequestCommit, Repository, User};
use weir_model::{Entity, Id, Row, Time};

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) async fn open(folder: &Path) -> Arc<Lake> {
    Lake::open(folder, Options::default()).await.unwrap()
}

/// The result as lines of cells separated by `|`, NULL as `-`.
pub(crate) async fn lines(lake: &Lake, scope: &DataScope, sql: &str) -> Vec<String> {
    let session = lake.session(scope).await.unwrap();
    render(&session.sql(sql).await.unwrap())
}

pub(crate) async fn all(lake: &Lake, sql: &str) -> Vec<String> {
    lines(lake, &DataScope::default(), sql).await
}

pub(crate) async fn error(lake: &Lake, sql: &str) -> String {
    let session = lake.session(&DataScope::default()).await.unwrap();
    match session.sql(sql).await {
        Ok(batches) => panic!("no error but {:?}", render(&batches)),
        Err(error @ LakeError::Sql { .. }) => error.to_string(),
        Err(other) => panic!("another error: {other:?}"),
    }
}

pub(crate) fn render(batches: &[RecordBatch]) -> Vec<String> {
    use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
    let options = FormatOptions::default().with_null("-");
    let mut lines = Vec::new();
    for batch in batches {
        let columns: Vec<_> = batch
            .columns()
            .iter()
            .map(|c| ArrayFormatter::try_new(c, &options).unwrap())
            .collect();
        for row in 0..batch.num_rows() {
            let cells: Vec<_> = columns
                .iter()
                .map(|column| column.value(row).to_string())
                .collect();
            lines.push(cells.join("|"));
        }
    }
    lines
}

pub(crate) fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

pub(crate) fn id(integration: &str, kind: &str, key: impl std::fmt::Display) -> Id {
    Id(format!("{integration}/{}", Id::new(kind, key).0))
}

pub(crate) fn branch(integration: &str, key: &str, sha: &str) -> Row {
    Branch {
        id: id(integration, "branch", key),
        repository_id: id(integration, "repository", 1),
        name: key.to_owned(),
        sha: sha.to_owned(),
        is_default: Some(key == "main"),
    }
    .into_row()
}

pub(crate) fn user(
    integration: &str,
    key: &str,
    name: &str,
    created: Option<Time>,
    updated: Option<Time>,
) -> Row {
    User {
        id: id(integration, "user", key),
        login: key.to_owned(),
        name: Some(name.to_owned()),
        email: None,
        kind: None,
        url: None,
        created_at: created,
        updated_at: updated,
    }
    .into_row()
}

pub(crate) fn repository(integration: &str, key: u32, full_name: &str) -> Row {
    Repository {
        default_branch: Some("main".to_owned()),
        created_at: Some(time("2020-01-01")),
        updated_at: Some(time("2024-01-01")),
        ..Repository::new(id(integration, "repository", key), full_name)
    }
    .into_row()
}

pub(crate) fn milestone(
    integration: &str,
    repository: Option<u32>,
    number: i64,
    title: &str,
    updated: &str,
) -> Row {
    Milestone {
        id: id(integration, "milestone", number),
        repository_id: repository.map(|key| id(integration, "repository", key)),
        number,
        title: title.to_owned(),
        state: "open".to_owned(),
        url: None,
        created_at: time("2024-01-15"),
        updated_at: time(updated),
        due_at: None,
        closed_at: None,
    }
    .into_row()
}

pub(crate) fn pull_request(integration: &str, number: i64, title: &str, created: &str, updated: &str) -> Row {
    PullRequest {
        id: id(integration, "pull_request", number),
        repository_id: id(integration, "repository", 1),
        number,
        title: Some(title.to_owned()),
        body: None,
        url: None,
        state: "open".to_owned(),
        is_draft: Some(false),
        author_login: Some("ana".to_owned()),
        author_kind: None,
        created_at: time(created),
        updated_at: time(updated),
        closed_at: None,
        merged_at: None,
        merged_by_login: None,
        merge_kind: None,
        merge_commit_sha: None,
        base_branch: None,
        base_sha: None,
        head_branch: None,
        head_sha: None,
        head_repository: None,
        additions: Some(number),
        deletions: None,
        changed_files: None,
        comments: None,
        review_decision: None,
        milestone: None,
        labels: vec!["bug".to_owned(), "a \"b\"".to_owned()],
        assignees: vec![],
    }
    .into_row()
}

pub(crate) fn pull_request_commit(integration: &str, number: i64, sha: &str, updated: &str) -> Row {
    PullRequestCommit {
        id: id(integration, "pull_request_commit", format!("{number}/{sha}")),
        pull_request_id: id(integration, "pull_request", number),
        repository_id: id(integration, "repository", 1),
        sha: sha.to_owned(),
        message: None,
        author_name: None,
        author_email: None,
        author_login: None,
        authored_at: None,
        committed_at: Some(time("2024-01-02")),
        updated_at: time(updated),
    }
    .into_row()
}
