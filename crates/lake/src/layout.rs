//! How a table is laid out on disk: its columns, and the technical columns around them.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef, TimeUnit};
use weir_model::{ColumnType, Owner, TABLES, Table, arrow};

/// The key of every table.
pub(crate) const ID: &str = "id";
/// The integration a row came from; the one technical column that queries see.
pub(crate) const INTEGRATION: &str = "integration_id";
/// Order of arrival.
pub(crate) const SEQ: &str = "_seq";
/// The upstream's modification time: of two versions the later one is current.
pub(crate) const VERSION: &str = "_version";
/// Set on the last version of a row that is gone upstream.
pub(crate) const DELETED: &str = "_deleted";
/// Partition column: 0 for folded rows, above for rows that still wait for a fold.
pub(crate) const GENERATION: &str = "_gen";
/// Partition column: a month, or one of the words below.
pub(crate) const PARTITION: &str = "p";
/// `p` of rows that wait for a fold.
pub(crate) const HOT: &str = "hot";
/// `p` of folded rows of a table without a creation time.
pub(crate) const ALL: &str = "all";
/// `p` of folded rows whose creation time is unknown.
pub(crate) const NONE: &str = "none";

/// Where a folded row goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Partition {
    /// The month of this column.
    Month(&'static str),
    /// One for the whole table.
    All,
    /// One per integration.
    Integration,
}

/// A table whose rows have names that a scope is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Container {
    pub(crate) table: &'static str,
    /// The column by which other tables reference it.
    pub(crate) column: &'static str,
    /// Columns by which people name its rows.
    pub(crate) names: &'static [&'static str],
}

/// Repositories first: patterns of repositories are about these alone.
pub(crate) const CONTAINERS: [Container; 2] = [
    Container {
        table: "repositories",
        column: "repository_id",
        names: &["full_name"],
    },
    Container {
        table: "issue_projects",
        column: "project_id",
        names: &["key", "name"],
    },
];

/// How rows belong to a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Belongs {
    /// It is the container's own table.
    Own,
    /// Rows reference it.
    Reference { nullable: bool },
    /// Rows belong to a row that references it: by this column, to that table.
    Through {
        column: &'static str,
        table: &'static str,
    },
    /// They do not.
    Not,
}

/// One stored table.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) name: &'static str,
    /// Columns that queries see, `integration_id` last.
    pub(crate) columns: Vec<FieldRef>,
    pub(crate) partition: Partition,
    pub(crate) updated: Option<&'static str>,
    pub(crate) owner: Option<&'static Owner>,
    /// How rows belong to each of [`CONTAINERS`].
    pub(crate) belongs: [Belongs; 2],
    /// The columns in the files: the above and the technical ones.
    pub(crate) schema: SchemaRef,
}

impl Layout {
    /// The column that sorts rows in a file, before the key.
    pub(crate) fn created(&self) -> Option<&'static str> {
        match self.partition {
            Partition::Month(column) => Some(column),
            Partition::All | Partition::Integration => None,
        }
    }
}

/// The raw table: upstream documents as they came.
pub(crate) static RAW: LazyLock<Arc<Layout>> = LazyLock::new(|| {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let time = |name: &str| Field::new(name, arrow::data_type(ColumnType::Time), true);
    let columns = vec![
        text(ID),
        text("stream"),
        text("partition"),
        text("partition_name"),
        text("key"),
        time("updated"),
        time("fetched"),
        text("body"),
    ];
    Arc::new(layout(
        "raw",
        columns,
        Partition::Integration,
        Some("fetched"),
        None,
    ))
});

/// The layout of every entity table, in the model's order.
pub(crate) static ENTITIES: LazyLock<Vec<Arc<Layout>>> =
    LazyLock::new(|| TABLES.iter().map(|t| Arc::new(entity(t))).collect());

/// The layout of an entity table.
pub(crate) fn find(name: &str) -> Option<&'static Arc<Layout>> {
    ENTITIES.iter().find(|layout| layout.name == name)
}

fn entity(table: &'static Table) -> Layout {
    let columns = arrow::schema(table)
        .fields()
        .iter()
        .map(|f| f.as_ref().clone())
        .collect();
    let partition = table.created.map_or(Partition::All, Partition::Month);
    let mut layout = layout(
        table.name,
        columns,
        partition,
        table.updated,
        table.owner.as_ref(),
    );
    layout.belongs = CONTAINERS.map(|container| belongs(table, &container));
    layout
}

fn belongs(table: &'static Table, container: &Container) -> Belongs {
    let reference = |table: &Table| table.position(container.column);
    if table.name == container.table {
        return Belongs::Own;
    }
    if let Some(position) = reference(table) {
        let nullable = table.columns[position].nullable;
        return Belongs::Reference { nullable };
    }
    let find = |name: &str| TABLES.iter().find(|parent| parent.name == name);
    let owner = table.owner.as_ref().map(|owner| (owner.column, owner.table));
    let parents = PARENTS
        .iter()
        .filter(|(column, _)| table.position(column).is_some());
    let through = owner
        .into_iter()
        .chain(parents.copied())
        .find(|(_, parent)| find(parent).is_some_and(|parent| reference(parent).is_some()));
    match through {
        Some((column, table)) => Belongs::Through { column, table },
        None => Belongs::Not,
    }
}

/// Columns by which rows belong to rows of another table.
const PARENTS: [(&str, &str); 3] = [
    ("run_id", "pipeline_runs"),
    ("issue_id", "issues"),
    ("pull_request_id", "pull_requests"),
];

fn layout(
    name: &'static str,
    mut columns: Vec<Field>,
    partition: Partition,
    updated: Option<&'static str>,
    owner: Option<&'static Owner>,
) -> Layout {
    columns.push(Field::new(INTEGRATION, DataType::Utf8, true));
    let technical = [
        Field::new(SEQ, DataType::Int64, true),
        Field::new(VERSION, timestamp(), true),
        Field::new(DELETED, DataType::Boolean, true),
    ];
    let schema = Schema::new(columns.iter().cloned().chain(technical).collect::<Vec<_>>());
    Layout {
        name,
        columns: columns.into_iter().map(Arc::new).collect(),
        partition,
        updated,
        owner,
        belongs: [Belongs::Not; 2],
        schema: Arc::new(schema),
    }
}

pub(crate) fn timestamp() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// The schema with texts as views, which is how scans read them: comparing and grouping is cheaper.
pub(crate) fn views(schema: &Schema) -> SchemaRef {
    let fields = schema.fields().iter().map(|field| match field.data_type() {
        DataType::Utf8 => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)),
        _ => field.clone(),
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}
