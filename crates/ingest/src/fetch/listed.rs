//! A list asked with `POST`, read to its end at once: what is still there.

use std::collections::HashSet;

use serde_json::Value;
use weir_connect::{Action, Page, Post};

use super::step::{self, Next};
use super::{Job, body, repeated, rest, setup};
use crate::client::Call;
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// Times that a list may begin again because its page token is no longer good.
const MOST_RESETS: u32 = 3;

/// All entries of a list. Every page must be given: an error leaves nothing.
pub(crate) async fn all(
    run: &Run<'_>,
    job: &mut Job,
    (ask, items, page): (&Post, &str, Page),
    what: &str,
) -> Result<Vec<Value>, Halt> {
    setup::begin(run, job).await?;
    let mut resets = 0;
    loop {
        match once(run, job, (ask, items, page), what).await {
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
    (ask, items, page): (&Post, &str, Page),
    what: &str,
) -> Result<Vec<Value>, Halt> {
    let client = run.client()?;
    let value = |name: &str| {
        let known = job.place.value(name, run.spec).map(Value::String);
        known.or_else(|| job.context.get(name).cloned())
    };
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    let mut token: Option<String> = None;
    loop {
        let mut asked = body::rendered(ask, &value)?;
        body::paged(page, token.as_deref(), &mut asked);
        let url = rest::url(client.base(), ask.path, |name| {
            value(name)?.as_str().map(str::to_owned)
        })?;
        let call = Call {
            post: Some(Value::Object(asked).to_string()),
            ..rest::get(url, what.to_owned(), job.stream.permission)
        };
        let mut answer = client.send(&call, job.desk(run)).await?;
        let count = answer.json.pointer(items).and_then(Value::as_array).map(Vec::len);
        let Some(count) = count else {
            let place = format!("no list at `{items}`");
            return Err(Failure::malformed(what, place, "the API has changed").into());
        };
        let next = step::next(page, token.as_deref(), &answer.json, &answer.headers, count)?;
        all.append(&mut rest::items(&mut answer.json, items, false));
        match next {
            Next::Token(next) if seen.insert(next.clone()) => token = Some(next),
            Next::Token(_) => return Err(repeated(what).into()),
            Next::End => return Ok(all),
            Next::OutOfReach => {
                return Err(
                    Failure::malformed(what, "the list is not complete", "nothing was removed").into(),
                );
            }
        }
    }
}
