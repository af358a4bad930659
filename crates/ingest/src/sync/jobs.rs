//! Which streams run, in which order, and for what.

use std::collections::BTreeMap;

use weir_connect::{Cursor, Each, Partition, Stream};
use weir_model::Scope;
use weir_model::scope::Verdict;

use super::Run;
use crate::failure::Halt;
use crate::fetch::{Job, Place};
use crate::{CursorState, IntegrationSpec, Lane};

/// The streams whose partitions an integration's scope is about.
const SCOPED: &[&str] = &["repositories", "projects"];
/// Why a partition is left out that the scope does not hold.
const OUT_OF_SCOPE: &str = "outside the integration's scope";

/// The names of all streams that may report, those fetched along with others included.
pub(crate) fn names(spec: &IntegrationSpec) -> Vec<&'static str> {
    let mut names = Vec::new();
    for stream in enabled(spec) {
        let expanded = stream
            .expand
            .iter()
            .filter(|expand| spec.switched_on(expand.option));
        for name in std::iter::once(stream.name).chain(expanded.map(|expand| expand.stream)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The streams that a configuration wants. A run asks once: [`Run::streams`].
pub(super) fn enabled(spec: &IntegrationSpec) -> impl Iterator<Item = &'static Stream> {
    spec.connector.streams.iter().filter(|stream| spec.wants(stream))
}

/// The streams in waves: each needs only what earlier waves have found.
pub(super) fn waves(run: &Run<'_>) -> Vec<Vec<&'static Stream>> {
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    let mut waves: Vec<Vec<&'static Stream>> = Vec::new();
    for &stream in &run.streams {
        let wave = match stream.each {
            Each::Partition(parent) => depth.get(parent).map_or(1, |depth| depth + 1),
            Each::Once | Each::Config(_) | Each::Otherwise(_) => 0,
        };
        depth.insert(stream.name, wave);
        if waves.len() <= wave {
            waves.resize_with(wave + 1, Vec::new);
        }
        waves[wave].push(stream);
    }
    waves
}

/// Whether other streams run for what this one finds: then it is read to its end before they begin.
pub(crate) fn is_parent(run: &Run<'_>, stream: &Stream) -> bool {
    let each = Each::Partition(stream.name);
    run.streams.iter().any(|other| other.each == each)
}

/// Checkpoints by stream and partition.
pub(crate) type Cursors = BTreeMap<(String, String), CursorState>;

pub(crate) async fn cursors(run: &Run<'_>) -> Result<Cursors, Halt> {
    let saved = run.store.cursors(&run.spec.id).await?;
    Ok(saved
        .into_iter()
        .map(|saved| ((saved.stream, saved.partition), saved.state))
        .collect())
}

/// The work of one stream.
pub(super) async fn of_stream(
    run: &Run<'_>,
    stream: &'static Stream,
    cursors: &Cursors,
) -> Result<Vec<Job>, Halt> {
    let places = match (Place::configured(stream.each, run.spec)?, stream.each) {
        (None, Each::Partition(parent)) => partitions(run, parent).await?,
        (places, _) => places.unwrap_or_default(),
    };
    let job = |place: Place| {
        let key = (stream.name.to_owned(), place.cursor_key().to_owned());
        let known = cursors.get(&key).cloned();
        let lane = if known.is_some() {
            Lane::Tail
        } else {
            Lane::Backfill
        };
        let mut job = Job::new(stream, place, known.unwrap_or_default());
        job.lane = lane;
        job
    };
    Ok(places.into_iter().map(job).collect())
}

/// What the parent has found. Unless it was read in full just now, what it found earlier counts, too; and what was
/// missing once may come back.
async fn partitions(run: &Run<'_>, parent: &str) -> Result<Vec<Place>, Halt> {
    let mut found = run.found_by(parent);
    if !was_read_in_full(run, parent) {
        for known in run.store.partitions(&run.spec.id, parent).await? {
            found.entry(known.id.clone()).or_insert(known);
        }
    }
    if SCOPED.contains(&parent) {
        let scope = run.scope().await?;
        found.retain(|_, partition| wanted(run, parent, &scope, partition));
    }
    Ok(found.into_values().map(Place::Partition).collect())
}

/// Whether the integration's scope holds a partition that a stream has found.
pub(crate) fn in_scope(parent: &str, scope: &Scope, partition: &Partition) -> bool {
    !SCOPED.contains(&parent) || matches!(scope.judge(&partition.name), Verdict::In(_))
}

/// Whether the integration's scope holds a partition. What it leaves out is counted, once.
fn wanted(run: &Run<'_>, parent: &str, scope: &Scope, partition: &Partition) -> bool {
    let verdict = scope.judge(&partition.name);
    let reason = match verdict {
        Verdict::In(_) => return true,
        Verdict::NotIncluded => OUT_OF_SCOPE.to_owned(),
        Verdict::Excluded(pattern) => format!("{OUT_OF_SCOPE}, excluded by `{pattern}`"),
    };
    if let Some(stream) = run.spec.connector.stream(parent)
        && run.leaves_out(&partition.id)
    {
        run.board.desk(stream.name, &partition.name).skip(&reason, 1);
    }
    false
}

/// Whether everything that a stream finds was found in this pass.
pub(super) fn was_read_in_full(run: &Run<'_>, parent: &str) -> bool {
    let facts = run.spec.connector.stream(parent);
    let reports = run.board.reports();
    let report = reports.iter().find(|report| report.stream == parent);
    !run.is_partial(parent)
        && facts.is_some_and(|parent| parent.cursor == Cursor::FullRefresh)
        && report.is_some_and(|report| {
            report.error.is_none()
                && report.partitions_done == report.partitions_total
                && report
                    .skipped
                    .keys()
                    .all(|reason| reason.starts_with(OUT_OF_SCOPE))
        })
}
