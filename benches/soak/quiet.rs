//! Whether processes have had nothing to do for a while.

use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long nothing must have happened: longer than any answer of the simulator takes, so that none is on its way.
const LONG: Duration = Duration::from_millis(350);
/// What may happen in that time all the same: timers that only look. A request takes several times as much.
const LITTLE: u64 = 800_000;

pub(crate) struct Quiet {
    processes: [u32; 2],
    /// When it was looked, and nanoseconds that the threads had run by then.
    looks: VecDeque<(Instant, u64)>,
}

impl Quiet {
    pub(crate) fn new(processes: [u32; 2]) -> Self {
        Self {
            processes,
            looks: VecDeque::new(),
        }
    }

    /// Whether all threads but this one have slept for a while. A thread that runs or waits for a processor is busy, and
    /// so is one that ran between two looks.
    pub(crate) fn look(&mut self) -> bool {
        let Some(ran) = self.ran() else {
            self.forget();
            return false;
        };
        let now = Instant::now();
        self.looks.push_back((now, ran));
        while self.looks.get(1).is_some_and(|(at, _)| now - *at >= LONG) {
            self.looks.pop_front();
        }
        let (since, before) = self.looks[0];
        now - since >= LONG && ran.saturating_sub(before) < LITTLE
    }

    /// What was before does not count any more.
    pub(crate) fn forget(&mut self) {
        self.looks.clear();
    }

    /// Nanoseconds that all other threads have run; nothing when one of them runs, or could.
    fn ran(&self) -> Option<u64> {
        let own = fs::read_link("/proc/thread-self").ok()?;
        let mut sum = 0;
        for process in self.processes {
            for thread in fs::read_dir(format!("/proc/{process}/task")).ok()? {
                let thread = thread.ok()?.path();
                if !thread.ends_with(own.file_name()?) {
                    sum += ran(&thread)?;
                }
            }
        }
        Some(sum)
    }
}

/// <https://docs.kernel.org/scheduler/sched-stats.html>
fn ran(thread: &Path) -> Option<u64> {
    let status = fs::read_to_string(thread.join("stat")).ok()?;
    if !status.rsplit(") ").next()?.starts_with('S') {
        return None;
    }
    let text = fs::read_to_string(thread.join("schedstat")).ok()?;
    text.split(' ').next()?.parse().ok()
}
