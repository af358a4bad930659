//! The memory of this process over time, and what writing and housekeeping of the tables take of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use crate::figures::{median, resident};

/// Often enough to see what the shortest fold takes.
const TICK: Duration = Duration::from_millis(25);

/// A memory curve, taken by a thread of its own until it is dropped.
#[derive(Default)]
pub(crate) struct Memory {
    curve: Mutex<Vec<u64>>,
    /// What goes on, and what was resident when it began.
    works: Mutex<Option<(String, u64)>>,
    /// Most that each kind of work added, and how often there was one.
    added: Mutex<BTreeMap<String, (u64, usize)>>,
}

impl Memory {
    pub(crate) fn start() -> Arc<Self> {
        let memory = Arc::new(Self::default());
        let watched = Arc::downgrade(&memory);
        std::thread::spawn(move || watch(&watched));
        memory
    }

    /// The curve since the last call.
    pub(crate) fn take(&self) -> Vec<u64> {
        std::mem::take(&mut *lock(&self.curve))
    }

    /// What each kind of work added at most, as text.
    pub(crate) fn works(&self) -> String {
        let mut text = String::new();
        for (work, (added, times)) in &*lock(&self.added) {
            let _ = writeln!(text, "  {work}: {} MB more at most, {times} times", added >> 20);
        }
        text
    }

    fn look(&self) {
        let resident = resident();
        lock(&self.curve).push(resident);
        if let Some((work, before)) = &*lock(&self.works) {
            let mut added = lock(&self.added);
            let most = &mut added.entry(work.clone()).or_default().0;
            *most = (*most).max(resident.saturating_sub(*before));
        }
    }

    pub(crate) fn begins(&self, work: String) {
        lock(&self.added).entry(work.clone()).or_default().1 += 1;
        *lock(&self.works) = Some((work, resident()));
    }

    pub(crate) fn ends(&self) {
        *lock(&self.works) = None;
    }
}

fn watch(memory: &Weak<Memory>) {
    while let Some(memory) = memory.upgrade() {
        memory.look();
        drop(memory);
        std::thread::sleep(TICK);
    }
}

/// The highest value, and the one that half of the values are below.
pub(crate) fn summary(curve: &[u64]) -> (u64, u64) {
    (curve.iter().copied().max().unwrap_or(0), median(curve.to_vec()))
}

/// The highest of each tenth, in MB.
pub(crate) fn tenths(curve: &[u64]) -> String {
    let tenths = curve.chunks(curve.len().div_ceil(10).max(1));
    let highest = tenths.map(|part| (part.iter().max().unwrap_or(&0) >> 20).to_string());
    highest.collect::<Vec<_>>().join(" ")
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
