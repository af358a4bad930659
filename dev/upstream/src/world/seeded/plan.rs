use super::chance::At;

/// How a repository reaches production.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Each merge is deployed to staging, then to production.
    EachMerge,
    /// What was merged is deployed each working afternoon.
    Daily,
    /// A weekly release is deployed.
    Releases,
    /// Each merge starts the workflow `Deploy`, and nothing records deployments.
    RunsOnly,
    /// Never.
    Never,
}

/// What will happen in one repository. People are positions in `PEOPLE`.
#[derive(Debug)]
pub(crate) struct RepositoryPlan {
    pub(crate) name: String,
    pub(crate) description: &'static str,
    pub(crate) language: &'static str,
    pub(crate) flow: Flow,
    pub(crate) created: At,
    pub(crate) pulls: Vec<PullPlan>,
    pub(crate) issues: Vec<IssuePlan>,
    /// In order of time.
    pub(crate) deploys: Vec<DeployPlan>,
}

/// How a pull request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Open,
    Closed { at: At },
    Squashed { at: At, by: usize },
    Merged { at: At, by: usize },
    Rebased { at: At, by: usize },
}

impl Outcome {
    /// When and by whom it was merged.
    pub(crate) fn merged(self) -> Option<(At, usize)> {
        match self {
            Self::Squashed { at, by } | Self::Merged { at, by } | Self::Rebased { at, by } => Some((at, by)),
            Self::Open | Self::Closed { .. } => None,
        }
    }

    /// When it ended.
    pub(crate) fn at(self) -> Option<At> {
        match self {
            Self::Closed { at } => Some(at),
            other => other.merged().map(|(at, _)| at),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct CommitPlan {
    pub(crate) at: At,
    pub(crate) files: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub(crate) at: At,
    pub(crate) by: usize,
    /// As REST writes it: `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`.
    pub(crate) state: &'static str,
    pub(crate) line_comments: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Comment {
    pub(crate) at: At,
    pub(crate) by: usize,
}

/// One pull request.
#[derive(Clone, Debug)]
pub(crate) struct PullPlan {
    /// Given when all plans of the repository are known.
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) branch: String,
    pub(crate) author: usize,
    pub(crate) created: At,
    /// When a draft became ready; the pull request was a draft until then.
    pub(crate) ready: Option<At>,
    /// Opened as a draft and still one.
    pub(crate) draft: bool,
    pub(crate) commits: Vec<CommitPlan>,
    /// When the last commit was replaced by a changed one.
    pub(crate) force_pushed: Option<At>,
    pub(crate) requests: Vec<(At, usize)>,
    pub(crate) reviews: Vec<Review>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) labels: Vec<(At, &'static str)>,
    /// Label put on and taken off again this often.
    pub(crate) relabelled: usize,
    pub(crate) outcome: Outcome,
    /// Position of the issue that it closes.
    pub(crate) closes: Option<usize>,
    /// Position of the pull request that it takes back.
    pub(crate) reverts: Option<usize>,
    /// Key of the issue in the tracker that its commits name.
    pub(crate) names: Option<String>,
}

/// One issue.
#[derive(Clone, Debug)]
pub(crate) struct IssuePlan {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) author: usize,
    pub(crate) assignee: Option<usize>,
    pub(crate) created: At,
    pub(crate) closed: Option<(At, usize)>,
    pub(crate) reopened: bool,
    pub(crate) labels: Vec<&'static str>,
    pub(crate) comments: Vec<Comment>,
}

/// How a deployment went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeployResult {
    /// In production, and good.
    Good,
    /// In production, and an incident followed.
    Bad,
    /// Stopped in staging.
    StagingFailed,
    /// Failed on the way into production.
    ProductionFailed,
}

/// One deployment of what is on the default branch.
#[derive(Clone, Debug)]
pub(crate) struct DeployPlan {
    pub(crate) at: At,
    /// Position of the pull request that was merged last.
    pub(crate) head: usize,
    pub(crate) result: DeployResult,
}
