//! Connections to upstream tools.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Schedule;
use super::Webhooks;
use crate::secret::Secrets;

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
