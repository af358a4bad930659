//! One stream in one partition, a page at a time.

pub(crate) mod aliases;
mod ancestry;
mod ascending;
mod attach;
mod body;
pub(crate) mod count;
mod descending;
mod enrich;
mod expand;
pub(crate) mod git;
pub(crate) mod graphql;
mod job;
pub(crate) mod known;
pub(crate) mod listed;
mod place;
mod rest;
pub(crate) mod setup;
mod sizes;
mod step;
mod tail;
mod validators;
mod whole;
mod windows;

use serde_json::Value;
use weir_connect::{Action, Ask, Attach, Cursor, Expand, FetchError, Request};
use weir_model::Time;

use crate::Lane;
use crate::cursor::PageFacts;
use crate::failure::{Failure, Halt};
use crate::sync::Run;
pub(crate) use count::page_size;
pub use git::mirror_name;
pub(crate) use job::{Job, Plan};
pub(crate) use place::{Place, fill};
pub(crate) use rest::{add_query, items, page_url, url};
pub(crate) use setup::Contexts;
pub(crate) use sizes::Sizes;
use step::rewind;
pub(crate) use step::{first_url, link as next_link};
pub(crate) use validators::{Validators, note as validator_note};

/// How far a turn goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// What is new, and history down to this moment.
    Recent(Time),
    /// Everything.
    History,
}

/// How a turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// There is more to read within this reach.
    Again,
    /// There is more to read, but only beyond it.
    Paused,
    /// It is caught up.
    Done,
}

/// What one page gave.
#[derive(Debug, Default)]
pub(crate) struct Fetched {
    /// The records of the stream.
    pub(crate) records: Vec<Value>,
    /// Records fetched along with them.
    pub(crate) expanded: Vec<(&'static Expand, Vec<Value>)>,
    /// The page after it.
    pub(crate) next: Option<String>,
    /// Records there are in all.
    pub(crate) total: Option<u64>,
    /// Time of the oldest record that was left out, since it was read before.
    pub(crate) known: Option<Time>,
    /// Name of the newest commit, where the list is one of commits and begins with this page.
    pub(crate) head: Option<String>,
}

/// What is asked for besides the page.
pub(crate) type Params = Vec<(&'static str, String)>;

/// Reads a few pages.
pub(crate) async fn turn(run: &Run<'_>, job: &mut Job, reach: Reach) -> Result<Turn, Halt> {
    if let Request::Git(part) = job.stream.request {
        return git::turn(run, job, part).await;
    }
    job.begin(run);
    for _ in 0..run.options.pages_per_turn {
        if job.lane == Lane::Backfill && run.is_due() {
            break;
        }
        let turn = match &job.plan {
            Plan::New | Plan::Walks => descending::page(run, job, reach).await,
            Plan::Ranges(_) => ascending::page(run, job, reach).await,
            Plan::Windows(_) => windows::page(run, job, reach).await,
        };
        match turn {
            Ok(Turn::Again) => {}
            Ok(end) => return Ok(end),
            Err(Halt::Fetch(failure)) if failure.action == Action::ResetPagination => job.reset(*failure)?,
            Err(halt) => return Err(halt),
        }
    }
    Ok(Turn::Again)
}

/// Asks for a page, with all that belongs to it.
async fn fetch(run: &Run<'_>, job: &mut Job, token: Option<&str>, params: &Params) -> Result<Fetched, Halt> {
    job.page += 1;
    let mut fetched = if let Request::GraphQl(query) = job.stream.request {
        graphql::page(run, job, &query, token).await?
    } else {
        setup::begin(run, job).await?;
        rest::page(run, job, token, params).await?
    };
    if let Some(next) = &fetched.next {
        job.step_to(token, next)?;
    }
    leave_out_known(job, &mut fetched);
    let lineage = ancestry::narrow(job, token.is_none(), &mut fetched);
    whole::complete(run, job, &mut fetched.records).await?;
    attach::attach(run, job, &mut fetched.records).await?;
    enrich::enrich(run, job, &mut fetched.records).await?;
    setup::prepare(run, job, &mut fetched.records);
    expand::expand(run, job, &mut fetched).await?;
    job.lineage = lineage;
    if fetched.head.is_some() {
        job.state.head = fetched.head.take();
    }
    Ok(fetched)
}

/// Leaves out of a list that comes newest change first what has not changed since it was read, where reading a record
/// takes requests of its own.
fn leave_out_known(job: &Job, fetched: &mut Fetched) {
    let cursor = job.stream.cursor;
    let is_costly = |attach: &Attach| matches!(attach.ask, Ask::List { .. } | Ask::Whole { .. });
    let (Cursor::StopAt { .. }, Some(walk)) = (cursor, job.state.walks.first()) else {
        return;
    };
    if job.stream.attach.iter().any(is_costly) {
        let is_known = |record: &Value| at(cursor, record).is_some_and(|at| at < walk.low);
        fetched.known = facts(cursor, fetched).min.filter(|oldest| *oldest < walk.low);
        fetched.records.retain(|record| !is_known(record));
    }
}

/// The time of a record by which its list is read.
fn at(cursor: Cursor, record: &Value) -> Option<Time> {
    match cursor {
        Cursor::FullRefresh => None,
        Cursor::Since { field, .. }
        | Cursor::StopAt { field, .. }
        | Cursor::Ancestry { field, .. }
        | Cursor::Windows { field, .. } => first(record, field).and_then(moment),
    }
}

/// What the page says about the cursor.
fn facts(cursor: Cursor, fetched: &Fetched) -> PageFacts {
    let times = || fetched.records.iter().filter_map(|record| at(cursor, record));
    let oldest = match cursor {
        // Clocks of authors go wrong: a page is old when all of it is.
        Cursor::Ancestry { .. } => times().chain(fetched.known).max(),
        _ => times().chain(fetched.known).min(),
    };
    PageFacts {
        min: oldest,
        max: times().max(),
        next: fetched.next.clone(),
    }
}

/// What is at the first of several pointers at which there is something.
fn first<'a>(record: &'a Value, pointers: &str) -> Option<&'a Value> {
    pointers.split(' ').find_map(|pointer| record.pointer(pointer))
}

/// A moment as upstreams write it: RFC 3339, or seconds or milliseconds since the epoch.
pub(crate) fn moment(value: &Value) -> Option<Time> {
    const MILLISECONDS_FROM: i64 = 100_000_000_000;
    match value {
        Value::String(text) => Time::parse(text),
        Value::Number(number) => match number.as_i64()? {
            number if number >= MILLISECONDS_FROM => Some(Time(number.saturating_mul(1000))),
            number => Some(Time::from_seconds(number)),
        },
        _ => None,
    }
}

/// The failure of a page whose cursor leads back.
pub(crate) fn repeated(what: &str) -> Failure {
    let error = FetchError::Malformed {
        what: what.to_owned(),
        message: "the page cursor repeats".to_owned(),
    };
    Failure::new(
        Action::Fail,
        error,
        "the upstream has a fault; nothing was skipped, run again later",
    )
}
