//! GitHub's GraphQL API: any query over the part of the schema in `schema/`, answered from the world's documents.

mod connection;
mod cost;
mod errors;
mod fields;
mod node;
mod older;
mod schema;
mod timeline;
mod types;

pub(crate) use errors::invalid;
pub(crate) use older::{refused as refused_by_older, without_values};

use apollo_compiler::ExecutableDocument;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::resolvers::Execution;
use apollo_compiler::response::JsonMap;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub use cost::Price;
use node::{Node, Scope};
pub use schema::SDL;
use schema::{IMPLEMENTERS, SCHEMA};

use crate::world::World;

/// The body of a request.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Request {
    #[serde(default)]
    pub(crate) query: String,
    #[serde(default)]
    pub(crate) variables: Option<Map<String, Value>>,
    #[serde(default, rename = "operationName")]
    pub(crate) operation_name: Option<String>,
}

/// What the field `rateLimit` says besides the query's own price.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota {
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
    pub(crate) used: u64,
    pub(crate) reset: DateTime<Utc>,
}

/// A query that is valid and priced.
pub(crate) struct Prepared {
    document: apollo_compiler::validation::Valid<ExecutableDocument>,
    operation_name: Option<String>,
    variables: apollo_compiler::validation::Valid<JsonMap>,
    /// What it costs.
    pub(crate) price: Price,
}

/// Reads, checks and prices a query to a server that lacks some of the schema; the error is the answer's body.
pub(crate) fn prepare(request: &Request, missing: &[String]) -> Result<Prepared, Value> {
    let document = ExecutableDocument::parse_and_validate(&SCHEMA, &request.query, "query.graphql")
        .map_err(|invalid| errors::invalid(&invalid.errors))?;
    if let Some(errors) = refused_by_older(&document, missing) {
        return Err(errors);
    }
    let name = request.operation_name.as_deref();
    let operation = document
        .operations
        .get(name)
        .map_err(|error| errors::request(&error))?;
    let raw = serde_json::from_value::<JsonMap>(Value::Object(request.variables.clone().unwrap_or_default()));
    let raw = raw.map_err(|error| json!({"errors": [{"message": error.to_string()}]}))?;
    let variables =
        coerce_variable_values(&SCHEMA, operation, &raw).map_err(|error| errors::request(&error))?;
    let price = cost::price(&document, operation, &variables)?;
    Ok(Prepared {
        operation_name: request.operation_name.clone(),
        variables,
        price,
        document,
    })
}

/// Prices a query without running it; the error is what GitHub would answer.
pub fn price(query: &str, variables: &Value) -> Result<Price, Value> {
    let request = Request {
        query: query.to_owned(),
        variables: variables.as_object().cloned(),
        operation_name: None,
    };
    prepare(&request, &[]).map(|prepared| prepared.price)
}

/// How a query is answered.
pub(crate) struct Answering<'a> {
    pub(crate) world: &'a World,
    pub(crate) quota: Quota,
    /// The fault "a cursor that repeats": every page says that it begins again where it began.
    pub(crate) repeat_cursor: bool,
    /// Permissions that the credential lacks.
    pub(crate) lacks: &'a [String],
}

/// Runs a query; gives the answer's body.
pub(crate) fn execute(prepared: &Prepared, answering: &Answering<'_>) -> Value {
    let scope = Scope {
        world: answering.world,
        quota: answering.quota,
        price: prepared.price,
        repeat_cursor: answering.repeat_cursor,
        lacks: answering.lacks,
        errors: std::cell::RefCell::default(),
    };
    let root = Node::root(&scope);
    let execution = Execution::new(&SCHEMA, &prepared.document)
        .implementers_map(&IMPLEMENTERS)
        .coerced_variable_values(&prepared.variables)
        .enable_schema_introspection(true)
        .operation_name(prepared.operation_name.as_deref());
    let response = execution.and_then(|execution| execution.execute_sync(&root));
    match response {
        Ok(response) => {
            let body = serde_json::to_value(response).unwrap_or_default();
            errors::typed(errors::added(body, scope.errors.take()))
        }
        Err(error) => errors::request(&error),
    }
}

#[cfg(test)]
mod tests;
