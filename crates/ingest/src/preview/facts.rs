//! What is known of each stream before a sync: where it was read, and how much the upstream says is missing.

use std::collections::{BTreeMap, BTreeSet};

use weir_connect::{Cursor, Each, Page, Request, Stream};

use super::count::{self, Counted};
use super::first;
use crate::cursor::Span;
use crate::failure::Halt;
use crate::fetch::{self, Place};
use crate::sync::{Cursors, Run, cursors, in_scope, is_parent};
use crate::{CursorState, IntervalSet};

/// What is known of the streams of one name.
#[derive(Clone, Debug, Default)]
pub(super) struct StreamFacts {
    pub(super) name: &'static str,
    /// Whether its requests are GraphQL.
    pub(super) graphql: bool,
    /// Partitions of which something was never read.
    pub(super) missing: u64,
    /// Partitions that were read.
    pub(super) read: u64,
    /// Partitions of these that were asked about.
    pub(super) asked: u64,
    /// Records missing in each of those.
    pub(super) counts: Vec<u64>,
    /// Whether a partition takes one request whatever is in it.
    pub(super) one_request: bool,
    /// Parts in which the list of a partition is read, each with a request of its own, even when it is empty.
    pub(super) parts: u64,
    /// The stream with whose pages these records come.
    pub(super) along_with: Option<&'static str>,
    /// Records on a page.
    pub(super) page_size: Option<u32>,
    /// Requests for what must be asked before.
    pub(super) setup: u64,
    /// Requests, where the number of pages is known.
    pub(super) pages: Option<u64>,
    /// Records there are in the partitions that were asked about, of whatever age.
    pub(super) total: Option<u64>,
    /// Bytes of the git repositories of the partitions that were asked about.
    pub(super) bytes: Option<u64>,
    /// Whether the counts hold older records than are read.
    pub(super) at_most: bool,
}

/// Partitions of a stream that other streams run for.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Those that are known by name.
    pub(super) places: Vec<Place>,
    /// How many there are.
    pub(super) total: u64,
}

/// A partition and the share of it that was never read.
pub(super) struct Missing<'a> {
    pub(super) place: &'a Place,
    pub(super) share: f64,
}

/// Everything that can be known of the streams, in the connector's order.
pub(super) async fn gather(run: &Run<'_>) -> Result<Vec<StreamFacts>, Halt> {
    let cursors = cursors(run).await?;
    let mut found = BTreeMap::<&'static str, Found>::new();
    let mut facts = Vec::<StreamFacts>::new();
    let mut asker = count::Asker::default();
    let mut setups = BTreeSet::new();
    let upstream = |stream: &&&Stream| !matches!(stream.request, Request::Pushed);
    for &stream in run.streams().iter().filter(upstream) {
        let mut one = of_stream(run, stream, &cursors, &mut found, &mut asker).await?;
        let first = stream.setup.is_some_and(|setup| setups.insert(setup.path));
        one.setup = u64::from(first && one.missing > 0);
        let Some(known) = facts.iter_mut().find(|known| known.name == one.name) else {
            let expanded = expanded(run, stream, &one);
            facts.push(one);
            facts.extend(expanded);
            continue;
        };
        // Two ways to find the same records.
        known.missing += one.missing;
        known.read += one.read;
        known.asked += one.asked;
        known.counts.append(&mut one.counts);
        known.pages = sum(known.pages, one.pages);
        known.total = sum(known.total, one.total);
    }
    Ok(facts)
}

fn sum(left: Option<u64>, right: Option<u64>) -> Option<u64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left + right),
        (one, other) => one.or(other),
    }
}

/// Records that come along with those of a stream are as many.
fn expanded(run: &Run<'_>, stream: &'static Stream, of: &StreamFacts) -> Vec<StreamFacts> {
    let wanted = |expand: &&weir_connect::Expand| run.spec.switched_on(expand.option);
    let facts = |expand: &weir_connect::Expand| StreamFacts {
        name: expand.stream,
        graphql: true,
        parts: 0,
        along_with: Some(stream.name),
        total: None,
        bytes: None,
        setup: 0,
        ..of.clone()
    };
    stream.expand.iter().filter(wanted).map(facts).collect()
}

async fn of_stream(
    run: &Run<'_>,
    stream: &'static Stream,
    cursors: &Cursors,
    found: &mut BTreeMap<&'static str, Found>,
    asker: &mut count::Asker,
) -> Result<StreamFacts, Halt> {
    let mut facts = StreamFacts {
        name: stream.name,
        graphql: matches!(stream.request, Request::GraphQl(_)),
        parts: parts(run, stream),
        page_size: page_size(stream),
        ..StreamFacts::default()
    };
    let span = run.span();
    let share = |place: &Place| {
        let key = (stream.name.to_owned(), place.cursor_key().to_owned());
        missing_share(cursors.get(&key), stream.cursor, span)
    };
    let (places, total) = match (Place::configured(stream.each, run.spec)?, stream.each) {
        (None, Each::Partition(parent)) => {
            let known = found.get(parent).cloned().unwrap_or_default();
            (known.places, known.total)
        }
        (places, _) => {
            let places = places.unwrap_or_default();
            let total = places.len() as u64;
            (places, total)
        }
    };
    let missing: Vec<Missing<'_>> = places
        .iter()
        .map(|place| Missing {
            place,
            share: share(place),
        })
        .filter(|missing| missing.share > 0.0)
        .collect();
    // Partitions that were found but not named are as those that were.
    let known = (places.len() as u64).max(1);
    facts.missing = (missing.len() as u64 * total).div_ceil(known);
    facts.read = total - facts.missing.min(total);
    if is_parent(run, stream) {
        parent(run, stream, &missing, found, &mut facts).await?;
    } else if !missing.is_empty() {
        if let Some(counted) = asker.ask(run, stream, &missing).await? {
            take(&mut facts, counted);
        }
        facts.one_request = match stream.request {
            Request::Git(_) | Request::Pushed => true,
            Request::Rest { .. } | Request::Post(_) => matches!(stream.page, Page::None),
            Request::GraphQl(_) => false,
        };
    }
    Ok(facts)
}

/// What is recent is read before all history, and the first window of time before the others, so that lists which are
/// filtered by time have several ends in each partition.
fn parts(run: &Run<'_>, stream: &Stream) -> u64 {
    let deep = run.span().floor < run.recent_edge() && matches!(stream.each, Each::Partition(_));
    match stream.cursor {
        Cursor::Since { .. } if deep => 2,
        Cursor::Windows { .. } if deep => 3,
        _ => 1,
    }
}

fn page_size(stream: &Stream) -> Option<u32> {
    match stream.request {
        Request::GraphQl(query) => Some(query.page_size),
        _ => fetch::page_size(stream.page),
    }
}

fn take(facts: &mut StreamFacts, counted: Counted) {
    facts.asked = counted.asked;
    facts.counts = counted.counts;
    facts.total = counted.total;
    facts.bytes = counted.bytes;
    facts.at_most = counted.at_most;
}

/// A stream that others run for: what it has found, or else what its first pages say.
async fn parent(
    run: &Run<'_>,
    stream: &'static Stream,
    missing: &[Missing<'_>],
    found: &mut BTreeMap<&'static str, Found>,
    facts: &mut StreamFacts,
) -> Result<(), Halt> {
    if missing.is_empty() && facts.read == 0 {
        return Ok(());
    }
    if missing.is_empty() {
        let known = run.store.partitions(&run.spec.id, stream.name).await?;
        let scope = run.scope().await?;
        let known = known
            .into_iter()
            .filter(|partition| in_scope(stream.name, &scope, partition));
        let places: Vec<Place> = known.map(Place::Partition).collect();
        let total = places.len() as u64;
        // Streams of one name have found one set.
        found.insert(stream.name, Found { places, total });
        return Ok(());
    }
    let pages = first::pages(run, stream, missing).await?;
    let all = found.entry(stream.name).or_default();
    all.places.extend(pages.found.places);
    all.total += pages.found.total;
    facts.asked = pages.counts.len() as u64;
    facts.counts = pages.counts;
    facts.pages = pages.requests;
    facts.total = Some(pages.found.total);
    Ok(())
}

/// How much of what is wanted was never read, from 0 to 1. What is new since the last time does not count.
fn missing_share(state: Option<&CursorState>, cursor: Cursor, span: Span) -> f64 {
    let Some(state) = state else { return 1.0 };
    if cursor == Cursor::FullRefresh {
        return if state.synced.is_some() { 0.0 } else { 1.0 };
    }
    let Some(top) = state.covered.top() else {
        return if state.synced.is_some() { 0.0 } else { 1.0 };
    };
    let gaps = state.covered.gaps(span.floor, top);
    share(&gaps, span)
}

fn share(gaps: &IntervalSet, span: Span) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let length = |micros: i64| micros.max(0) as f64;
    let missing: f64 = gaps
        .intervals()
        .iter()
        .map(|(from, to)| length(to.0 - from.0))
        .sum();
    // Less than a second is an end of an interval, not a gap.
    if missing < 1e6 {
        return 0.0;
    }
    (missing / length(span.high.0 - span.floor.0).max(1.0)).min(1.0)
}
