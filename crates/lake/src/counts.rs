//! How many rows an integration has.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};

use crate::layout::{Belongs, ENTITIES, INTEGRATION, RAW};
use crate::view::{literal, register};
use crate::{DataScope, Lake, LakeError, engine};

impl Lake {
    /// Current rows of an integration by table, raw records included.
    pub async fn rows_of(&self, integration: &str) -> Result<BTreeMap<&'static str, u64>, LakeError> {
        let session = self.session(&of(integration)).await?;
        let mut rows = BTreeMap::new();
        for layout in ENTITIES.iter() {
            let sql = format!("SELECT 'all', count(*) FROM \"{}\"", layout.name);
            let counted: u64 = counts(&session.sql(&sql).await?).values().sum();
            rows.insert(layout.name, counted);
        }
        rows.insert(RAW.name, self.raw_rows(integration).await?);
        Ok(rows)
    }

    /// Rows that belong to each repository of an integration, by its full name in lower case.
    pub async fn rows_by_repository(&self, integration: &str) -> Result<BTreeMap<String, u64>, LakeError> {
        let session = self.session(&of(integration)).await?;
        let parts: Vec<String> = ENTITIES
            .iter()
            .filter(|layout| matches!(layout.belongs[0], Belongs::Reference { .. }))
            .map(|layout| format!("SELECT repository_id FROM \"{}\"", layout.name))
            .collect();
        let sql = format!(
            "SELECT lower(r.full_name), count(t.repository_id) FROM repositories r LEFT JOIN ({}) t \
             ON t.repository_id = r.id GROUP BY 1",
            parts.join(" UNION ALL ")
        );
        Ok(counts(&session.sql(&sql).await?))
    }

    async fn raw_rows(&self, integration: &str) -> Result<u64, LakeError> {
        let failed = |error| crate::session::failed(&error);
        let moment = self.moment();
        let context = engine::private(&self.runtime);
        register(&context, "raw", moment.current(&RAW).await?)?;
        let sql = format!(
            "SELECT 'all', count(*) FROM raw WHERE {INTEGRATION} = {}",
            literal(integration)
        );
        let frame = context.sql(&sql).await.map_err(failed)?;
        Ok(counts(&frame.collect().await.map_err(failed)?).values().sum())
    }
}

/// All that an integration has.
pub(crate) fn of(integration: &str) -> DataScope {
    DataScope {
        integrations: Some(vec![integration.to_owned()]),
        ..DataScope::default()
    }
}

/// Names and counts.
fn counts(batches: &[RecordBatch]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for batch in batches {
        let column = batch.column(0);
        let rows = batch.column(1).as_primitive::<Int64Type>();
        for row in 0..batch.num_rows() {
            let name = match (column.as_string_opt::<i32>(), column.as_string_view_opt()) {
                (Some(names), _) if names.is_valid(row) => names.value(row),
                (_, Some(names)) if names.is_valid(row) => names.value(row),
                _ => continue,
            };
            *counts.entry(name.to_owned()).or_default() += u64::try_from(rows.value(row)).unwrap_or(0);
        }
    }
    counts
}
