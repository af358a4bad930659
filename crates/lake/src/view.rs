//! The read view: the current version of every row, as SQL over a table's files.
//!
//! Folded rows that no waiting row replaces, and the newest of the waiting ones. Ranking all rows would give the
//! same answer at several times the price.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::catalog::TableProvider;
use datafusion::datasource::ViewTable;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::prelude::SessionContext;
use weir_model::Scope;

use crate::engine;
use crate::layout::{Belongs, CONTAINERS, Container, DELETED, ID, Layout, SEQ, VERSION, views};
use crate::scan::FileList;
use crate::table::file::DataFile;
use crate::table::state::State;
use crate::{DataScope, LakeError};

type Provider = Arc<dyn TableProvider>;

/// Views of the versions that were asked for last.
#[derive(Default)]
pub(crate) struct Views(Mutex<BTreeMap<&'static str, (i64, Provider)>>);

impl Views {
    /// The current rows of a table as of `state`, with its technical columns.
    pub(crate) async fn current(
        &self,
        runtime: &Arc<RuntimeEnv>,
        folder: &Path,
        layout: &Layout,
        state: &State,
    ) -> Result<Provider, LakeError> {
        let cached = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, view)) = cached().get(layout.name)
            && *version == state.version
        {
            return Ok(view.clone());
        }
        let view = current(runtime, folder, layout, state).await?;
        cached().insert(layout.name, (state.version, view.clone()));
        Ok(view)
    }
}

async fn current(
    runtime: &Arc<RuntimeEnv>,
    folder: &Path,
    layout: &Layout,
    state: &State,
) -> Result<Provider, LakeError> {
    let schema = views(&layout.schema);
    let list = |files: &[Arc<DataFile>]| -> Result<Provider, LakeError> {
        Ok(Arc::new(FileList::new(folder, schema.clone(), files)?))
    };
    if state.hot.is_empty() {
        return list(&state.base);
    }
    let rivals = rivals(layout, state);
    let context = engine::private(runtime);
    register(&context, "base", list(&state.base)?)?;
    register(&context, "hot", list(&state.hot)?)?;
    register(&context, "rivals", list(&rivals)?)?;
    define(&context, &current_sql(layout, !rivals.is_empty())).await
}

/// Folded files that may hold a later version of a row than a waiting file does: pages do not arrive in the
/// order of their rows' times.
fn rivals(layout: &Layout, state: &State) -> Vec<Arc<DataFile>> {
    if layout.updated.is_none() {
        return Vec::new();
    }
    let oldest = state
        .hot
        .iter()
        .map(|file| match (file.stats.unversioned, file.stats.version) {
            (Some(0), Some((low, _))) => low,
            _ => i64::MIN,
        });
    let oldest = oldest.min().unwrap_or(i64::MIN);
    let newer = |file: &&Arc<DataFile>| match file.stats.version {
        Some((_, high)) => high > oldest,
        // Nothing is known, or no row has a version and then none can be later.
        None => file.stats.unversioned != Some(file.stats.rows),
    };
    state.base.iter().filter(newer).cloned().collect()
}

fn current_sql(layout: &Layout, rivals: bool) -> String {
    let columns = |of: &str| {
        let names = layout
            .schema
            .fields()
            .iter()
            .map(|field| format!("{of}.\"{}\"", field.name()));
        names.collect::<Vec<_>>().join(", ")
    };
    let (base, new) = (columns("b"), columns("h"));
    let (stays, wins) = if rivals {
        (
            format!("AND (h._gone IS NOT NULL OR b.{VERSION} IS NULL OR h.{VERSION} >= b.{VERSION})"),
            format!(
                "AND NOT EXISTS (SELECT 1 FROM rivals r WHERE r.{ID} = h.{ID} AND h._gone IS NULL AND r.{VERSION} IS NOT \
                 NULL AND (h.{VERSION} IS NULL OR r.{VERSION} > h.{VERSION}))"
            ),
        )
    } else {
        (String::new(), String::new())
    };
    format!(
        "WITH latest AS (SELECT * FROM ({}) WHERE _rank = 1)
         SELECT {base} FROM base b WHERE NOT EXISTS (SELECT 1 FROM latest h WHERE h.{ID} = b.{ID} {stays})
         UNION ALL
         SELECT {new} FROM latest h WHERE NOT h.{DELETED} {wins}",
        ranked("hot")
    )
}

/// The rows of `table` with their rank among the versions of their key: 1 is current. What arrived before the
/// last deletion, `_gone`, is void; what arrived after it counts whatever its version, because it was seen again.
pub(crate) fn ranked(table: &str) -> String {
    format!(
        "SELECT *, row_number() OVER (PARTITION BY {ID} ORDER BY coalesce({SEQ} >= _gone, true) DESC, {DELETED} ASC, \
         {VERSION} DESC NULLS LAST, {SEQ} DESC) AS _rank FROM (SELECT *, max(CASE WHEN {DELETED} THEN {SEQ} END) \
         OVER (PARTITION BY {ID}) AS _gone FROM {table})"
    )
}

/// The tables that a session's view of one is made of.
pub(crate) struct Parts {
    pub(crate) current: Provider,
    /// Rows that the table's rows are lists of.
    pub(crate) owner: Option<Provider>,
    /// Tables whose names the scope asks for, and those through which rows belong to them.
    pub(crate) containers: Vec<(&'static str, Provider)>,
}

/// What a session sees of a table: its own columns, of the rows that the scope holds.
pub(crate) async fn scoped(
    runtime: &Arc<RuntimeEnv>,
    layout: &Layout,
    scope: &Narrowing<'_>,
    parts: Parts,
) -> Result<Provider, LakeError> {
    let context = engine::private(runtime);
    register(&context, "current", parts.current)?;
    if let Some(owner) = parts.owner {
        register(&context, "owner", owner)?;
    }
    let mut known = BTreeSet::new();
    for (name, table) in parts.containers {
        if known.insert(name) {
            register(&context, name, table)?;
        }
    }
    define(&context, &scoped_sql(layout, scope)).await
}

/// A scope, and the integrations that are being deleted.
pub(crate) struct Narrowing<'a> {
    pub(crate) scope: &'a DataScope,
    pub(crate) gone: &'a [String],
}

fn scoped_sql(layout: &Layout, narrowing: &Narrowing<'_>) -> String {
    let columns: Vec<_> = layout
        .columns
        .iter()
        .map(|field| format!("t.\"{}\"", field.name()))
        .collect();
    let mut sql = format!("SELECT {} FROM current t", columns.join(", "));
    let mut conditions = narrowing.conditions(layout);
    if let (Some(owner), Some(updated)) = (layout.owner, layout.updated) {
        let owner_updated = crate::layout::find(owner.table)
            .and_then(|layout| layout.updated)
            .unwrap_or(updated);
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM owner o WHERE o.{ID} = t.\"{}\" AND o.\"{owner_updated}\" = t.\"{updated}\")",
            owner.column
        ));
    }
    if !conditions.is_empty() {
        sql = format!("{sql} WHERE {}", conditions.join(" AND "));
    }
    sql
}

impl Narrowing<'_> {
    fn conditions(&self, layout: &Layout) -> Vec<String> {
        use crate::layout::INTEGRATION;
        let mut conditions = Vec::new();
        match self.scope.integrations.as_deref() {
            Some([]) => conditions.push("false".to_owned()),
            Some(ids) => conditions.push(format!("t.{INTEGRATION} IN ({})", list(ids))),
            None => {}
        }
        if !self.gone.is_empty() {
            conditions.push(format!("t.{INTEGRATION} NOT IN ({})", list(self.gone)));
        }
        if let Some(patterns) = &self.scope.repositories {
            let repositories = (&CONTAINERS[0], layout.belongs[0]);
            conditions.extend(inside(repositories, &|table| {
                names_match(table, CONTAINERS[0].names, patterns)
            }));
        }
        for (integration, scopes) in &self.scope.narrowed {
            let other = format!("t.{INTEGRATION} <> {}", literal(integration));
            for scope in scopes.iter().filter(|scope| !scope.is_everything()) {
                for (container, belongs) in CONTAINERS.iter().zip(layout.belongs) {
                    let inside = inside((container, belongs), &|table| {
                        in_scope(table, container.names, scope)
                    });
                    conditions.extend(inside.map(|inside| format!("({other} OR {inside})")));
                }
            }
        }
        conditions
    }
}

/// The condition that a row belongs to a container whose name passes; `None` when rows belong to none.
fn inside((container, belongs): (&Container, Belongs), passes: &dyn Fn(&str) -> String) -> Option<String> {
    let named = || format!("SELECT r.{ID} FROM {} r WHERE {}", container.table, passes("r"));
    let column = container.column;
    match belongs {
        Belongs::Own => Some(passes("t")),
        Belongs::Reference { nullable: false } => Some(format!("t.{column} IN ({})", named())),
        Belongs::Reference { nullable: true } => {
            Some(format!("(t.{column} IS NULL OR t.{column} IN ({}))", named()))
        }
        Belongs::Through { column: to, table } => Some(format!(
            "(t.\"{to}\" IS NULL OR t.\"{to}\" IN (SELECT q.{ID} FROM {table} q WHERE q.{column} IS NULL OR \
             q.{column} IN ({})))",
            named()
        )),
        Belongs::Not => None,
    }
}

pub(crate) fn in_scope(table: &str, columns: &[&str], scope: &Scope) -> String {
    let mut conditions = Vec::new();
    if !scope.include.is_empty() {
        conditions.push(names_match(table, columns, &scope.include));
    }
    if !scope.exclude.is_empty() {
        conditions.push(format!("NOT {}", names_match(table, columns, &scope.exclude)));
    }
    format!("({})", conditions.join(" AND "))
}

/// Names are compared without case, as code hosts do; `*` stands for any characters, `?` for one.
fn names_match(table: &str, columns: &[&str], patterns: &[String]) -> String {
    if patterns.is_empty() {
        return "false".to_owned();
    }
    let mut matches = Vec::new();
    for pattern in patterns {
        let like = literal(&like(pattern));
        matches.extend(
            columns
                .iter()
                .map(|column| format!("lower({table}.\"{column}\") LIKE {like}")),
        );
    }
    format!("({})", matches.join(" OR "))
}

fn like(pattern: &str) -> String {
    let mut like = String::new();
    for character in pattern.to_lowercase().chars() {
        match character {
            '*' => like.push('%'),
            '?' => like.push('_'),
            '%' | '_' | '\\' => like.extend(['\\', character]),
            other => like.push(other),
        }
    }
    like
}

pub(crate) fn list(values: &[String]) -> String {
    values
        .iter()
        .map(|value| literal(value))
        .collect::<Vec<_>>()
        .join(", ")
}

pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub(crate) fn register(context: &SessionContext, name: &str, table: Provider) -> Result<(), LakeError> {
    let registered = context.register_table(name, table);
    registered.map_err(|error| LakeError::engine("preparing a table", Path::new(name), &error))?;
    Ok(())
}

/// The statement as a table.
async fn define(context: &SessionContext, sql: &str) -> Result<Provider, LakeError> {
    let plan = context.state().create_logical_plan(sql).await;
    let plan = plan.map_err(|error| LakeError::engine("preparing a table", Path::new(""), &error))?;
    Ok(Arc::new(ViewTable::new(plan, None)))
}
