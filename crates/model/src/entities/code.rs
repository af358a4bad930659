//! Repositories and what git says.

use crate::{Id, Time, entity};

entity! {
    /// A repository.
    Repository in "repositories", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Short name.
    name: String,
    /// Name with its owner or group: `owner/name`.
    full_name: String,
    /// Page of the repository at its host.
    url: Option<String>,
    /// Address that git clones from.
    clone_url: Option<String>,
    /// Branch that pull requests go to unless said otherwise.
    default_branch: Option<String>,
    /// What it is, in its owners' words.
    description: Option<String>,
    /// Main programming language.
    language: Option<String>,
    /// Whether only members see it.
    is_private: Option<bool>,
    /// Whether it is a fork.
    is_fork: Option<bool>,
    /// Whether it is read-only.
    is_archived: Option<bool>,
    /// When it was created.
    created_at: Option<Time>,
    /// When its description or settings last changed.
    updated_at: Option<Time>,
    /// When something was last pushed.
    pushed_at: Option<Time>,
}

impl Repository {
    /// A repository of which only its name is known; everything else is NULL.
    pub fn new(id: Id, full_name: &str) -> Self {
        Self {
            id,
            name: full_name.rsplit('/').next().unwrap_or_default().to_owned(),
            full_name: full_name.to_owned(),
            url: None,
            clone_url: None,
            default_branch: None,
            description: None,
            language: None,
            is_private: None,
            is_fork: None,
            is_archived: None,
            created_at: None,
            updated_at: None,
            pushed_at: None,
        }
    }
}

entity! {
    /// An account at an upstream: a person, a bot, or a placeholder for a departed person.
    User in "users", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Account name.
    login: String,
    /// Display name.
    name: Option<String>,
    /// E-mail address, where the upstream shows it.
    email: Option<String>,
    /// `person`, `bot` or `placeholder`.
    kind: Option<String>,
    /// Page of the account.
    url: Option<String>,
    /// When the account was made.
    created_at: Option<Time>,
    /// When the account last changed.
    updated_at: Option<Time>,
}

entity! {
    /// A team of an organization.
    Team in "teams", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its organization.
    organization: String,
    /// What its organization calls it in addresses.
    slug: String,
    /// Name.
    name: String,
    /// What it is, in its own words.
    description: Option<String>,
    /// The team that it is part of.
    parent_id: Option<Id>,
    /// Account names of its members, those of its parts too.
    members: Vec<String>,
    /// Its page.
    url: Option<String>,
    /// When it was made.
    created_at: Option<Time>,
    /// When its name or description last changed.
    updated_at: Option<Time>,
}

entity! {
    /// A branch and the commit it points at.
    Branch in "branches";
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// Name without `refs/heads/`.
    name: String,
    /// Commit it points at.
    sha: String,
    /// Whether it is the default branch.
    is_default: Option<bool>,
}

entity! {
    /// A tag and the commit it names.
    Tag in "tags";
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// Name without `refs/tags/`.
    name: String,
    /// Commit it names, annotated tags followed.
    sha: String,
    /// When an annotated tag was made; for a plain tag, when its commit was committed.
    tagged_at: Option<Time>,
}

entity! {
    /// A commit, as git records it.
    Commit in "commits", created committed_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// Object name, 40 or 64 hexadecimal digits.
    sha: String,
    /// Message, subject and body.
    message: String,
    /// Author's name, `.mailmap` applied.
    author_name: Option<String>,
    /// Author's e-mail address, `.mailmap` applied.
    author_email: Option<String>,
    /// When it was written.
    authored_at: Option<Time>,
    /// Committer's name, `.mailmap` applied.
    committer_name: Option<String>,
    /// Committer's e-mail address, `.mailmap` applied.
    committer_email: Option<String>,
    /// When it was committed.
    committed_at: Option<Time>,
    /// How many parents it has; 2 or more is a merge.
    parents: i64,
    /// Lines added, as `git log --numstat` counts; NULL for merges and where blobs are not fetched.
    additions: Option<i64>,
    /// Lines deleted, likewise.
    deletions: Option<i64>,
    /// Files touched, likewise.
    files: Option<i64>,
}

entity! {
    /// One edge of the commit graph.
    CommitParent in "commit_parents";
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// The commit.
    sha: String,
    /// One of its parents.
    parent_sha: String,
    /// 0 for the first parent.
    position: i64,
}

entity! {
    /// One file that one commit touched.
    CommitFile in "commit_files", created committed_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// The commit.
    sha: String,
    /// Path after the commit.
    path: String,
    /// Path before the commit, when it was renamed.
    previous_path: Option<String>,
    /// Lines added; NULL for a binary file.
    additions: Option<i64>,
    /// Lines deleted; NULL for a binary file.
    deletions: Option<i64>,
    /// When it was committed.
    committed_at: Option<Time>,
}
