//! The Insights that come with the product over a big company, widget by widget, beside plain scans of the same rows as
//! Parquet. See README.md.

mod company;
mod memory;

use std::path::Path;
use std::time::{Duration, Instant};

use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use weir_insights::{TEMPLATES, Widget, from_yaml};
use weir_lake::{DataScope, Format, Lake, Options};
use weir_measures::{Measures, MetricQuery, ProjectSettings, ProjectView};

use company::Size;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The Insights whose tables the company has.
const INSIGHTS: [&str; 3] = ["dora", "development", "issues"];

/// Tables whose rows the DORA metrics read most of.
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
        "{} pull requests, {} deployments, {} incidents, {} issues: {rows} rows, written in {:.1} s, folded in {:.1} s{}",
        size.pull_requests,
        size.deployments,
        size.incidents,
        size.issues,
        written.as_secs_f64(),
        folding.elapsed().as_secs_f64(),
        memory()
    );
    let scan = plain_scan(&lake, folder.path()).await?;
    println!(
        "plain scan of {} as Parquet: {}",
        SCANNED.join(", "),
        millis(scan)
    );

    let bench = Bench {
        measures: Measures::new(lake),
        project: ProjectView {
            id: "1".to_owned(),
            name: "everything".to_owned(),
            scope: DataScope::default(),
            settings: ProjectSettings::default(),
            who: weir_measures::Who::default(),
        },
        scan,
    };
    for name in INSIGHTS {
        bench.insight(name).await?;
    }
    Ok(())
}

struct Bench {
    measures: Measures,
    project: ProjectView,
    scan: Duration,
}

impl Bench {
    /// Each widget of an Insight, one after the other: on a page opened for the first time, then again.
    #[expect(clippy::print_stdout, reason = "a bench prints its figures")]
    async fn insight(&self, id: &str) -> Result<()> {
        let template = TEMPLATES.iter().find(|template| template.id == id);
        let (title, content) = from_yaml(template.ok_or("no such template")?.yaml)?;
        println!(
            "\n{:<40} {:>12} {:>9} {:>12} {:>9}  answer",
            title, "first", "x scan", "warm", "x scan"
        );
        self.measures.clear();
        let queries: Vec<(String, MetricQuery)> = content.widgets.iter().filter_map(question).collect();
        let mut first = Vec::new();
        for (_, query) in &queries {
            first.push(
                best(1, async || {
                    self.measures.answer(&self.project, query).await.map(drop)
                })
                .await?,
            );
        }
        let mut again = Duration::ZERO;
        for ((what, query), cold) in queries.iter().zip(&first) {
            let warm = best(RUNS, async || {
                self.measures.answer(&self.project, query).await.map(drop)
            })
            .await?;
            let answer = self.measures.answer(&self.project, query).await?;
            println!(
                "{}  {} (n = {})",
                self.line(what, *cold, warm),
                answer.text,
                answer.n
            );
            again += warm;
        }
        println!(
            "{}{}",
            self.line("all widgets", first.iter().sum(), again),
            memory()
        );
        Ok(())
    }

    fn line(&self, what: &str, cold: Duration, warm: Duration) -> String {
        let ratio = |time: Duration| format!("{:.2}", time.as_secs_f64() / self.scan.as_secs_f64());
        format!(
            "{what:<40} {:>12} {:>9} {:>12} {:>9}",
            millis(cold),
            ratio(cold),
            millis(warm),
            ratio(warm)
        )
    }
}

/// What a widget asks, with a name; nothing for a note.
fn question(widget: &Widget) -> Option<(String, MetricQuery)> {
    let metric = widget.metric.as_ref()?;
    let query = MetricQuery {
        by: widget.by.clone(),
        aggregate: widget.aggregate.clone(),
        filters: widget.filters.clone(),
        bucket: widget.bucket.as_deref().and_then(|bucket| bucket.parse().ok()),
        ..MetricQuery::new(metric, company::from(), company::to())
    };
    Some((format!("{metric} ({})", widget.id), query))
}

fn memory() -> String {
    match memory::megabytes() {
        Some((now, peak)) => format!("; holds {now} MB, at most {peak} MB"),
        None => String::new(),
    }
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
