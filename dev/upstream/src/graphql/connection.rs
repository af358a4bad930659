use apollo_compiler::resolvers::{ObjectValue, ResolveInfo, ResolvedValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::fields::{argument, give};
use super::node::{Node, Resolved};

/// Something in a connection, with the key that places it.
pub(super) type Item<'a> = (String, Node<'a>);

/// A page of a connection. Cursors hold the key of the item, not its position: a list that changes between two
/// pages neither slides nor repeats.
pub(super) struct Connection<'a> {
    kind: String,
    page: Vec<Item<'a>>,
    total: usize,
    filtered: usize,
    before: bool,
    after: bool,
    /// The fault "a cursor that repeats".
    repeat: Option<String>,
    updated: Value,
}

/// What a connection is made of besides its items.
#[derive(Default)]
pub(super) struct Extra {
    /// Whether the items are in descending order of their keys.
    pub(super) descending: bool,
    /// How many there are without the filters; the items' number when not given.
    pub(super) total: Option<usize>,
    /// `updatedAt` of a timeline.
    pub(super) updated: Value,
}

/// Cuts the page asked for out of all items, which are in order.
#[expect(clippy::unnecessary_wraps, reason = "resolvers end with it")]
pub(super) fn connect<'a>(
    node: &Node<'a>,
    info: &ResolveInfo<'_>,
    mut items: Vec<Item<'a>>,
    extra: Extra,
) -> Resolved<'a> {
    let filtered = items.len();
    let given = argument(info, "after");
    let (mut before, mut after) = (false, false);
    if let Some(key) = given.as_str().and_then(decode) {
        let place = items
            .iter()
            .position(|(one, _)| beyond(one, &key, extra.descending))
            .unwrap_or(items.len());
        before = place > 0;
        items.drain(..place);
    }
    if let Some(key) = argument(info, "before").as_str().and_then(decode) {
        let place = items
            .iter()
            .position(|(one, _)| !beyond(&key, one, extra.descending))
            .unwrap_or(items.len());
        after = place < items.len();
        items.truncate(place);
    }
    let size = |name: &str| {
        argument(info, name)
            .as_u64()
            .and_then(|size| usize::try_from(size).ok())
    };
    if let Some(first) = size("first")
        && items.len() > first
    {
        items.truncate(first);
        after = true;
    }
    if let Some(last) = size("last")
        && items.len() > last
    {
        items.drain(..items.len() - last);
        before = true;
    }
    let kind = info.field_definition().ty.inner_named_type().to_string();
    let repeat = node.scope.repeat_cursor && !items.is_empty() && node.kind == "Repository";
    let repeat = given.as_str().filter(|_| repeat).map(str::to_owned);
    Ok(ResolvedValue::object(Connection {
        kind,
        page: items,
        total: extra.total.unwrap_or(filtered),
        filtered,
        before,
        after,
        repeat,
        updated: extra.updated,
    }))
}

fn beyond(one: &str, key: &str, descending: bool) -> bool {
    if descending { one < key } else { one > key }
}

fn encode(key: &str) -> String {
    STANDARD.encode(format!("cursor:v2:{key}"))
}

fn decode(cursor: &str) -> Option<String> {
    let bytes = STANDARD.decode(cursor).ok()?;
    Some(
        String::from_utf8(bytes)
            .ok()?
            .strip_prefix("cursor:v2:")?
            .to_owned(),
    )
}

impl Connection<'_> {
    fn cursor(&self, item: Option<&Item<'_>>) -> Option<String> {
        self.repeat.clone().or_else(|| item.map(|(key, _)| encode(key)))
    }
}

impl ObjectValue for Connection<'_> {
    fn type_name(&self) -> &str {
        &self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        match info.field_name() {
            "nodes" => Ok(ResolvedValue::list(
                self.page
                    .iter()
                    .map(|(_, node)| ResolvedValue::object(node.clone())),
            )),
            "edges" => {
                let kind = info.field_definition().ty.inner_named_type().as_str();
                Ok(ResolvedValue::list(
                    self.page
                        .iter()
                        .map(move |item| ResolvedValue::object(Edge { kind, item })),
                ))
            }
            "pageInfo" => Ok(ResolvedValue::object(PageInfo(self))),
            "totalCount" => give(self.total),
            "filteredCount" => give(self.filtered),
            "pageCount" => give(self.page.len()),
            "updatedAt" => give(self.updated.clone()),
            _ => Err(self.unknown_field_error(info)),
        }
    }
}

struct Edge<'a> {
    kind: &'a str,
    item: &'a Item<'a>,
}

impl ObjectValue for Edge<'_> {
    fn type_name(&self) -> &str {
        self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        match info.field_name() {
            "node" => Ok(ResolvedValue::object(self.item.1.clone())),
            _ => give(encode(&self.item.0)),
        }
    }
}

struct PageInfo<'a>(&'a Connection<'a>);

impl ObjectValue for PageInfo<'_> {
    fn type_name(&self) -> &'static str {
        "PageInfo"
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        let connection = self.0;
        match info.field_name() {
            "hasNextPage" => give(connection.after || connection.repeat.is_some()),
            "hasPreviousPage" => give(connection.before),
            "endCursor" => give(connection.cursor(connection.page.last())),
            _ => give(connection.cursor(connection.page.first())),
        }
    }
}
