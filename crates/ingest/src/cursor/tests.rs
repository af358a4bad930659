use std::collections::BTreeSet;

use proptest::prelude::*;
use weir_model::Time;

use super::{CursorState, FLOOR, IntervalSet, PageFacts, Span};

#[derive(Clone, Debug)]
enum Step {
    Add(i64, i64),
    Remove(i64, i64),
}

fn step() -> impl Strategy<Value = Step> {
    (any::<bool>(), 0i64..60, 0i64..60).prop_map(|(add, a, b)| {
        if add {
            Step::Add(a, b)
        } else {
            Step::Remove(a.min(b), a.max(b))
        }
    })
}

proptest! {
    #[test]
    fn intervals_agree_with_a_plain_set(steps in proptest::collection::vec(step(), 0..40)) {
        let mut intervals = IntervalSet::default();
        let mut plain = BTreeSet::new();
        for step in steps {
            match step {
                Step::Add(from, to) => {
                    intervals.add(Time(from), Time(to));
                    plain.extend(from..=to);
                }
                Step::Remove(from, to) => {
                    intervals.remove(Time(from), Time(to));
                    plain.retain(|moment| !(from..=to).contains(moment));
                }
            }
        }
        let gaps = intervals.gaps(Time(0), Time(59));
        for moment in 0..60 {
            prop_assert_eq!(intervals.contains(Time(moment)), plain.contains(&moment));
            prop_assert_eq!(gaps.contains(Time(moment)), !plain.contains(&moment));
        }
        prop_assert_eq!(intervals.top().map(|time| time.0), plain.last().copied());
        prop_assert_eq!(intervals.bottom().map(|time| time.0), plain.first().copied());
        for pair in intervals.intervals().windows(2) {
            prop_assert!(pair[0].1.0 + 1 < pair[1].0.0, "touching intervals are merged");
        }
        let json = serde_json::to_string(&intervals).unwrap();
        prop_assert_eq!(serde_json::from_str::<IntervalSet>(&json).unwrap(), intervals);
    }

    /// A list whose records change while runs are cut off anywhere: nothing of what the cursor claims to have
    /// covered may have been missed.
    #[test]
    fn cut_off_runs_miss_nothing(
        page in 1usize..5,
        overlap in 0u32..3,
        runs in proptest::collection::vec((0usize..8, 0usize..6), 1..12),
    ) {
        let mut newest = 100i64;
        let mut list: Vec<i64> = (0..30).map(|n| newest - n / 2).collect();
        let mut state = CursorState::default();
        let mut read = BTreeSet::new();
        let mut runs = runs;
        runs.push((0, usize::MAX));
        for (changes, pages) in runs {
            for _ in 0..changes {
                newest += 1;
                list.insert(0, newest);
            }
            newest += 1;
            let span = Span { floor: FLOOR, high: Time::from_seconds(newest + FLOOR.0 / 1_000_000) };
            state.begin_descending(span, overlap);
            for _ in 0..pages {
                let Some(walk) = state.walks.first() else { break };
                // A keyset token, as GraphQL has: the last position that was answered.
                let from = walk.token.as_ref().map_or(0, |token| {
                    let last: usize = token.parse().unwrap();
                    list.len() - last
                });
                let to = (from + page).min(list.len());
                let times: Vec<Time> =
                    list[from..to].iter().map(|n| Time::from_seconds(n + FLOOR.0 / 1_000_000)).collect();
                read.extend(list[from..to].iter().enumerate().map(|(n, _)| list.len() - from - n));
                let facts = PageFacts {
                    min: times.iter().min().copied(),
                    max: times.iter().max().copied(),
                    next: (to < list.len()).then(|| (list.len() - to).to_string()),
                };
                state.advance(&facts, true, span.floor);
            }
        }
        prop_assert!(state.walks.is_empty());
        prop_assert_eq!(read.len(), list.len(), "every record was read");
    }
}

#[test]
fn records_without_a_time_do_not_move_the_cursor() {
    let mut state = CursorState::default();
    let span = Span {
        floor: FLOOR,
        high: Time::from_seconds(1_000_000_000),
    };
    state.begin_descending(span, 0);
    let facts = PageFacts {
        next: Some("2".to_owned()),
        ..PageFacts::default()
    };
    assert!(!state.advance(&facts, true, FLOOR));
    assert_eq!(state.watermark, None);
    assert!(state.covered.is_empty());
}

#[test]
fn asking_for_more_history_later_goes_on_where_it_stopped() {
    let seconds = Time::from_seconds;
    let mut state = CursorState::default();
    let high = seconds(1_000_000_000);
    state.begin_descending(
        Span {
            floor: seconds(900_000_000),
            high,
        },
        0,
    );
    let facts = PageFacts {
        min: Some(seconds(800_000_000)),
        max: Some(high),
        next: Some("2".to_owned()),
    };
    assert!(state.advance(&facts, true, seconds(900_000_000)));
    assert!(state.finished);
    state.begin_descending(
        Span {
            floor: seconds(500_000_000),
            high,
        },
        0,
    );
    let tokens: Vec<_> = state.walks.iter().map(|walk| walk.token.as_deref()).collect();
    assert_eq!(tokens, [None, Some("2")]);
}

#[test]
fn commits_are_read_from_the_tip_while_it_tells_what_is_wanted() {
    let span = |floor: i64| Span {
        floor: Time(floor),
        high: Time(100),
    };
    let mut read = CursorState {
        way: Some("metadata".to_owned()),
        tip: Some("c".to_owned()),
        ..CursorState::default()
    };
    read.covered.add(Time(10), Time(90));
    let tip_of = |mut state: CursorState, floor: i64, way: &str| {
        state.begin_ancestry(span(floor), Some(way));
        assert_eq!((state.walks.len(), state.walks[0].low), (1, Time(floor)));
        state.tip
    };
    assert_eq!(tip_of(read.clone(), 10, "metadata").as_deref(), Some("c"));
    // More history is wanted, or more of each.
    assert_eq!(tip_of(read.clone(), 5, "metadata"), None);
    assert_eq!(tip_of(read, 10, "lines"), None);
}
