//! Git repositories at any address, or on this machine.

mod name;
pub mod records;
pub(crate) mod ways;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use weir_connect::{
    AuthMethod, BaseUrl, Budget, Category, Connector, Cost, Credential, Each, Gap, GitPart, Load, Stream,
};

use crate::on;

/// Which repository to read.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Git")]
pub struct Config {
    /// What `git clone` takes: `https://HOST/PATH`, `ssh://HOST/PATH`, `USER@HOST:PATH`, or the absolute path of a clone
    /// on this machine.
    #[schemars(title = "Address")]
    pub url: String,
    /// Name to show it by. Leave empty to take it from the address.
    #[schemars(title = "Repository name")]
    pub repository: Option<String>,
    /// Branches whose commits are read, each with at most one `*`; all when there are none. Tags are always read.
    #[serde(default)]
    #[schemars(title = "Branches")]
    pub branches: Vec<String>,
    /// User name that goes with the token, where the host asks for a certain one.
    #[schemars(title = "User")]
    pub user: Option<String>,
    /// Count added and deleted lines. Without, file contents are not copied: a fifth of the bytes, and files are
    /// still listed.
    #[serde(default = "on")]
    #[schemars(title = "Count lines")]
    pub count_lines: bool,
}

/// The connector.
pub static CONNECTOR: Connector = Connector {
    id: "git",
    title: "Git",
    category: Category::SourceControl,
    about: "Commits, changed files with line counts, branches and tags of one git repository, remote or on this machine.",
    docs: "https://git-scm.com/docs",
    config_schema: || schemars::schema_for!(Config),
    base_url: BaseUrl {
        default: None,
        example: "https://github.com/owner/name.git",
    },
    graphql_url: None,
    auth: &[AuthMethod::none(&[Credential::new(
        "token",
        "Token or password",
        "Read access to the repository's contents, for an `https://` address that is not public. `ssh` uses the keys \
         of the user that Weir runs as; a path on this machine needs nothing.",
    )
    .optional()])],
    headers: &[],
    budget: BUDGET,
    budgets: &[],
    checks: &[],
    errors: &[],
    streams: STREAMS,
    gaps: GAPS,
    plan,
    webhooks: None,
};

/// What it does not say.
const GAPS: &[Gap] = &[Gap::new(
    &[
        "repositories.description",
        "repositories.language",
        "repositories.is_private",
        "repositories.is_fork",
        "repositories.is_archived",
        "repositories.created_at",
        "repositories.updated_at",
        "repositories.pushed_at",
    ],
    "git knows commits and refs; the rest is the host's",
)];

/// Hosts limit git by concurrency and state no quota.
const BUDGET: Budget = Budget {
    buckets: &[],
    headers: None,
    concurrency: 2,
    server_seconds_per_minute: None,
    penalty_seconds: 60,
    docs: "https://git-scm.com/docs",
};

/// What a mirror is asked for, here and by the connectors of code hosts.
static STREAMS: &[Stream] = &[
    Stream::of::<records::OwnRef>("refs", "")
        .doc(
            "The repository with its default branch, branches and tags.",
            "https://git-scm.com/docs/git-for-each-ref",
        )
        .each(Each::Config("url"))
        .git(GitPart::Refs)
        .permission("Read access to the repository"),
    Stream::of::<records::Commit>("commits", "")
        .doc(
            "Commits that branches and tags reach, with their parents and the files they touch.",
            "https://git-scm.com/docs/git-diff-tree",
        )
        .each(Each::Partition("refs"))
        .git(GitPart::Commits)
        .permission("Read access to the repository"),
];

/// Each of the two streams asks the upstream what its refs are, and then copies what is new.
fn plan(load: &Load) -> Cost {
    Cost {
        requests: 2 * load.partitions,
        points: 0,
    }
}
