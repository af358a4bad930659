//! The write path beside DuckDB, in the same run on the same rows. See README.md.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use serde_json::Value;
use weir_lake::{DataScope, Lake, Options};
use weir_model::entities::PullRequest;
use weir_model::{Cell, Entity, Row, Time, arrow};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SCRIPT: &str = include_str!("duckdb.py");
const LOAD_BATCH: u64 = 5_000;
const BATCH: u64 = 1_000;
const BATCHES: u64 = 20;

/// What a phase took.
struct Cost {
    seconds: f64,
    cpu: f64,
    bytes: u64,
    /// Number of rows and sum of a column: both engines must end with the same table.
    check: (i64, i64),
}

struct Phase {
    name: &'static str,
    batches: Vec<Vec<Row>>,
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
#[tokio::main]
async fn main() -> Result<()> {
    let percent: u64 = std::env::var("WEIR_BENCH_PERCENT")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100);
    let rows = (2_500 * percent).max(LOAD_BATCH);
    let phases = phases(rows);
    let folder = tempfile::tempdir()?;
    let input: Vec<u64> = phases
        .iter()
        .map(|phase| write_input(folder.path(), phase))
        .collect::<Result<_>>()?;
    let ours = ours(folder.path(), &phases).await?;
    let python = python();
    let mut peers = Vec::new();
    for mode in ["key", "merge"] {
        if let Some(python) = &python {
            peers.push((mode, duckdb(python, folder.path(), mode)?));
        }
    }
    println!(
        "{rows} pull requests loaded by {LOAD_BATCH}, then {BATCHES} batches of {BATCH} upserts of each kind"
    );
    println!(
        "{:<10} {:<14} {:>10} {:>9} {:>11} {:>7}",
        "phase", "store", "rows/s", "cpu s", "bytes", "x input"
    );
    for (index, phase) in phases.iter().enumerate() {
        let count: usize = phase.batches.iter().map(Vec::len).sum();
        let line = |store: &str, cost: &Cost| {
            println!(
                "{:<10} {store:<14} {:>10.0} {:>9.2} {:>11} {:>7.1}",
                phase.name,
                ratio(count as u64, 1) / cost.seconds,
                cost.cpu,
                cost.bytes,
                ratio(cost.bytes, input[index])
            );
        };
        line("weir", &ours[index]);
        for (mode, costs) in &peers {
            line(&format!("duckdb {mode}"), &costs[index]);
            assert_eq!(
                costs[index].check, ours[index].check,
                "{} after {}",
                mode, phase.name
            );
            println!(
                "{:<10} weir : duckdb {mode} = {:.2} x the rows/s, {:.3} x the bytes, {:.2} x the cpu",
                "",
                costs[index].seconds / ours[index].seconds,
                ratio(ours[index].bytes, costs[index].bytes),
                ours[index].cpu / costs[index].cpu
            );
        }
    }
    if python.is_none() {
        println!("no comparison: python has no `duckdb`; `pip install duckdb` and set WEIR_PYTHON");
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts of this size are exact")]
fn ratio(a: u64, b: u64) -> f64 {
    a as f64 / b as f64
}

/// Loads all, then changes the newest three percent, then rows from anywhere.
fn phases(rows: u64) -> Vec<Phase> {
    let load = (0..rows / LOAD_BATCH).map(|batch| {
        (0..LOAD_BATCH)
            .map(|row| row_of(batch * LOAD_BATCH + row, 0))
            .collect()
    });
    let changed = |base: u64, range: u64, version: u64| {
        // A step that shares no factor with the range visits every row before it repeats one.
        let batch = move |batch: u64| {
            (0..BATCH)
                .map(|row| row_of(base + (batch * BATCH + row) * 7_919 % range, version + batch))
                .collect()
        };
        (0..BATCHES).map(batch).collect()
    };
    let recent = (rows * 3 / 100).max(BATCH);
    vec![
        Phase {
            name: "load",
            batches: load.collect(),
        },
        Phase {
            name: "recent",
            batches: changed(rows - recent, recent, 1),
        },
        Phase {
            name: "scattered",
            batches: changed(0, rows, 100),
        },
    ]
}

/// Pull request `number`, opened within two years, in its `version`.
fn row_of(number: u64, version: u64) -> Row {
    let table = PullRequest::TABLE;
    let seconds = |offset: u64| Time::from_seconds(1_640_995_200 + i64::try_from(offset).unwrap_or(0));
    let opened = number * 250;
    let cells = table.columns.iter().map(|column| match column.name {
        "id" => Cell::Id(format!("1/pull_request/{}/{number}", number % 200)),
        "repository_id" => Cell::Id(format!("1/repository/{}", number % 200)),
        "number" => Cell::Int(i64::try_from(number).unwrap_or(0)),
        "title" => Cell::Text(format!(
            "Change {} of module {} for {version}",
            number * 31 % 1_009,
            number % 97
        )),
        "state" => Cell::Text("merged".to_owned()),
        "author_login" => Cell::Text(format!("author-{}", number * 7 % 2_000)),
        "created_at" => Cell::Time(seconds(opened)),
        "updated_at" => Cell::Time(seconds(opened + 86_400 + version)),
        "merged_at" => Cell::Time(seconds(opened + number * 13 % 400_000)),
        "merge_commit_sha" | "head_sha" | "base_sha" => Cell::Text(format!(
            "{:040x}",
            u128::from(number + 1) * 0x9E37_79B9_7F4A_7C15_F39C
        )),
        "additions" => Cell::Int(i64::try_from(number % 400 + version).unwrap_or(0)),
        "labels" => Cell::TextList(vec!["bug".to_owned()]),
        "assignees" => Cell::TextList(Vec::new()),
        _ => Cell::Null,
    });
    Row {
        table,
        cells: cells.collect(),
    }
}

/// The batches as Parquet files, which the peer reads. Returns their bytes.
fn write_input(folder: &Path, phase: &Phase) -> Result<u64> {
    let folder = folder.join(phase.name);
    std::fs::create_dir_all(&folder)?;
    let mut bytes = 0;
    for (index, rows) in phase.batches.iter().enumerate() {
        let batch = arrow::record_batch(PullRequest::TABLE, rows)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let file = File::create(folder.join(format!("{index:06}.parquet")))?;
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties))?;
        writer.write(&batch)?;
        bytes += writer.into_inner()?.metadata()?.len();
    }
    Ok(bytes)
}

async fn ours(folder: &Path, phases: &[Phase]) -> Result<Vec<Cost>> {
    let lake = Lake::open(&folder.join("lake"), Options::default()).await?;
    let mut costs = Vec::new();
    for phase in phases {
        let batches = phase.batches.clone();
        let (start, bytes, cpu) = (Instant::now(), written()?, cpu()?);
        for rows in batches {
            lake.append(rows, Vec::new()).await?;
            lake.maintain().await?;
        }
        lake.fold("pull_requests").await?;
        let (seconds, bytes, cpu) = (
            start.elapsed().as_secs_f64(),
            written()? - bytes,
            self::cpu()? - cpu,
        );
        costs.push(Cost {
            seconds,
            cpu,
            bytes,
            check: check(&lake).await?,
        });
    }
    Ok(costs)
}

async fn check(lake: &Arc<Lake>) -> Result<(i64, i64)> {
    let session = lake.session(&DataScope::default()).await?;
    let batches: Vec<RecordBatch> = session
        .sql("SELECT count(*), sum(additions) FROM pull_requests")
        .await?;
    let cell = |column: usize| batches[0].column(column).as_primitive::<Int64Type>().value(0);
    Ok((cell(0), cell(1)))
}

/// Bytes this process has written, files and all.
fn written() -> Result<u64> {
    let text = std::fs::read_to_string("/proc/self/io")?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("wchar: "))
        .ok_or("no wchar")?;
    Ok(line.parse()?)
}

/// Seconds of processor time this process has used.
fn cpu() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = text
        .rsplit(')')
        .next()
        .ok_or("no stat")?
        .split_whitespace()
        .collect();
    let ticks: u64 = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
    Ok(ratio(ticks, 100))
}

fn python() -> Option<String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python");
    let candidates = [
        std::env::var("WEIR_PYTHON").ok(),
        own.to_str().map(str::to_owned),
        Some("python3".to_owned()),
    ];
    let imports = |python: &String| {
        Command::new(python)
            .args(["-c", "import duckdb"])
            .output()
            .is_ok_and(|run| run.status.success())
    };
    candidates.into_iter().flatten().find(imports)
}

fn duckdb(python: &str, folder: &Path, mode: &str) -> Result<Vec<Cost>> {
    let run = Command::new(python)
        .args(["-c", SCRIPT])
        .arg(folder)
        .arg(mode)
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    let text = String::from_utf8(run.stdout)?;
    text.lines().map(cost).collect()
}

fn cost(line: &str) -> Result<Cost> {
    let took: Value = serde_json::from_str(line)?;
    let number = |value: &Value| value.as_f64().ok_or("not a number");
    Ok(Cost {
        seconds: number(&took["seconds"])?,
        cpu: number(&took["cpu"])?,
        bytes: took["bytes"].as_u64().ok_or("no bytes")?,
        check: (
            took["check"][0].as_i64().ok_or("no count")?,
            took["check"][1].as_i64().ok_or("no sum")?,
        ),
    })
}
