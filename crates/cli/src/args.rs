//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::secret::Secrets;

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
    /// Pages of widgets, as files that can live in git
    #[command(subcommand)]
    Insight(Insight),
    /// Who is told of failures and recoveries
    #[command(subcommand)]
    Notification(Notification),
    /// Whose work it is: people and bots, joined from the accounts of every integration
    #[command(subcommand)]
    Contributor(Contributor),
    /// Parts of a project: teams, sprints
    #[command(subcommand)]
    Collection(Collection),
    /// Ingest until caught up
    Sync(Sync),
    /// Read the ingestion log, newest first
    Log(Log),
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
    /// Say what a sync would read and cost, by stream
    Preview {
        /// Its name
        name: String,
        /// Days of history, or `all` [default: the depth of its schedule]
        #[arg(long, value_name = "DAYS")]
        depth: Option<String>,
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
    /// Show or change when an integration is read and how far back
    #[command(
        after_help = "Examples:\n  weir integration schedule acme --every 15 --depth 365\n  weir integration schedule acme --cron '*/10 6-20 * * MON-FRI' --zone Europe/Berlin --depth all"
    )]
    Schedule(Schedule),
    /// Stop the schedule of an integration until it is resumed
    Pause {
        /// Its name
        name: String,
    },
    /// Let the schedule of an integration go on
    Resume {
        /// Its name
        name: String,
    },
    /// Stop the running task of an integration within a page
    Cancel {
        /// Its name
        name: String,
    },
    /// Try the newest task of an integration again: it goes on where it stopped
    Retry {
        /// Its name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Say how an integration is doing, why, and what to do
    Diagnose {
        /// Its name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Look one thing up in what is stored, as it came and as it was mapped
    Lookup {
        /// Name of the integration
        name: String,
        /// ABC-1, owner/repo#12, a commit's hash, an address, or any natural key
        key: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Replace the secrets of an integration and nothing else, after trying them
    Reauth(Reauth),
    /// Say which projects an integration is mapped to, making those that are new; without projects, show it
    Map(MapArgs),
    /// Say which repositories (or projects of the tool) an integration reads; without patterns, show it
    #[command(
        after_help = "Patterns are compared without case; `*` stands for any characters, `?` for one.\n\nExamples:\n  weir integration scope acme --include 'acme/*' --exclude '*/archive-*' --preview\n  weir integration scope acme --all"
    )]
    Scope(ScopeArgs),
    /// Delete an integration with all its data
    Delete {
        /// Its name
        name: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Args)]
pub(crate) struct Reauth {
    /// Its name
    pub(crate) name: String,
    /// Another method of authentication
    #[arg(long)]
    pub(crate) method: Option<String>,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// Store them although the upstream refuses them
    #[arg(long)]
    pub(crate) force: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which repositories, by names and patterns.
#[derive(Args)]
pub(crate) struct Patterns {
    /// A name or pattern that is in: `acme/web`, `acme/*`, `*legacy*`
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// A name or pattern that is out, whatever includes it
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
}

impl Patterns {
    /// As the API takes it; null is everything.
    pub(crate) fn body(&self) -> serde_json::Value {
        if self.include.is_empty() && self.exclude.is_empty() {
            return serde_json::Value::Null;
        }
        serde_json::json!({ "include": self.include, "exclude": self.exclude })
    }
}

#[derive(Args)]
pub(crate) struct MapArgs {
    /// Its name
    pub(crate) name: String,
    /// The projects, all of them
    pub(crate) projects: Vec<String>,
    /// Map it to no project
    #[arg(long, conflicts_with = "projects")]
    pub(crate) none: bool,
    #[command(flatten)]
    pub(crate) scope: Patterns,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct ScopeArgs {
    /// Its name
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) scope: Patterns,
    /// Read everything
    #[arg(long, conflicts_with_all = ["include", "exclude"])]
    pub(crate) all: bool,
    /// Show what it would do, and change nothing
    #[arg(long)]
    pub(crate) preview: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Whose work it is
#[derive(Subcommand)]
pub(crate) enum Contributor {
    /// List them with their accounts
    List {
        /// Only bots
        #[arg(long)]
        bots: bool,
        /// Only those who may be the same person as somebody else
        #[arg(long)]
        undecided: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Make several contributors one
    Merge {
        /// Who stays: an id, an address, an account or a name
        contributor: String,
        /// Who become part of them
        #[arg(required = true)]
        others: Vec<String>,
    },
    /// Take an account away from its contributor: it is somebody else's
    Split {
        /// Name of the account's integration
        integration: String,
        /// Login or address
        account: String,
    },
    /// Write what is noted of them as CSV
    Export {
        /// As it was in a version
        #[arg(long)]
        version: Option<String>,
        /// File to write [default: standard output]
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Say what a CSV file would change in what is noted of them
    Import {
        /// The file
        file: PathBuf,
        /// Change it
        #[arg(long)]
        apply: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Parts of a project
#[derive(Subcommand)]
pub(crate) enum Collection {
    /// List the collections of a project
    List {
        /// Name of the project
        project: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Make a collection
    #[command(
        after_help = "Example:\n  weir collection add checkout Payments --definition '{\"by\":\"assets\",\"integrations\":{\"1\":{\"include\":[\"acme/pay*\"]}}}'"
    )]
    Add {
        /// Name of the project
        project: String,
        /// Its name
        name: String,
        /// Its category
        #[arg(long, default_value = "Teams")]
        category: String,
        /// The collection it is a part of
        #[arg(long)]
        parent: Option<String>,
        /// What belongs to it, as JSON or `@FILE` [default: what belongs to its parent]
        #[arg(long, value_name = "JSON")]
        definition: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Delete a collection that has none below it
    Delete {
        /// Name of the project
        project: String,
        /// Name of the collection
        name: String,
    },
}

/// Who is told of failures and recoveries
#[derive(Subcommand)]
pub(crate) enum Notification {
    /// Make a channel
    #[command(
        after_help = "Examples:\n  weir notification add webhook --name ops --set url=https://example.com/hook\n  weir notification add slack --name chat --secret-file url=slack-address.txt\n  weir notification add mail --name post --set host=mail.example.com --set port=465 --set username=weir --set from=weir@example.com --set to=ops@example.com --secret-env password=SMTP_PASSWORD"
    )]
    Add(ChannelAdd),
    /// List channels
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Send a test through a channel
    Test {
        /// Name of the channel
        name: String,
    },
    /// Delete a channel
    Delete {
        /// Name of the channel
        name: String,
    },
    /// The newest notifications and what became of them
    Log {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub(crate) struct ChannelAdd {
    /// webhook, slack or mail
    pub(crate) kind: String,
    /// Its name
    #[arg(long)]
    pub(crate) name: String,
    /// A setting: url; or host, port, security (tls, starttls, none), username, from, to
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) settings: Vec<String>,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// What is told [default: everything]: `integration_failed`, `integration_recovered`, `credential_expiring`,
    /// `deletion_finished`, throttled
    #[arg(long = "event", value_name = "EVENT")]
    pub(crate) events: Vec<String>,
    /// A failure that heals within this time is not told
    #[arg(long, value_name = "MINUTES")]
    pub(crate) grace_minutes: Option<u32>,
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
    /// Days of history to read, or `all` [default: by connector, at least 90]
    #[arg(long, value_name = "DAYS")]
    pub(crate) depth: Option<String>,
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

/// Pages of widgets, as files that can live in git
#[derive(Subcommand)]
pub(crate) enum Insight {
    /// List the Insights of a project
    List {
        /// Project
        #[arg(long)]
        project: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print an Insight as YAML, or write it to a file; or write all of them to a folder
    #[command(
        after_help = "Examples:\n  weir insight export 'DORA metrics' --project checkout --out dora.yaml\n  weir insight export --all --project checkout --out insights/"
    )]
    Export {
        /// Its name
        #[arg(required_unless_present = "all")]
        name: Option<String>,
        /// Project
        #[arg(long)]
        project: String,
        /// Every Insight, each to a file of its own
        #[arg(long, conflicts_with = "name")]
        all: bool,
        /// File to write; with --all a folder [default: the current one]
        #[arg(long, value_name = "PATH")]
        out: Option<PathBuf>,
    },
    /// Make Insights from YAML files
    #[command(after_help = "Examples:\n  weir insight import insights/*.yaml --project checkout --replace")]
    Import {
        /// The files; `-` reads standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Project
        #[arg(long)]
        project: String,
        /// Give an Insight of the same name the content of the file
        #[arg(long)]
        replace: bool,
    },
    /// Delete an Insight
    Delete {
        /// Its name
        name: String,
        /// Project
        #[arg(long)]
        project: String,
    },
}

#[derive(Args)]
pub(crate) struct Sync {
    /// Integration; all of them when left out
    pub(crate) name: Option<String>,
    /// How far back to read [default: the depth of the integration's schedule]
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Read everything again that changes without being listed as changed
    #[arg(long)]
    pub(crate) full: bool,
    /// Only say what it would read and cost
    #[arg(long, conflicts_with_all = ["full", "since"])]
    pub(crate) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct Schedule {
    /// Name of the integration
    pub(crate) name: String,
    /// Minutes between two reads of what is new
    #[arg(long, value_name = "MINUTES", conflicts_with = "cron")]
    pub(crate) every: Option<u32>,
    /// When what is new is read: minute, hour, day of month, month, day of week
    #[arg(long, value_name = "EXPRESSION")]
    pub(crate) cron: Option<String>,
    /// Minutes between two full passes
    #[arg(long, value_name = "MINUTES", conflicts_with_all = ["full_cron", "no_full"])]
    pub(crate) full_every: Option<u32>,
    /// When a full pass is made
    #[arg(long, value_name = "EXPRESSION", conflicts_with = "no_full")]
    pub(crate) full_cron: Option<String>,
    /// Make no full passes
    #[arg(long)]
    pub(crate) no_full: bool,
    /// Days of history, or `all`
    #[arg(long, value_name = "DAYS")]
    pub(crate) depth: Option<String>,
    /// Time zone of the expressions: an IANA name
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
    /// Go back to the defaults
    #[arg(long, conflicts_with_all = ["every", "cron", "full_every", "full_cron", "no_full", "depth", "zone"])]
    pub(crate) default: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl Schedule {
    /// Whether anything is to be set.
    pub(crate) fn changes(&self) -> bool {
        self.every.is_some()
            || self.full_every.is_some()
            || self.no_full
            || [&self.cron, &self.full_cron, &self.depth, &self.zone]
                .into_iter()
                .any(Option::is_some)
    }
}

#[derive(Args)]
pub(crate) struct Log {
    /// Integration; all of them when left out
    pub(crate) name: Option<String>,
    /// running, succeeded, failed, cancelled, throttled; several with commas
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// sync, full, replay; several with commas
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Started at or after
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Started before
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Why they failed: unauthorized, unreachable, throttled, …; several with commas
    #[arg(long)]
    pub(crate) class: Option<String>,
    /// A text in what went wrong and where
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// At most this many, up to 200
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
    /// Older than this task
    #[arg(long, value_name = "TASK")]
    pub(crate) after: Option<String>,
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
