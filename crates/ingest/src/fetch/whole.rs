//! Lists inside records that came cut off.

use serde_json::Value;
use weir_connect::{Action, Whole};

use super::{Job, first_url, listed, rest};
use crate::client::Call;
use crate::failure::Halt;
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
    let call = |token: Option<&str>| -> Result<Call, Halt> {
        let url = rest::url(client.base(), whole.path, value)?;
        let url = first_url(whole.page, url, token);
        Ok(Call::get(url, what.clone(), job.stream.permission))
    };
    let mut all = Vec::new();
    let take = |mut entries: Vec<Value>| all.append(&mut entries);
    listed::pages(run, job.desk(run), (whole.items, whole.page), &what, call, take).await?;
    Ok(all)
}
