//! The vendor's words and ours.

use weir_model::Batch;

type Words = &'static [(&'static str, &'static str)];

/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-system-maintenance/#api-api-latest-users-get>
pub(super) const ACCOUNT: Words = &[("NORMAL", "person"), ("SERVICE", "bot")];

/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/>
pub(super) const STATE: Words = &[("OPEN", "open"), ("MERGED", "merged"), ("DECLINED", "closed")];

/// How far a build is.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-builds-and-deployments/>
pub(super) const BUILD: Words = &[
    ("INPROGRESS", "running"),
    ("SUCCESSFUL", "done"),
    ("FAILED", "done"),
    ("CANCELLED", "done"),
    ("UNKNOWN", "done"),
];

/// How it ended. The build server did not say it of one that is unknown.
pub(super) const RESULT: Words = &[
    ("SUCCESSFUL", "success"),
    ("FAILED", "failure"),
    ("CANCELLED", "cancelled"),
];

/// Our word for the vendor's. One that is not documented is kept as it came, and reported.
pub(super) fn word(words: Words, field: &'static str, value: &str, out: &mut Batch) -> String {
    if let Some(ours) = find(words, value) {
        return ours.to_owned();
    }
    out.drift(field, value);
    value.to_owned()
}

/// Our word, where there is one.
pub(super) fn find(words: Words, value: &str) -> Option<&'static str> {
    words
        .iter()
        .find(|(theirs, _)| *theirs == value)
        .map(|(_, ours)| *ours)
}
