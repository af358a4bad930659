//! A bounded cache of things that are expensive to compute.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::MeasureError;

/// Values by key; the least recently used leave when the whole weighs more than allowed. Two callers that ask for the same
/// key at once share one computation.
#[derive(Debug)]
pub(crate) struct Cache<K, V> {
    /// The most recently used last.
    entries: Mutex<Vec<Entry<K, V>>>,
    limit: usize,
}

#[derive(Debug)]
struct Entry<K, V> {
    key: K,
    cell: Arc<OnceCell<Arc<V>>>,
    bytes: usize,
}

impl<K: Eq + Hash + Clone, V> Cache<K, V> {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            entries: Mutex::new(Vec::new()),
            limit,
        }
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// The value of the key, computed when it is not there. A failure is not kept.
    pub(crate) async fn get(
        &self,
        key: K,
        bytes: fn(&V) -> usize,
        compute: impl AsyncFnOnce() -> Result<V, MeasureError>,
    ) -> Result<Arc<V>, MeasureError> {
        let cell = self.cell(&key);
        let value = cell
            .get_or_try_init(async || compute().await.map(Arc::new))
            .await?
            .clone();
        self.weigh(&key, bytes(&value));
        Ok(value)
    }

    fn cell(&self, key: &K) -> Arc<OnceCell<Arc<V>>> {
        let mut entries = self.lock();
        let entry = match entries.iter().position(|entry| entry.key == *key) {
            Some(at) => entries.remove(at),
            None => Entry {
                key: key.clone(),
                cell: Arc::default(),
                bytes: 0,
            },
        };
        let cell = entry.cell.clone();
        entries.push(entry);
        cell
    }

    /// Notes what a value weighs, and lets go of the least recently used that are too much. The newest always stays.
    fn weigh(&self, key: &K, bytes: usize) {
        let mut entries = self.lock();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key == *key) {
            entry.bytes = bytes;
        }
        let mut total: usize = entries.iter().map(|entry| entry.bytes).sum();
        while total > self.limit && entries.len() > 1 {
            total -= entries.remove(0).bytes;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Entry<K, V>>> {
        // Nothing in here panics with the lock held; and a cache is as good after a panic as before.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_least_recently_used_leave_first_and_failures_are_not_kept() {
        let cache: Cache<u32, u32> = Cache::new(20);
        let get = async |key: u32, value: u32| *cache.get(key, |_| 10, async || Ok(value)).await.unwrap();
        let failed = cache
            .get(
                1,
                |_| 10,
                async || Err(MeasureError::InvalidCursor("x".to_owned())),
            )
            .await;
        assert!(failed.is_err());
        assert_eq!(get(1, 1).await, 1);
        assert_eq!(get(2, 2).await, 2);
        assert_eq!(get(1, 0).await, 1);
        assert_eq!(get(3, 3).await, 3);
        assert_eq!((get(1, 0).await, get(2, 9).await), (1, 9));
    }
}
