//! What must be asked before a stream can be, and what is done to records with what was found.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Mutex;
use weir_connect::{Context, FetchError, Setup};

use super::{Job, rest};
use crate::client::Call;
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// What the setups of a run have found, by their paths.
pub(crate) type Contexts = Mutex<BTreeMap<&'static str, Arc<Context>>>;

/// Asks what the stream's setup wants to know, unless it is known in this run.
pub(crate) async fn begin(run: &Run<'_>, job: &mut Job) -> Result<(), Halt> {
    let Some(setup) = job.stream.setup else {
        return Ok(());
    };
    if !job.context.is_empty() {
        return Ok(());
    }
    // Held while it is asked: streams that begin at the same time want the same.
    let mut contexts = run.contexts.lock().await;
    let known = if let Some(known) = contexts.get(setup.path) {
        Arc::clone(known)
    } else {
        let found = Arc::new(ask(run, job, setup).await?);
        contexts.insert(setup.path, Arc::clone(&found));
        found
    };
    job.context = known;
    Ok(())
}

async fn ask(run: &Run<'_>, job: &Job, setup: Setup) -> Result<Context, Halt> {
    let client = run.client()?;
    let url = rest::url(client.base(), setup.path, |name| job.place.value(name, run.spec))?;
    let what = format!("what stream `{}` needs to know", job.stream.name);
    let call = Call::get(url, what, job.stream.permission);
    let answer = client.send(&call, job.desk(run)).await?;
    (setup.read)(&run.spec.config, &answer.json).map_err(|message| {
        let error = FetchError::Config { message };
        Failure::new(
            weir_connect::Action::Fail,
            error,
            "change the integration's configuration",
        )
        .into()
    })
}

/// A value for a placeholder of a path; a list is written with commas.
pub(super) fn text(context: &Context, name: &str) -> Option<String> {
    match context.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            Some(texts.join(","))
        }
        _ => None,
    }
}

/// Changes records before anything of them is stored, and says of each whether it stays.
pub(crate) fn prepare(run: &Run<'_>, job: &Job, records: &mut Vec<Value>) -> Vec<bool> {
    if let Some(prepare) = job.stream.prepare {
        for record in records.iter_mut() {
            prepare(record, &job.context);
        }
    }
    let stays: Vec<bool> = records.iter().map(|record| !record.is_null()).collect();
    records.retain(|record| !record.is_null());
    let gone = stays.len() - records.len();
    if gone > 0 {
        job.desk(run).skip("not chosen in the configuration", gone as u64);
    }
    stays
}
