//! What a query weighs: a field 1 and one more when it asks the git server, a resolver the sum of its children and one
//! more (another when it sorts), and a hundredth of that for each thing it may give, unless they are named one by one.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::response::JsonMap;
use serde_json::Value;

/// Fields that are heavier than they look.
const HEAVY: &[(&str, &str, u64)] = &[
    ("MergeRequest", "mergedAt", 5),
    ("MergeRequest", "diffStatsSummary", 2),
    ("MergeRequest", "commits", 2),
];

pub(super) fn of(document: &ExecutableDocument, operation: &Operation, variables: &JsonMap) -> u64 {
    Walk { document, variables }.set(&operation.selection_set)
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    variables: &'a JsonMap,
}

impl Walk<'_> {
    fn set(&self, set: &SelectionSet) -> u64 {
        let selections = set.selections.iter();
        selections
            .map(|selection| match selection {
                Selection::Field(field) => self.field(&set.ty, field),
                Selection::InlineFragment(fragment) => self.set(&fragment.selection_set),
                Selection::FragmentSpread(spread) => self
                    .document
                    .fragments
                    .get(&spread.fragment_name)
                    .map_or(0, |fragment| self.set(&fragment.selection_set)),
            })
            .sum()
    }

    fn field(&self, parent: &str, field: &Field) -> u64 {
        let heavy = HEAVY
            .iter()
            .find(|(kind, name, _)| *kind == parent && field.name == *name);
        let own = heavy.map_or(1, |(_, _, own)| *own);
        let inner = self.set(&field.selection_set);
        if !field.ty().inner_named_type().ends_with("Connection") {
            return own + inner;
        }
        let sorts = u64::from(self.argument(field, "sort").is_some());
        let size = self
            .argument(field, "first")
            .and_then(|size| size.as_u64())
            .unwrap_or(100);
        let named = self.argument(field, "iids").is_some_and(|iids| iids.is_array());
        let whole = own + inner + sorts;
        whole + if named { 0 } else { whole * size.min(100) / 100 }
    }

    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let argument = field.specified_argument_by_name(name)?;
        match argument.as_variable() {
            Some(name) => serde_json::to_value(self.variables.get(name.as_str())?).ok(),
            None => argument
                .to_i32()
                .map(Value::from)
                .or_else(|| Some(Value::from(argument.to_string()))),
        }
    }
}
