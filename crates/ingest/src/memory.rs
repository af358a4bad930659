//! A store in memory that can fail where a real one can: for tests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use secrecy::SecretString;
use weir_connect::Partition;
use weir_model::{Cell, Removal, Row, Table, Time, owners};

use crate::{
    CursorState, LandedPage, Note, NoteKind, OpenChange, OpenRecord, RawRecord, RecordName, SavedBudget,
    SavedCursor, Store, StoreError,
};

/// How much of the page at which the store crashes becomes durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    /// Nothing of it.
    Before,
    /// Its rows, but not its checkpoint.
    BetweenRowsAndCheckpoint,
    /// All of it, but the caller does not hear so.
    After,
}

/// Everything that is durable.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Current rows by table and id.
    pub rows: BTreeMap<(&'static str, String), Row>,
    /// Documents by stream, partition and key.
    pub raw: BTreeMap<(String, String, String), RawRecord>,
    /// Checkpoints by integration, stream and partition.
    pub cursors: BTreeMap<(String, String, String), CursorState>,
    /// Partitions by integration, stream and id.
    pub partitions: BTreeMap<(String, String, String), Partition>,
    /// Records to be read again, by integration and name.
    pub open: BTreeMap<(String, RecordName), OpenRecord>,
    /// Notes by integration, kind, stream, partition and name.
    pub notes: BTreeMap<(String, NoteKind, String, String, String), String>,
    /// Quotas.
    pub budgets: Vec<SavedBudget>,
    /// Renewed secrets by integration.
    pub secrets: BTreeMap<String, BTreeMap<String, SecretString>>,
    /// Integrations whose refresh token was about to be spent.
    pub renewing: BTreeSet<String>,
    /// When credentials end, by integration.
    pub expires: BTreeMap<String, Time>,
    /// Whether renewed secrets are lost, as when the process ends before they are stored.
    pub loses_renewed: bool,
    /// Pages landed.
    pub pages: usize,
}

impl Contents {
    /// The ids in a table.
    pub fn ids(&self, table: &str) -> Vec<&str> {
        self.rows
            .keys()
            .filter(|key| key.0 == table)
            .map(|key| key.1.as_str())
            .collect()
    }

    fn remove(&mut self, removal: &Removal) {
        match removal {
            Removal::Row { table, id } => self.remove_rows(BTreeSet::from([(table.name, id.clone())])),
            Removal::Others {
                table,
                column,
                of,
                family,
                keep,
            } => {
                let belongs = |row: &Row| row.cell(column) == Some(&Cell::Id(of.clone()));
                let other = |((name, id), row): &(&(&'static str, String), &Row)| {
                    *name == table.name && belongs(row) && id.starts_with(family) && !keep.contains(id)
                };
                let gone = self.rows.iter().filter(other).map(|(key, _)| key.clone());
                let gone: BTreeSet<_> = gone.collect();
                self.remove_rows(gone);
            }
        }
    }

    /// Removes rows, then those that hang from them, and so on.
    fn remove_rows(&mut self, mut gone: BTreeSet<(&'static str, String)>) {
        while !gone.is_empty() {
            self.rows.retain(|key, _| !gone.contains(key));
            let hangs = |row: &Row| {
                owners(row.table).any(|(column, of)| match row.cell(column) {
                    Some(Cell::Id(id)) => gone.contains(&(of, id.clone())),
                    _ => false,
                })
            };
            gone = self
                .rows
                .iter()
                .filter(|(_, row)| hangs(row))
                .map(|(key, _)| key.clone())
                .collect();
        }
    }

    fn remember(&mut self, integration: &str, page_open: Vec<OpenChange>, notes: Vec<Note>) {
        for change in page_open {
            match change {
                OpenChange::Set(open) => {
                    self.open
                        .insert((integration.to_owned(), open.name.clone()), open);
                }
                OpenChange::Drop(name) => {
                    self.open.remove(&(integration.to_owned(), name));
                }
            }
        }
        for note in notes {
            let key = (
                integration.to_owned(),
                note.kind,
                note.stream,
                note.partition,
                note.name,
            );
            match note.value {
                Some(value) => self.notes.insert(key, value),
                None => self.notes.remove(&key),
            };
        }
    }
}

/// The store.
#[derive(Debug, Default)]
pub struct MemoryStore {
    contents: Mutex<Contents>,
    crash: Mutex<Option<(usize, Crash)>>,
}

impl MemoryStore {
    /// A store that already holds something.
    pub fn with(contents: Contents) -> Self {
        Self {
            contents: Mutex::new(contents),
            crash: Mutex::new(None),
        }
    }

    /// Crashes at the page with this number, counted from 0 over the store's life; all later calls fail, too.
    pub fn crash_at(&self, page: usize, crash: Crash) {
        *self.crash.lock().unwrap_or_else(PoisonError::into_inner) = Some((page, crash));
    }

    /// Whether renewed secrets are lost from now on.
    pub fn lose_renewed(&self, lose: bool) {
        self.lock().loses_renewed = lose;
    }

    /// What is durable: what a process that starts again would find.
    pub fn contents(&self) -> Contents {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn crashing(&self, page: usize) -> Option<Crash> {
        let crash = *self.crash.lock().unwrap_or_else(PoisonError::into_inner);
        crash
            .filter(|crash| page >= crash.0)
            .map(|(at, crash)| if page == at { crash } else { Crash::Before })
    }
}

/// Of two versions of a row the later one is current; without times the later landed one.
fn newer(known: &Row, landed: &Row) -> bool {
    let version = |row: &Row| row.table.updated.and_then(|column| row.time(column));
    version(landed) >= version(known)
}

#[async_trait]
impl Store for MemoryStore {
    async fn land(&self, page: LandedPage) -> Result<(), StoreError> {
        let mut contents = self.lock();
        let crash = self.crashing(contents.pages);
        if crash == Some(Crash::Before) {
            return Err(StoreError::new("the store has crashed"));
        }
        contents.pages += 1;
        for row in page.rows {
            let id = match row.cells.first() {
                Some(Cell::Id(id)) => id.clone(),
                _ => {
                    return Err(StoreError::new(format!(
                        "a row of `{}` has no id",
                        row.table.name
                    )));
                }
            };
            let key = (row.table.name, id);
            if contents.rows.get(&key).is_none_or(|known| newer(known, &row)) {
                contents.rows.insert(key, row);
            }
        }
        for record in page.raw {
            let key = (
                record.stream.clone(),
                record.partition.clone(),
                record.key.clone(),
            );
            contents.raw.insert(key, record);
        }
        for removal in &page.removals {
            contents.remove(removal);
        }
        for gone in page.gone {
            contents.raw.remove(&(gone.stream, gone.partition, gone.key));
        }
        for partition in page.partitions {
            let key = (
                page.integration.clone(),
                page.stream.to_owned(),
                partition.id.clone(),
            );
            contents.partitions.insert(key, partition);
        }
        if crash == Some(Crash::BetweenRowsAndCheckpoint) {
            return Err(StoreError::new("the store has crashed"));
        }
        for id in page.lost {
            let key = (page.integration.clone(), page.stream.to_owned(), id.clone());
            contents.partitions.remove(&key);
            contents.cursors.retain(|key, _| key.2 != id);
        }
        contents.remember(&page.integration, page.open, page.notes);
        if let Some(SavedCursor {
            stream,
            partition,
            state,
        }) = page.checkpoint
        {
            contents
                .cursors
                .insert((page.integration, stream, partition), state);
        }
        match crash {
            Some(_) => Err(StoreError::new("the store has crashed")),
            None => Ok(()),
        }
    }

    async fn barrier(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn cursors(&self, integration: &str) -> Result<Vec<SavedCursor>, StoreError> {
        let contents = self.lock();
        let own = contents.cursors.iter().filter(|(key, _)| key.0 == integration);
        let saved = |(key, state): (&(String, String, String), &CursorState)| SavedCursor {
            stream: key.1.clone(),
            partition: key.2.clone(),
            state: state.clone(),
        };
        Ok(own.map(saved).collect())
    }

    async fn partitions(&self, integration: &str, stream: &str) -> Result<Vec<Partition>, StoreError> {
        let contents = self.lock();
        let own = contents
            .partitions
            .iter()
            .filter(|(key, _)| key.0 == integration && key.1 == stream);
        Ok(own.map(|(_, partition)| partition.clone()).collect())
    }

    async fn due(&self, integration: &str, now: Time, most: usize) -> Result<Vec<OpenRecord>, StoreError> {
        let contents = self.lock();
        let own = contents.open.iter().filter(|(key, _)| key.0 == integration);
        let mut due: Vec<OpenRecord> = own
            .map(|(_, open)| open.clone())
            .filter(|open| open.due <= now)
            .collect();
        due.sort_by_key(|open| open.due);
        due.truncate(most);
        Ok(due)
    }

    async fn open(&self, integration: &str) -> Result<Vec<RecordName>, StoreError> {
        let contents = self.lock();
        let own = contents.open.iter().filter(|(key, _)| key.0 == integration);
        Ok(own
            .filter(|(_, open)| !open.late)
            .map(|(key, _)| key.1.clone())
            .collect())
    }

    async fn notes(&self, integration: &str, kind: NoteKind) -> Result<Vec<Note>, StoreError> {
        let contents = self.lock();
        let own = contents
            .notes
            .iter()
            .filter(|(key, _)| key.0 == integration && key.1 == kind);
        let note = |(key, value): (&(String, NoteKind, String, String, String), &String)| Note {
            kind,
            stream: key.2.clone(),
            partition: key.3.clone(),
            name: key.4.clone(),
            value: Some(value.clone()),
        };
        Ok(own.map(note).collect())
    }

    async fn ids(
        &self,
        table: &'static Table,
        column: &'static str,
        id: &str,
    ) -> Result<Vec<String>, StoreError> {
        let contents = self.lock();
        let of_table = contents.rows.iter().filter(|(key, _)| key.0 == table.name);
        let wanted = Some(Cell::Id(id.to_owned()));
        let of_integration = |row: &Row| row.id().split_once('/').is_some_and(|(own, _)| own == id);
        Ok(of_table
            .filter(|(_, row)| match column {
                "" => of_integration(row),
                column => row.cell(column) == wanted.as_ref(),
            })
            .map(|(key, _)| key.1.clone())
            .collect())
    }

    async fn budgets(&self) -> Result<Vec<SavedBudget>, StoreError> {
        Ok(self.lock().budgets.clone())
    }

    async fn save_budget(&self, budget: SavedBudget) -> Result<(), StoreError> {
        let mut contents = self.lock();
        let same = |known: &SavedBudget| {
            (&known.host, &known.credential, &known.bucket)
                == (&budget.host, &budget.credential, &budget.bucket)
        };
        contents.budgets.retain(|known| !same(known));
        contents.budgets.push(budget);
        Ok(())
    }

    async fn renewing(&self, integration: &str) -> Result<BTreeMap<String, SecretString>, StoreError> {
        let mut contents = self.lock();
        contents.renewing.insert(integration.to_owned());
        Ok(contents.secrets.get(integration).cloned().unwrap_or_default())
    }

    async fn renewed(
        &self,
        integration: &str,
        secrets: BTreeMap<String, SecretString>,
    ) -> Result<(), StoreError> {
        let mut contents = self.lock();
        if contents.loses_renewed {
            return Err(StoreError::new("the store has crashed"));
        }
        contents.renewing.remove(integration);
        let stored = contents.secrets.entry(integration.to_owned()).or_default();
        stored.extend(secrets);
        Ok(())
    }

    async fn credential_expires(&self, integration: &str, at: Time) -> Result<(), StoreError> {
        self.lock().expires.insert(integration.to_owned(), at);
        Ok(())
    }
}
