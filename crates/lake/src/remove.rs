//! Removing rows that are gone upstream, with all that hangs from them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::array::AsArray as _;
use datafusion::datasource::MemTable;
use weir_model::{Removal, Table, owned_by};

use crate::append::Content;
use crate::layout::{self, ENTITIES, ID, INTEGRATION, Layout, RAW};
use crate::session::{Moment, failed, plain};
use crate::view::{literal, register};
use crate::{Lake, LakeError, Written, engine, raw};

type Gone = BTreeMap<&'static str, BTreeSet<String>>;

/// A raw record that is gone: integration, stream, partition, key.
pub type GoneRecord = (String, String, String, String);

impl Lake {
    /// Marks rows as gone, with every row that hangs from them ([`owned_by`]), and raw records, so that mapping them
    /// again does not bring the rows back. What is appended under their ids later counts again.
    pub async fn remove_gone(
        &self,
        removals: &[Removal],
        records: &[GoneRecord],
    ) -> Result<Written, LakeError> {
        let moment = self.moment();
        let mut gone = Gone::new();
        let mut fresh = Gone::new();
        for removal in removals {
            match removal {
                Removal::Row { table, id } => add(&mut fresh, table.name, [id.clone()]),
                Removal::Others {
                    table,
                    column,
                    of,
                    family,
                    keep,
                } => {
                    let condition = format!(
                        "\"{column}\" = {} AND starts_with({ID}, {})",
                        literal(of),
                        literal(family)
                    );
                    let keep: BTreeSet<&String> = keep.iter().collect();
                    let Some(layout) = layout::find(table.name) else {
                        continue;
                    };
                    let ids = select(&moment, layout, &condition).await?;
                    add(
                        &mut fresh,
                        table.name,
                        ids.into_iter().filter(|id| !keep.contains(id)),
                    );
                }
            }
        }
        while let Some((table, ids)) = fresh.pop_first() {
            let known = gone.entry(table).or_default();
            let ids: Vec<String> = ids.into_iter().filter(|id| known.insert(id.clone())).collect();
            if ids.is_empty() {
                continue;
            }
            for layout in ENTITIES.iter() {
                let Some(facts) = weir_model::table(layout.name) else {
                    continue;
                };
                for column in owned_by(facts, table) {
                    let hanging = referencing(&moment, layout, column, &ids).await?;
                    add(&mut fresh, layout.name, hanging);
                }
            }
        }
        let mut contents: Vec<(&'static str, Content)> = Vec::new();
        if !records.is_empty() {
            let ids = records
                .iter()
                .map(|(of, stream, partition, key)| raw::key(of, stream, partition, key));
            contents.push((RAW.name, Content::Gone(ids.collect())));
        }
        let rows = gone.into_iter().filter(|(_, ids)| !ids.is_empty());
        contents.extend(rows.map(|(table, ids)| (table, Content::Gone(ids.into_iter().collect()))));
        if contents.is_empty() {
            return Ok(Written::default());
        }
        self.append_contents(contents).await
    }

    /// Ids of the current rows of a table whose `column` holds `value`; without a column, of the integration `value`.
    pub async fn ids(
        &self,
        table: &'static Table,
        column: &str,
        value: &str,
    ) -> Result<Vec<String>, LakeError> {
        let Some(layout) = layout::find(table.name) else {
            return Err(LakeError::UnknownTable {
                table: table.name.to_owned(),
            });
        };
        let column = if column.is_empty() { INTEGRATION } else { column };
        let condition = format!("\"{column}\" = {}", literal(value));
        select(&self.moment(), layout, &condition).await
    }
}

fn add(gone: &mut Gone, table: &'static str, ids: impl IntoIterator<Item = String>) {
    gone.entry(table).or_default().extend(ids);
}

/// The rows of a table that reference one of `ids`.
async fn referencing(
    moment: &Moment,
    layout: &Layout,
    column: &str,
    ids: &[String],
) -> Result<Vec<String>, LakeError> {
    let context = engine::private(&moment.runtime);
    let names: ArrayRef = Arc::new(StringArray::from_iter_values(ids));
    let batch = RecordBatch::try_from_iter([("gone_id", names)]).map_err(|error| failed(&error.into()))?;
    let table = MemTable::try_new(batch.schema(), vec![vec![batch]]).map_err(|error| failed(&error))?;
    register(&context, "gone", Arc::new(table))?;
    register(&context, "t", moment.current(layout).await?)?;
    let sql = format!("SELECT t.{ID} FROM t WHERE t.\"{column}\" IN (SELECT gone_id FROM gone)");
    asked(&context, &sql).await
}

/// Ids of the current rows of a table that fit.
pub(crate) async fn select(
    moment: &Moment,
    layout: &Layout,
    condition: &str,
) -> Result<Vec<String>, LakeError> {
    let context = engine::private(&moment.runtime);
    register(&context, "t", moment.current(layout).await?)?;
    asked(&context, &format!("SELECT {ID} FROM t WHERE {condition}")).await
}

/// The texts of the first column that a query gives.
pub(crate) async fn asked(
    context: &datafusion::prelude::SessionContext,
    sql: &str,
) -> Result<Vec<String>, LakeError> {
    let frame = context.sql(sql).await.map_err(|error| failed(&error))?;
    let batches = frame.collect().await.map_err(|error| failed(&error))?;
    let batches = batches.iter().map(plain).collect::<Result<Vec<_>, _>>()?;
    Ok(texts(&batches))
}

/// The texts of the first column.
pub(crate) fn texts(batches: &[RecordBatch]) -> Vec<String> {
    let of = |batch: &RecordBatch| -> Vec<String> {
        let column = batch.column(0).as_string::<i32>();
        column.iter().flatten().map(str::to_owned).collect()
    };
    batches.iter().flat_map(of).collect()
}
