//! Removing all rows of an integration from a table's files.

use std::collections::HashSet;
use std::sync::Arc;

use super::StoredTable;
use super::commit::Change;
use super::file::DataFile;
use super::fold::{Workshop, names};
use crate::LakeError;
use crate::engine;
use crate::layout::INTEGRATION;
use crate::scan::FileList;
use crate::view::{literal, register};

impl StoredTable {
    /// Rewrites every file that may hold rows of the integration. Can be stopped at any moment and done again.
    /// The caller holds `rewriting`. Returns the number of rows that went.
    pub(crate) async fn delete_integration(
        &self,
        workshop: &Workshop,
        integration: &str,
    ) -> Result<u64, LakeError> {
        let mut seen = HashSet::new();
        let mut removed = 0;
        loop {
            let state = self.state();
            let candidate =
                |file: &&Arc<DataFile>| !seen.contains(&file.path) && file.stats.may_hold(integration);
            let files: Vec<_> = state.files().filter(candidate).cloned().collect();
            if files.is_empty() {
                return Ok(removed);
            }
            let mut pending = self.pending();
            let mut change = Change {
                data: true,
                ..Change::default()
            };
            for file in files {
                seen.insert(file.path.clone());
                let kept = self
                    .others(workshop, &state.schema, &file, integration, &mut pending)
                    .await?;
                seen.extend(kept.iter().map(|file| file.path.clone()));
                let rows: u64 = kept.iter().map(|file| file.stats.rows).sum();
                if rows < file.stats.rows {
                    removed += file.stats.rows - rows;
                    change.add.extend(kept);
                    change.remove.push(file);
                }
            }
            if !change.remove.is_empty() {
                self.swap(workshop, &change, pending, "delete")?;
            }
        }
    }

    /// The file's other rows, in files of the same partition.
    async fn others(
        &self,
        workshop: &Workshop,
        schema: &arrow_schema::SchemaRef,
        file: &Arc<DataFile>,
        integration: &str,
        pending: &mut super::pending::Pending,
    ) -> Result<Vec<Arc<DataFile>>, LakeError> {
        if file.stats.holds_only(integration) {
            return Ok(Vec::new());
        }
        let context = engine::private(&workshop.runtime);
        let one = std::slice::from_ref(file);
        register(
            &context,
            "old",
            Arc::new(FileList::new(&self.folder, schema.clone(), one)?),
        )?;
        let id = literal(integration);
        let sql = format!(
            "SELECT {} FROM old WHERE {INTEGRATION} IS NULL OR {INTEGRATION} <> {id}",
            names(schema)
        );
        let rows = self.query(&context, &sql).await?;
        self.write(workshop, rows, schema, file.place.clone(), pending)
            .await
    }
}
