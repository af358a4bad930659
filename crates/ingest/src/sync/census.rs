//! What is still there. What two complete lists in a row lack is gone, with all that hangs from it; a list that was
//! refused or cut off counts for nothing, and what shows up again is forgiven.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Value, json};
use weir_connect::{Action, Census, CensusBy, Each, Stream, key_text};
use weir_model::{Removal, Time};

use super::{Run, drive, jobs};
use crate::clock::plus_seconds;
use crate::failure::{Failure, Halt};
use crate::fetch::listed::{self, Asked};
use crate::fetch::{Job, Place, graphql, known, repeated};
use crate::land::{self, Extra, Mapped};
use crate::{CursorState, Lane, Level, Note, NoteKind};

/// Time between two lists that both count.
const APART_SECONDS: i64 = 3600;

/// Entries on a page.
const PAGE: u64 = 100;

/// Takes every census that is due.
pub(super) async fn all(run: &Run<'_>) -> Result<(), Halt> {
    let with_census = run
        .streams
        .iter()
        .filter_map(|&stream| Some((stream, stream.census?)));
    let with_census: Vec<(&'static Stream, Census)> = with_census.collect();
    if with_census.is_empty() {
        return Ok(());
    }
    let taken = notes(run, NoteKind::Census).await?;
    let missed = notes(run, NoteKind::Missing).await?;
    for (stream, census) in with_census {
        let (mut before, mut first) = (Vec::new(), Extra::default());
        for place in places(run, stream).await? {
            let job = job(stream, place);
            match taken.get(&at(&job)).and_then(|notes| notes.first()) {
                Some((_, last)) => before.push((job, last)),
                // Everything was read just now, or is being read.
                None => first.notes.push(taken_now(run, &job)),
            }
        }
        if !first.notes.is_empty() {
            land::submit(run, &job(stream, Place::Whole), Mapped::default(), first, &[]).await?;
        }
        for (mut job, last) in before {
            let pause = i64::try_from(run.options.census_every.as_secs()).unwrap_or(i64::MAX);
            let due = last
                .parse()
                .is_ok_and(|last| plus_seconds(Time(last), pause) <= run.now());
            if !due {
                continue;
            }
            let missed = since(missed.get(&at(&job)));
            match take(run, &mut job, &census, &missed).await {
                Err(Halt::Fetch(failure)) => refused(run, &job, *failure)?,
                other => other?,
            }
        }
    }
    Ok(())
}

/// The work of a census in one place.
fn job(stream: &'static Stream, place: Place) -> Job {
    let mut job = Job::new(stream, place, CursorState::default());
    (job.lane, job.single) = (Lane::Census, true);
    job
}

/// Under what its notes are.
fn at(job: &Job) -> (String, String) {
    (job.stream.name.to_owned(), job.place.cursor_key().to_owned())
}

/// What a census of a stream is taken for.
async fn places(run: &Run<'_>, stream: &Stream) -> Result<Vec<Place>, Halt> {
    Ok(match stream.each {
        Each::Partition(parent) => {
            let partitions = run.store.partitions(&run.spec.id, parent).await?;
            partitions.into_iter().map(Place::Partition).collect()
        }
        Each::Once => vec![Place::Whole],
        Each::Config(_) | Each::Otherwise(_) => Vec::new(),
    })
}

/// A census that could not be taken is no failure of the task, unless nothing else can work either.
fn refused(run: &Run<'_>, job: &Job, failure: Failure) -> Result<(), Halt> {
    let desk = job.desk(run);
    desk.note(
        Level::Warning,
        format!("what is still there could not be asked: {}", failure.error),
    );
    match failure.action {
        Action::NotFound | Action::MissingPermission | Action::Skip(_) => Ok(()),
        _ => drive::stream_failed(run, job.stream, job.place.label(), failure),
    }
}

type Notes = HashMap<(String, String), Vec<(String, String)>>;

/// Notes of a kind: name and value, by stream and partition.
async fn notes(run: &Run<'_>, kind: NoteKind) -> Result<Notes, Halt> {
    let mut notes = Notes::new();
    for note in run.store.notes(&run.spec.id, kind).await? {
        let value = note.value.unwrap_or_default();
        notes
            .entry((note.stream, note.partition))
            .or_default()
            .push((note.name, value));
    }
    Ok(notes)
}

fn note(job: &Job, kind: NoteKind, name: &str, value: Option<String>) -> Note {
    let (stream, partition) = at(job);
    Note {
        kind,
        stream,
        partition,
        name: name.to_owned(),
        value,
    }
}

fn taken_now(run: &Run<'_>, job: &Job) -> Note {
    note(job, NoteKind::Census, "", Some(now(run)))
}

fn now(run: &Run<'_>) -> String {
    run.now().0.to_string()
}

/// Since when what was missing is missing, by name.
type Missed<'a> = HashMap<&'a str, Time>;

fn since(notes: Option<&Vec<(String, String)>>) -> Missed<'_> {
    let notes = notes.into_iter().flatten();
    notes
        .filter_map(|(name, at)| Some((name.as_str(), Time(at.parse().ok()?))))
        .collect()
}

/// Whether something was missing from an earlier list already; lists that follow each other closely count as one, since
/// an upstream may lose sight of things for minutes.
fn is_gone(run: &Run<'_>, missed: &Missed<'_>, name: &str) -> bool {
    missed
        .get(name)
        .is_some_and(|since| plus_seconds(*since, APART_SECONDS) <= run.now())
}

/// Accounts for the ids that were known: what is missing for the first time is noted, what shows up again is forgiven.
/// Gives back what is gone.
fn gone(
    run: &Run<'_>,
    job: &Job,
    known: impl IntoIterator<Item = String>,
    missed: &Missed<'_>,
    is_there: impl Fn(&str) -> bool,
    notes: &mut Vec<Note>,
) -> Vec<String> {
    let mut remember = |id: &str, value| notes.push(note(job, NoteKind::Missing, id, value));
    let mut gone = Vec::new();
    for id in known.into_iter().filter(|id| !is_there(id)) {
        if is_gone(run, missed, &id) {
            remember(&id, None);
            gone.push(id);
        } else if !missed.contains_key(id.as_str()) {
            remember(&id, Some(now(run)));
        }
    }
    for back in missed.keys().filter(|id| is_there(id)) {
        remember(back, None);
    }
    gone
}

/// Lists what is there and accounts for what is not.
async fn take(run: &Run<'_>, job: &mut Job, census: &Census, missed: &Missed<'_>) -> Result<(), Halt> {
    let scope = job.place.scope();
    let (Some(owner), Some((table, _))) = (owner(run, job), (job.stream.row)("0", &scope)) else {
        return Ok(());
    };
    // Before the list: what comes later cannot be missing from it.
    let known = run.store.ids(table, census.within, &owner).await?;
    let there = list(run, job, census).await?;
    let scope = job.place.scope();
    let there: HashSet<String> = there
        .iter()
        .filter_map(|key| (job.stream.row)(key, &scope))
        .map(|(_, id)| format!("{}/{}", run.spec.id, id.0))
        .collect();
    let mut extra = Extra {
        notes: vec![taken_now(run, job)],
        ..Extra::default()
    };
    let is_there = |id: &str| there.contains(id);
    for id in gone(run, job, known, missed, is_there, &mut extra.notes) {
        let own = id.split_once('/').map_or("", |(_, id)| id);
        let key = own.rsplit('/').next().unwrap_or_default();
        // The key is the end of the id wherever it can be told from it.
        if (job.stream.row)(key, &scope).is_some_and(|(_, row)| row.0 == own) {
            known::remove(job, key, &mut extra);
        } else {
            let id = own.to_owned();
            extra.removals.push(Removal::Row { table, id });
        }
    }
    land::submit(run, job, Mapped::default(), extra, &[]).await
}

/// What the rows of a census belong to, as the store knows it: the partition's row, or the whole integration.
fn owner(run: &Run<'_>, job: &Job) -> Option<String> {
    let Each::Partition(parent) = job.stream.each else {
        return Some(run.spec.id.clone());
    };
    let scope = job.place.scope();
    let (_, id) = (run.stream(parent)?.row)(scope.id, &scope)?;
    Some(format!("{}/{}", run.spec.id, id.0))
}

/// The keys of everything that is there.
async fn list(run: &Run<'_>, job: &mut Job, census: &Census) -> Result<BTreeSet<String>, Halt> {
    let what = match job.place.label() {
        "" => format!("census of `{}`", job.stream.name),
        label => format!("census of `{}` of {label}", job.stream.name),
    };
    let entries = match census.by {
        CensusBy::GraphQl { text, list } => {
            return by_graphql(run, job, (text, list, census.key), &what).await;
        }
        CensusBy::List {
            path,
            query,
            items,
            page,
        } => listed::all(run, job, (Asked::Get(path, query), items, page), &what).await?,
        CensusBy::Post { ask, items, page } => {
            listed::all(run, job, (Asked::Post(&ask), items, page), &what).await?
        }
    };
    let keys = entries.iter().map(|entry| key(entry, census.key, &what));
    Ok(keys.collect::<Result<_, _>>()?)
}

fn key(entry: &Value, at: &str, what: &str) -> Result<String, Failure> {
    let key = entry.pointer(at).and_then(key_text);
    key.ok_or_else(|| Failure::malformed(what, "an entry has no key", "the API has changed"))
}

async fn by_graphql(
    run: &Run<'_>,
    job: &Job,
    (text, list, at): (&'static str, &str, &str),
    what: &str,
) -> Result<BTreeSet<String>, Halt> {
    let mut keys = BTreeSet::new();
    let mut after: Option<String> = None;
    let mut size = PAGE;
    let mut ladder = graphql::Ladder::new(&run.options);
    loop {
        let desk = job.desk(run);
        let mut variables = graphql::variables(text, &job.place, run);
        variables.insert("n".to_owned(), json!(size));
        variables.insert("after".to_owned(), json!(after));
        let variables = Value::Object(variables);
        let call = graphql::call(run, text, &variables, what.to_owned(), job.stream.permission)?;
        let mut answer = match run.client()?.send(&call, desk).await {
            Ok(answer) => answer,
            Err(halt) => {
                size = ladder.smaller(run, desk, halt, size).await?.unwrap_or(size);
                continue;
            }
        };
        ladder = graphql::Ladder::new(&run.options);
        let malformed = |message: &str| Failure::malformed(what, message, "the API has changed");
        if !answer.tolerated.is_empty() {
            return Err(malformed("the list is not complete").into());
        }
        let connection =
            graphql::connection(&mut answer, list).ok_or_else(|| malformed("there is no list"))?;
        let following = graphql::next(connection, what)?;
        // A node that is not given must not look like one that is gone.
        let nodes = connection.get("nodes").and_then(Value::as_array);
        for node in nodes.ok_or_else(|| malformed("there is no list"))? {
            keys.insert(key(node, at, what)?);
        }
        match following {
            None => return Ok(keys),
            same if same == after => return Err(repeated(what).into()),
            following => after = following,
        }
    }
}

/// Partitions that were known and are in no list any more: deleted, moved, or no longer shown.
pub(super) async fn partitions(run: &Run<'_>, parent: &str) -> Result<(), Halt> {
    let (Some(stream), true) = (run.stream(parent), jobs::was_read_in_full(run, parent)) else {
        return Ok(());
    };
    let found = run.found_by(parent);
    let job = job(stream, Place::Whole);
    let notes = notes(run, NoteKind::Missing).await?;
    let missed = since(notes.get(&at(&job)));
    let known = run.store.partitions(&run.spec.id, parent).await?;
    let mut names: BTreeMap<String, String> = known.into_iter().map(|known| (known.id, known.name)).collect();
    let ids: Vec<String> = names.keys().cloned().collect();
    let mut extra = Extra::default();
    let is_there = |id: &str| found.contains_key(id);
    for lost in gone(run, &job, ids, &missed, is_there, &mut extra.notes) {
        let name = names.remove(&lost).unwrap_or_default();
        known::remove(&job, &lost, &mut extra);
        job.desk(run)
            .note(Level::Warning, format!("{name} is gone: its rows are removed"));
        extra.lost.push(lost);
    }
    if !extra.notes.is_empty() {
        land::submit(run, &job, Mapped::default(), extra, &[]).await?;
    }
    Ok(())
}
