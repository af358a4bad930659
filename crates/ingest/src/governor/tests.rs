use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use weir_connect::{Bucket, Budget, QuotaHeaders};
use weir_model::Time;

use super::{Claim, Governor};

const NOW: Time = Time::from_seconds(1_700_000_000);
const CORE: Claim = Claim {
    bucket: "core",
    cost: 1,
    lane: crate::Lane::Backfill,
    urgent: false,
};

static BUDGET: Budget = Budget {
    buckets: &[Bucket {
        name: "core",
        per_hour: Some(100),
        per_minute: Some(10),
    }],
    headers: Some(QuotaHeaders {
        limit: "x-ratelimit-limit",
        remaining: "x-ratelimit-remaining",
        reset: "x-ratelimit-reset",
        resource: "x-ratelimit-resource",
    }),
    concurrency: 2,
    server_seconds_per_minute: Some(10),
    penalty_seconds: 60,
    docs: "",
};

fn governor() -> Governor {
    Governor::new("host".into(), "who".into(), &BUDGET, 20, &[])
}

fn headers(remaining: u64, reset: i64) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("x-ratelimit-limit", HeaderValue::from_static("100"));
    headers.insert("x-ratelimit-remaining", HeaderValue::from(remaining));
    headers.insert("x-ratelimit-reset", HeaderValue::from(reset));
    headers.insert("x-ratelimit-resource", HeaderValue::from_static("core"));
    headers
}

#[test]
fn a_fifth_of_the_quota_stays_free_until_it_is_refilled() {
    let governor = governor();
    governor.settle(CORE, &headers(20, 1_700_000_300), Duration::ZERO, NOW);
    let pause = governor.charge(CORE, NOW).unwrap_err();
    assert_eq!(pause.until, Time::from_seconds(1_700_000_301));
    assert_eq!(pause.why, "quota `core` has 20 of 100 left");
    governor.charge(Claim { urgent: true, ..CORE }, NOW).unwrap();
    governor.charge(CORE, pause.until).unwrap();
}

#[test]
fn answers_that_overtake_each_other_do_not_refill() {
    let governor = governor();
    governor.settle(CORE, &headers(22, 1_700_000_300), Duration::ZERO, NOW);
    governor.settle(CORE, &headers(90, 1_700_000_300), Duration::ZERO, NOW);
    governor.charge(CORE, NOW).unwrap();
    governor.charge(CORE, NOW).unwrap();
    governor.charge(CORE, NOW).unwrap_err();
    let saved = governor.changes();
    assert_eq!((saved.len(), saved[0].remaining), (1, 20));
    assert!(governor.changes().is_empty());
}

#[test]
fn a_minute_takes_so_many() {
    let governor = governor();
    for _ in 0..8 {
        governor.charge(CORE, NOW).unwrap();
    }
    let pause = governor.charge(CORE, NOW).unwrap_err();
    assert_eq!(pause.until, Time::from_seconds(1_700_000_060));
    governor.charge(CORE, pause.until).unwrap();
}

#[test]
fn the_upstreams_own_time_is_counted() {
    let governor = governor();
    governor.settle(CORE, &HeaderMap::new(), Duration::from_secs(9), NOW);
    assert_eq!(
        governor.charge(CORE, NOW).unwrap_err().until,
        Time::from_seconds(1_700_000_060)
    );
}

#[test]
fn quotas_survive_a_restart() {
    let first = governor();
    first.settle(CORE, &headers(3, 1_700_000_300), Duration::ZERO, NOW);
    let saved = first.changes();
    let second = Governor::new("host".into(), "who".into(), &BUDGET, 20, &saved);
    second.charge(CORE, NOW).unwrap_err();
    let other = Governor::new("host".into(), "someone else".into(), &BUDGET, 20, &saved);
    other.charge(CORE, NOW).unwrap();
}
