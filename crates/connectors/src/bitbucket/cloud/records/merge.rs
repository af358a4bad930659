use serde::Deserialize;

use crate::bitbucket::cloud::parts::Commit;

/// The commit that a merge made: where a fast-forward made none, the newest one of the pull request. Its parents and
/// message are asked for on purpose.
#[derive(Debug, Deserialize)]
pub(super) struct MergeCommit {
    pub(super) hash: Option<String>,
    message: Option<String>,
    parents: Option<Vec<Commit>>,
}

impl MergeCommit {
    /// How it was merged, as far as the commit shows it. A rebase writes no message of its own, a squash does; a message
    /// that was changed by hand shows nothing.
    /// <https://support.atlassian.com/bitbucket-cloud/docs/merge-a-pull-request/>
    pub(super) fn kind(&self, number: i64, head: Option<&str>) -> Option<String> {
        let same = |(one, other): (&str, &str)| one.starts_with(other) || other.starts_with(one);
        if self.hash.as_deref().zip(head).is_some_and(same) {
            return Some("fast_forward".to_owned());
        }
        let own = format!("pull request #{number})");
        let is_own = || {
            self.message
                .as_ref()
                .is_some_and(|message| message.contains(&own))
        };
        let kind = match self.parents.as_ref()?.len() {
            2.. => "merge",
            1 if is_own() => "squash",
            _ => return None,
        };
        Some(kind.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::MergeCommit;

    #[test]
    fn the_commit_shows_how_it_was_merged() {
        let kind = |document| {
            let commit: MergeCommit = serde_json::from_value(document).unwrap();
            commit.kind(7, Some("a1b2c3d4e5f6"))
        };
        let parents = |count| vec![json!({"hash": "0"}); count];
        let squashed = "Merged in cart (pull request #7)\n\nCart";
        for (document, wanted) in [
            (json!({"hash": "a1b2c3d4e5f6a1b2"}), Some("fast_forward")),
            (json!({"hash": "ff", "parents": parents(2)}), Some("merge")),
            (
                json!({"hash": "ff", "parents": parents(1), "message": squashed}),
                Some("squash"),
            ),
            (
                json!({"hash": "ff", "parents": parents(1), "message": "Cart"}),
                None,
            ),
            (json!({"hash": "ff"}), None),
        ] {
            assert_eq!(kind(document.clone()).as_deref(), wanted, "{document}");
        }
    }
}
