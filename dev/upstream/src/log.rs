use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;

use crate::limits::Bucket;

/// One request that was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The product that answered.
    pub product: &'static str,
    /// Its method.
    pub method: String,
    /// Its path, GitHub's `/api/v3` left out.
    pub path: String,
    /// Its query string.
    pub query: String,
    /// Which quota it was charged to.
    pub bucket: Bucket,
    /// What it was charged.
    pub cost: u64,
    /// The answer's status.
    pub status: u16,
    /// The fault that was drawn for it.
    pub fault: Option<String>,
    /// What was sent and answered, where the upstream records it.
    #[serde(skip)]
    pub exchange: Option<Exchange>,
}

/// Bodies, faults not applied.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The request's.
    pub request: Bytes,
    /// The answer's.
    pub response: Bytes,
}

/// Sums over the log.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counters {
    /// All requests to the API, git not counted.
    pub requests: u64,
    /// To REST.
    pub rest: u64,
    /// To GraphQL.
    pub graphql: u64,
    /// Points charged to GraphQL.
    pub points: u64,
    /// Requests of git clients.
    pub git: u64,
    /// Answers by status.
    pub by_status: BTreeMap<u16, u64>,
    /// Requests by path, numbers and names replaced by `*`.
    pub by_path: BTreeMap<String, u64>,
}

/// All requests since the start, or since it was cleared.
#[derive(Debug, Default)]
pub(crate) struct Log(Mutex<Vec<Entry>>);

impl Log {
    pub(crate) fn add(&self, entry: Entry) {
        self.lock().push(entry);
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn counters(&self) -> Counters {
        let mut counters = Counters::default();
        for entry in self.lock().iter() {
            *counters.by_status.entry(entry.status).or_default() += 1;
            *counters.by_path.entry(pattern(&entry.path)).or_default() += 1;
            if entry.path.contains(".git/") || entry.path.contains("/_git/") {
                counters.git += 1;
                continue;
            }
            counters.requests += 1;
            if entry.path.ends_with("/graphql") {
                counters.graphql += 1;
                counters.points += entry.cost;
            } else {
                counters.rest += 1;
            }
        }
        counters
    }
}

fn pattern(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let mut out = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let name = matches!(parts.get(1), Some(&"repos")) && (place == 2 || place == 3);
        let number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        out.push(if name || number { "*" } else { part });
    }
    out.join("/")
}
