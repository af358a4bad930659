use crate::{Row, TABLES};

/// A normalized table: the facts that storage, documentation and the API all read.
#[derive(Debug)]
pub struct Table {
    /// Plural name, as SQL authors write it.
    pub name: &'static str,
    /// What one row is.
    pub doc: &'static str,
    /// Columns in order; the first is always `id`, the key.
    pub columns: &'static [Column],
    /// The immutable creation time that places a row in a month, if the thing has one.
    pub created: Option<&'static str>,
    /// The upstream's modification time: of two versions of a row, the later one is current.
    pub updated: Option<&'static str>,
    /// Set when rows are a list that their owner replaces as a whole.
    pub owner: Option<Owner>,
}

/// Rows of this table belong to a row of another table, and are current only as long as they carry the same
/// `updated` value as that row: a force push replaces all commits of a pull request.
#[derive(Debug)]
pub struct Owner {
    /// The owning table.
    pub table: &'static str,
    /// The column that references it.
    pub column: &'static str,
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Name in SQL.
    pub name: &'static str,
    /// What it says, with its unit.
    pub doc: &'static str,
    /// Its type.
    pub ty: ColumnType,
    /// Whether it can be NULL: the upstream did not say.
    pub nullable: bool,
}

/// Column types; each has one Arrow type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// UTF-8 text.
    Text,
    /// UTF-8 text holding the id of a row, prefixed by the engine.
    Id,
    /// 64-bit whole number.
    Int,
    /// 64-bit float.
    Float,
    /// Boolean.
    Bool,
    /// Microseconds, UTC.
    Time,
    /// List of UTF-8 texts.
    TextList,
}

/// Tables are the same when their names are: names are unique.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Table {
    /// Position of a column.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

/// Columns that say what a row hangs from: it goes when that goes. Other references (the review of a comment, the
/// sprint of an issue) only name something.
const OWNERS: [(&str, &str); 7] = [
    ("repository_id", "repositories"),
    ("pull_request_id", "pull_requests"),
    ("issue_id", "issues"),
    ("deployment_id", "deployments"),
    ("run_id", "pipeline_runs"),
    ("job_id", "pipeline_jobs"),
    ("incident_id", "incidents"),
];

/// The columns of `table` whose rows go when the row of `owner` that they reference goes.
pub fn owned_by<'a>(table: &'a Table, owner: &'a str) -> impl Iterator<Item = &'static str> + 'a {
    let names = OWNERS.iter().filter(move |(_, of)| *of == owner);
    names
        .map(|(column, _)| *column)
        .filter(|column| table.position(column).is_some())
}

/// The columns of `table` that say what its rows hang from, each with the table that it references.
pub fn owners(table: &Table) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    let has = |(column, _): &(&'static str, &'static str)| table.position(column).is_some();
    OWNERS.iter().copied().filter(has)
}

/// A typed row of one table.
pub trait Entity {
    /// Its table.
    const TABLE: &'static Table;
    /// The row's cells in column order.
    fn into_row(self) -> Row;
}

/// The table of that name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

/// Declares the struct of a row and, from the same lines, its [`Table`].
#[macro_export]
macro_rules! entity {
    (
        $(#[doc = $doc:literal])+
        $name:ident in $table:literal
        $(, created $created:ident)? $(, updated $updated:ident)? $(, owned by $owner:literal via $via:ident)? ;
        $( $(#[doc = $column_doc:literal])+ $column:ident: $ty:ty, )+
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $( $(#[doc = $column_doc])+ pub $column: $ty, )+ }

        impl $crate::Entity for $name {
            const TABLE: &'static $crate::Table = &$crate::Table {
                name: $table,
                doc: concat!($($doc),+),
                columns: &[$( $crate::Column {
                    name: stringify!($column),
                    doc: concat!($($column_doc),+),
                    ty: <$ty as $crate::Value>::TYPE,
                    nullable: <$ty as $crate::Value>::NULLABLE,
                } ),+],
                created: $crate::entity!(@optional $(stringify!($created))?),
                updated: $crate::entity!(@optional $(stringify!($updated))?),
                owner: $crate::entity!(@optional $($crate::Owner { table: $owner, column: stringify!($via) })?),
            };

            fn into_row(self) -> $crate::Row {
                $crate::Row {
                    table: Self::TABLE,
                    cells: vec![$( $crate::Value::cell(self.$column) ),+],
                }
            }
        }
    };
    (@optional) => { None };
    (@optional $some:expr) => { Some($some) };
}
