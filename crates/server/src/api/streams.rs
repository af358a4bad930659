//! What is known of the streams of an integration: from the newest tasks, the tables and the cursors.

use std::collections::{BTreeMap, BTreeSet};

use weir_connect::Stream;
use weir_control::{Integration, StreamReport, Task};
use weir_model::Time;

use super::ApiResult;
use super::stats::Count;
use crate::AppState;
use crate::rules;

/// Newest tasks in which the last report of each stream is looked for.
const RECENT: u32 = 20;

/// A stream.
pub(super) struct Known {
    pub(super) stream: &'static Stream,
    /// Whether the configuration switches it on.
    pub(super) enabled: bool,
    /// Rows in the table of its name, if it has one of its own.
    pub(super) count: Option<Count>,
    /// Time ranges that are read completely, oldest first.
    pub(super) covered: Vec<(Time, Time)>,
    pub(super) seen: Seen,
}

/// What the newest tasks say of a stream.
#[derive(Default)]
pub(super) struct Seen {
    /// Its last report.
    pub(super) last: Option<StreamReport>,
    /// The end of its last run without an error.
    pub(super) fresh_at: Option<Time>,
    /// Records there are, as the upstream said when it was last asked.
    pub(super) total: Option<u64>,
}

/// The streams of an integration, in the connector's order. `live` stands in for the newest task while it runs.
pub(super) async fn known(
    state: &AppState,
    integration: &Integration,
    live: Option<&Task>,
) -> ApiResult<Vec<Known>> {
    let connector = rules::connector(&integration.kind)?;
    let counts = state.stats.of(&state.lake, &integration.id.to_string()).await?;
    let mut coverage = state.runtime.coverage(integration.id).await?;
    let mut seen = seen(state, integration.id, live).await?;
    // Two ways to ask for the same records may share a name: they are one line.
    let mut named = BTreeSet::new();
    let first = |stream: &&'static Stream| named.insert(stream.name);
    let known = |stream: &'static Stream| Known {
        stream,
        enabled: weir_ingest::switched_on(connector, &integration.config, stream.option),
        count: counts.get(stream.name).copied(),
        covered: coverage.remove(stream.name).unwrap_or_default(),
        seen: seen.remove(stream.name).unwrap_or_default(),
    };
    Ok(connector.streams.iter().filter(first).map(known).collect())
}

async fn seen(state: &AppState, integration: i64, live: Option<&Task>) -> ApiResult<BTreeMap<String, Seen>> {
    let mut seen = BTreeMap::<String, Seen>::new();
    let mut tasks = state.control.tasks(integration, None, RECENT).await?;
    if let Some((newest, live)) = tasks.first_mut().zip(live) {
        newest.clone_from(live);
    }
    for task in tasks {
        for (stream, total) in task.plan.iter().flat_map(rules::plan::totals) {
            seen.entry(stream).or_default().total.get_or_insert(total);
        }
        for report in task.streams {
            let seen = seen.entry(report.stream.clone()).or_default();
            if report.error.is_none() {
                seen.fresh_at = seen.fresh_at.max(report.finished_at);
            }
            seen.last.get_or_insert(report);
        }
    }
    Ok(seen)
}
