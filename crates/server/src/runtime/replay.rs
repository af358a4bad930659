//! Mapping stored raw records again: a fix in a mapping needs no request.

use std::collections::BTreeMap;

use weir_control::StreamReport;
use weir_ingest::{IntegrationSpec, LandedPage, Store, replay};

use super::durable::Durable;
use super::supervisor::now;
use super::{Home, RunError, convert};

/// Rows are landed as a sync lands them, so they win over those that an older mapping made of the same records.
pub(super) async fn run(
    home: &Home,
    spec: &IntegrationSpec,
    store: &Durable,
) -> Result<Vec<StreamReport>, RunError> {
    let mut reports: BTreeMap<String, StreamReport> = BTreeMap::new();
    let mut pages = home.lake.raw(&spec.id).await?;
    while let Some(records) = pages.next().await? {
        for (stream, records) in by_stream(records) {
            let replayed = replay(spec.connector, &spec.id, &records);
            let report = reports.entry(stream.clone()).or_insert_with(|| StreamReport {
                stream,
                started_at: Some(now()),
                ..StreamReport::default()
            });
            report.totals.records += records.len() as u64;
            report.totals.rows += replayed.rows.len() as u64;
            for (reason, count) in replayed.skipped {
                *report.skipped.entry(reason).or_default() += count;
            }
            for drift in &replayed.drift {
                *report
                    .drift
                    .entry(format!("{}={}", drift.field, drift.value))
                    .or_default() += 1;
            }
            report.finished_at = Some(now());
            store
                .land(LandedPage {
                    integration: spec.id.clone(),
                    stream: "replay",
                    rows: replayed.rows,
                    drift: replayed.drift,
                    ..LandedPage::default()
                })
                .await?;
        }
    }
    store.barrier().await?;
    Ok(reports.into_values().collect())
}

fn by_stream(records: Vec<weir_lake::RawRecord>) -> BTreeMap<String, Vec<weir_ingest::RawRecord>> {
    let mut streams: BTreeMap<String, Vec<weir_ingest::RawRecord>> = BTreeMap::new();
    for record in records {
        let of_stream = streams.entry(record.stream.clone()).or_default();
        of_stream.push(convert::fetched(record));
    }
    streams
}
