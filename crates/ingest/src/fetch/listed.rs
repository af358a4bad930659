//! Lists that are read to their ends at once: what is still there, and what belongs to records.

use std::collections::HashSet;

use serde_json::Value;
use weir_connect::{Action, Page, Post};

use super::rest::List;
use super::step::{self, Next};
use super::{Job, Params, body, repeated, rest, setup};
use crate::board::Desk;
use crate::client::Call;
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// Times that a list may begin again because its page token is no longer good.
const MOST_RESETS: u32 = 3;

/// How a list ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With its last page.
    Whole,
    /// There is more, which the upstream does not answer.
    OutOfReach,
}

/// Reads a list page by page to its end: `call` asks for the page at a token, `each` takes its entries.
pub(super) async fn pages(
    run: &Run<'_>,
    desk: Desk<'_>,
    (items, page): (&str, Page),
    what: &str,
    call: impl Fn(Option<&str>) -> Result<Call, Halt>,
    mut each: impl FnMut(Vec<Value>),
) -> Result<End, Halt> {
    let client = run.client()?;
    let mut seen = HashSet::new();
    let mut token: Option<String> = None;
    loop {
        let call = call(token.as_deref())?;
        let mut answer = client.send(&call, desk).await?;
        let count = answer.json.pointer(items).and_then(Value::as_array).map(Vec::len);
        let Some(count) = count else {
            let hint = "the API has changed";
            return Err(Failure::malformed(what, rest::no_list(items), hint).into());
        };
        let next = step::next(page, token.as_deref(), &answer.json, &answer.headers, count)
            .map_err(|failure| rest::named(failure, what))?;
        each(rest::items(&mut answer.json, items, false));
        match next {
            Next::Token(next) if seen.insert(next.clone()) => token = Some(next),
            Next::Token(_) => return Err(repeated(what).into()),
            Next::End => return Ok(End::Whole),
            Next::OutOfReach => return Ok(End::OutOfReach),
        }
    }
}

/// What is asked for a whole list.
#[derive(Clone, Copy)]
pub(crate) enum Asked<'a> {
    /// A path with parameters that never change.
    Get(&'static str, &'static [(&'static str, &'static str)]),
    /// `POST` with a JSON body.
    Post(&'a Post),
}

/// All entries of a list. Every page must be given: an error leaves nothing.
pub(crate) async fn all(
    run: &Run<'_>,
    job: &mut Job,
    list: (Asked<'_>, &str, Page),
    what: &str,
) -> Result<Vec<Value>, Halt> {
    setup::begin(run, job).await?;
    let mut resets = 0;
    loop {
        match once(run, job, list, what).await {
            Err(Halt::Fetch(failure))
                if failure.action == Action::ResetPagination && resets < MOST_RESETS =>
            {
                resets += 1;
            }
            other => return other,
        }
    }
}

async fn once(
    run: &Run<'_>,
    job: &Job,
    (asked, items, page): (Asked<'_>, &str, Page),
    what: &str,
) -> Result<Vec<Value>, Halt> {
    let base = run.client()?.base();
    let value = |name: &str| {
        let known = job.place.value(name, run.spec).map(Value::String);
        known.or_else(|| job.context.get(name).cloned())
    };
    let text = |name: &str| value(name)?.as_str().map(str::to_owned);
    let call = |token: Option<&str>| -> Result<Call, Halt> {
        let (url, post) = match asked {
            Asked::Get(path, query) => {
                let list = List { path, query, page };
                let none = (&Params::new(), what.to_owned());
                (rest::list_url(run, list, token, none, text)?, None)
            }
            Asked::Post(ask) => {
                let mut asked = body::rendered(ask, &value)?;
                body::paged(page, token, &mut asked);
                let post = Value::Object(asked).to_string();
                (rest::url(base, ask.path, text)?, Some(post))
            }
        };
        Ok(Call {
            post,
            ..Call::get(url, what.to_owned(), job.stream.permission)
        })
    };
    let mut all = Vec::new();
    let take = |mut entries: Vec<Value>| all.append(&mut entries);
    match pages(run, job.desk(run), (items, page), what, call, take).await? {
        End::Whole => Ok(all),
        End::OutOfReach => {
            Err(Failure::malformed(what, "the list is not complete", "nothing was removed").into())
        }
    }
}
