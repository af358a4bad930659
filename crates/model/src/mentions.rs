//! Keys of issues in what people write: `ABC-12` in the name of a branch, a title, a message.

use crate::Id;
use crate::entities::{CommitIssue, PullRequestIssue};
use crate::{Batch, Time};

/// Longest project key that counts; trackers allow 10 characters unless set otherwise.
const LONGEST: usize = 20;

/// The issue keys in a text, in order, each once: capital letters, digits and underscores that begin with a letter, at
/// least two, a hyphen, and a number. Whether such an issue exists is not known here: `UTF-8` is one, and joins nothing.
pub fn issue_keys(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let bytes = text.as_bytes();
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    for (hyphen, _) in text.match_indices('-') {
        let begin = bytes[..hyphen]
            .iter()
            .rposition(|byte| !word(byte))
            .map_or(0, |at| at + 1);
        let digits = bytes[hyphen + 1..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let end = hyphen + 1 + digits;
        let ends = bytes.get(end).is_none_or(|byte| !word(byte));
        let project = &bytes[begin..hyphen];
        let is_project = (2..=LONGEST).contains(&project.len())
            && project[0].is_ascii_uppercase()
            && project.iter().all(|byte| !byte.is_ascii_lowercase())
            && (begin == 0 || bytes[begin - 1].is_ascii());
        let is_number = digits > 0 && bytes[hyphen + 1] != b'0';
        if is_project && is_number && ends {
            let key = text[begin..end].to_owned();
            if !found.contains(&key) {
                found.push(key);
            }
        }
    }
    found
}

/// The issues that a pull request names, and where.
#[derive(Debug, Default)]
pub struct Mentions(Vec<Mention>);

#[derive(Debug)]
struct Mention {
    key: String,
    repository: Option<String>,
    places: Vec<String>,
}

impl Mentions {
    /// The host says that the pull request closes it.
    pub fn closing(&mut self, key: &str, repository: Option<String>) {
        self.add(key, "closing", repository);
    }

    /// Somebody linked the two.
    pub fn linked(&mut self, key: &str) {
        self.add(key, "linked", None);
    }

    /// The branch it comes from; people write keys there in lower case, too.
    pub fn branch(&mut self, name: Option<&str>) {
        for key in issue_keys(&name.unwrap_or_default().to_uppercase()) {
            self.add(&key, "branch", None);
        }
    }

    /// Its title.
    pub fn title(&mut self, title: Option<&str>) {
        for key in issue_keys(title.unwrap_or_default()) {
            self.add(&key, "title", None);
        }
    }

    /// The message of one of its commits.
    pub fn commit(&mut self, message: Option<&str>) {
        for key in issue_keys(message.unwrap_or_default()) {
            self.add(&key, "commit", None);
        }
    }

    fn add(&mut self, key: &str, place: &str, repository: Option<String>) {
        let known = self.0.iter_mut().find(|mention| mention.key == key);
        match known {
            Some(mention) => {
                mention.repository = mention.repository.take().or(repository);
                if !mention.places.iter().any(|known| known == place) {
                    mention.places.push(place.to_owned());
                }
            }
            None => self.0.push(Mention {
                key: key.to_owned(),
                repository,
                places: vec![place.to_owned()],
            }),
        }
    }

    /// Their rows; `pull_request` is the natural key of the pull request, `updated_at` its modification time.
    pub fn rows(self, pull_request: &str, updated_at: Time, out: &mut Batch) {
        for mention in self.0 {
            out.push(PullRequestIssue {
                id: Id::new(
                    "pull_request_issue",
                    format_args!("{pull_request}/{}", mention.key),
                ),
                pull_request_id: Id::new("pull_request", pull_request),
                issue_repository: mention.repository,
                issue_key: mention.key,
                found_in: mention.places,
                updated_at,
            });
        }
    }
}

/// The rows of the issues that a commit's message names.
pub fn commit_issues(repository: &str, sha: &str, message: &str, out: &mut Batch) {
    for issue_key in issue_keys(message) {
        out.push(CommitIssue {
            id: Id::new("commit_issue", format_args!("{repository}/{sha}/{issue_key}")),
            repository_id: Id::new("repository", repository),
            sha: sha.to_owned(),
            issue_key,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Mentions, issue_keys};
    use crate::{Batch, Time};

    #[test]
    fn keys_are_found_where_people_write_them() {
        for (text, keys) in [
            ("ABC-12: fix", vec!["ABC-12"]),
            ("feature/ABC-12-fix", vec!["ABC-12"]),
            (
                "[AB_C1-7] and (XY-1), ABC-12, ABC-12.",
                vec!["AB_C1-7", "XY-1", "ABC-12"],
            ),
            ("abc-12 A-1 1A-1 ABC-012 ABC- ABC-12x ABC-12_3 äABC-1", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(issue_keys(text), keys, "{text}");
        }
    }

    #[test]
    fn a_key_is_one_row_that_says_where_it_was_found() {
        let mut mentions = Mentions::default();
        mentions.closing("acme/web#4", Some("acme/web".to_owned()));
        mentions.branch(Some("feature/abc-12-fix"));
        mentions.title(Some("ABC-12 Fix"));
        mentions.title(None);
        mentions.commit(Some("ABC-13 and ABC-12"));
        let mut batch = Batch::default();
        mentions.rows("7/1", Time(0), &mut batch);
        let shown = |row: &crate::Row| format!("{} {:?}", row.id(), row.cell("found_in"));
        let shown: Vec<String> = batch.rows.iter().map(shown).collect();
        assert_eq!(
            shown,
            [
                r#"pull_request_issue/7/1/acme/web#4 Some(TextList(["closing"]))"#,
                r#"pull_request_issue/7/1/ABC-12 Some(TextList(["branch", "title", "commit"]))"#,
                r#"pull_request_issue/7/1/ABC-13 Some(TextList(["commit"]))"#,
            ]
        );
    }
}
