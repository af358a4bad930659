//! The vendor's words and ours. REST writes them in lower case, GraphQL in upper case.

pub(super) use crate::words::word;
use crate::words::{Words, find};

/// <https://docs.gitlab.com/api/merge_requests/>: `locked` is one that is being merged. Old versions say `reopened`.
pub(super) const MERGE_REQUEST: Words = &[
    ("opened", "open"),
    ("reopened", "open"),
    ("locked", "open"),
    ("closed", "closed"),
    ("merged", "merged"),
];

/// <https://docs.gitlab.com/api/issues/>
pub(super) const ISSUE: Words = &[("opened", "open"), ("reopened", "open"), ("closed", "closed")];

/// <https://docs.gitlab.com/api/milestones/>
pub(super) const MILESTONE: Words = &[("active", "open"), ("closed", "closed")];

/// How far a pipeline or job is. <https://docs.gitlab.com/api/pipelines/>
pub(super) const STATUS: Words = &[
    ("created", "queued"),
    ("waiting_for_resource", "queued"),
    ("preparing", "queued"),
    ("pending", "queued"),
    ("waiting_for_callback", "waiting"),
    ("manual", "waiting"),
    ("scheduled", "waiting"),
    ("running", "running"),
    ("canceling", "running"),
    ("success", "done"),
    ("failed", "done"),
    ("canceled", "done"),
    ("skipped", "done"),
];

/// How it ended; the others have not.
const RESULT: Words = &[
    ("success", "success"),
    ("failed", "failure"),
    ("canceled", "cancelled"),
    ("skipped", "skipped"),
];

/// <https://docs.gitlab.com/api/deployments/>. One that waits for an approval is `blocked`.
pub(super) const DEPLOYMENT: Words = &[
    ("created", "queued"),
    ("blocked", "pending"),
    ("running", "in_progress"),
    ("success", "success"),
    ("failed", "failure"),
    ("canceled", "inactive"),
    ("skipped", "inactive"),
];

/// <https://docs.gitlab.com/ci/jobs/job_rules/#ci_pipeline_source-predefined-variable>; those that are not here are
/// kept as they come.
const SOURCE: Words = &[("merge_request_event", "pull_request")];

/// How a pipeline or job ended.
pub(super) fn result(status: &str) -> Option<String> {
    find(RESULT, status).map(str::to_owned)
}

/// What started a pipeline.
pub(super) fn source(source: String) -> String {
    find(SOURCE, &source).map_or(source, str::to_owned)
}
