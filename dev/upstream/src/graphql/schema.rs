use std::sync::LazyLock;

use apollo_compiler::Schema;
use apollo_compiler::collections::HashMap;
use apollo_compiler::schema::Implementers;
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, parser::Parser};

/// The files of the schema that is answered: name, text.
pub const SDL: &[(&str, &str)] = &[
    ("objects.graphql", include_str!("schema/objects.graphql")),
    ("timeline.graphql", include_str!("schema/timeline.graphql")),
    ("connections.graphql", include_str!("schema/connections.graphql")),
    ("values.graphql", include_str!("schema/values.graphql")),
];

/// The schema that queries are checked against and run on.
///
/// `databaseId` is `Int` in the published schema, yet ids of check runs and events are past 32 bits and GitHub
/// answers them all the same. The executor would refuse, so the type is widened here and only here.
pub(super) static SCHEMA: LazyLock<Valid<Schema>> = LazyLock::new(|| {
    let mut builder = Schema::builder();
    for (name, text) in SDL {
        let text = text.replace("databaseId: Int", "databaseId: BigInt");
        Parser::new().parse_into_schema_builder(text, name, &mut builder);
    }
    let schema = builder.build().and_then(Schema::validate);
    schema.unwrap_or_else(|invalid| unreachable!("the schema is checked by a test: {}", invalid.errors))
});

pub(super) static IMPLEMENTERS: LazyLock<HashMap<Name, Implementers>> =
    LazyLock::new(|| SCHEMA.implementers_map());
