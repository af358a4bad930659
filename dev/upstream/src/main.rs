//! The simulator by itself: `weir-upstream --port 0` prints its address and answers until it is ended.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::{Parser, ValueEnum};
use weir_upstream::{Fault, Limits, Upstream, World};

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Holds {
    /// A small company made from the seed.
    Company,
    /// One repository with 1,000 pull requests.
    Load,
    /// Recorded answers.
    Recorded,
}

/// Simulates GitHub's REST, GraphQL and git servers on loopback.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// What it holds.
    #[arg(long, value_enum, default_value_t = Holds::Company)]
    world: Holds,
    /// Folder of recorded answers, for `--world recorded`.
    #[arg(long, default_value = "../shared/upstream")]
    recordings: PathBuf,
    /// What the company and the faults are made from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How large the company is.
    #[arg(long, default_value_t = 1)]
    scale: u32,
    /// The company's present; the time of the start when not given.
    #[arg(long)]
    now: Option<DateTime<Utc>>,
    /// Accepted credential; anybody is accepted when not given.
    #[arg(long)]
    token: Option<String>,
    /// Milliseconds that every answer takes.
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// What goes wrong and in which share of the requests: `502=0.1`.
    #[arg(long = "fault", value_name = "NAME=RATE", value_parser = Fault::parse)]
    faults: Vec<Fault>,
    /// Leaves out quotas and secondary limits.
    #[arg(long)]
    unlimited: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let world = match arguments.world {
        Holds::Company => World::seeded(
            arguments.seed,
            arguments.scale,
            arguments.now.unwrap_or_else(Utc::now),
        ),
        Holds::Load => World::load_thousand(arguments.seed),
        Holds::Recorded => World::recorded(&arguments.recordings)?.0,
    };
    let mut builder = Upstream::builder()
        .world(world)
        .seed(arguments.seed)
        .port(arguments.port)
        .latency(Duration::from_millis(arguments.latency_ms))
        .faults(arguments.faults);
    if arguments.unlimited {
        builder = builder.limits(Limits::unlimited());
    }
    if let Some(token) = &arguments.token {
        builder = builder.token(token);
    }
    let upstream = builder.start().await?;
    let mut out = std::io::stdout();
    writeln!(out, "listening on {}", upstream.base_url())?;
    out.flush()?;
    upstream.serve().await?;
    Ok(())
}
