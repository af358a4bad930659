//! Tasks: when they run, and what they did.

use clap::Args;

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
