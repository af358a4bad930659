//! Takes in what was delivered, where deliveries are themselves the records: nobody is asked.

use std::collections::BTreeMap;

use serde_json::Value;
use weir_connect::{Carried, Pushed};
use weir_control::{Control, Due, Outcome, StreamReport, TaskError, TaskStatus};
use weir_ingest::{IntegrationSpec, LandedPage, RawRecord, Store, replay};

use super::durable::{Durable, id};
use super::live::Run;
use super::supervisor::now;
use super::{Home, RunError};

/// Most deliveries, and bytes of their bodies, that are taken in together.
const MOST: u32 = 2000;
const MOST_BYTES: usize = 32 << 20;

/// Records, or parts of them, by stream and key.
type Records = BTreeMap<(&'static str, String), Value>;

/// A task over everything of an integration that is due.
pub(super) async fn run(home: &Home, spec: &IntegrationSpec, store: &Durable, run: &Run) -> Outcome {
    let mut taken = Taken {
        home,
        spec,
        store,
        reports: BTreeMap::new(),
    };
    let error = loop {
        if run.cancel.is_cancelled() {
            break None;
        }
        match taken.batch().await {
            Ok(true) => {}
            Ok(false) => break None,
            Err(error) => break Some(error),
        }
    };
    let status = match &error {
        Some(_) => TaskStatus::Failed,
        None if run.cancel.is_cancelled() => TaskStatus::Cancelled,
        None => TaskStatus::Succeeded,
    };
    Outcome {
        status,
        finished: now(),
        streams: taken.reports.into_values().collect(),
        error: error.map(|error| TaskError {
            class: "store".to_owned(),
            message: error.to_string(),
            hint:
                "look at the data directory's free space and permissions; deliveries are kept and tried again"
                    .to_owned(),
            stream: None,
            partition: None,
        }),
    }
}

struct Taken<'a> {
    home: &'a Home,
    spec: &'a IntegrationSpec,
    store: &'a Durable,
    reports: BTreeMap<&'static str, StreamReport>,
}

impl Taken<'_> {
    /// Takes in the oldest deliveries that are due; says whether there were any. They are dealt with once the rows are
    /// durable: a second time is no harm, since a record is the same however often an event is merged into it.
    async fn batch(&mut self) -> Result<bool, RunError> {
        let control = &self.home.control;
        let carried = self.spec.connector.webhooks.and_then(|webhooks| webhooks.carried);
        let due = control
            .due_deliveries(id(&self.spec.id)?, MOST, MOST_BYTES)
            .await?;
        let Some(carried) = carried.filter(|_| !due.is_empty()) else {
            return Ok(false);
        };
        // Bodies are large: parsing them must not hold up what else runs here.
        let read = tokio::task::spawn_blocking(move || read(carried, due));
        let Ok((records, touched)) = read.await else {
            return Ok(false);
        };
        let records = self.with_known(carried, records).await?;
        self.land(records).await?;
        finish(control, touched).await?;
        Ok(true)
    }

    /// Merges into what is known.
    async fn with_known(&self, carried: &Carried, mut records: Records) -> Result<Records, RunError> {
        let mut keys = BTreeMap::<&str, Vec<String>>::new();
        for (stream, key) in records.keys() {
            keys.entry(stream).or_default().push(key.clone());
        }
        for (stream, keys) in keys {
            for known in self.home.lake.raw_records(&self.spec.id, stream, &keys).await? {
                let Some(stream) = self.spec.connector.stream(stream) else {
                    continue;
                };
                let Some(new) = records.remove(&(stream.name, known.key.clone())) else {
                    continue;
                };
                let body = serde_json::from_str(&known.body).unwrap_or_default();
                records.insert((stream.name, known.key), (carried.merge)(body, new));
            }
        }
        Ok(records)
    }

    async fn land(&mut self, records: Records) -> Result<(), RunError> {
        let mut by_stream = BTreeMap::<&'static str, Vec<RawRecord>>::new();
        for ((stream, key), document) in records {
            by_stream.entry(stream).or_default().push(RawRecord {
                stream: stream.to_owned(),
                partition: String::new(),
                partition_name: String::new(),
                key,
                updated: None,
                fetched: now(),
                body: document.to_string(),
            });
        }
        for (stream, records) in by_stream {
            let mapped = replay(self.spec.connector, &self.spec.id, &records);
            let report = self.reports.entry(stream).or_insert_with(|| StreamReport {
                stream: stream.to_owned(),
                started_at: Some(now()),
                ..StreamReport::default()
            });
            report.totals.records += records.len() as u64;
            report.totals.rows += mapped.rows.len() as u64;
            for (reason, count) in mapped.skipped {
                *report.skipped.entry(reason).or_default() += count;
            }
            report.finished_at = Some(now());
            self.store
                .land(LandedPage {
                    integration: self.spec.id.clone(),
                    stream,
                    raw: mapped.raw,
                    rows: mapped.rows,
                    drift: mapped.drift,
                    ..LandedPage::default()
                })
                .await?;
        }
        Ok(self.store.barrier().await?)
    }
}

/// What deliveries hold, the oldest first, and what each touches. All of them could be read when they came; one that
/// cannot be any more touches nothing.
fn read(carried: &Carried, due: Vec<Due>) -> (Records, Vec<(i64, Vec<String>)>) {
    let mut records = Records::new();
    let mut touched = Vec::with_capacity(due.len());
    for delivery in due {
        let body: Value = serde_json::from_slice(&delivery.body).unwrap_or_default();
        let mut names = Vec::new();
        for pushed in (carried.read)(&body).unwrap_or_default() {
            let Pushed {
                stream,
                key,
                document,
            } = pushed;
            let name = format!("{stream} {key}");
            if names.len() < MOST_NAMES && !names.contains(&name) {
                names.push(name);
            }
            let known = records.remove(&(stream, key.clone()));
            let merged = match known {
                Some(known) => (carried.merge)(known, document),
                None => document,
            };
            records.insert((stream, key), merged);
        }
        touched.push((delivery.id, names));
    }
    (records, touched)
}

/// Records that the list of deliveries names for one of them: a back-fill holds thousands.
const MOST_NAMES: usize = 20;

async fn finish(control: &Control, touched: Vec<(i64, Vec<String>)>) -> Result<(), RunError> {
    Ok(control.finish_deliveries(&touched).await?)
}
