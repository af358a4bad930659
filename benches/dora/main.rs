//! The DORA metrics over a big company, beside plain scans of the same rows as Parquet. See README.md.

mod company;

use std::path::Path;
use std::time::{Duration, Instant};

use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use weir_lake::{DataScope, Format, Lake, Options};
use weir_measures::{Measures, MetricQuery, ProjectSettings, ProjectView};

use company::Size;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const METRICS: [&str; 5] = [
    "deployment_frequency",
    "lead_time",
    "change_failure_rate",
    "time_to_restore",
    "pull_request_cycle_time",
];

/// Tables whose rows the metrics read most of.
const SCANNED: [&str; 4] = ["pull_requests", "pull_request_commits", "reviews", "deployments"];

/// Runs of everything that takes milliseconds.
const RUNS: usize = 5;

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
#[tokio::main]
async fn main() -> Result<()> {
    let size = Size::from_env();
    let folder = tempfile::tempdir()?;
    let started = Instant::now();
    let lake = Lake::open(&folder.path().join("lake"), Options::default()).await?;
    let rows = company::fill(&lake, &size).await?;
    let written = started.elapsed();
    let folding = Instant::now();
    lake.maintain().await?;
    println!(
        "{} pull requests, {} deployments, {} incidents: {rows} rows, written in {:.1} s, folded in {:.1} s",
        size.pull_requests,
        size.deployments,
        size.incidents,
        written.as_secs_f64(),
        folding.elapsed().as_secs_f64()
    );
    let scan = plain_scan(&lake, folder.path()).await?;
    println!(
        "plain scan of {} as Parquet: {}\n",
        SCANNED.join(", "),
        millis(scan)
    );

    let measures = Measures::new(lake);
    let project = ProjectView {
        id: "1".to_owned(),
        name: "everything".to_owned(),
        scope: DataScope::default(),
        settings: ProjectSettings::default(),
        who: weir_measures::Who::default(),
    };
    println!(
        "{:<24} {:>12} {:>9} {:>12} {:>9} {:>12} {:>9}  answer",
        "", "from nothing", "x scan", "items anew", "x scan", "warm", "x scan"
    );
    for metric in METRICS {
        let query = MetricQuery {
            by: Some("repository".to_owned()),
            ..MetricQuery::new(metric, company::from(), company::to())
        };
        let ask = async || measures.answer(&project, &query).await;
        let cold = best(1, async || {
            measures.clear();
            ask().await.map(drop)
        })
        .await?;
        let anew = best(RUNS, async || {
            measures.clear_items();
            ask().await.map(drop)
        })
        .await?;
        let warm = best(RUNS, async || ask().await.map(drop)).await?;
        let answer = ask().await?;
        let ratio = |time: Duration| format!("{:.2}", time.as_secs_f64() / scan.as_secs_f64());
        println!(
            "{metric:<24} {:>12} {:>9} {:>12} {:>9} {:>12} {:>9}  {} (n = {})",
            millis(cold),
            ratio(cold),
            millis(anew),
            ratio(anew),
            millis(warm),
            ratio(warm),
            answer.text,
            answer.n
        );
    }
    Ok(())
}

/// The fastest of some runs.
async fn best<E>(
    runs: usize,
    run: impl AsyncFn() -> std::result::Result<(), E>,
) -> std::result::Result<Duration, E> {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let started = Instant::now();
        run().await?;
        best = best.min(started.elapsed());
    }
    Ok(best)
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Time to read every column of the most read tables from plain Parquet files with the same engine, nothing else done.
async fn plain_scan(lake: &Lake, folder: &Path) -> Result<Duration> {
    let session = lake.session(&DataScope::default()).await?;
    let context = SessionContext::new_with_config(SessionConfig::new());
    let mut queries = Vec::new();
    for table in SCANNED {
        let file = folder.join(format!("{table}.parquet"));
        session
            .export(&format!("SELECT * FROM {table}"), Format::Parquet, &file)
            .await?;
        context
            .register_parquet(table, file.to_string_lossy(), ParquetReadOptions::default())
            .await?;
        let counts: Vec<String> = session
            .columns(&format!("SELECT * FROM {table}"))
            .await?
            .iter()
            .map(|(name, _)| format!("count({name})"))
            .collect();
        queries.push(format!("SELECT {} FROM {table}", counts.join(", ")));
    }
    let context = &context;
    let queries = &queries;
    let scan = best(RUNS, async || {
        for query in queries {
            context.sql(query).await?.collect().await?;
        }
        Ok::<(), datafusion::error::DataFusionError>(())
    });
    Ok(scan.await?)
}
