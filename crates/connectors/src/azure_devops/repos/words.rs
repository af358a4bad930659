//! The vendor's words and ours.

use weir_model::Batch;

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests#pullrequeststatus>
const STATES: &[(&str, &str)] = &[
    ("active", "open"),
    ("completed", "merged"),
    ("abandoned", "closed"),
];

/// A semi-linear merge rebases and then makes a merge commit, which is what remains to be seen.
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests#gitpullrequestmergestrategy>
const STRATEGIES: &[(&str, &str)] = &[
    ("noFastForward", "merge"),
    ("squash", "squash"),
    ("rebase", "rebase"),
    ("rebaseMerge", "merge"),
];

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-reviewers/create-pull-request-reviewer#identityrefwithvote>:
/// approved, approved with suggestions, waiting for the author, rejected.
const VOTES: &[(i64, &str)] = &[
    (10, "approved"),
    (5, "approved"),
    (-5, "changes_requested"),
    (-10, "changes_requested"),
];

/// The state of a pull request. One that is not documented is kept as it came, and reported.
pub(super) fn state(value: &str, out: &mut Batch) -> String {
    word(STATES, "pull_requests.state", value, out)
}

/// How a pull request was merged.
pub(super) fn strategy(value: &str, out: &mut Batch) -> String {
    word(STRATEGIES, "pull_requests.merge_kind", value, out)
}

/// The state of the review that a vote is; `None` for a vote that was taken back.
pub(super) fn vote(value: i64, out: &mut Batch) -> Option<&'static str> {
    let found = VOTES.iter().find(|(theirs, _)| *theirs == value);
    if found.is_none() && value != 0 {
        out.drift("reviews.state", &value.to_string());
    }
    found.map(|(_, ours)| *ours)
}

fn word(words: &[(&str, &str)], field: &'static str, value: &str, out: &mut Batch) -> String {
    if let Some((_, ours)) = words.iter().find(|(theirs, _)| *theirs == value) {
        return (*ours).to_owned();
    }
    out.drift(field, value);
    value.to_owned()
}
