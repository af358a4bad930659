use crate::{Cell, Entity, Id, Table, Time};

/// One row of one table, untyped.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its table.
    pub table: &'static Table,
    /// Its cells, in the table's column order.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The row's id, without the integration prefix when it has not been landed yet.
    pub fn id(&self) -> &str {
        match self.cells.first() {
            Some(Cell::Id(id)) => id,
            _ => "",
        }
    }

    /// The cell of a column.
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.get(self.table.position(column)?)
    }

    /// The moment in a time column.
    pub fn time(&self, column: &str) -> Option<Time> {
        match self.cell(column)? {
            Cell::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// Puts the integration in front of every id and reference.
    pub fn prefix(&mut self, integration: &str) {
        for cell in &mut self.cells {
            if let Cell::Id(id) = cell {
                *id = format!("{integration}/{id}");
            }
        }
    }
}

/// A value the mapping did not know: stored as it came, counted and shown, never an error.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Drift {
    /// Where it was: `pull_requests.state`.
    pub field: &'static str,
    /// What it was.
    pub value: String,
}

/// Rows that are gone upstream.
#[derive(Clone, Debug, PartialEq)]
pub enum Removal {
    /// A row, and all rows that hang from it: see [`crate::owned_by`].
    Row {
        /// Its table.
        table: &'static Table,
        /// Its id.
        id: String,
    },
    /// Of the rows whose `column` holds `of` and whose id begins with `family`, all that are not in `keep`: a list
    /// was read whole.
    Others {
        /// Their table.
        table: &'static Table,
        /// The column that references what they belong to.
        column: &'static str,
        /// Id of what they belong to.
        of: String,
        /// How their ids begin.
        family: String,
        /// Ids of those that are still there.
        keep: Vec<String>,
    },
}

impl Removal {
    /// Puts the integration in front of every id.
    pub fn prefix(&mut self, integration: &str) {
        let put = |id: &mut String| *id = format!("{integration}/{id}");
        match self {
            Self::Row { id, .. } => put(id),
            Self::Others { of, family, keep, .. } => {
                put(of);
                put(family);
                keep.iter_mut().for_each(put);
            }
        }
    }
}

/// What mapping one or more raw records gave.
#[derive(Debug, Default)]
pub struct Batch {
    /// The rows, in the order they were mapped.
    pub rows: Vec<Row>,
    /// Rows that the records say are gone.
    pub removals: Vec<Removal>,
    /// Values outside the documented sets.
    pub drift: Vec<Drift>,
}

impl Batch {
    /// Adds a row.
    pub fn push<E: Entity>(&mut self, row: E) {
        self.rows.push(row.into_row());
    }

    /// Says that a row is gone, with all that hangs from it.
    pub fn remove<E: Entity>(&mut self, id: Id) {
        let (table, id) = (E::TABLE, id.0);
        self.removals.push(Removal::Row { table, id });
    }

    /// Says that of the rows which reference `of` in `column`, and whose id begins with `family`, there are no others
    /// than `keep`.
    pub fn remove_others<E: Entity>(&mut self, column: &'static str, of: Id, family: &str, keep: Vec<Id>) {
        self.removals.push(Removal::Others {
            table: E::TABLE,
            column,
            of: of.0,
            family: family.to_owned(),
            keep: keep.into_iter().map(|id| id.0).collect(),
        });
    }

    /// Notes an undocumented value.
    pub fn drift(&mut self, field: &'static str, value: &str) {
        self.drift.push(Drift {
            field,
            value: value.to_owned(),
        });
    }
}
