//! The machine's clock, with waits left out: a pause moves it, and the upstream's with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use weir_ingest::Clock;
use weir_model::Time;

use crate::Result;
use crate::peer::Peer;

pub(crate) struct Skipping {
    /// Microseconds.
    ahead: AtomicI64,
    peer: Arc<Peer>,
    /// One skips at a time: two that wait for the same moment skip once.
    skips: tokio::sync::Mutex<()>,
}

impl Skipping {
    pub(crate) fn new(peer: Arc<Peer>) -> Self {
        Self {
            ahead: AtomicI64::new(0),
            peer,
            skips: tokio::sync::Mutex::default(),
        }
    }

    pub(crate) async fn skip(&self, pause: Duration) -> Result<()> {
        let target = self.now().0 + i64::try_from(pause.as_micros())?;
        let _one = self.skips.lock().await;
        let missing = target - self.now().0;
        if missing > 0 {
            // The upstream's clock moves by whole seconds.
            let seconds = missing / 1_000_000 + 1;
            self.ahead.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
            self.peer.ask(&format!("advance {seconds}")).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Clock for Skipping {
    fn now(&self) -> Time {
        let now: Time = chrono::Utc::now().into();
        Time(now.0 + self.ahead.load(Ordering::SeqCst))
    }

    async fn sleep(&self, pause: Duration) {
        if pause < Duration::from_millis(100) || self.skip(pause).await.is_err() {
            tokio::time::sleep(pause).await;
        }
    }
}
