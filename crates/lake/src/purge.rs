//! Deleting what belongs to repositories that are no longer wanted.

use weir_model::Scope;

use crate::append::Content;
use crate::counts::of;
use crate::layout::{Belongs, CONTAINERS, Container, ENTITIES, ID, INTEGRATION, Layout, RAW};
use crate::remove::{select, texts};
use crate::view::{in_scope, list, literal};
use crate::{Lake, LakeError};

/// Keys that are deleted in one append.
const MOST_KEYS: usize = 100_000;

/// Rows that belong to others go before those.
fn turn(belongs: Belongs) -> Option<u8> {
    match belongs {
        Belongs::Through { .. } => Some(0),
        Belongs::Reference { .. } => Some(1),
        Belongs::Own => Some(2),
        Belongs::Not => None,
    }
}

impl Lake {
    /// Deletes an integration's rows of repositories outside a scope, and the raw records of these partitions. Can be
    /// stopped at any moment and done again. Returns the number of rows deleted.
    pub async fn purge(
        &self,
        integration: &str,
        scope: &Scope,
        partitions: &[String],
    ) -> Result<u64, LakeError> {
        let mut deleted = 0;
        if !partitions.is_empty() {
            let condition = format!(
                "{INTEGRATION} = {} AND partition IN ({})",
                literal(integration),
                list(partitions)
            );
            let keys = select(&self.moment(), &RAW, &condition).await?;
            deleted += self.delete_keys(RAW.name, keys).await?;
        }
        if scope.is_everything() {
            return Ok(deleted);
        }
        let whole = of(integration);
        for (position, container) in CONTAINERS.iter().enumerate() {
            let mut layouts: Vec<_> = ENTITIES
                .iter()
                .filter_map(|layout| Some((turn(layout.belongs[position])?, layout)))
                .collect();
            layouts.sort_by_key(|(turn, _)| *turn);
            for (_, layout) in layouts {
                let session = self.session(&whole).await?;
                let sql = outside(layout, container, layout.belongs[position], scope);
                let keys = texts(&session.sql(&sql).await?);
                drop(session);
                deleted += self.delete_keys(layout.name, keys).await?;
            }
        }
        Ok(deleted)
    }

    async fn delete_keys(&self, table: &'static str, keys: Vec<String>) -> Result<u64, LakeError> {
        if keys.is_empty() {
            return Ok(0);
        }
        for keys in keys.chunks(MOST_KEYS) {
            self.append_contents(vec![(table, Content::Gone(keys.to_vec()))])
                .await?;
        }
        // The fold leaves the files without them.
        self.fold(table).await?;
        Ok(keys.len() as u64)
    }
}

/// The keys of a table's rows whose container is not in the scope.
fn outside(layout: &Layout, container: &Container, belongs: Belongs, scope: &Scope) -> String {
    let inside = in_scope("r", container.names, scope);
    let unwanted = format!("SELECT r.{ID} FROM {} r WHERE NOT {inside}", container.table);
    let column = container.column;
    let condition = match belongs {
        Belongs::Own => format!("t.{ID} IN ({unwanted})"),
        Belongs::Through { column: to, table } => {
            format!("t.\"{to}\" IN (SELECT q.{ID} FROM {table} q WHERE q.{column} IN ({unwanted}))")
        }
        Belongs::Reference { .. } | Belongs::Not => format!("t.{column} IN ({unwanted})"),
    };
    format!("SELECT t.{ID} FROM \"{}\" t WHERE {condition}", layout.name)
}
