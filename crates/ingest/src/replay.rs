//! Landed documents mapped again, after a mapping has changed: no requests.

use std::collections::BTreeMap;

use weir_connect::{Connector, Partition, Read, Scope};
use weir_model::{Drift, Row};

use crate::RawRecord;
use crate::land::Mapped;

/// What documents become now.
#[derive(Debug, Default)]
pub struct Replayed {
    /// Rows, ids prefixed with the integration.
    pub rows: Vec<Row>,
    /// The documents under their present keys.
    pub raw: Vec<RawRecord>,
    /// Partitions they define, by stream.
    pub partitions: Vec<(String, Partition)>,
    /// Documents left out, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Values outside the documented sets.
    pub drift: Vec<Drift>,
}

/// Maps documents of an integration again.
pub fn replay(connector: &Connector, integration: &str, records: &[RawRecord]) -> Replayed {
    let mut mapped = Mapped::default();
    let mut partitions = Vec::new();
    for record in records {
        let readers = readers(connector, &record.stream);
        if readers.is_empty() {
            let reason = format!("no stream `{}` any more", record.stream);
            *mapped.skipped.entry(reason).or_default() += 1;
            continue;
        }
        let scope = Scope {
            id: &record.partition,
            name: &record.partition_name,
        };
        mapped.add(
            &readers,
            &record.stream,
            &scope,
            record.body.clone(),
            record.fetched,
        );
        partitions.extend(
            mapped
                .partitions
                .drain(..)
                .map(|found| (record.stream.clone(), found)),
        );
    }
    Replayed {
        rows: mapped.rows(integration),
        raw: mapped.raw,
        partitions,
        skipped: mapped.skipped,
        drift: mapped.batch.drift,
    }
}

/// What can read the documents of a stream: variants of a product, and ways to read, may each have their own.
fn readers(connector: &Connector, stream: &str) -> Vec<Read> {
    let mut readers: Vec<Read> = Vec::new();
    let mut kinds = Vec::new();
    for own in connector.streams.iter().filter(|own| own.name == stream) {
        if !kinds.contains(&(own.variant, own.way)) {
            kinds.push((own.variant, own.way));
            readers.push(own.read);
        }
    }
    let mut expands = connector.streams.iter().flat_map(|stream| stream.expand);
    if readers.is_empty() {
        readers.extend(
            expands
                .find(|expand| expand.stream == stream)
                .map(|expand| expand.read),
        );
    }
    readers
}
