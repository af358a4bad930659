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
    LakeError::sql(message, suggestion(error))
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

/// Headings the engine puts in front of its messages.
const HEADINGS: [&str; 6] = [
    "Error during planning: ",
    "SQL error: ",
    "Execution error: ",
    "Schema error: ",
    "Arrow error: ",
    "This feature is not implemented: ",
];

/// The engine's message without its own headings.
pub(crate) fn message(error: &DataFusionError) -> String {
    let mut text = first_line(&error.find_root().to_string());
    for heading in HEADINGS {
        if let Some(rest) = text.strip_prefix(heading) {
            text = rest.to_owned();
        }
    }
    // What a function of ours says about its arguments, without what the engine says around it.
    if let Some((_, rest)) = text.split_once("coercion failed with: Execution error: ") {
        text = rest
            .split(". No function matches")
            .next()
            .unwrap_or(rest)
            .to_owned();
    }
    let text = text.trim_end_matches('.');
    match text
        .strip_prefix("ParserError(\"")
        .and_then(|rest| rest.strip_suffix("\")"))
    {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\'", "'"),
        None => text.to_owned(),
    }
}

/// What the engine itself suggests, on a line of its own.
fn suggestion(error: &DataFusionError) -> Option<String> {
    let text = error.find_root().to_string();
    let meant = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("Did you mean '"))?;
    Some(format!("did you mean `{}`?", meant.trim_end_matches(['?', '\''])))
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
    let elsewhere = layout::ENTITIES
        .iter()
        .filter(|l| l.columns.iter().any(|c| c.name() == name));
    let elsewhere: Vec<_> = elsewhere.map(|layout| layout.name).collect();
    match (nearest(name, names), elsewhere.as_slice()) {
        (_, tables @ [_, ..]) => Some(format!("`{name}` is a column of {}", tables.join(", "))),
        (Some(near), []) => Some(format!("did you mean `{near}`?")),
        (None, []) if names.is_empty() => None,
        (None, []) => Some(format!("there are {}", names.join(", "))),
    }
}

/// The name that was probably meant: at most a third of it is different, or it begins alike.
pub(crate) fn nearest<'a>(name: &str, names: &'a [String]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let near = names
        .iter()
        .map(|candidate| (distance(&name, &candidate.to_lowercase()), candidate));
    let (edits, candidate) = near.min()?;
    if edits * 3 <= name.chars().count().max(3) {
        return Some(candidate);
    }
    let stem: String = name
        .chars()
        .take(name.chars().count().saturating_sub(1))
        .collect();
    let alike = names
        .iter()
        .filter(|candidate| stem.len() > 3 && candidate.to_lowercase().starts_with(&stem));
    alike.min_by_key(|candidate| candidate.len()).map(String::as_str)
}

/// Edits between two words: insertions, deletions, replacements, neighbours swapped.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut edits = replace.min(row[j - 1] + 1).min(rows[i - 1][j] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                edits = edits.min(rows[i - 2][j - 2] + 1);
            }
            row.push(edits);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
