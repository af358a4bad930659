//! Lists that are asked for many records at once, and put into them.

use std::collections::HashMap;

use serde_json::{Map, Value};
use weir_connect::Enrich;

use super::{Job, body, listed, rest};
use crate::client::Call;
use crate::failure::Halt;
use crate::sync::Run;

/// Puts into the records what belongs to them.
pub(super) async fn enrich(run: &Run<'_>, job: &Job, records: &mut [Value]) -> Result<(), Halt> {
    for enrich in job.stream.enrich {
        let mut places = HashMap::new();
        let mut ids = Vec::new();
        for (place, record) in records.iter_mut().enumerate() {
            // Also without entries the list is there: it was asked for, and is empty.
            if list(record, enrich.into).is_some()
                && let Some(id) = record.pointer(enrich.id).and_then(Value::as_str)
            {
                ids.push(id.to_owned());
                places.insert(id.to_owned(), place);
            }
        }
        for ids in ids.chunks(enrich.per_request.max(1)) {
            some(run, job, enrich, ids, |id, entries| {
                let list = places
                    .get(id)
                    .and_then(|place| list(&mut records[*place], enrich.into));
                if let Some(list) = list {
                    list.extend(entries);
                }
            })
            .await?;
        }
    }
    Ok(())
}

/// Reads all pages for these ids.
async fn some(
    run: &Run<'_>,
    job: &Job,
    enrich: &Enrich,
    ids: &[String],
    mut each: impl FnMut(&str, Vec<Value>),
) -> Result<(), Halt> {
    let what = format!("{}, `{}` of its records", job.what(), enrich.into.join("."));
    let client = run.client()?;
    let value = |name: &str| match name {
        "ids" => Some(ids.iter().map(String::as_str).collect()),
        name => job.place.value(name, run.spec).map(Value::String),
    };
    let call = |token: Option<&str>| -> Result<Call, Halt> {
        let mut asked = body::rendered(&enrich.ask, &value)?;
        body::paged(enrich.page, token, &mut asked);
        let url = rest::url(client.base(), enrich.ask.path, |name| {
            job.place.value(name, run.spec)
        })?;
        Ok(Call {
            post: Some(Value::Object(asked).to_string()),
            ..Call::get(url, what.clone(), job.stream.permission)
        })
    };
    let take = |entries: Vec<Value>| {
        for mut entry in entries {
            let entries = entry.pointer_mut(enrich.list).map(Value::take);
            if let (Some(id), Some(Value::Array(entries))) =
                (entry.pointer(enrich.of).and_then(Value::as_str), entries)
            {
                each(id, entries);
            }
        }
    };
    listed::pages(run, job.desk(run), (enrich.items, enrich.page), &what, call, take).await?;
    Ok(())
}

/// The list at that place in a record, made if it is not there.
fn list<'a>(record: &'a mut Value, path: &[&str]) -> Option<&'a mut Vec<Value>> {
    let (last, objects) = path.split_last()?;
    let mut at = record;
    for key in objects {
        let entry = at.as_object_mut()?.entry(*key).or_insert(Value::Null);
        if entry.is_null() {
            *entry = Value::Object(Map::new());
        }
        at = entry;
    }
    let entry = at.as_object_mut()?.entry(*last).or_insert(Value::Null);
    if entry.is_null() {
        *entry = Value::Array(Vec::new());
    }
    entry.as_array_mut()
}
