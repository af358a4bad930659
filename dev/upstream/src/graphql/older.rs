//! An older version of a server: what it does not know is refused, in the words of graphql-ruby, with which GitHub and
//! GitLab answer.

use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::parser::SourceMap;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Node};
use serde_json::{Value, json};

/// The errors about what is missing, if the query names any of it: `Type`, `Type.field`, `Type.field(argument)`,
/// `Union.Type`, `Enum.VALUE`.
pub(crate) fn refused(document: &Valid<ExecutableDocument>, missing: &[String]) -> Option<Value> {
    let mut check = Check {
        missing,
        sources: &document.sources,
        errors: Vec::new(),
    };
    if missing.is_empty() {
        return None;
    }
    for operation in document.operations.iter() {
        check.set(&operation.selection_set);
    }
    for fragment in document.fragments.values() {
        check.fragment(fragment, fragment.type_condition());
        check.set(&fragment.selection_set);
    }
    (!check.errors.is_empty()).then(|| json!({ "errors": check.errors }))
}

/// Takes out of an answer the values that the older version's types do not have.
pub(crate) fn without_values(query: &str, missing: &[String], answer: &mut Value) {
    let asked = query
        .split_once("__type(name: \"")
        .and_then(|(_, rest)| rest.split_once('"'));
    let values = answer
        .pointer_mut("/data/__type/enumValues")
        .and_then(Value::as_array_mut);
    if let (Some((kind, _)), Some(values)) = (asked, values) {
        let gone = |value: &Value| format!("{kind}.{}", value["name"].as_str().unwrap_or_default());
        values.retain(|value| !missing.contains(&gone(value)));
    }
}

struct Check<'a> {
    missing: &'a [String],
    sources: &'a SourceMap,
    errors: Vec<Value>,
}

impl Check<'_> {
    fn lacks(&self, name: &str) -> bool {
        self.missing.iter().any(|one| one == name)
    }

    fn error<T>(&mut self, at: &Node<T>, message: &str) {
        let place = at.line_column_range(self.sources).map(|range| range.start);
        let (line, column) = place.map_or((1, 1), |place| (place.line, place.column));
        let locations = json!([{"line": line, "column": column}]);
        self.errors
            .push(json!({"message": message, "locations": locations, "path": ["query"]}));
    }

    fn set(&mut self, set: &SelectionSet) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => self.field(field, set.ty.as_str()),
                Selection::InlineFragment(inline) => {
                    if let Some(kind) = &inline.type_condition {
                        self.fragment(inline, kind);
                        let of = &set.ty;
                        if self.lacks(&format!("{of}.{kind}")) {
                            self.error(inline, &format!("Fragment on {kind} can't be spread inside {of}"));
                        }
                    }
                    self.set(&inline.selection_set);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn fragment<T>(&mut self, at: &Node<T>, kind: &str) {
        if self.lacks(kind) {
            self.error(
                at,
                &format!("No such type {kind}, so it can't be a fragment condition"),
            );
        }
    }

    fn field(&mut self, field: &Node<Field>, kind: &str) {
        let name = &field.name;
        if self.lacks(&format!("{kind}.{name}")) {
            self.error(field, &format!("Field '{name}' doesn't exist on type '{kind}'"));
            return;
        }
        for argument in &field.arguments {
            let own = &argument.name;
            if self.lacks(&format!("{kind}.{name}({own})")) {
                self.error(
                    argument,
                    &format!("Field '{name}' doesn't accept argument '{own}'"),
                );
                continue;
            }
            let definition = field.definition.argument_by_name(own);
            let expected = definition.map(|definition| definition.ty.clone());
            let values = argument.value.as_list().unwrap_or_default();
            let values: Vec<String> = values
                .iter()
                .filter_map(|value| value.as_enum().map(ToString::to_string))
                .collect();
            let Some(expected) = expected else { continue };
            let of = expected.inner_named_type().to_string();
            if values.iter().any(|value| self.lacks(&format!("{of}.{value}"))) {
                let given = values.join(", ");
                let message = format!(
                    "Argument '{own}' on Field '{name}' has an invalid value ([{given}]). Expected type '{expected}'."
                );
                self.error(argument, &message);
            }
        }
        self.set(&field.selection_set);
    }
}
