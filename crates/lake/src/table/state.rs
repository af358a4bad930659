//! One version of a table: the files that make it up.

use std::sync::Arc;

use arrow_schema::SchemaRef;
use uuid::Uuid;

use super::file::DataFile;

/// A table as of one version of its log. Whoever holds it keeps its files from being deleted.
#[derive(Debug)]
pub(crate) struct State {
    /// The table's identity in its log.
    pub(crate) id: String,
    pub(crate) version: i64,
    /// Columns in the files: the log's, which may be more than this version of the product knows.
    pub(crate) schema: SchemaRef,
    /// Folded files: a key is in one of them at most once.
    pub(crate) base: Vec<Arc<DataFile>>,
    /// Files that wait for a fold, oldest first.
    pub(crate) hot: Vec<Arc<DataFile>>,
}

impl State {
    /// A table that does not exist yet.
    pub(crate) fn empty(schema: SchemaRef) -> Self {
        Self {
            id: Uuid::new_v4().to_string(),
            version: -1,
            schema,
            base: Vec::new(),
            hot: Vec::new(),
        }
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = &Arc<DataFile>> {
        self.base.iter().chain(&self.hot)
    }

    pub(crate) fn base_rows(&self) -> u64 {
        self.base.iter().map(|file| file.stats.rows).sum()
    }

    pub(crate) fn hot_rows(&self) -> u64 {
        self.hot.iter().map(|file| file.stats.rows).sum()
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.files().map(|file| file.size).sum()
    }

    /// The next version, after these changes.
    pub(crate) fn next(&self, schema: SchemaRef, add: &[Arc<DataFile>], remove: &[Arc<DataFile>]) -> Self {
        let keep = |file: &&Arc<DataFile>| !remove.iter().any(|gone| gone.path == file.path);
        let mut next = Self {
            id: self.id.clone(),
            version: self.version + 1,
            schema,
            base: self.base.iter().filter(keep).cloned().collect(),
            hot: self.hot.iter().filter(keep).cloned().collect(),
        };
        for file in add {
            let files = if file.place.is_hot() {
                &mut next.hot
            } else {
                &mut next.base
            };
            files.push(file.clone());
        }
        next.sort();
        next
    }

    /// Hot files in order of arrival, base files by partition.
    pub(crate) fn sort(&mut self) {
        self.hot
            .sort_by_key(|file| file.stats.seq.map_or(i64::MAX, |(low, _)| low));
        self.base
            .sort_by(|a, b| a.place.p.cmp(&b.place.p).then_with(|| a.path.cmp(&b.path)));
    }
}
