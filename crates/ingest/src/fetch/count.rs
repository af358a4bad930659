//! How many records a list has, asked before it is read.

use serde_json::Value;
use url::Url;
use weir_connect::{Action, Count, Cursor, Page, Request, Stream};

use super::rest::page_url;
use super::windows::{seconds, stamp};
use super::{Job, Params, Place, body, setup};
use crate::client::{Answer, Call};
use crate::clock::plus_seconds;
use crate::failure::Halt;
use crate::sync::Run;
use crate::{CursorState, Lane};

const DAY: i64 = 86_400;

/// How many records are wanted of a list, as its first page says when it is asked for one record; `None` where the
/// upstream does not say.
pub(crate) async fn of(run: &Run<'_>, stream: &'static Stream, place: &Place) -> Result<Option<u64>, Halt> {
    let mut job = Job::new(stream, place.clone(), CursorState::default());
    job.lane = Lane::Probe;
    let page = with_size(stream.page, 1);
    let call = match stream.count {
        None if !states_length(stream) => return Ok(None),
        Some(Count::Many { .. }) => return Ok(None),
        _ => call(run, &mut job, page).await,
    };
    let call = match call {
        Ok(call) => call,
        Err(halt) => return refused(halt).map(|()| None),
    };
    let mut answer = match run.client()?.send(&call, job.desk(run)).await {
        Ok(answer) => answer,
        Err(halt) => return refused(halt).map(|()| Some(0)),
    };
    let list = answer.json.pointer(stream.items).and_then(Value::as_array);
    let here = list.map_or(0, Vec::len);
    Ok(stated(stream, page, &mut answer, here))
}

/// Whether the first page of a list may say how long it is.
fn states_length(stream: &Stream) -> bool {
    let by_page = match stream.page {
        Page::Link { size } => !size.0.is_empty(),
        Page::Offset { more, .. } => !more.is_empty() && !more.starts_with('!'),
        _ => false,
    };
    by_page || matches!(stream.cursor, Cursor::Windows { .. })
}

/// What a refusal means for a count: what is not there or may not be seen has nothing to read. Everything else is a
/// failure.
pub(crate) fn refused(halt: Halt) -> Result<(), Halt> {
    match halt {
        Halt::Fetch(failure)
            if matches!(
                failure.action,
                Action::NotFound | Action::MissingPermission | Action::Skip(_)
            ) =>
        {
            Ok(())
        }
        halt => Err(halt),
    }
}

async fn call(run: &Run<'_>, job: &mut Job, page: Page) -> Result<Call, Halt> {
    let stream = job.stream;
    setup::begin(run, job).await?;
    let params = params(run, stream.cursor);
    let what = format!("how many {} there are in {}", stream.name, job.place.label());
    let ask = match (stream.count, stream.request) {
        (Some(Count::Post { ask, .. }), _) => Some((ask, Page::None)),
        (_, Request::Post(ask)) => Some((ask, page)),
        _ => None,
    };
    let (url, post) = match ask {
        Some((ask, page)) => body::ask(run, job, (&ask, page), None, &params)?,
        None => (page_url(run, job, page, None, (&params, what.clone()))?, None),
    };
    Ok(Call {
        post,
        ..Call::get(url, what, stream.permission)
    })
}

/// What narrows a list to what is wanted, as when it is read.
fn params(run: &Run<'_>, cursor: Cursor) -> Params {
    let span = run.span();
    let from = stamp(seconds(span.floor));
    match cursor {
        Cursor::Since { param, .. } => Params::from([(param, from)]),
        Cursor::Windows { param, .. } => {
            let to = stamp(seconds(plus_seconds(run.started(), DAY)));
            Params::from([(param, format!("{from}..{to}"))])
        }
        Cursor::FullRefresh | Cursor::StopAt { .. } | Cursor::Ancestry { .. } => Params::new(),
    }
}

/// How many records a list has, by its first page, which holds `here` of them.
pub(crate) fn stated(stream: &Stream, page: Page, answer: &mut Answer, here: usize) -> Option<u64> {
    let number = |pointer: &str| answer.json.pointer(pointer)?.as_u64();
    match (stream.count, stream.cursor) {
        (Some(Count::Post { at, .. } | Count::Page(at)), _) => return number(at),
        (_, Cursor::Windows { total, .. }) => return number(total),
        _ => {}
    }
    if let Page::Offset { more, .. } = page
        && let Some(total) = number(more)
    {
        return Some(total);
    }
    let header = |name: &str| answer.headers.get(name)?.to_str().ok()?.trim().parse().ok();
    if let Some(total) = header("x-total") {
        return Some(total);
    }
    if super::next_link(&answer.headers).is_none() && matches!(page, Page::Link { .. } | Page::None) {
        return Some(here as u64);
    }
    let last = super::step::relation(&answer.headers, "last")?;
    let last = Url::parse(&last).ok()?;
    let (_, last) = last.query_pairs().find(|(name, _)| name == "page")?;
    let last: u64 = last.parse().ok()?;
    let size = u64::from(page_size(page)?);
    // Of the last page only that it is not empty is known: it counts as half full.
    Some((last - last.min(1)) * size + size.div_ceil(2))
}

/// The page size of a list.
pub(crate) const fn page_size(page: Page) -> Option<u32> {
    match page {
        Page::None => None,
        Page::Link { size }
        | Page::Number { size, .. }
        | Page::Offset { size, .. }
        | Page::Token { size, .. }
        | Page::NextUrl { size, .. } => Some(size.1),
    }
}

/// The same list with pages of another size.
const fn with_size(page: Page, to: u32) -> Page {
    match page {
        Page::None => Page::None,
        Page::Link { size } => Page::Link { size: (size.0, to) },
        Page::Number { page, size } => Page::Number {
            page,
            size: (size.0, to),
        },
        Page::Offset {
            offset,
            size,
            more,
            max,
        } => Page::Offset {
            offset,
            size: (size.0, to),
            more,
            max,
        },
        Page::Token { param, at, size } => Page::Token {
            param,
            at,
            size: (size.0, to),
        },
        Page::NextUrl { at, size } => Page::NextUrl {
            at,
            size: (size.0, to),
        },
    }
}
