//! Who is told.

use clap::{Args, Subcommand};

use crate::secret::Secrets;

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
