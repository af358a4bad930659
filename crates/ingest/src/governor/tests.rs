use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use weir_connect::{Bucket, Budget, QuotaHeaders};
use weir_model::Time;

use super::{Claim, Governor};

const NOW: Time = Time::from_seconds(1_700_000_000);
const CORE: Claim = Claim {
    bucket: "core",
    cost: 1,
    keep: 20,
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
    Governor::new("host".into(), "who".into(), &BUDGET, &[])
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
    governor.charge(Claim { keep: 0, ..CORE }, NOW).unwrap();
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
    let saved = governor.changes(NOW);
    assert_eq!((saved.len(), saved[0].remaining), (1, 20));
    assert!(governor.changes(NOW).is_empty());
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
    let saved = first.changes(NOW);
    let second = Governor::new("host".into(), "who".into(), &BUDGET, &saved);
    second.charge(CORE, NOW).unwrap_err();
    let other = Governor::new("host".into(), "someone else".into(), &BUDGET, &saved);
    other.charge(CORE, NOW).unwrap();
}

static ROLLING: Budget = Budget {
    buckets: &[Bucket {
        name: "api",
        per_hour: Some(1000),
        per_minute: None,
    }],
    headers: Some(QuotaHeaders {
        limit: "x-ratelimit-limit",
        remaining: "",
        reset: "",
        resource: "x-ratelimit-resource",
    }),
    concurrency: 2,
    server_seconds_per_minute: None,
    penalty_seconds: 60,
    docs: "",
};
const API: Claim = Claim {
    bucket: "api",
    cost: 1,
    keep: 20,
};

fn stated(limit: &'static str, near: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("x-ratelimit-limit", HeaderValue::from_static(limit));
    headers.insert("x-ratelimit-resource", HeaderValue::from_static("api"));
    if near {
        headers.insert("x-ratelimit-nearlimit", HeaderValue::from_static("true"));
    }
    headers
}

#[test]
fn a_rolling_hour_is_counted_here_and_survives_a_restart() {
    let first = Governor::new("host".into(), "who".into(), &ROLLING, &[]);
    first.settle(API, &stated("10", false), Duration::ZERO, NOW);
    for minute in 0..8 {
        first
            .charge(API, Time::from_seconds(1_700_000_000 + minute * 60))
            .unwrap();
    }
    let later = Time::from_seconds(1_700_000_500);
    let pause = first.charge(API, later).unwrap_err();
    assert_eq!(
        pause.until,
        Time::from_seconds(1_700_003_600),
        "when the first one leaves the hour"
    );
    first.charge(API, pause.until).unwrap();
    let saved = first.changes(later);
    assert_eq!((saved[0].limit, saved[0].remaining), (Some(10), 2));
    let second = Governor::new("host".into(), "who".into(), &ROLLING, &saved);
    second.settle(API, &stated("10", false), Duration::ZERO, later);
    second.charge(API, later).unwrap_err();
}

#[test]
fn what_others_spend_of_a_rolling_hour_is_believed() {
    let governor = Governor::new("host".into(), "who".into(), &ROLLING, &[]);
    governor.charge(API, NOW).unwrap();
    governor.settle(API, &stated("1000", true), Duration::ZERO, NOW);
    governor.charge(API, NOW).unwrap_err();
    governor.charge(Claim { keep: 0, ..API }, NOW).unwrap();
}

#[test]
fn history_leaves_more_than_the_tail() {
    let governor = governor();
    governor.settle(CORE, &headers(30, 1_700_000_300), Duration::ZERO, NOW);
    governor.charge(Claim { keep: 36, ..CORE }, NOW).unwrap_err();
    governor.charge(CORE, NOW).unwrap();
}
