use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

/// Which repository to read, and how.
#[derive(Clone, Debug)]
pub struct GitRequest {
    /// Folder of the mirror; made when missing. Not used for a repository on this machine.
    pub mirror: PathBuf,
    /// `https://`, `http://` or `ssh://` address, `user@host:path`, or the absolute path of a local repository.
    pub url: String,
    /// Name of the repository in its head record, when the user gave one.
    pub repository: Option<String>,
    /// User that the credential belongs to; hosts take any name beside a token.
    pub user: Option<String>,
    /// Token or password, sent to the address's own host only.
    pub credential: Option<SecretString>,
    /// The only host that may be asked, where the address comes from an upstream's answer.
    pub host: Option<String>,
    /// Whether the address may be a path on this machine: only when the user entered it.
    pub allow_local: bool,
    /// Whether to count lines; without, file contents are not copied.
    pub with_lines: bool,
    /// Branches to read, each with at most one `*`; all when empty.
    pub branches: Vec<String>,
    /// Further refs whose commits are read: `refs/pull/7/head`. They are not branches.
    pub extra_refs: Vec<String>,
    /// How many processes read history at a time.
    pub processes: usize,
    /// Time limits.
    pub limits: Limits,
}

impl GitRequest {
    /// A request for the whole repository, without a credential.
    pub fn new(mirror: impl Into<PathBuf>, url: impl Into<String>) -> Self {
        Self {
            mirror: mirror.into(),
            url: url.into(),
            repository: None,
            user: None,
            credential: None,
            host: None,
            allow_local: false,
            with_lines: true,
            branches: Vec::new(),
            extra_refs: Vec::new(),
            processes: 2,
            limits: Limits::default(),
        }
    }
}

/// How long git may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// To list the refs of an upstream, connecting included.
    pub list: Duration,
    /// To copy what is new.
    pub fetch: Duration,
    /// Without any output while history is read.
    pub silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            list: Duration::from_mins(2),
            fetch: Duration::from_hours(4),
            silence: Duration::from_mins(30),
        }
    }
}
