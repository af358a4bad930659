//! What a query costs by GitHub's rule:
//! <https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api>.

use std::collections::BTreeMap;

use apollo_compiler::ExecutableDocument;
use apollo_compiler::ast;
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::response::JsonMap;
use serde_json::Value;

use super::errors;

/// Most nodes one call may ask for.
const NODE_LIMIT: u64 = 500_000;

/// What a query costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// Points.
    pub cost: u64,
    /// Nodes that it may give.
    pub nodes: u64,
    /// The largest `first` or `last` of a connection of the root's children, and how many connections hang below it:
    /// what makes a page heavy for the server.
    pub page: u64,
    /// Unique connections.
    pub connections: u64,
    /// Whether it asks for its price only.
    pub dry_run: bool,
}

/// Each unique connection path counts once for each instance of its parent, every page taken as full; the sum over
/// 100, rounded, at least 1.
pub(super) fn price(
    document: &ExecutableDocument,
    operation: &Operation,
    variables: &JsonMap,
) -> Result<Price, Value> {
    let mut walk = Walk {
        document,
        variables,
        connections: BTreeMap::new(),
        page: 0,
        dry_run: false,
    };
    walk.selections(&operation.selection_set, &mut Vec::new(), 1)?;
    let calls: u64 = walk.connections.values().map(|(parents, _)| parents).sum();
    let nodes: u64 = walk
        .connections
        .values()
        .map(|(parents, size)| parents * size)
        .sum();
    if nodes > NODE_LIMIT {
        let message = format!(
            "This query requests up to {nodes} possible nodes which exceeds the maximum limit of {NODE_LIMIT}."
        );
        return Err(errors::refused("MAX_NODE_LIMIT_EXCEEDED", &[], &message));
    }
    Ok(Price {
        cost: ((calls + 50) / 100).max(1),
        nodes,
        page: walk.page,
        connections: walk.connections.len() as u64,
        dry_run: walk.dry_run,
    })
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    variables: &'a JsonMap,
    /// By response path: instances of the parent, page size.
    connections: BTreeMap<Vec<String>, (u64, u64)>,
    page: u64,
    dry_run: bool,
}

impl Walk<'_> {
    fn selections(&mut self, set: &SelectionSet, path: &mut Vec<String>, parents: u64) -> Result<(), Value> {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => self.field(field, path, parents)?,
                Selection::InlineFragment(fragment) => {
                    self.selections(&fragment.selection_set, path, parents)?;
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.fragment_name) {
                        self.selections(&fragment.selection_set, path, parents)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn field(&mut self, field: &Field, path: &mut Vec<String>, parents: u64) -> Result<(), Value> {
        path.push(field.response_key().to_string());
        let mut inner = parents;
        if field.ty().inner_named_type().ends_with("Connection") {
            let size = self.size(field, path)?;
            let seen = self.connections.entry(path.clone()).or_insert((parents, size));
            seen.1 = seen.1.max(size);
            self.page = self.page.max(if parents == 1 { size } else { 0 });
            inner = parents * size;
        } else if field.name == "nodes" && path.len() == 1 {
            inner = self
                .argument(field, "ids")
                .and_then(|ids| ids.as_array().map(Vec::len))
                .unwrap_or(1) as u64;
            self.page = self.page.max(inner);
        } else if field.name == "rateLimit" {
            self.dry_run |= self.argument(field, "dryRun") == Some(Value::Bool(true));
        }
        self.selections(&field.selection_set, path, inner)?;
        path.pop();
        Ok(())
    }

    fn size(&self, field: &Field, path: &[String]) -> Result<u64, Value> {
        let bounds = ["first", "last"].map(|name| (name, self.argument(field, name)));
        let given = bounds
            .iter()
            .find_map(|(name, value)| Some((*name, value.as_ref()?.as_i64()?)));
        let Some((name, size)) = given else {
            if counts_only(field) {
                return Ok(0);
            }
            let message = format!(
                "You must provide a `first` or `last` value to properly paginate the `{}` connection.",
                field.name
            );
            return Err(errors::refused("MISSING_PAGINATION_BOUNDARIES", path, &message));
        };
        if size > 100 {
            let message = format!(
                "Requesting {size} records on the `{}` connection exceeds the `{name}` limit of 100 records.",
                field.name
            );
            return Err(errors::refused("EXCESSIVE_PAGINATION", path, &message));
        }
        u64::try_from(size).map_err(|_| {
            let message = format!(
                "`{name}` on the `{}` connection cannot be less than zero.",
                field.name
            );
            errors::refused("INVALID_PAGINATION", path, &message)
        })
    }

    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let argument = field.specified_argument_by_name(name)?;
        self.value(argument)
    }

    fn value(&self, value: &ast::Value) -> Option<Value> {
        match value {
            ast::Value::Variable(name) => serde_json::to_value(self.variables.get(name.as_str())?)
                .ok()
                .filter(|value| !value.is_null()),
            ast::Value::Int(number) => number.as_str().parse::<i64>().ok().map(Value::from),
            ast::Value::Boolean(truth) => Some(Value::Bool(*truth)),
            ast::Value::List(items) => Some(
                items
                    .iter()
                    .map(|item| self.value(item).unwrap_or_default())
                    .collect(),
            ),
            _ => None,
        }
    }
}

/// Whether nothing but the length of a connection is asked for, which needs no page size.
fn counts_only(field: &Field) -> bool {
    let selections = &field.selection_set.selections;
    selections
        .iter()
        .all(|selection| matches!(selection, Selection::Field(field) if field.name == "totalCount"))
}
