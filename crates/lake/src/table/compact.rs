//! Merging waiting files: every append leaves a small one, and every read opens all of them.

use std::sync::Arc;

use futures::StreamExt;

use super::StoredTable;
use super::commit::Change;
use super::file::{DataFile, Place};
use super::fold::{Winner, Workshop, pick};
use super::state::State;
use super::writer::Writer;
use crate::LakeError;

impl StoredTable {
    /// Merges waiting files that arrived one after the other, a chunk at a time, keeping what a fold would need of them.
    /// The caller holds `rewriting`. Gives the newest version of the table when any were merged.
    pub(crate) async fn compact(&self, workshop: &Workshop) -> Result<Option<Arc<State>>, LakeError> {
        let hot = self.state().hot.clone();
        let (mut rest, mut newest) = (hot.as_slice(), None);
        while !rest.is_empty() {
            let chunk = workshop.chunk(rest);
            rest = &rest[chunk.len()..];
            if chunk.len() > 1 {
                newest = Some(self.unite(workshop, chunk).await?);
            }
        }
        Ok(newest)
    }

    /// Rows are copied page by page in the order in which they arrived, so that nothing has to be sorted.
    async fn unite(&self, workshop: &Workshop, files: &[Arc<DataFile>]) -> Result<Arc<State>, LakeError> {
        let winners = self.winners(workshop, files).await?;
        let keeps = |winner: &Winner, seq| {
            winner.gone == Some(seq) || winner.live.is_some_and(|(_, live)| live == seq)
        };
        let schema = self.state().schema.clone();
        let mut pending = self.pending();
        // A fold takes whole files.
        let target = workshop.target_bytes.min(workshop.chunk_bytes);
        let mut writer = Writer::new(&self.folder, schema.clone(), Place::hot(), target, &mut pending);
        for file in files {
            let mut rows = self.rows(workshop, std::slice::from_ref(file), &schema).await?;
            while let Some(batch) = rows.next().await {
                let kept = batch.and_then(|batch| Ok(pick(&batch, &winners, keeps)?));
                writer.write(&kept.map_err(|error| self.engine("merging files", &error))?)?;
            }
        }
        let change = Change {
            add: writer.finish()?,
            remove: files.to_vec(),
            data: false,
        };
        self.swap(workshop, &change, pending, "compact")
    }
}
