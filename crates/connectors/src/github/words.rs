//! The vendor's words and ours. REST writes them in lower case, GraphQL in upper case.

use weir_model::Batch;

use crate::words::Words;
pub(crate) use crate::words::word;

/// <https://docs.github.com/graphql/reference/enums#pullrequestreviewstate>
pub(crate) const REVIEW: Words = &[
    ("approved", "approved"),
    ("changes_requested", "changes_requested"),
    ("commented", "commented"),
    ("dismissed", "dismissed"),
    ("pending", "pending"),
];

/// <https://docs.github.com/graphql/reference/enums#pullrequestreviewdecision>
pub(crate) const DECISION: Words = &[
    ("approved", "approved"),
    ("changes_requested", "changes_requested"),
    ("review_required", "review_required"),
];

/// <https://docs.github.com/graphql/reference/enums#pullrequeststate>
pub(crate) const STATE: Words = &[("open", "open"), ("closed", "closed"), ("merged", "merged")];

/// <https://docs.github.com/graphql/reference/enums#issuestatereason>
pub(crate) const REASON: Words = &[
    ("completed", "completed"),
    ("not_planned", "not_planned"),
    ("reopened", "reopened"),
    ("duplicate", "duplicate"),
];

/// <https://docs.github.com/graphql/reference/enums#deploymentstatusstate>. A deployment that waits for an approval
/// is pending.
pub(crate) const DEPLOYMENT: Words = &[
    ("queued", "queued"),
    ("pending", "pending"),
    ("waiting", "pending"),
    ("in_progress", "in_progress"),
    ("success", "success"),
    ("failure", "failure"),
    ("error", "error"),
    ("inactive", "inactive"),
    // States of a deployment as a whole: <https://docs.github.com/graphql/reference/enums#deploymentstate>.
    ("active", "success"),
    ("abandoned", "inactive"),
    ("destroyed", "inactive"),
];

/// <https://docs.github.com/graphql/reference/enums#checkstatusstate>
pub(crate) const STATUS: Words = &[
    ("queued", "queued"),
    ("requested", "queued"),
    ("pending", "queued"),
    ("in_progress", "running"),
    ("waiting", "waiting"),
    ("completed", "done"),
];

/// <https://docs.github.com/graphql/reference/enums#checkconclusionstate>. `stale` is what GitHub writes over a check
/// that nobody finished in 14 days.
pub(crate) const RESULT: Words = &[
    ("success", "success"),
    ("failure", "failure"),
    ("startup_failure", "failure"),
    ("cancelled", "cancelled"),
    ("stale", "cancelled"),
    ("skipped", "skipped"),
    ("timed_out", "timed_out"),
    ("neutral", "neutral"),
    ("action_required", "action_required"),
];

/// <https://docs.github.com/graphql/reference/enums#statusstate>: our status and result. `EXPECTED` waits for somebody
/// to say something.
pub(crate) const STATES: &[(&str, &str, Option<&str>)] = &[
    ("EXPECTED", "waiting", None),
    ("PENDING", "running", None),
    ("SUCCESS", "done", Some("success")),
    ("FAILURE", "done", Some("failure")),
    ("ERROR", "done", Some("failure")),
];

/// Our word for the vendor's, which may say nothing.
pub(crate) fn word_or_null(
    words: Words,
    field: &'static str,
    value: Option<&str>,
    out: &mut Batch,
) -> Option<String> {
    value.map(|value| word(words, field, value, out))
}

/// Events of pull requests: type in GraphQL, name in REST, our kind.
///
/// <https://docs.github.com/rest/using-the-rest-api/issue-event-types>
pub(crate) const PULL_REQUEST_EVENTS: &[(&str, &str, &str)] = &[
    ("ReviewRequestedEvent", "review_requested", "review_requested"),
    (
        "ReviewRequestRemovedEvent",
        "review_request_removed",
        "review_request_removed",
    ),
    ("ReviewDismissedEvent", "review_dismissed", "review_dismissed"),
    ("ReadyForReviewEvent", "ready_for_review", "ready_for_review"),
    ("ConvertToDraftEvent", "convert_to_draft", "converted_to_draft"),
    (
        "HeadRefForcePushedEvent",
        "head_ref_force_pushed",
        "head_force_pushed",
    ),
    ("BaseRefChangedEvent", "base_ref_changed", "base_changed"),
    ("LabeledEvent", "labeled", "labeled"),
    ("UnlabeledEvent", "unlabeled", "unlabeled"),
    ("AssignedEvent", "assigned", "assigned"),
    ("MergedEvent", "merged", "merged"),
    ("ClosedEvent", "closed", "closed"),
    ("ReopenedEvent", "reopened", "reopened"),
    (
        "AddedToMergeQueueEvent",
        "added_to_merge_queue",
        "queued_for_merge",
    ),
    (
        "AutoMergeEnabledEvent",
        "auto_merge_enabled",
        "auto_merge_enabled",
    ),
    ("CommentDeletedEvent", "comment_deleted", "comment_deleted"),
];

/// Events of issues: type in GraphQL, name in REST, which is also ours.
pub(crate) const ISSUE_EVENTS: &[(&str, &str)] = &[
    ("ClosedEvent", "closed"),
    ("ReopenedEvent", "reopened"),
    ("LabeledEvent", "labeled"),
    ("UnlabeledEvent", "unlabeled"),
    ("AssignedEvent", "assigned"),
    ("UnassignedEvent", "unassigned"),
    ("MilestonedEvent", "milestoned"),
    ("DemilestonedEvent", "demilestoned"),
    ("RenamedTitleEvent", "renamed"),
    ("CommentDeletedEvent", "comment_deleted"),
];
