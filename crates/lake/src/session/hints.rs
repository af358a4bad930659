//! Errors of the engine in words that help the query's author.

use datafusion::catalog::SchemaProvider;
use datafusion::common::SchemaError;
use datafusion::error::DataFusionError;

use super::Catalog;
use crate::LakeError;
use crate::error::first_line;
use crate::layout;

/// Why a query could not be planned, and what was probably meant.
pub(super) fn explain(error: &DataFusionError, catalog: &Catalog) -> LakeError {
    if let DataFusionError::External(source) = error.find_root()
        && let Some(own) = source.downcast_ref::<LakeError>()
    {
        return LakeError::sql(own.to_string(), None);
    }
    if let Some(SchemaError::FieldNotFound { field, valid_fields }) = schema_error(error) {
        let names: Vec<String> = valid_fields.iter().map(|column| column.name.clone()).collect();
        let message = format!("there is no column `{}`", field.name);
        return LakeError::sql(message, column_hint(&field.name, &names));
    }
    let message = message(error);
    if let Some(name) = missing_table(&message) {
        return LakeError::sql(format!("there is no table `{name}`"), table_hint(name, catalog));
    }
    LakeError::sql(message, None)
}

fn schema_error(error: &DataFusionError) -> Option<&SchemaError> {
    match error {
        DataFusionError::SchemaError(error, _) => Some(error),
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => schema_error(inner),
        DataFusionError::Collection(errors) => errors.iter().find_map(schema_error),
        DataFusionError::Shared(inner) => schema_error(inner),
        _ => None,
    }
}

/// The engine's message without its own headings.
pub(crate) fn message(error: &DataFusionError) -> String {
    let mut text = first_line(&error.find_root().to_string());
    for heading in [
        "Error during planning: ",
        "SQL error: ",
        "Execution error: ",
        "Schema error: ",
        "Arrow error: ",
        "This feature is not implemented: ",
    ] {
        if let Some(rest) = text.strip_prefix(heading) {
            text = rest.to_owned();
        }
    }
    match text.strip_prefix("ParserError(\"").and_then(|rest| rest.strip_suffix("\")")) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\'", "'"),
        None => text,
    }
}

fn missing_table(message: &str) -> Option<&str> {
    let name = message.strip_prefix("table '")?.strip_suffix("' not found")?;
    Some(name.strip_prefix("weir.public.").unwrap_or(name))
}

fn table_hint(name: &str, catalog: &Catalog) -> String {
    let names = catalog.table_names();
    match nearest(name, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the tables are {}", names.join(", ")),
    }
}

fn column_hint(name: &str, names: &[String]) -> Option<String> {
    if let Some(near) = nearest(name, names) {
        return Some(format!("did you mean `{near}`?"));
    }
    let elsewhere = layout::ENTITIES.iter().filter(|l| l.columns.iter().any(|c| c.name() == name));
    let elsewhere: Vec<_> = elsewhere.map(|layout| layout.name).collect();
    if names.is_empty() {
        return None;
    }
    match elsewhere.as_slice() {
        [] => Some(format!("there are {}", names.join(", "))),
        tables => Some(format!("there are {}; `{name}` is a column of {}", names.join(", "), tables.join(", "))),
    }
}

/// The name that was probably meant: at most a third of it is different.
pub(crate) fn nearest<'a>(name: &str, names: &'a [String]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let singular = |candidate: &str| candidate.contains(name.as_str()) || name.contains(candidate);
    let near = names.iter().map(|candidate| (distance(&name, &candidate.to_lowercase()), candidate));
    let (edits, candidate) = near.min()?;
    if edits * 3 <= name.chars().count().max(3) {
        return Some(candidate);
    }
    names.iter().find(|candidate| name.len() > 3 && singular(candidate)).map(String::as_str)
}

/// Edits between two words: insertions, deletions, replacements.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replace = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
