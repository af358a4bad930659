use serde_json::{Map, Value};

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Repository,
    Pull,
    Review,
    LineComment,
    Comment,
    Issue,
    Event,
    Milestone,
    Release,
    Deployment,
    Status,
    Run,
    Job,
    Commit,
}

impl Kind {
    /// Its name in the summary.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Repository => "repositories",
            Self::Pull => "pull requests",
            Self::Review => "reviews",
            Self::LineComment => "line comments",
            Self::Comment => "comments",
            Self::Issue => "issues",
            Self::Event => "events",
            Self::Milestone => "milestones",
            Self::Release => "releases",
            Self::Deployment => "deployments",
            Self::Status => "deployment statuses",
            Self::Run => "runs",
            Self::Job => "jobs",
            Self::Commit => "commits",
        }
    }
}

/// Kinds by keys that only they have together; the first that fits decides.
const SHAPES: &[(Kind, &[&str])] = &[
    (
        Kind::Pull,
        &["id", "head", "base", "number", "merged_at", "title"],
    ),
    (
        Kind::LineComment,
        &["id", "diff_hunk", "path", "pull_request_url"],
    ),
    (
        Kind::Review,
        &["id", "state", "commit_id", "pull_request_url", "user"],
    ),
    (
        Kind::Comment,
        &["id", "issue_url", "body", "created_at", "html_url"],
    ),
    (Kind::Event, &["id", "event", "actor", "commit_id", "created_at"]),
    (
        Kind::Issue,
        &[
            "id",
            "number",
            "title",
            "comments_url",
            "labels_url",
            "labels",
            "state",
        ],
    ),
    (
        Kind::Milestone,
        &["id", "number", "open_issues", "closed_issues", "due_on"],
    ),
    (Kind::Release, &["id", "tag_name", "target_commitish", "draft"]),
    (Kind::Status, &["id", "deployment_url", "state", "created_at"]),
    (
        Kind::Deployment,
        &["id", "statuses_url", "environment", "task", "sha"],
    ),
    (Kind::Run, &["id", "run_number", "workflow_id", "head_sha"]),
    (Kind::Job, &["id", "run_id", "steps", "head_sha"]),
    (
        Kind::Repository,
        &["id", "full_name", "clone_url", "default_branch", "created_at"],
    ),
    (Kind::Commit, &["sha", "commit", "parents", "html_url"]),
];

/// What a document is, by its keys.
pub(super) fn classify(document: &Map<String, Value>) -> Option<Kind> {
    let fits = |keys: &&[&str]| keys.iter().all(|key| document.contains_key(*key));
    SHAPES.iter().find(|(_, keys)| fits(keys)).map(|(kind, _)| *kind)
}

/// Links that name the repository, the likeliest first.
const LINKS: &[&str] = &[
    "url",
    "repository_url",
    "pull_request_url",
    "issue_url",
    "deployment_url",
    "run_url",
    "html_url",
];

/// `owner/name` of the repository that a document belongs to.
pub(super) fn repository_of(document: &Value) -> Option<String> {
    LINKS.iter().find_map(|key| in_link(document[*key].as_str()?))
}

/// `owner/name` after `/repos/` in an address.
pub(super) fn in_link(link: &str) -> Option<String> {
    let (_, rest) = link.split_once("/repos/")?;
    let mut parts = rest.split(['/', '?']);
    match (parts.next()?, parts.next()?) {
        ("", _) | (_, "") => None,
        (owner, name) => Some(format!("{owner}/{name}")),
    }
}

/// The number after that word in an address: `/pulls/12/`.
pub(super) fn number_after(link: &str, word: &str) -> Option<u64> {
    let (_, rest) = link.split_once(&format!("/{word}/"))?;
    rest.split(['/', '?', '#']).next()?.parse().ok()
}
