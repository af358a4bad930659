//! The vendor's words and ours.

use crate::words::Words;
pub(super) use crate::words::{find, word};

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/>: one that another pull request of the
/// same branch replaced is superseded.
pub(super) const PULL_REQUEST: Words = &[
    ("OPEN", "open"),
    ("MERGED", "merged"),
    ("DECLINED", "closed"),
    ("SUPERSEDED", "closed"),
];

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-issue-tracker/>
pub(super) const ISSUE: Words = &[
    ("submitted", "open"),
    ("new", "open"),
    ("open", "open"),
    ("on hold", "open"),
    ("resolved", "closed"),
    ("invalid", "closed"),
    ("duplicate", "closed"),
    ("wontfix", "closed"),
    ("closed", "closed"),
];

/// Why an issue is closed.
pub(super) const REASON: Words = &[
    ("resolved", "completed"),
    ("closed", "completed"),
    ("invalid", "not_planned"),
    ("wontfix", "not_planned"),
    ("duplicate", "duplicate"),
];

/// What a state of an issue stands for. Bitbucket does not say whether somebody works on an open one.
pub(super) const CATEGORY: Words = &[
    ("submitted", "todo"),
    ("new", "todo"),
    ("resolved", "done"),
    ("invalid", "done"),
    ("duplicate", "done"),
    ("wontfix", "done"),
    ("closed", "done"),
];

/// How far a pipeline or step is. <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pipelines/>
pub(super) const STATUS: Words = &[
    ("PENDING", "queued"),
    ("READY", "queued"),
    ("IN_PROGRESS", "running"),
    ("COMPLETED", "done"),
];

/// How it ended.
pub(super) const RESULT: Words = &[
    ("SUCCESSFUL", "success"),
    ("FAILED", "failure"),
    ("ERROR", "failure"),
    ("STOPPED", "cancelled"),
    ("EXPIRED", "timed_out"),
    ("NOT_RUN", "skipped"),
];

/// How far a build is that another tool reports.
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/>
pub(super) const BUILD_STATUS: Words = &[
    ("INPROGRESS", "running"),
    ("SUCCESSFUL", "done"),
    ("FAILED", "done"),
    ("STOPPED", "done"),
];

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/>
pub(super) const DEPLOYMENT: Words = &[
    ("UNDEPLOYED", "pending"),
    ("IN_PROGRESS", "in_progress"),
    ("SUCCESSFUL", "success"),
    ("FAILED", "failure"),
    ("STOPPED", "inactive"),
];
