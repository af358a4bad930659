//! Time as the engine sees it, so that tests need not wait.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use weir_model::Time;

/// Tells the time and waits.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Time;
    /// Returns after `pause`.
    async fn sleep(&self, pause: Duration);
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Time {
        chrono::Utc::now().into()
    }

    async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }
}

/// A clock whose sleeps take no time: each one moves it forward instead.
#[derive(Debug)]
pub struct TestClock {
    now: AtomicI64,
    slept: AtomicI64,
}

impl TestClock {
    /// A clock that stands at `start`.
    pub const fn new(start: Time) -> Self {
        Self {
            now: AtomicI64::new(start.0),
            slept: AtomicI64::new(0),
        }
    }

    /// Moves forward.
    pub fn advance(&self, by: Duration) {
        self.now.fetch_add(micros(by), Ordering::SeqCst);
    }

    /// Moves to a moment, later or earlier.
    pub fn set(&self, now: Time) {
        self.now.store(now.0, Ordering::SeqCst);
    }

    /// The sum of all sleeps.
    pub fn slept(&self) -> Duration {
        Duration::from_micros(self.slept.load(Ordering::SeqCst).unsigned_abs())
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Time {
        Time(self.now.load(Ordering::SeqCst))
    }

    async fn sleep(&self, pause: Duration) {
        // Two sleepers that overlap move the clock once: each waits for a moment, not for an amount.
        let target = self.now.load(Ordering::SeqCst) + micros(pause);
        tokio::task::yield_now().await;
        self.now.fetch_max(target, Ordering::SeqCst);
        self.slept.fetch_add(micros(pause), Ordering::SeqCst);
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// `time` moved by whole seconds.
pub(crate) const fn plus_seconds(time: Time, seconds: i64) -> Time {
    Time(time.0.saturating_add(seconds.saturating_mul(1_000_000)))
}

/// How long it is from `now` until `then`; zero when that is past.
pub(crate) fn until(now: Time, then: Time) -> Duration {
    Duration::from_micros(u64::try_from(then.0.saturating_sub(now.0)).unwrap_or(0))
}
