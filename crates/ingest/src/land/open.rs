//! The queue of records that are to be read again: those that are not final, and those that became so a while ago.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use weir_connect::{Refresh, RefreshBy, Stream};
use weir_model::Time;

use crate::clock::plus_seconds;
use crate::fetch::Job;
use crate::sync::Run;
use crate::{OpenChange, OpenRecord, RecordName};

/// Which records are in the queue and not final. Only hashes are kept: a company may have a million open ones, and a
/// mistake costs one change that changes nothing.
pub(crate) struct Queue {
    hasher: RandomState,
    open: Mutex<HashSet<u64>>,
}

impl Queue {
    pub(crate) fn new(names: &[RecordName]) -> Self {
        let hasher = RandomState::new();
        let open = names.iter().map(|name| hasher.hash_one(name)).collect();
        Self {
            hasher,
            open: Mutex::new(open),
        }
    }

    /// Notes that a record is not in the queue any more, or is final.
    pub(crate) fn forget(&self, name: &RecordName) {
        let hash = self.hasher.hash_one(name);
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&hash);
    }

    /// Accounts for records on a page: those that are not final come into the queue, those that were in it and are
    /// final are looked at once more or leave it.
    pub(crate) fn seen<'a>(
        &self,
        run: &Run<'_>,
        job: &Job,
        records: impl Iterator<Item = (String, &'a (String, bool))>,
    ) -> Vec<OpenChange> {
        let Some(refresh) = &job.stream.refresh else {
            return Vec::new();
        };
        let now = run.now();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changes = Vec::new();
        for (handle, (key, is_final)) in records.filter(|(_, (key, _))| !key.is_empty()) {
            let name = job.name(key);
            let hash = self.hasher.hash_one(&name);
            let fresh = OpenRecord {
                name,
                handle,
                due: plus_seconds(now, refresh.first.into()),
                tries: 0,
                late: false,
            };
            match (is_final, open.contains(&hash)) {
                (false, false) => {
                    open.insert(hash);
                    changes.push(OpenChange::Set(fresh));
                }
                (true, true) => {
                    open.remove(&hash);
                    changes.push(ended(fresh, refresh, now));
                }
                _ => {}
            }
        }
        changes
    }
}

/// The upstream's global id of a record, where reading it again takes one.
pub(super) fn handle(stream: &Stream, record: &Value) -> String {
    match stream.refresh.as_ref().map(|refresh| &refresh.by) {
        Some(RefreshBy::Nodes(nodes)) => record.pointer(nodes.id).and_then(Value::as_str),
        _ => None,
    }
    .unwrap_or_default()
    .to_owned()
}

/// What becomes of an entry of the queue after it was looked at.
pub(crate) fn looked_at(entry: OpenRecord, refresh: &Refresh, is_final: bool, now: Time) -> OpenChange {
    if is_final {
        return ended(entry, refresh, now);
    }
    let tries = entry.tries.saturating_add(1);
    let pause = i64::from(refresh.first) << tries.min(20);
    OpenChange::Set(OpenRecord {
        due: plus_seconds(now, pause.min(refresh.longest.into())),
        tries,
        late: false,
        ..entry
    })
}

fn ended(entry: OpenRecord, refresh: &Refresh, now: Time) -> OpenChange {
    if entry.late || refresh.late == 0 {
        return OpenChange::Drop(entry.name);
    }
    OpenChange::Set(OpenRecord {
        due: plus_seconds(now, refresh.late.into()),
        late: true,
        ..entry
    })
}
