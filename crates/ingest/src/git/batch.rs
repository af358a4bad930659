use super::GitState;

/// Some of the commits.
#[derive(Clone, Debug, Default)]
pub struct GitBatch {
    /// JSON texts, one for each commit.
    pub documents: Vec<String>,
    /// How many commits this run has to read in all, once that is known.
    pub total: Option<u64>,
}

/// What reading the history came to.
#[derive(Clone, Debug, Default)]
pub struct GitOutcome {
    /// To be saved once the commits are durable.
    pub state: GitState,
    /// Commits sent.
    pub commits: u64,
    /// Files they touched.
    pub files: u64,
    /// Commits with a name, message or path that is not UTF-8; the bytes that are not are replaced.
    pub lossy: u64,
    /// Branches and tags that are gone, as full ref names.
    pub deleted: Vec<String>,
    /// Branches that no longer contain what they did: force pushes.
    pub forced: Vec<String>,
}

/// Branches and tags.
#[derive(Clone, Debug, Default)]
pub struct GitRefs {
    /// JSON texts: the head first, then branches, then tags.
    pub documents: Vec<String>,
    /// To be saved once the refs are durable; not to be mixed with the state that [`super::commits`] returns.
    pub state: GitState,
    /// Branches and tags that are gone since `previous`, as full ref names.
    pub deleted: Vec<String>,
    /// Their last documents.
    pub gone: Vec<String>,
    /// Tags that name no commit, which are left out.
    pub skipped: u64,
}
