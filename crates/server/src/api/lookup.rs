//! Spot check: one thing in what is stored, as it came and as it was mapped.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use weir_control::Integration;
use weir_lake::{DataScope, RawRecord, questions};
use weir_model::{TABLES, Time};

use super::extract::{Id, Query};
use super::monitoring::{Span, spans};
use super::{ApiResult, cells};
use crate::AppState;
use crate::api::error::ApiError;
use crate::rules;
use crate::rules::sought::{Sought, readings};

/// Rows that are shown of one document.
const MOST_ROWS: usize = 100;

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct LookupQuery {
    /// `ABC-1`, `owner/repo#12`, a commit's hash or its first 7 digits or more, an address, or any natural key.
    key: String,
    /// At most this many documents, 1 to 100; 20 when left out.
    limit: Option<usize>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(super) struct Lookup {
    /// What was asked for.
    key: String,
    /// How it was read; the last reading is the one that found something.
    readings: Vec<Sought>,
    /// Documents with the rows they became, the last fetched first.
    matches: Vec<Match>,
    /// Whether there are more documents.
    more: bool,
    /// Where was looked and what to do, when nothing was found.
    missing: Option<Missing>,
}

/// A document and the rows it became.
#[derive(Serialize, ToSchema)]
#[schema(as = LookupMatch)]
pub(super) struct Match {
    /// The document as it came.
    raw: Raw,
    /// The rows that are stored of it.
    rows: Vec<StoredRow>,
    /// Rows that the document gives and that are not stored: their table or a filter leaves them out.
    absent: Vec<String>,
}

/// A document as it came.
#[derive(Serialize, ToSchema)]
#[schema(as = RawDocument)]
pub(super) struct Raw {
    /// Stream it is of.
    stream: String,
    /// Id of its partition.
    partition: String,
    /// Name of its partition.
    partition_name: String,
    /// Its natural key.
    key: String,
    /// When the upstream changed it last, if it says so.
    #[schema(value_type = Option<String>, format = DateTime)]
    updated_at: Option<Time>,
    /// When it was fetched.
    #[schema(value_type = String, format = DateTime)]
    fetched_at: Time,
    /// How long it is.
    bytes: usize,
    /// The document.
    body: Value,
}

/// A stored row.
#[derive(Serialize, ToSchema)]
pub(super) struct StoredRow {
    /// Its table.
    table: &'static str,
    /// Its id.
    id: String,
    /// Its cells by column.
    #[schema(value_type = Object)]
    row: Map<String, Value>,
}

/// Where was looked for what was not found.
#[derive(Serialize, ToSchema)]
#[schema(as = LookupMissing)]
pub(super) struct Missing {
    /// Why it may not be there.
    reason: String,
    /// What to do.
    fix: String,
    /// The streams, with what they have read.
    looked_in: Vec<LookedIn>,
}

/// A stream in which something was looked for.
#[derive(Serialize, ToSchema)]
pub(super) struct LookedIn {
    /// Its name.
    stream: &'static str,
    /// Whether the configuration switches it on.
    enabled: bool,
    /// Rows in the table of its name.
    rows: Option<u64>,
    /// Time ranges that are read completely.
    coverage: Vec<Span>,
    /// What its last run left out: reason to count.
    skipped: BTreeMap<String, u64>,
}

/// Looks one thing up in what is stored: the documents as they came, and beside each the rows it became.
#[utoipa::path(get, path = "/integrations/{id}/lookup", tag = "integrations", operation_id = "look_up",
    params(("id" = String, Path, description = "Id of the integration"), LookupQuery),
    responses((status = 200, body = Lookup)))]
pub(super) async fn show(
    State(state): State<AppState>,
    Id(id): Id,
    Query(query): Query<LookupQuery>,
) -> ApiResult<Json<Lookup>> {
    let integration = state.control.integration(id).await?;
    if query.key.trim().is_empty() {
        return Err(ApiError::invalid("key is empty")
            .hint("write an issue's key, `owner/repo#12`, a hash or an address"));
    }
    let limit = query.limit.unwrap_or(20).clamp(1, 100);
    let prefix = id.to_string();
    let mut tried = Vec::new();
    let mut found = Vec::new();
    for reading in readings(&query.key) {
        found = state.lake.find_raw(&prefix, &reading.how, limit + 1).await?;
        tried.push(reading);
        if !found.is_empty() {
            break;
        }
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let missing = if found.is_empty() {
        Some(missing(&state, &integration).await?)
    } else {
        None
    };
    Ok(Json(Lookup {
        key: query.key,
        readings: tried,
        matches: matches(&state, &integration, found).await?,
        more,
        missing,
    }))
}

async fn matches(
    state: &AppState,
    integration: &Integration,
    found: Vec<RawRecord>,
) -> ApiResult<Vec<Match>> {
    let connector = rules::connector(&integration.kind)?;
    let prefix = integration.id.to_string();
    let mut ids = Vec::new();
    let mut wanted = BTreeMap::<&'static str, BTreeSet<String>>::new();
    for record in &found {
        // Mapping is pure: the same document gives the ids of the rows it once became.
        let mapped = rules::map_again(connector, &prefix, record);
        let of_record: Vec<(&'static str, String)> = mapped
            .iter()
            .take(MOST_ROWS)
            .map(|row| (row.table.name, row.id().to_owned()))
            .collect();
        for (table, id) in &of_record {
            wanted.entry(table).or_default().insert(id.clone());
        }
        ids.push(of_record);
    }
    let stored = stored(state, wanted).await?;
    let pair = |(record, ids): (RawRecord, Vec<(&'static str, String)>)| {
        let (mut rows, mut absent) = (Vec::new(), Vec::new());
        for (table, id) in ids {
            match stored.get(&(table, id.clone())) {
                Some(row) => rows.push(StoredRow {
                    table,
                    id,
                    row: row.clone(),
                }),
                None => absent.push(format!("{table} {id}")),
            }
        }
        Match {
            raw: raw(record),
            rows,
            absent,
        }
    };
    Ok(found.into_iter().zip(ids).map(pair).collect())
}

type Rows = BTreeMap<(&'static str, String), Map<String, Value>>;

async fn stored(state: &AppState, wanted: BTreeMap<&'static str, BTreeSet<String>>) -> ApiResult<Rows> {
    let mut rows = Rows::new();
    let session = state.lake.session(&DataScope::default()).await?;
    for table in TABLES {
        let Some(ids) = wanted.get(table.name) else {
            continue;
        };
        let ids: Vec<String> = ids.iter().cloned().collect();
        let sql = questions::by_ids(table, &ids);
        let columns = session.columns(&sql).await?;
        let (found, _) = cells::rows(&session.sql(&sql).await?, usize::MAX);
        for cells in found {
            let row: Map<String, Value> = columns.iter().map(|(name, _)| name.clone()).zip(cells).collect();
            let id = row.get("id").and_then(Value::as_str).unwrap_or_default();
            rows.insert((table.name, id.to_owned()), row);
        }
    }
    Ok(rows)
}

fn raw(record: RawRecord) -> Raw {
    Raw {
        bytes: record.body.len(),
        body: serde_json::from_str(&record.body).unwrap_or(Value::String(record.body)),
        stream: record.stream,
        partition: record.partition,
        partition_name: record.partition_name,
        key: record.key,
        updated_at: record.updated,
        fetched_at: record.fetched,
    }
}

async fn missing(state: &AppState, integration: &Integration) -> ApiResult<Missing> {
    let connector = rules::connector(&integration.kind)?;
    let counts = state.stats.of(&state.lake, &integration.id.to_string()).await?;
    let mut coverage = state.runtime.coverage(integration.id).await?;
    let last = state.control.tasks(integration.id, None, 1).await?.pop();
    let mut named = BTreeSet::new();
    let streams = connector
        .streams
        .iter()
        .filter(|stream| named.insert(stream.name));
    let looked_in: Vec<LookedIn> = streams
        .map(|stream| LookedIn {
            stream: stream.name,
            enabled: weir_ingest::switched_on(connector, &integration.config, stream.option),
            rows: counts.get(stream.name).map(|count| count.rows),
            coverage: spans(coverage.remove(stream.name).unwrap_or_default()),
            skipped: last
                .iter()
                .flat_map(|task| &task.streams)
                .find(|report| report.stream == stream.name)
                .map(|report| report.skipped.clone())
                .unwrap_or_default(),
        })
        .collect();
    let (reason, fix) = why(&looked_in, last.is_some());
    Ok(Missing {
        reason: reason.to_owned(),
        fix: fix.to_owned(),
        looked_in,
    })
}

fn why(looked_in: &[LookedIn], ran: bool) -> (&'static str, &'static str) {
    if !ran {
        return ("nothing has been ingested yet", "run a sync");
    }
    if looked_in
        .iter()
        .any(|stream| stream.enabled && stream.coverage.is_empty() && stream.rows == Some(0))
    {
        return (
            "some streams have read nothing yet",
            "wait for the first sync, or look at the diagnostics",
        );
    }
    if looked_in.iter().any(|stream| !stream.skipped.is_empty()) {
        return (
            "it may be among what was left out; see the reasons of each stream",
            "grant what is missing, or widen the configuration, then run a full pass",
        );
    }
    (
        "it is not among what was read: it may be older than the history that is read, outside the configured \
         repositories or projects, in a stream that is switched off, or not there",
        "look at what each stream has read; a greater depth or a wider configuration fetches more",
    )
}
