//! The command line.

mod integration;
mod notification;
mod objects;
mod query;
mod serve;
mod sync;
mod webhooks;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use integration::{Integration, IntegrationAdd, MapArgs, Reauth, ScopeArgs};
pub(crate) use notification::{ChannelAdd, Notification};
pub(crate) use objects::{Collection, Contributor, Insight, Project};
pub(crate) use query::{Export, Format, Metric, MetricShow, Query};
pub(crate) use serve::{Demo, Serve};
pub(crate) use sync::{Log, Schedule, Sync};
pub(crate) use webhooks::{DeliveryWord, Webhooks};

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
