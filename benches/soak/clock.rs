//! The machine's clock, with waits left out: when nobody has anything to do but wait, it jumps to the earliest moment
//! that somebody waits for, and the upstream's with it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use async_trait::async_trait;
use tokio::runtime::Handle;
use weir_ingest::Clock;
use weir_model::Time;
use weir_upstream::Waits;

use crate::peer::Peer;
use crate::quiet::Quiet;

/// How often it is looked whether somebody's moment has come.
const TICK: Duration = Duration::from_millis(10);
const SECOND: i64 = 1_000_000;

pub(crate) struct Skipping {
    /// Microseconds before the machine's clock.
    ahead: AtomicI64,
    waits: Waits,
}

impl Skipping {
    /// A clock for this process and for the simulator.
    pub(crate) fn start(peer: &Arc<Peer>) -> Arc<Self> {
        let clock = Arc::new(Self {
            ahead: AtomicI64::new(0),
            waits: Waits::default(),
        });
        let quiet = Quiet::new([std::process::id(), peer.process]);
        let (ticking, peer, runtime) = (Arc::downgrade(&clock), Arc::downgrade(peer), Handle::current());
        // A thread of its own, so that its work does not look like that of the others.
        std::thread::spawn(move || tick(&ticking, &peer, quiet, &runtime));
        clock
    }
}

/// Lets those go on whose moment has come, until clock or simulator are gone.
fn tick(clock: &Weak<Skipping>, peer: &Weak<Peer>, mut quiet: Quiet, runtime: &Handle) {
    let mut told = 0;
    while let (Some(clock), Some(peer)) = (clock.upgrade(), peer.upgrade()) {
        std::thread::sleep(TICK);
        clock.waits.reach(clock.now().0);
        let busy = !quiet.look();
        let Some(jump) = clock.waits.jump(clock.now().0, busy) else {
            continue;
        };
        let ahead = clock.ahead.load(Ordering::SeqCst) + jump;
        // The upstream's clock moves by whole seconds: it is before this one by less than one.
        let seconds = (ahead - told).div_euclid(SECOND) + 1;
        if runtime.block_on(peer.ask(&format!("advance {seconds}"))).is_err() {
            return;
        }
        told += seconds * SECOND;
        clock.ahead.store(ahead, Ordering::SeqCst);
        clock.waits.reach(clock.now().0);
        quiet.forget();
    }
}

#[async_trait]
impl Clock for Skipping {
    fn now(&self) -> Time {
        let now: Time = chrono::Utc::now().into();
        Time(now.0 + self.ahead.load(Ordering::SeqCst))
    }

    async fn sleep(&self, pause: Duration) {
        let pause = i64::try_from(pause.as_micros()).unwrap_or(i64::MAX);
        self.waits.until(self.now().0.saturating_add(pause)).await;
    }
}
