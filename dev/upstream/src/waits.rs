//! Moments that are waited for, on a clock that leaves waits out when nobody has anything else to do.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Who waits, and until when.
#[derive(Debug, Default)]
pub struct Waits(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// By moment and by the order in which they came. Whoever gave up is found out when it is due.
    waiting: BTreeMap<(i64, u64), oneshot::Sender<()>>,
    came: u64,
}

impl Waits {
    /// Returns when the clock has come to a moment.
    pub async fn until(&self, moment: i64) {
        let (reached, wait) = oneshot::channel();
        {
            let mut state = self.state();
            state.came += 1;
            let key = (moment, state.came);
            state.waiting.insert(key, reached);
        }
        // Nobody ends the clock before those who wait.
        let _: Result<(), _> = wait.await;
    }

    /// The clock stands at a moment now: those who waited for it go on.
    pub fn reach(&self, now: i64) {
        let mut state = self.state();
        let later = state.waiting.split_off(&(now.saturating_add(1), 0));
        for reached in std::mem::replace(&mut state.waiting, later).into_values() {
            let _: Result<(), ()> = reached.send(()); // whoever waited may have given up
        }
    }

    /// How far the clock may jump: to the earliest moment that somebody waits for, and not while anybody is busy, whose
    /// time it would take.
    pub fn jump(&self, now: i64, busy: bool) -> Option<i64> {
        let mut state = self.state();
        state.waiting.retain(|_, reached| !reached.is_closed());
        let (first, _) = state.waiting.keys().next()?;
        Some(first - now).filter(|left| *left > 0 && !busy)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::Waits;

    /// Lets everything go on that can.
    async fn settle() {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn many_that_wait_go_on_at_their_moments_one_jump_after_the_other() {
        let (waits, went) = (Arc::new(Waits::default()), Arc::new(Mutex::new(Vec::new())));
        for moment in [3600, 5, 70, 5, 3600, 1, 70] {
            let (waits, went) = (Arc::clone(&waits), Arc::clone(&went));
            tokio::spawn(async move {
                waits.until(moment).await;
                went.lock().unwrap().push(moment);
                if moment == 5 {
                    // Whoever goes on may wait again, for less than the others.
                    waits.until(moment + 4).await;
                    went.lock().unwrap().push(moment + 4);
                }
            });
        }
        settle().await;
        let (mut now, mut jumps) = (0, Vec::new());
        while let Some(jump) = waits.jump(now, false) {
            assert_eq!(waits.jump(now, true), None, "somebody is busy");
            now += jump;
            jumps.push(now);
            waits.reach(now);
            settle().await;
        }
        assert_eq!(jumps, [1, 5, 9, 70, 3600]);
        assert_eq!(*went.lock().unwrap(), [1, 5, 5, 9, 9, 70, 70, 3600, 3600]);
    }

    #[tokio::test]
    async fn nobody_jumps_for_those_who_gave_up() {
        let waits = Arc::new(Waits::default());
        let gives_up = tokio::spawn({
            let waits = Arc::clone(&waits);
            async move { waits.until(10).await }
        });
        settle().await;
        assert_eq!(waits.jump(0, false), Some(10));
        gives_up.abort();
        drop(gives_up.await);
        assert_eq!(waits.jump(0, false), None);
    }
}
