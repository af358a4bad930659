//! Objects of `control` with their content read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use weir_control::{Object, ObjectContent};

use crate::{InsightsError, Result};

/// The content of an object.
pub(crate) fn read<T: DeserializeOwned>(object: &Object) -> Result<T> {
    serde_json::from_value(object.body.clone()).map_err(|error| {
        InsightsError::invalid(
            format!("the {} `{}` cannot be read: {error}", object.kind, object.name),
            "it was stored by another version; delete it and make it anew",
        )
    })
}

/// Content as it is stored.
pub(crate) fn body(content: &impl Serialize) -> Result<Value> {
    serde_json::to_value(content).map_err(|error| InsightsError::invalid(error.to_string(), "report this"))
}

/// What `control` stores.
pub(crate) fn content<'a>(name: &'a str, body: &'a Value, integrations: &'a [i64]) -> ObjectContent<'a> {
    ObjectContent {
        name,
        body,
        integrations,
        read_at: None,
    }
}
