//! Lists inside records that came cut off.

use std::collections::HashSet;

use serde_json::Value;
use weir_connect::{Action, Whole};

use super::step::{self, Next};
use super::{Job, first_url, repeated, rest};
use crate::client::Call;
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// Reads again, from their own addresses, the lists that are not whole.
pub(super) async fn complete(run: &Run<'_>, job: &Job, records: &mut [Value]) -> Result<(), Halt> {
    for whole in job.stream.whole {
        for record in records.iter_mut() {
            if !is_cut(record, whole) {
                continue;
            }
            match read(run, job, whole, record).await {
                Ok(entries) => {
                    if let Some(list) = record.pointer_mut(whole.list) {
                        *list = Value::Array(entries);
                    }
                }
                Err(Halt::Fetch(failure)) if failure.action == Action::NotFound => {
                    job.desk(run).skip("deleted while it was read", 1);
                }
                Err(halt) => return Err(halt),
            }
        }
    }
    Ok(())
}

fn is_cut(record: &Value, whole: &Whole) -> bool {
    let came = record.pointer(whole.list).and_then(Value::as_array).map(Vec::len);
    let total = record.pointer(whole.total).and_then(Value::as_u64);
    came.zip(total).is_some_and(|(came, total)| total > came as u64)
}

async fn read(run: &Run<'_>, job: &Job, whole: &Whole, record: &Value) -> Result<Vec<Value>, Halt> {
    let client = run.client()?;
    let id = record.pointer("/id").and_then(Value::as_str).unwrap_or_default();
    let what = format!("{}, all of `{}` of {id}", job.what(), whole.list);
    let value = |name: &str| match name {
        "id" => Some(id.to_owned()),
        name => job.place.value(name, run.spec),
    };
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    let mut token: Option<String> = None;
    loop {
        let url = rest::url(client.base(), whole.path, value)?;
        let call = Call {
            url: first_url(whole.page, url, token.as_deref()),
            body: None,
            post: None,
            what: what.clone(),
            permission: job.stream.permission,
            cost: 1,
            urgent: false,
        };
        let mut answer = client.send(&call, job.desk(run)).await?;
        let Some(count) = answer
            .json
            .pointer(whole.items)
            .and_then(Value::as_array)
            .map(Vec::len)
        else {
            let place = format!("no list at `{}`", whole.items);
            return Err(Failure::malformed(&what, place, "the API has changed").into());
        };
        let next = step::next(whole.page, token.as_deref(), &answer.json, &answer.headers, count)?;
        all.append(&mut rest::items(&mut answer.json, whole.items, false));
        match next {
            Next::Token(next) if seen.insert(next.clone()) => token = Some(next),
            Next::Token(_) => return Err(repeated(&what).into()),
            Next::End | Next::OutOfReach => return Ok(all),
        }
    }
}
