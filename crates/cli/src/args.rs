//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

#[derive(Parser)]
#[command(
    name = "weir",
    version,
    about = "How fast and how safely software work flows, with every number explainable",
    after_help = "Examples:\n  weir demo --open\n  weir integration add git --url ~/src/project\n  weir sync\n  weir metric show deployment_frequency --project default --from 2026-01-01 --to 2026-04-01\n\nExit codes: 0 done, 1 failed, 2 wrong usage."
)]
pub(crate) struct Cli {
    /// Folder that holds all data [default: the platform's data directory]
    #[arg(
        long,
        global = true,
        env = "WEIR_DATA_DIR",
        hide_env_values = true,
        value_name = "DIR"
    )]
    pub(crate) data_dir: Option<PathBuf>,
    /// How much to say on the error stream: error, warn, info, debug
    #[arg(
        long,
        global = true,
        env = "WEIR_LOG",
        hide_env_values = true,
        value_name = "LEVEL",
        default_value = "warn"
    )]
    pub(crate) log: tracing::Level,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Start the server: API, UI and scheduled syncs
    Serve(Serve),
    /// Start the server on a simulated company
    Demo(Demo),
    /// Connect upstreams
    #[command(subcommand)]
    Integration(Integration),
    /// Group integrations whose numbers belong together
    #[command(subcommand)]
    Project(Project),
    /// Ingest until caught up
    Sync(Sync),
    /// Ask the tables in SQL
    Query(Query),
    /// Read metrics
    #[command(subcommand)]
    Metric(Metric),
    /// Write a table to a file
    Export(Export),
    /// Map the raw records of an integration again, without asking the upstream
    Replay {
        /// Name of the integration
        name: String,
    },
    /// Check the installation: data directory, tables, secrets, git, integrations
    Doctor,
}

#[derive(Args)]
pub(crate) struct Serve {
    /// Port; 0 takes any free one
    #[arg(long, default_value_t = 8737)]
    pub(crate) port: u16,
    /// Address to listen on; any other than loopback needs the admin key
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub(crate) listen: std::net::IpAddr,
    /// Ask for the key on loopback too
    #[arg(long)]
    pub(crate) require_auth: bool,
    /// Serve without authentication on any address
    #[arg(long, hide = true)]
    pub(crate) no_auth: bool,
}

#[derive(Args)]
pub(crate) struct Demo {
    /// Port; 0 takes any free one
    #[arg(long, default_value_t = 8737)]
    pub(crate) port: u16,
    /// How many times the small company
    #[arg(long, default_value_t = 1)]
    pub(crate) scale: u32,
    /// Milliseconds the simulated upstream takes for each answer
    #[arg(long, default_value_t = 40, value_name = "MS")]
    pub(crate) latency: u64,
    /// Open the browser
    #[arg(long)]
    pub(crate) open: bool,
}

#[derive(Subcommand)]
pub(crate) enum Integration {
    /// Connect an upstream
    #[command(
        after_help = "Examples:\n  weir integration add git --url ~/src/project\n  weir integration add github --name acme --token-file token.txt --set organizations=acme"
    )]
    Add(IntegrationAdd),
    /// Validate the connection of an integration
    Check {
        /// Its name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List integrations
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show one integration with its ingestion log
    Show {
        /// Its name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Have changes delivered by the upstream itself
    #[command(subcommand)]
    Webhooks(Webhooks),
    /// Delete an integration with all its data
    Delete {
        /// Its name
        name: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What an upstream sends by itself
#[derive(Subcommand)]
pub(crate) enum Webhooks {
    /// Show how to set them up upstream, and how deliveries are doing
    Show {
        /// Name of the integration
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Set them up, or give them another secret; the one before passes for another day
    Secret {
        /// Name of the integration
        name: String,
        /// File that holds a secret the upstream has made; `-` reads standard input
        #[arg(long, value_name = "FILE")]
        secret_file: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List deliveries, newest first
    Deliveries {
        /// Name of the integration
        name: String,
        /// Only those that stand so
        #[arg(long, value_enum)]
        state: Option<DeliveryWord>,
        /// Only those of this event
        #[arg(long)]
        event: Option<String>,
        /// At most this many
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Take the address and its secrets away: it answers no longer
    Delete {
        /// Name of the integration
        name: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DeliveryWord {
    Pending,
    Done,
    Ignored,
    Failed,
}

#[derive(Args)]
pub(crate) struct IntegrationAdd {
    /// Connector: git, github
    pub(crate) kind: String,
    /// Name [default: from the URL, or the kind]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Address of the upstream, or a local path for git
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// File that holds the token; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// A setting of the connector; lists are separated by commas
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) settings: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Subcommand)]
pub(crate) enum Project {
    /// Make a project
    Add {
        /// Its name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Say which integrations a project reads, replacing what was said before
    Map {
        /// The project
        project: String,
        /// The integrations
        #[arg(required = true)]
        integrations: Vec<String>,
    },
    /// Change a project's settings: a JSON object, or `@FILE`
    Set {
        /// The project
        project: String,
        /// JSON, such as `{"deployments":[{"kind":"tags","patterns":["v*"]}]}`
        settings: String,
    },
    /// List projects
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub(crate) struct Sync {
    /// Integration; all of them when left out
    pub(crate) name: Option<String>,
    /// How far back to read [default: all history]
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct Query {
    /// The query
    pub(crate) sql: String,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print CSV
    #[arg(long)]
    pub(crate) csv: bool,
}

#[derive(Subcommand)]
pub(crate) enum Metric {
    /// List the metrics
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Compute one
    Show(MetricShow),
}

#[derive(Args)]
pub(crate) struct MetricShow {
    /// Metric: see `weir metric list`
    pub(crate) id: String,
    /// Project
    #[arg(long)]
    pub(crate) project: String,
    /// First day or moment, UTC
    #[arg(long, value_name = "DATE")]
    pub(crate) from: String,
    /// Day or moment after the last, UTC
    #[arg(long, value_name = "DATE")]
    pub(crate) to: String,
    /// Break down by a dimension
    #[arg(long, value_name = "DIMENSION")]
    pub(crate) by: Option<String>,
    /// Series over time: day, week, month
    #[arg(long)]
    pub(crate) bucket: Option<String>,
    /// One of the metric's aggregates: median, mean, p90, count, …
    #[arg(long)]
    pub(crate) aggregate: Option<String>,
    /// Only items that meet a condition: author=ann,bob or author!=ann; ^= starts with, *= contains
    #[arg(long = "filter", value_name = "CONDITION")]
    pub(crate) filters: Vec<String>,
    /// The rows behind the number, with those left out and why
    #[arg(long)]
    pub(crate) items: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct Export {
    /// Table
    pub(crate) table: String,
    /// File format
    #[arg(long, value_enum)]
    pub(crate) format: Format,
    /// File to write
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Parquet,
    Csv,
}
