//! What upstreams send.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

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
