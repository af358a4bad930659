//! GitLab's GraphQL API over the part of the schema in `schema.graphql`.

mod complexity;
mod documents;
mod resolve;

use std::sync::LazyLock;

use apollo_compiler::collections::HashMap;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::resolvers::Execution;
use apollo_compiler::response::JsonMap;
use apollo_compiler::schema::Implementers;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Name, Schema};
use serde_json::{Value, json};

use super::insufficient_scope;
use crate::faults::FaultKind;
use crate::graphql::Request;
use crate::server::answer::Answer;
use crate::server::graphql::spoil;
use crate::server::pipeline::Incoming;
use crate::server::{Shared, Token};
use crate::world::World;
use documents::View;
use resolve::{Object, Scope};

/// The schema that is answered.
pub const SDL: &str = include_str!("schema.graphql");

/// Most that a query may weigh, and most characters that it may have: <https://docs.gitlab.com/api/graphql/#limits>.
const MOST_COMPLEXITY: u64 = 250;
const MOST_CHARACTERS: usize = 10_000;

static SCHEMA: LazyLock<Valid<Schema>> = LazyLock::new(|| {
    let schema = Schema::parse_and_validate(SDL, "schema.graphql");
    schema.unwrap_or_else(|invalid| unreachable!("the schema is checked by a test: {}", invalid.errors))
});

static IMPLEMENTERS: LazyLock<HashMap<Name, Implementers>> = LazyLock::new(|| SCHEMA.implementers_map());

/// What a query weighs, or the answer to one that is not valid.
pub fn complexity(query: &str, variables: &Value) -> Result<u64, Value> {
    let request = Request {
        query: query.to_owned(),
        variables: variables.as_object().cloned(),
        operation_name: None,
    };
    prepare(&request, &[]).map(|prepared| prepared.complexity)
}

struct Prepared {
    document: Valid<ExecutableDocument>,
    variables: Valid<JsonMap>,
    complexity: u64,
}

fn prepare(request: &Request, missing: &[String]) -> Result<Prepared, Value> {
    let wrong = |message: String| json!({"errors": [{"message": message}]});
    if request.query.len() > MOST_CHARACTERS {
        return Err(wrong("Query too large".to_owned()));
    }
    let document = ExecutableDocument::parse_and_validate(&SCHEMA, &request.query, "query.graphql")
        .map_err(|invalid| crate::graphql::invalid(&invalid.errors))?;
    if let Some(errors) = crate::graphql::refused_by_older(&document, missing) {
        return Err(errors);
    }
    let operation = document
        .operations
        .get(request.operation_name.as_deref())
        .map_err(|error| wrong(error.message().to_string()))?;
    let raw = Value::Object(request.variables.clone().unwrap_or_default());
    let raw = serde_json::from_value::<JsonMap>(raw).map_err(|error| wrong(error.to_string()))?;
    let variables = coerce_variable_values(&SCHEMA, operation, &raw)
        .map_err(|error| wrong(error.message().to_string()))?;
    let complexity = complexity::of(&document, operation, &variables);
    Ok(Prepared {
        document,
        variables,
        complexity,
    })
}

/// How heavy a request is for the server: how many things it asks for at once.
pub(super) fn weight(incoming: &Incoming) -> u64 {
    if incoming.path != "/api/graphql" {
        return 0;
    }
    let body: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
    let variables = &body["variables"];
    let named = variables["ids"].as_array().map(|ids| ids.len() as u64);
    named.or(variables["n"].as_u64()).unwrap_or(1)
}

/// Answers a GraphQL request.
pub(super) fn answer(
    shared: &Shared,
    incoming: &Incoming,
    token: Option<&Token>,
    fault: Option<FaultKind>,
) -> Answer {
    let lacks = token.map(|token| token.lacks.as_slice()).unwrap_or_default();
    if lacks.iter().any(|scope| scope == "read_api") {
        return insufficient_scope();
    }
    let Ok(request) = serde_json::from_slice::<Request>(&incoming.body) else {
        return Answer::json(
            400,
            &json!({"errors": [{"message": "Unexpected end of document"}]}),
        );
    };
    let prepared = match prepare(&request, &shared.missing) {
        Ok(prepared) => prepared,
        Err(body) => return Answer::json(200, &body),
    };
    if prepared.complexity > MOST_COMPLEXITY {
        let message = format!(
            "Query has complexity of {}, which exceeds max complexity of {MOST_COMPLEXITY}",
            prepared.complexity
        );
        return Answer::json(200, &json!({"errors": [{ "message": message }]}));
    }
    let world = shared.world();
    let body = execute(&prepared, &world, (&incoming.api, lacks));
    Answer::json(200, &spoil(body, fault))
}

fn execute(prepared: &Prepared, world: &World, (root, lacks): (&str, &[String])) -> Value {
    let scope = Scope {
        view: View { world, root },
        complexity: prepared.complexity,
        lacks,
    };
    let query = Object::root(&scope);
    let execution = Execution::new(&SCHEMA, &prepared.document)
        .implementers_map(&IMPLEMENTERS)
        .coerced_variable_values(&prepared.variables)
        .enable_schema_introspection(true);
    match execution.execute_sync(&query) {
        Ok(response) => serde_json::to_value(response).unwrap_or_default(),
        Err(error) => json!({"errors": [{"message": error.message().to_string()}]}),
    }
}
