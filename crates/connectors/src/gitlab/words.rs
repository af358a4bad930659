//! The vendor's words and ours. REST writes them in lower case, GraphQL in upper case.

use weir_model::Batch;

type Words = &'static [(&'static str, &'static str)];

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

/// Our word for the vendor's. One that is not documented is kept as it came, and reported.
pub(super) fn word(words: Words, field: &'static str, value: &str, out: &mut Batch) -> String {
    if let Some(ours) = find(words, value) {
        return ours.to_owned();
    }
    out.drift(field, value);
    value.to_owned()
}

fn find(words: Words, value: &str) -> Option<&'static str> {
    let found = words
        .iter()
        .find(|(theirs, _)| theirs.eq_ignore_ascii_case(value));
    found.map(|(_, ours)| *ours)
}

/// How a pipeline or job ended.
pub(super) fn result(status: &str) -> Option<String> {
    find(RESULT, status).map(str::to_owned)
}

/// What started a pipeline.
pub(super) fn source(source: String) -> String {
    find(SOURCE, &source).map_or(source, str::to_owned)
}
