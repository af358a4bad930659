use std::collections::BTreeMap;

use weir_connect::{Cost, Load};
use weir_model::Time;

use super::count::newer;
use super::estimate::{self, Spent};
use super::facts::StreamFacts;
use super::pace::{Bucket, Pace, Work};
use super::{Basis, StreamPlan};

/// Fifty a page at two points, and one in fifty takes a request more; what is asked before is not part of it.
fn price(load: &Load) -> Cost {
    let records = load.of("pulls");
    let pages = records.div_ceil(50).max(load.partitions.min(records));
    Cost {
        requests: 3 + pages + records / 50,
        points: pages * 2 + records / 50,
    }
}

fn facts(missing: u64, counts: &[u64]) -> StreamFacts {
    StreamFacts {
        name: "pulls",
        graphql: true,
        missing,
        asked: counts.len() as u64,
        counts: counts.to_vec(),
        parts: 1,
        page_size: Some(50),
        ..StreamFacts::default()
    }
}

fn one(facts: StreamFacts, earlier: &[Spent]) -> StreamPlan {
    estimate::streams(&[facts], &Load::default(), price, earlier).remove(0)
}

fn spent(seconds: u64, records: u64, requests: u64, points: u64) -> Spent {
    Spent {
        seconds,
        streams: BTreeMap::from([("pulls".to_owned(), (records, Cost { requests, points }))]),
    }
}

fn figures(plan: &StreamPlan) -> (Option<u64>, Option<u64>, Option<u64>) {
    (plan.records, plan.requests, plan.points)
}

#[test]
fn what_was_never_read_costs_the_connectors_price() {
    let plan = one(facts(1, &[1000]), &[]);
    assert_eq!(figures(&plan), (Some(1000), Some(40), Some(60)));
    assert_eq!(plan.basis, Basis::Counted);
}

#[test]
fn partitions_that_were_asked_stand_for_the_others() {
    // Of ten, two were asked: one has a page and a half, the other nothing, which takes a request all the same.
    let plan = one(facts(10, &[75, 0]), &[]);
    // 5 · (2 pages + 1 long one) + 5 · 1
    assert_eq!(figures(&plan), (Some(375), Some(20), Some(35)));
    assert_eq!(plan.basis, Basis::Sampled { asked: 2, of: 10 });
    // One in fifty of 3,000 in a hundred partitions is rare in none of them.
    let plan = one(facts(100, &[30; 100]), &[]);
    assert_eq!(figures(&plan), (Some(3000), Some(160), Some(260)));
}

#[test]
fn what_nothing_tells_is_unknown_and_not_zero() {
    let plan = one(facts(3, &[]), &[]);
    assert_eq!((figures(&plan), plan.basis), ((None, None, None), Basis::Unknown));
    let read = StreamFacts {
        read: 4,
        ..facts(0, &[])
    };
    assert_eq!(one(read, &[]).requests, None);
    let nothing = one(facts(0, &[]), &[]);
    assert_eq!(
        (figures(&nothing), nothing.basis),
        ((Some(0), Some(0), Some(0)), Basis::Nothing)
    );
}

#[test]
fn what_is_new_takes_what_it_took() {
    let read = StreamFacts {
        read: 4,
        ..facts(0, &[])
    };
    // The first sync, which read everything, does not count for more than any other.
    let earlier = [spent(9, 12, 5, 8), spent(8, 10, 4, 8), spent(900, 9000, 400, 600)];
    let plan = one(read.clone(), &earlier);
    assert_eq!(figures(&plan), (Some(12), Some(5), Some(8)));
    assert_eq!(plan.basis, Basis::Earlier { tasks: 3 });
    // One more repository: what is new in the four, and all of the fifth.
    let more = StreamFacts {
        missing: 1,
        ..facts(1, &[100])
    };
    let plan = one(StreamFacts { read: 4, ..more }, &earlier);
    assert_eq!(figures(&plan), (Some(112), Some(9), Some(14)));
}

#[test]
fn lists_that_are_read_in_parts_end_as_often() {
    let parts = StreamFacts {
        parts: 3,
        ..facts(4, &[50, 0])
    };
    // 2 · (1 page + 1 long one + 2 ends) + 2 · 3
    assert_eq!(one(parts, &[]).requests, Some(14));
    let along = StreamFacts {
        name: "other",
        parts: 0,
        along_with: Some("pulls"),
        ..facts(4, &[50, 0])
    };
    let parts = StreamFacts {
        parts: 3,
        ..facts(4, &[50, 0])
    };
    let plans = estimate::streams(&[parts, along], &Load::default(), price, &[]);
    assert_eq!(plans[1].requests, Some(14), "one with each page");
}

#[test]
fn lists_of_one_request_cost_it() {
    let list = StreamFacts {
        one_request: true,
        setup: 1,
        ..facts(7, &[])
    };
    let plan = one(list, &[]);
    assert_eq!((plan.records, plan.requests), (None, Some(8)));
}

#[test]
fn a_stream_without_a_price_costs_its_pages() {
    let other = StreamFacts {
        name: "other",
        graphql: false,
        ..facts(1, &[101])
    };
    assert_eq!(one(other, &[]).requests, Some(3));
}

#[test]
fn the_newest_of_a_list_tell_how_many_are_new_enough() {
    let day = |days: i64| days * 86_400_000_000;
    let now = day(1000);
    let times: Vec<i64> = (0..100).map(|back| now - day(back)).collect();
    // Half of the times are within 50 days.
    assert_eq!(newer(5000, &times, now - day(49), now), Some(50));
    // All are: 100 in 99 days are 202 in 200 days, of at most as many as there are.
    assert_eq!(newer(5000, &times, now - day(200), now), Some(202));
    assert_eq!(newer(150, &times, now - day(200), now), Some(150));
    assert_eq!(newer(100, &times, now - day(200), now), Some(100));
    assert_eq!(newer(0, &[], now, now), Some(0));
    assert_eq!(newer(7, &[], now, now), None);
}

fn pace() -> Pace {
    Pace {
        answer_ms: Some(500),
        at_a_time: 4,
        kept: 36,
        credentials: 1,
        server_seconds: None,
        buckets: vec![
            Bucket {
                name: "core",
                per_hour: Some(5000),
                per_minute: Some(900),
                left: None,
            },
            Bucket {
                name: "graphql",
                per_hour: Some(5000),
                per_minute: None,
                left: Some((5000, 1800)),
            },
        ],
    }
}

#[test]
fn time_is_what_holds_it_up_most() {
    let work = Work {
        requests: 80,
        rest: 40,
        graphql: 40,
        points: 60,
    };
    assert_eq!(pace().seconds(&work), Some(10));
    let slow = Pace {
        server_seconds: Some(60),
        ..pace()
    };
    // 40 s of answers at 38 s a minute.
    assert_eq!(slow.seconds(&work), Some(63));
    let unknown = Pace {
        answer_ms: None,
        ..pace()
    };
    assert_eq!(unknown.seconds(&work), None);
}

#[test]
fn a_quota_that_does_not_do_is_waited_for() {
    let points = |points| Work {
        requests: 1,
        points,
        graphql: 1,
        rest: 0,
    };
    // 3,200 of 5,000 may be used.
    assert_eq!(pace().seconds(&points(3200)), Some(1));
    assert_eq!(pace().seconds(&points(3201)), Some(1800));
    assert_eq!(pace().seconds(&points(6401)), Some(1800 + 3600));
    let two = Pace {
        credentials: 2,
        ..pace()
    };
    let rest = Work {
        requests: 1,
        rest: 6400,
        ..Work::default()
    };
    // Two credentials: 6,400 an hour, and 1,152 a minute.
    assert_eq!(two.seconds(&rest), Some(300));
}

#[test]
fn a_plan_is_kept_as_it_was_made() {
    let plan = super::Plan {
        requests: Some(20),
        points: Some(35),
        seconds: None,
        bytes: None,
        at_least: true,
        pace_ms: None,
        asked: 2,
        at: Time(0),
        streams: vec![one(facts(10, &[75, 0]), &[]), one(facts(3, &[]), &[])],
    };
    let text = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<super::Plan>(&text).unwrap(), plan);
}
