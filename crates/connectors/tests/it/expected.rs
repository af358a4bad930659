//! What cells a document should become, read from it without the connectors' structs.

use std::fmt::Display;

use serde_json::Value;
use weir_model::{Cell, Time};

/// Columns with the cell they must hold.
pub(crate) type Expected = Vec<(&'static str, Cell)>;

/// Whether the document has all these members.
pub(crate) fn has(value: &Value, names: &[&str]) -> bool {
    names.iter().all(|name| value.get(name).is_some())
}

pub(crate) fn text(value: &Value) -> Cell {
    value
        .as_str()
        .map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
}

/// Text where an empty one says nothing.
pub(crate) fn filled(value: &Value) -> Cell {
    if value == "" { Cell::Null } else { text(value) }
}

pub(crate) fn int(value: &Value) -> Cell {
    value.as_i64().map_or(Cell::Null, Cell::Int)
}

pub(crate) fn boolean(value: &Value) -> Cell {
    value.as_bool().map_or(Cell::Null, Cell::Bool)
}

pub(crate) fn time(value: &Value) -> Cell {
    value
        .as_str()
        .map_or(Cell::Null, |text| Cell::Time(Time::parse(text).unwrap()))
}

pub(crate) fn id(kind: &str, key: impl Display) -> Cell {
    Cell::Id(format!("{kind}/{key}"))
}
