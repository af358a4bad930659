use crate::{Cell, Entity, Table, Time};

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

/// What mapping one or more raw records gave.
#[derive(Debug, Default)]
pub struct Batch {
    /// The rows, in the order they were mapped.
    pub rows: Vec<Row>,
    /// Values outside the documented sets.
    pub drift: Vec<Drift>,
}

impl Batch {
    /// Adds a row.
    pub fn push<E: Entity>(&mut self, row: E) {
        self.rows.push(row.into_row());
    }

    /// Notes an undocumented value.
    pub fn drift(&mut self, field: &'static str, value: &str) {
        self.drift.push(Drift {
            field,
            value: value.to_owned(),
        });
    }
}
