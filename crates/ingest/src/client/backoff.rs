use std::time::Duration;

use rand::Rng as _;
use reqwest::header::HeaderMap;
use weir_model::Time;

use crate::Options;
use crate::clock::plus_seconds;

/// Pauses that double, each cut by chance to between half and all of it, so that many clients do not come
/// back at the same moment.
pub(super) struct Backoff {
    pause: Duration,
    longest: Duration,
}

impl Backoff {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            pause: options.first_pause,
            longest: options.longest_pause,
        }
    }

    pub(super) fn next(&mut self) -> Duration {
        let full = self.pause.min(self.longest);
        self.pause = full * 2;
        full.mul_f64(rand::rng().random_range(0.5..=1.0))
    }
}

/// When `Retry-After` says to come back: seconds, or an HTTP date.
pub(super) fn retry_after(headers: &HeaderMap, now: Time) -> Option<Time> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(plus_seconds(now, i64::from(seconds)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(chrono::DateTime::<chrono::Utc>::from(date).into())
}
