//! What a text names as the cause of an incident.

/// Words after which a commit or a pull request is the cause, not the cure.
const CUES: &[&str] = &[
    "root cause",
    "caused by",
    "introduced by",
    "introduced in",
    "introduced with",
    "broken by",
    "broke in",
    "broke with",
    "regression from",
    "regression in",
    "regression of",
];

/// One thing a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A commit, by its name or the beginning of it.
    Commit(String),
    /// A pull request by number, of the named repository or the text's own.
    PullRequest(Option<String>, i64),
    /// Any address: of a deployment, a run, a pull request.
    Address(String),
}

/// What the text names, in order. An address counts anywhere; commits and numbers only on a line that speaks of a cause.
pub(crate) fn causes(text: &str) -> Vec<Cause> {
    let mut found = Vec::new();
    for line in text.lines() {
        let low = line.to_ascii_lowercase();
        let cue = CUES
            .iter()
            .filter_map(|cue| low.find(cue).map(|at| at + cue.len()))
            .min();
        if let Some(after) = cue.and_then(|at| line.get(at..)) {
            found.extend(words(after).filter_map(named));
        }
        found.extend(
            words(line)
                .filter(|word| word.starts_with("https://") || word.starts_with("http://"))
                .map(|word| Cause::Address(word.trim_end_matches('/').to_owned())),
        );
    }
    found
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    let split = |c: char| c.is_whitespace() || "()[]<>{}\"'`,;*|".contains(c);
    line.split(split)
        .map(|word| word.trim_matches(|c: char| ".:!?".contains(c)))
        .filter(|word| !word.is_empty())
}

fn named(word: &str) -> Option<Cause> {
    if let Some((_, sha)) = word.split_once("/commit/").filter(|(_, sha)| is_sha(sha)) {
        return Some(Cause::Commit(sha.to_lowercase()));
    }
    if let Some((page, digits)) = word
        .split_once("/pull/")
        .or_else(|| word.split_once("/-/merge_requests/"))
    {
        let number = digits.split('/').next()?.parse().ok()?;
        let path = page.split_once("://")?.1.split_once('/')?.1;
        return Some(Cause::PullRequest(Some(path.to_owned()), number));
    }
    if let Some((repository, digits)) = word.split_once('#') {
        let number = digits.parse().ok()?;
        return Some(Cause::PullRequest(
            (!repository.is_empty()).then(|| repository.to_owned()),
            number,
        ));
    }
    is_sha(word).then(|| Cause::Commit(word.to_lowercase()))
}

/// 7 to 64 hexadecimal digits; shorter ones than a whole name must hold a digit, as `defaced` is a word.
fn is_sha(word: &str) -> bool {
    (7..=64).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        && (word.len() >= 40 || word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The commit right after a phrase.
pub(super) fn commit_in(text: &str, phrase: &str) -> Option<String> {
    let at = text.to_ascii_lowercase().find(phrase)? + phrase.len();
    words(text.get(at..)?)
        .next()
        .filter(|word| is_sha(word))
        .map(str::to_lowercase)
}

/// The number right after a phrase: `Reverts #12`, `Reverts owner/name#12`.
pub(super) fn number_after(text: &str, phrase: &str) -> Option<i64> {
    let at = text.to_ascii_lowercase().find(phrase)? + phrase.len();
    let (_, digits) = words(text.get(at..)?).next()?.split_once('#')?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_told_from_cures() {
        let commit = |sha: &str| Cause::Commit(sha.to_owned());
        for (text, expected) in [
            ("root cause: 1a2b3c4d", vec![commit("1a2b3c4d")]),
            ("Root Cause: `1A2B3C4D5`.", vec![commit("1a2b3c4d5")]),
            (
                "Caused by #12, fixed in #13?",
                vec![Cause::PullRequest(None, 12), Cause::PullRequest(None, 13)],
            ),
            ("Fixed by #13", vec![]),
            (
                "introduced in acme/shop#7",
                vec![Cause::PullRequest(Some("acme/shop".to_owned()), 7)],
            ),
            (
                "broken by https://code.test/acme/shop/pull/8",
                vec![
                    Cause::PullRequest(Some("acme/shop".to_owned()), 8),
                    Cause::Address("https://code.test/acme/shop/pull/8".to_owned()),
                ],
            ),
            ("the page was defaced\nroot cause: defaced", vec![]),
            (
                "see https://ci.test/runs/9.",
                vec![Cause::Address("https://ci.test/runs/9".to_owned())],
            ),
        ] {
            assert_eq!(causes(text), expected, "{text}");
        }
    }
}
