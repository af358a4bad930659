//! Records that are known by name, read by their names.

use std::collections::BTreeMap;

use serde_json::Value;
use weir_connect::{Action, Refresh, RefreshBy, Stream};
use weir_model::{Batch, Removal};

use super::graphql::{Ladder, call, count_tolerated};
use super::{Fetched, Job, Place, aliases, attach, enrich, expand, setup, tail, whole};
use crate::client::Call;
use crate::failure::{Failure, Halt};
use crate::land::{self, Extra, looked_at};
use crate::sync::Run;
use crate::{CursorState, Lane, Level, OpenChange, OpenRecord};

/// Records landed together at most.
const LANDED_TOGETHER: usize = 50;

/// A record to be read again.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) place: Place,
    pub(crate) key: String,
    /// The upstream's global id, where reading takes one.
    pub(crate) handle: String,
    /// Its entry in the queue, if that is why it is read.
    pub(crate) entry: Option<OpenRecord>,
}

/// What the upstream says of one of them.
#[derive(Debug)]
pub(crate) enum Found {
    Record(Value),
    /// It is gone.
    Missing,
    /// It may be there, but is not given.
    Refused(String),
}

/// Reads records again and lands them; those that are gone are removed.
pub(crate) async fn read(
    run: &Run<'_>,
    stream: &'static Stream,
    lane: Lane,
    wanted: Vec<Wanted>,
) -> Result<(), Halt> {
    let Some(refresh) = &stream.refresh else {
        return Ok(());
    };
    let most = match refresh.by {
        RefreshBy::Path(_) => LANDED_TOGETHER,
        RefreshBy::Nodes(nodes) => nodes.per_request,
        RefreshBy::Aliases(aliases) => aliases.per_request,
    };
    let mut rest = wanted;
    while !rest.is_empty() {
        let next = rest.split_off(rest.len().min(most.max(1)));
        let group = std::mem::replace(&mut rest, next);
        let found = match refresh.by {
            RefreshBy::Path(path) => by_path(run, stream, lane, path, &group).await?,
            RefreshBy::Nodes(nodes) => by_nodes(run, stream, lane, &nodes, &group).await?,
            RefreshBy::Aliases(questions) => by_aliases(run, stream, lane, &questions, &group).await?,
        };
        let mut places: BTreeMap<String, Vec<(Wanted, Found)>> = BTreeMap::new();
        for (wanted, found) in group.into_iter().zip(found) {
            places
                .entry(wanted.place.cursor_key().to_owned())
                .or_default()
                .push((wanted, found));
        }
        for found in places.into_values() {
            land(run, stream, lane, refresh, found).await?;
        }
    }
    Ok(())
}

async fn by_path(
    run: &Run<'_>,
    stream: &'static Stream,
    lane: Lane,
    path: &'static str,
    group: &[Wanted],
) -> Result<Vec<Found>, Halt> {
    let mut all = Vec::with_capacity(group.len());
    let Some(first) = group.first() else {
        return Ok(all);
    };
    let mut job = Job::new(stream, first.place.clone(), CursorState::default());
    job.lane = lane;
    setup::begin(run, &mut job).await?;
    for wanted in group {
        let desk = run.board.desk(stream.name, wanted.place.label()).within(lane);
        let what = format!(
            "stream `{}` of {}, record {}",
            stream.name, desk.partition, wanted.key
        );
        let value = |name: &str| match name {
            "key" => Some(wanted.key.clone()),
            name => {
                let known = wanted.place.value(name, run.spec);
                known.or_else(|| setup::text(&job.context, name))
            }
        };
        let url = super::url(run.client()?.base(), path, value)?;
        let call = Call::get(url, what, stream.permission);
        all.push(match run.client()?.send(&call, desk).await {
            Ok(answer) => Found::Record(answer.json),
            Err(Halt::Fetch(failure)) => one(*failure)?,
            Err(halt) => return Err(halt),
        });
    }
    Ok(all)
}

/// What a failure says of the one record that was asked for.
fn one(failure: Failure) -> Result<Found, Halt> {
    match failure.action {
        Action::NotFound => Ok(Found::Missing),
        Action::Skip(reason) => Ok(Found::Refused(reason.to_owned())),
        Action::MissingPermission => Ok(Found::Refused(failure.error.to_string())),
        _ => Err(failure.into()),
    }
}

async fn by_nodes(
    run: &Run<'_>,
    stream: &'static Stream,
    lane: Lane,
    nodes: &weir_connect::Nodes,
    group: &[Wanted],
) -> Result<Vec<Found>, Halt> {
    let desk = run.board.desk(stream.name, "").within(lane);
    let what = format!("stream `{}`, {} known records", stream.name, group.len());
    let mut ladder = Ladder::new(&run.options);
    let mut all = Vec::with_capacity(group.len());
    let mut size = group.len();
    while all.len() < group.len() {
        let part = &group[all.len()..(all.len() + size.max(1)).min(group.len())];
        let ids: Vec<&str> = part.iter().map(|wanted| wanted.handle.as_str()).collect();
        let variables = serde_json::json!({ "ids": ids });
        let call = call(run, nodes.text, &variables, what.clone(), stream.permission)?;
        let mut answer = match run.client()?.send(&call, desk).await {
            Ok(answer) => answer,
            Err(halt) => {
                let smaller = ladder.smaller(run, desk, halt, part.len() as u64).await?;
                size = smaller.map_or(size, |smaller| usize::try_from(smaller).unwrap_or(1));
                continue;
            }
        };
        ladder = Ladder::new(&run.options);
        let list = answer.json.pointer_mut("/data/nodes").map(Value::take);
        let Some(Value::Array(list)) = list.filter(|list| list.as_array().map(Vec::len) == Some(part.len()))
        else {
            return Err(
                Failure::malformed(&what, "not one answer for each id", "the API has changed").into(),
            );
        };
        for (position, node) in list.into_iter().enumerate() {
            let at = format!("/nodes/{position}");
            all.push(aliases::found(node, &at, false, &answer.tolerated));
        }
        let inner: Vec<_> = answer
            .tolerated
            .into_iter()
            .filter(|part| !part.field.is_empty())
            .collect();
        count_tolerated(&inner, desk);
    }
    follow(run, desk, (nodes.tails, stream), group, &mut all).await?;
    Ok(all)
}

async fn by_aliases(
    run: &Run<'_>,
    stream: &'static Stream,
    lane: Lane,
    questions: &weir_connect::Aliases,
    group: &[Wanted],
) -> Result<Vec<Found>, Halt> {
    let desk = run.board.desk(stream.name, "").within(lane);
    let asked: Vec<(&Place, &str)> = group
        .iter()
        .map(|wanted| (&wanted.place, wanted.key.as_str()))
        .collect();
    let mut all = aliases::ask(run, desk, questions, stream.permission, &asked).await?;
    follow(run, desk, (questions.tails, stream), group, &mut all).await?;
    Ok(all)
}

/// Reads the nested lists of the records that were found to their ends.
async fn follow(
    run: &Run<'_>,
    desk: crate::board::Desk<'_>,
    (tails, stream): (&[weir_connect::Tail], &'static Stream),
    group: &[Wanted],
    all: &mut [Found],
) -> Result<(), Halt> {
    for (wanted, found) in group.iter().zip(all) {
        if let Found::Record(record) = found {
            let tails = (tails, &wanted.place);
            tail::follow(run, desk, tails, stream.permission, std::slice::from_mut(record)).await?;
        }
    }
    Ok(())
}

/// Lands what was found in one place.
async fn land(
    run: &Run<'_>,
    stream: &'static Stream,
    lane: Lane,
    refresh: &Refresh,
    all: Vec<(Wanted, Found)>,
) -> Result<(), Halt> {
    let Some((first, _)) = all.first() else {
        return Ok(());
    };
    let mut job = Job::new(stream, first.place.clone(), CursorState::default());
    (job.lane, job.single) = (lane, true);
    let mut extra = Extra::default();
    let mut fetched = Fetched::default();
    let mut read = Vec::new();
    for (wanted, found) in all {
        match found {
            Found::Record(record) => {
                fetched.records.push(record);
                read.push(wanted);
            }
            Found::Missing => {
                remove(&job, &wanted.key, &mut extra);
                if let Some(entry) = wanted.entry {
                    run.queue.forget(&entry.name);
                    extra.open.push(OpenChange::Drop(entry.name));
                }
            }
            Found::Refused(reason) => {
                let desk = job.desk(run);
                desk.note(
                    Level::Warning,
                    format!("record {} was not given: {reason}", wanted.key),
                );
                desk.skip("a known record that the upstream does not give", 1);
                extra.open.extend(
                    wanted
                        .entry
                        .map(|entry| looked_at(entry, refresh, false, run.now())),
                );
            }
        }
    }
    setup::begin(run, &mut job).await?;
    whole::complete(run, &job, &mut fetched.records).await?;
    attach::attach(run, &mut job, &mut fetched.records).await?;
    enrich::enrich(run, &job, &mut fetched.records).await?;
    if let Some(chosen) = refresh.chosen {
        fetched
            .records
            .iter_mut()
            .for_each(|record| chosen(record, &job.context));
    }
    let mut chosen = setup::prepare(run, &job, &mut fetched.records).into_iter();
    read.retain(|wanted| {
        let stays = chosen.next().unwrap_or(true);
        if !stays {
            let entry = wanted.entry.iter();
            extra
                .open
                .extend(entry.map(|entry| OpenChange::Drop(entry.name.clone())));
        }
        stays
    });
    expand::expand(run, &job, &mut fetched).await?;
    let (mapped, counts) = land::map(run, &job, fetched);
    let mut unknown = Vec::new();
    for (wanted, seen) in read.into_iter().zip(&mapped.seen) {
        match wanted.entry {
            Some(entry) => {
                if seen.1 {
                    run.queue.forget(&entry.name);
                }
                extra.open.push(looked_at(entry, refresh, seen.1, run.now()));
            }
            None => unknown.push((wanted.handle, seen)),
        }
    }
    extra.open.extend(run.queue.seen(run, &job, unknown.into_iter()));
    land::submit(run, &job, mapped, extra, &counts).await
}

/// Notes that a record is gone.
pub(crate) fn remove(job: &Job, key: &str, extra: &mut Extra) {
    let scope = job.place.scope();
    let row = (job.stream.row)(key, &scope);
    extra
        .removals
        .extend(row.map(|(table, id)| Removal::Row { table, id: id.0 }));
    extra.gone.push(job.name(key));
}

/// Notes that the record which a document says something of is gone: the rows it became, too.
pub(super) fn forget(job: &Job, document: &str, extra: &mut Extra) {
    let mut batch = Batch::default();
    let scope = job.place.scope();
    // A document that cannot be read became no rows.
    let Ok(seen) = (job.stream.read)(document, &scope, &mut batch) else {
        return;
    };
    let rows = batch.rows.into_iter().map(|row| Removal::Row {
        table: row.table,
        id: row.id().to_owned(),
    });
    extra.removals.extend(rows);
    extra.gone.push(job.name(&seen.key.id));
}
