//! Projects, and what belongs to them: Insights, contributors, collections.

use std::path::PathBuf;

use clap::Subcommand;

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
