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

/// Which rows of the table a repository filter keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repository {
    /// It is the table of repositories.
    Own,
    /// Rows reference a repository.
    Reference { nullable: bool },
    /// Rows belong to a row that references one: by this column, to that table.
    Through {
        column: &'static str,
        table: &'static str,
    },
    /// Rows have none.
    None,
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
    pub(crate) repository: Repository,
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
    layout.repository = match table.position("repository_id") {
        _ if table.name == "repositories" => Repository::Own,
        Some(position) => Repository::Reference {
            nullable: table.columns[position].nullable,
        },
        None => through(table),
    };
    layout
}

/// Rows without a repository of their own have their parent's.
fn through(table: &'static Table) -> Repository {
    let owner = table.owner.as_ref().map(|owner| (owner.column, owner.table));
    let run = table.position("run_id").map(|_| ("run_id", "pipeline_runs"));
    let references = |name: &str| {
        let parent = TABLES.iter().find(|parent| parent.name == name);
        parent.is_some_and(|parent| parent.position("repository_id").is_some())
    };
    match owner.or(run).filter(|(_, parent)| references(parent)) {
        Some((column, table)) => Repository::Through { column, table },
        None => Repository::None,
    }
}

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
        repository: Repository::None,
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
