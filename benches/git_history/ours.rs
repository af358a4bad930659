use std::path::Path;

use serde::Deserialize;
use tokio::sync::mpsc;
use weir_connect::Scope;
use weir_ingest::git::{GitBatch, GitRequest, GitState, commits};
use weir_model::{Batch, Cell, Row};

use crate::{Commits, Result, Totals};

/// Reads a history as an ingestion does, as far as documents or rows.
pub(crate) async fn read(repository: &Path, as_rows: bool) -> Result<Commits> {
    let url = repository.canonicalize()?.display().to_string();
    let request = GitRequest {
        allow_local: true,
        ..GitRequest::new("", url)
    };
    let state = GitState::default();
    let (sender, mut batches) = mpsc::channel::<GitBatch>(4);
    let take = async {
        let mut all = Commits::new();
        while let Some(batch) = batches.recv().await {
            for document in &batch.documents {
                all.extend([if as_rows {
                    by_rows(document)
                } else {
                    by_document(document)
                }?]);
            }
        }
        Ok(all)
    };
    let (outcome, all) = tokio::join!(commits(&request, &state, sender), take);
    outcome?;
    all
}

/// The sums of a document, without reading its files.
#[derive(Deserialize)]
struct Sums {
    sha: String,
    additions: Option<u64>,
    deletions: Option<u64>,
    files: Option<Vec<serde::de::IgnoredAny>>,
}

fn by_document(document: &str) -> Result<(String, Totals)> {
    let sums: Sums = serde_json::from_str(document)?;
    let totals = Totals {
        files: sums.files.map_or(0, |files| files.len() as u64),
        additions: sums.additions.unwrap_or(0),
        deletions: sums.deletions.unwrap_or(0),
    };
    Ok((sums.sha, totals))
}

/// The sums over the rows that the document becomes; the commit's own row must agree.
fn by_rows(document: &str) -> Result<(String, Totals)> {
    let scope = Scope {
        id: "repository",
        name: "repository",
    };
    let mut batch = Batch::default();
    let stream = weir_connectors::git::CONNECTOR
        .stream("commits")
        .ok_or("there is no stream `commits`")?;
    let key = (stream.read)(document, &scope, &mut batch)?.key;
    let mut totals = Totals::default();
    for row in batch.rows.iter().filter(|row| row.table.name == "commit_files") {
        totals.files += 1;
        totals.additions += number(row, "additions");
        totals.deletions += number(row, "deletions");
    }
    let commit = batch
        .rows
        .iter()
        .find(|row| row.table.name == "commits")
        .ok_or("no row of the commit")?;
    let own = Totals {
        files: number(commit, "files"),
        additions: number(commit, "additions"),
        deletions: number(commit, "deletions"),
    };
    if own == totals {
        Ok((key.id, totals))
    } else {
        Err(format!("{}: {own:?} is not {totals:?}", key.id).into())
    }
}

fn number(row: &Row, column: &str) -> u64 {
    match row.cell(column) {
        Some(Cell::Int(number)) => u64::try_from(*number).unwrap_or(0),
        _ => 0,
    }
}
