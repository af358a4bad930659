use serde_json::json;

use super::text::{without_argument, without_selection, without_words};
use super::{Kind, lacks};

const QUERY: &str = r#"query Q($owner: String!, $n: Int, $old: Boolean) {
  repository(owner: $owner) { # "a {comment}"
    issues(first: $n, filter: {labels: ["a)", "b"]}) {
      nodes { id ...Parts }
    }
    merged: pulls(types: [OPEN, QUEUED], old: $old) { nodes { ... on Old { id } ... on New { id } } }
  }
}
fragment Parts on Issue { reason(dup: true) closer { ...Who } }
fragment Who on Actor { login }
"#;

/// The query on one line, without needless blanks.
fn flat(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split(" # ").next().unwrap_or_default());
    lines
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Line and column of the first place where that stands.
fn place(of: &str) -> (usize, usize) {
    let at = QUERY.find(of).expect(of);
    let before = &QUERY[..at];
    (
        before.matches('\n').count() + 1,
        at - before.rfind('\n').map_or(0, |line| line + 1) + 1,
    )
}

fn without(of: &str) -> String {
    let (line, column) = place(of);
    flat(&without_selection(QUERY, line, column).expect(of))
}

#[test]
fn a_field_goes_and_takes_along_what_only_it_used() {
    let left = without("reason");
    assert!(
        left.contains("fragment Parts on Issue { closer { ...Who } }"),
        "{left}"
    );
    let left = without("closer");
    assert!(
        left.contains("fragment Parts on Issue { reason(dup: true) }"),
        "{left}"
    );
    assert!(!left.contains("Who"), "{left}");
    let left = without("merged");
    assert!(
        left.starts_with("query Q($owner: String!, $n: Int, ) { repository(owner: $owner) { issues("),
        "{left}"
    );
    assert!(!left.contains("old") && !left.contains("merged"), "{left}");
}

#[test]
fn a_selection_of_which_nothing_is_left_goes_too() {
    let left = without("login");
    assert!(
        left.contains("fragment Parts on Issue { reason(dup: true) }"),
        "{left}"
    );
    assert!(
        without_selection("query { a { b } }", 1, 13).is_none(),
        "nothing would be left"
    );
    assert!(without_selection("query { a { b } }", 9, 1).is_none());
    assert!(
        without_selection("query { a { b ", 1, 13).is_none(),
        "it does not end"
    );
}

#[test]
fn fragments_on_unknown_types_go() {
    assert!(without("... on Old").contains("{ nodes { ... on New { id } } }"));
    assert!(
        without("Old {").contains("{ nodes { ... on New { id } } }"),
        "the place of the type itself"
    );
    let left = without("Parts on Issue");
    assert!(
        left.contains("nodes { id }") && !left.contains("fragment"),
        "{left}"
    );
}

#[test]
fn arguments_and_values_go() {
    let (line, column) = place("reason");
    let left = without_argument(QUERY, line, column, "dup").expect("an argument");
    assert!(left.contains("{ reason closer"), "{left}");
    let (line, column) = place("filter");
    let left = without_argument(QUERY, line, column, "filter").expect("an argument");
    assert!(flat(&left).contains("issues(first: $n, ) {"), "{left}");
    let left = without_words(QUERY, &["QUEUED".to_owned()]);
    assert!(
        left.contains("types: [OPEN, ]") && !left.contains("QUEUED"),
        "{left}"
    );
}

#[test]
fn what_is_lacking_is_read_from_the_errors() {
    let error = |message: &str| json!({"message": message, "locations": [{"line": 3, "column": 7}]});
    let read = |message: &str| lacks(&[error(message)]).map(|all| (all[0].name.clone(), all[0].kind.clone()));
    let field = read("Field 'stateReason' doesn't exist on type 'Issue'");
    assert_eq!(field, Some(("Issue.stateReason".to_owned(), Kind::Selection)));
    let kind = read("No such type AddedToMergeQueueEvent, so it can't be a fragment condition");
    assert_eq!(kind, Some(("AddedToMergeQueueEvent".to_owned(), Kind::Selection)));
    let spread = read("Fragment on Bot can't be spread inside RequestedReviewer");
    assert_eq!(
        spread,
        Some(("RequestedReviewer.Bot".to_owned(), Kind::Selection))
    );
    let argument = read("Field 'stateReason' doesn't accept argument 'enableDuplicate'");
    let wanted = (
        "stateReason(enableDuplicate)".to_owned(),
        Kind::Argument("enableDuplicate".to_owned()),
    );
    assert_eq!(argument, Some(wanted));
    let values = read(
        "Argument 'itemTypes' on Field 'timelineItems' has an invalid value ([A, B_C]). Expected type '[ItemType!]'.",
    );
    let used = vec!["A".to_owned(), "B_C".to_owned()];
    let of = "ItemType".to_owned();
    assert_eq!(
        values,
        Some(("timelineItems(itemTypes)".to_owned(), Kind::Values { of, used }))
    );
    let scopes = read(
        "Your token has not been granted the required scopes to execute this query. The 'email' field requires one of the following scopes: ['user:email', 'read:user'], but your token has only been granted the: ['repo'] scopes.",
    );
    assert_eq!(scopes, Some(("email".to_owned(), Kind::Selection)));
    assert_eq!(read("Something went wrong"), None);
}
