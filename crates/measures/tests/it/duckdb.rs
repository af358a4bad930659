//! Every metric file also runs on DuckDB, over the same inputs as Parquet, and gives the same items: an engine that is not
//! ours checks the dialect and the answer. Skipped with a notice where Python has no `duckdb`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use weir_lake::Format;
use weir_measures::{METRICS, VIEWS};

use crate::fixture;
use crate::random::{Company, settings};
use crate::world::{Project, at, recorded, rounded};

/// Runs each metric file over the Parquet files of a folder, printing `metric, item, value, reason` lines.
const SCRIPT: &str = include_str!("duckdb.py");

fn python() -> Option<String> {
    // Where `cargo xtask test` puts it.
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/python/bin/python");
    let candidates = [
        std::env::var("WEIR_PYTHON").ok(),
        Some(ours.to_owned()),
        Some("python3".to_owned()),
    ];
    candidates.into_iter().flatten().find(|python| {
        Command::new(python)
            .args(["-c", "import duckdb"])
            .output()
            .is_ok_and(|output| output.status.success())
    })
}

/// Every table that a metric file may read, as one Parquet file each.
async fn export(project: &Project, folder: &Path) {
    let session = project
        .measures
        .session(&project.view, at("1"), at("2024-02-01"))
        .await
        .unwrap();
    let derived = [
        "project_deployments",
        "project_changes",
        "project_failures",
        "project_repositories",
        "project_settings",
        "period",
        "weeks",
    ];
    let tables = weir_model::TABLES.iter().map(|table| table.name).chain(derived);
    for table in tables {
        let file = folder.join(format!("{table}.parquet"));
        session
            .export(&format!("SELECT * FROM {table}"), Format::Parquet, &file)
            .await
            .unwrap();
    }
}

type Cells = BTreeMap<(String, String), Result<f64, String>>;

fn run(python: &str, folder: &Path) -> Cells {
    let metrics = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(python)
        .args(["-c", SCRIPT])
        .arg(folder)
        .arg(metrics)
        .args(VIEWS.map(|(name, _)| name))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let cells = text.lines().map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let value = if cells[3].is_empty() {
            Ok(rounded(cells[2].parse().unwrap()))
        } else {
            Err(cells[3].to_owned())
        };
        ((cells[0].to_owned(), cells[1].to_owned()), value)
    });
    cells.collect()
}

#[tokio::test]
async fn duckdb_gives_the_same_items() {
    let Some(python) = python() else {
        println!(
            "skipped: python has no `duckdb`; `cargo xtask test` installs it, or set WEIR_PYTHON to one that has"
        );
        return;
    };
    for (world, settings) in [
        (fixture::world(), recorded()),
        (crate::reports::world(), recorded()),
        (crate::tracker::world(), recorded()),
        (Company::new(1).world, settings(1)),
        (Company::new(3).world, settings(3)),
    ] {
        let project = world.project(settings).await;
        let folder = tempfile::tempdir().unwrap();
        export(&project, folder.path()).await;
        let mut ours = Cells::new();
        for metric in METRICS.iter() {
            for item in project.items(&metric.id).await.items {
                let value = match item["excluded_because"].as_str() {
                    Some(reason) => Err(reason.to_owned()),
                    None => Ok(rounded(item["value"].as_f64().unwrap())),
                };
                ours.insert(
                    (metric.id.clone(), item["id"].as_str().unwrap().to_owned()),
                    value,
                );
            }
        }
        let theirs = run(&python, folder.path());
        let differing: Vec<_> = ours
            .iter()
            .filter(|(item, value)| theirs.get(*item) != Some(*value))
            .map(|(item, value)| (item, value, theirs.get(item)))
            .collect();
        assert!(differing.is_empty(), "{differing:?}");
        assert_eq!(theirs.len(), ours.len());
    }
}
