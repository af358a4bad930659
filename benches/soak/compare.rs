//! What the rows say, found out by a process of its own over a copy of the tables: the program's memory is not that of
//! a question about everything.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use arrow_array::cast::AsArray as _;
use serde_json::{Map, Value, json};
use tokio::process::Command;
use weir_lake::{DataScope, Lake, Options};

use crate::Result;
use crate::figures::Digest;

/// Names the copy in the environment.
pub(crate) const COPY: &str = "WEIR_SOAK_COPY";
/// Names the integrations.
const IDS: &str = "WEIR_SOAK_INTEGRATIONS";

/// The tables that are compared, each row as one line of text.
const LINES: &[(&str, &str)] = &[
    (
        "pull_requests",
        "SELECT r.full_name || '#' || CAST(p.number AS VARCHAR) || ' ' || COALESCE(p.title, '') || ' ' || p.state AS line \
         FROM pull_requests p JOIN repositories r ON r.id = p.repository_id WHERE p.integration_id IN (IDS)",
    ),
    (
        "comments",
        "SELECT r.full_name || ' ' || c.kind || ' ' || COALESCE(c.body, '') AS line \
         FROM comments c JOIN repositories r ON r.id = c.repository_id WHERE c.integration_id IN (IDS)",
    ),
];

/// How many lines there are of each table, and their sum.
pub(crate) async fn ask(tables: &Path, integrations: &[i64]) -> Result<Value> {
    let copy = tempfile::tempdir()?;
    link(tables, copy.path(), true)?;
    let ids: Vec<String> = integrations.iter().map(|id| format!("'{id}'")).collect();
    let asked = Command::new(std::env::current_exe()?)
        .env(COPY, copy.path())
        .env(IDS, ids.join(", "))
        .stderr(Stdio::inherit())
        .output()
        .await?;
    Ok(serde_json::from_slice(&asked.stdout)?)
}

/// Files are never written twice, so that a link does for a copy; those of the top say whose the folder is.
fn link(from: &Path, to: &Path, top: bool) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            link(&path, &target, false)?;
        } else if !top {
            fs::hard_link(&path, &target)?;
        }
    }
    Ok(())
}

/// The other process's side.
#[expect(clippy::print_stdout, reason = "it answers on its output")]
pub(crate) async fn answer(copy: &str) -> Result<()> {
    let lake = Lake::open(Path::new(copy), Options::default()).await?;
    let session = lake.session(&DataScope::default()).await?;
    let ids = std::env::var(IDS)?;
    let mut all = Map::new();
    for (table, sql) in LINES {
        let mut found = Digest::default();
        for batch in session.sql(&sql.replace("IDS", &ids)).await? {
            for line in batch.column(0).as_string::<i32>().iter().flatten() {
                found.add(line);
            }
        }
        all.insert((*table).to_owned(), json!([found.count, found.sum]));
    }
    println!("{}", Value::Object(all));
    Ok(())
}
