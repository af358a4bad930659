//! The schema that the simulator answers is a part of the published one.

use std::collections::BTreeMap;
use std::path::Path;

use apollo_compiler::Schema;
use apollo_compiler::ast::InputValueDefinition;
use apollo_compiler::schema::{ExtendedType, FieldDefinition};
use weir_upstream::graphql::SDL;

use crate::support::material;

fn ours(text: &str) -> Schema {
    Schema::parse_and_validate(text, "ours.graphql")
        .expect("valid")
        .into_inner()
}

#[test]
fn the_schema_is_a_part_of_the_published_one() {
    let Some(path) = material("github/spec/schema.graphql") else {
        return;
    };
    let text: String = SDL.iter().map(|(_, text)| *text).collect();
    is_a_part(&text, &path, 500);
}

/// Compares each member of a schema with the published one of that name.
pub(crate) fn is_a_part(text: &str, published: &Path, least: usize) {
    let published = std::fs::read_to_string(published).expect("text");
    let published = Schema::parse(published, "published.graphql").unwrap_or_else(|invalid| invalid.partial);
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (name, ty) in ours(text).types.iter().filter(|(_, ty)| !ty.is_built_in()) {
        let Some(theirs) = published.types.get(name) else {
            wrong.push(format!("no type {name}"));
            continue;
        };
        compared += compare(name, ty, theirs, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > least, "{compared} members compared");
}

fn compare(name: &str, ours: &ExtendedType, theirs: &ExtendedType, wrong: &mut Vec<String>) -> usize {
    match (ours, theirs) {
        (ExtendedType::Object(ours), ExtendedType::Object(theirs)) => {
            let extra = ours
                .implements_interfaces
                .iter()
                .filter(|one| !theirs.implements_interfaces.contains(*one));
            wrong.extend(extra.map(|one| format!("{name} does not implement {one}")));
            fields(
                name,
                ours.fields.values().map(|f| &***f),
                |field| theirs.fields.get(field).map(|f| &***f),
                wrong,
            )
        }
        (ExtendedType::Interface(ours), ExtendedType::Interface(theirs)) => fields(
            name,
            ours.fields.values().map(|f| &***f),
            |field| theirs.fields.get(field).map(|f| &***f),
            wrong,
        ),
        (ExtendedType::Union(ours), ExtendedType::Union(theirs)) => {
            let extra = ours.members.iter().filter(|one| !theirs.members.contains(*one));
            wrong.extend(extra.map(|one| format!("{one} is no {name}")));
            ours.members.len()
        }
        (ExtendedType::Enum(ours), ExtendedType::Enum(theirs)) => {
            let extra = ours.values.keys().filter(|one| !theirs.values.contains_key(*one));
            wrong.extend(extra.map(|one| format!("{name} has no {one}")));
            ours.values.len()
        }
        (ExtendedType::InputObject(ours), ExtendedType::InputObject(theirs)) => {
            for (field, definition) in &ours.fields {
                if theirs
                    .fields
                    .get(field)
                    .is_none_or(|theirs| theirs.ty != definition.ty)
                {
                    wrong.push(format!("{name}.{field} differs"));
                }
            }
            ours.fields.len()
        }
        (ExtendedType::Scalar(_), ExtendedType::Scalar(_)) => 1,
        _ => {
            wrong.push(format!("{name} is of another kind"));
            0
        }
    }
}

fn fields<'a>(
    name: &str,
    ours: impl Iterator<Item = &'a FieldDefinition>,
    theirs: impl Fn(&str) -> Option<&'a FieldDefinition>,
    wrong: &mut Vec<String>,
) -> usize {
    let mut count = 0;
    for field in ours {
        count += 1;
        let Some(published) = theirs(&field.name) else {
            wrong.push(format!("no field {name}.{}", field.name));
            continue;
        };
        if published.ty != field.ty {
            wrong.push(format!(
                "{name}.{} is {}, not {}",
                field.name, published.ty, field.ty
            ));
        }
        arguments(name, field, published, wrong);
    }
    count
}

fn arguments(name: &str, ours: &FieldDefinition, theirs: &FieldDefinition, wrong: &mut Vec<String>) {
    let published: BTreeMap<&str, &InputValueDefinition> = theirs
        .arguments
        .iter()
        .map(|argument| (argument.name.as_str(), &**argument))
        .collect();
    for argument in &ours.arguments {
        let same = published
            .get(argument.name.as_str())
            .is_some_and(|theirs| theirs.ty == argument.ty);
        if !same {
            wrong.push(format!("{name}.{}({}) differs", ours.name, argument.name));
        }
    }
}
