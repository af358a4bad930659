use apollo_compiler::resolvers::{ResolveInfo, ResolvedValue};
use serde_json::Value;

use super::node::{Node, Resolved};

/// How a field gets its value from a document.
#[derive(Clone, Copy)]
pub(super) enum Source {
    /// The value at a JSON pointer.
    At(&'static str),
    /// The word there as an enum value: upper case.
    Upper(&'static str),
    /// The value there as text: empty when there is none, a number in digits.
    Text(&'static str),
    /// The account there.
    Account(&'static str),
    /// Anything else.
    Call(for<'a> fn(&'a Node<'a>, &'a ResolveInfo<'a>) -> Resolved<'a>),
}

/// Fields of one type: name, source.
pub(super) type Fields = &'static [(&'static str, Source)];

/// A word of the REST API as an enum value of GraphQL.
pub(super) fn upper(text: &str) -> String {
    text.to_uppercase().replace('-', "_")
}

/// An argument as JSON; `null` when it was not given.
pub(super) fn argument(info: &ResolveInfo<'_>, name: &str) -> Value {
    info.arguments()
        .get(name)
        .and_then(|value| serde_json::to_value(value).ok())
        .unwrap_or_default()
}

/// A text argument.
pub(super) fn text_argument(info: &ResolveInfo<'_>, name: &str) -> Option<String> {
    argument(info, name).as_str().map(str::to_owned)
}

/// A list-of-texts argument; nothing when it was not given.
pub(super) fn list_argument(info: &ResolveInfo<'_>, name: &str) -> Option<Vec<String>> {
    let value = argument(info, name);
    let items = value.as_array()?;
    Some(
        items
            .iter()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect(),
    )
}

/// Field and direction of an `orderBy` argument.
pub(super) fn order(info: &ResolveInfo<'_>) -> Option<(String, bool)> {
    let order = argument(info, "orderBy");
    let field = order["field"].as_str()?.to_owned();
    Some((field, order["direction"] == "DESC"))
}

/// A leaf.
#[expect(clippy::unnecessary_wraps, reason = "resolvers end with it")]
pub(super) fn give<'a>(value: impl Into<Value>) -> Resolved<'a> {
    Ok(ResolvedValue::Leaf(value.into().into()))
}

/// An object or null.
#[expect(clippy::unnecessary_wraps, reason = "resolvers end with it")]
pub(super) fn object(node: Option<Node<'_>>) -> Resolved<'_> {
    Ok(ResolvedValue::nullable_object(node))
}
