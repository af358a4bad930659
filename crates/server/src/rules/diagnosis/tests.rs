use weir_control::{
    Failing, Health, Quota, StreamReport, Task, TaskCounts, TaskError, TaskKind, TaskLane, TaskStatus, Totals,
};
use weir_model::Time;

use super::{Condition, Facts, Severity, State, StreamFacts, Summary, diagnose, stream_state, summary};
use crate::api::runtime::HostState;
use crate::rules::schedule::{Backoff, DAY, MINUTE};

const NOW: Time = Time::from_seconds(1_770_000_000);

fn ago(minutes: i64) -> Time {
    Time(NOW.0 - minutes * MINUTE)
}

fn task(status: TaskStatus, class: Option<&str>) -> Task {
    Task {
        id: 9,
        integration: 1,
        kind: TaskKind::Sync,
        status,
        lane: TaskLane::Tail,
        attempt: 1,
        plan: None,
        since: None,
        started_at: ago(4),
        finished_at: (status != TaskStatus::Running).then(|| ago(3)),
        totals: Totals::default(),
        error: class.map(|class| TaskError {
            class: class.to_owned(),
            message: format!("it is {class}"),
            hint: "do something".to_owned(),
            stream: Some("issues".to_owned()),
            partition: None,
        }),
        streams: vec![],
    }
}

/// An integration that is caught up.
fn well() -> Facts {
    Facts {
        now: NOW,
        created_at: ago(60 * 24),
        updated_at: ago(60 * 24),
        last: Some(task(TaskStatus::Succeeded, None)),
        last_success: Some(ago(3)),
        next: Some(Time(NOW.0 + 2 * MINUTE)),
        week: TaskCounts {
            succeeded: 5,
            ..TaskCounts::default()
        },
        expected: 15 * MINUTE,
        deleting_since: None,
        paused_at: None,
        failing: None,
        backoff: None,
        quotas: vec![],
        free_percent: 20,
        hosts: vec![],
        credential_ends: None,
        webhook_silent_since: None,
    }
}

fn failed(class: &str) -> Facts {
    Facts {
        last: Some(task(TaskStatus::Failed, Some(class))),
        failing: Some(Failing {
            failures: 2,
            since: ago(20),
            last: ago(3),
        }),
        week: TaskCounts {
            succeeded: 5,
            failed: 2,
            ..TaskCounts::default()
        },
        ..well()
    }
}

/// The condition that must hold, as the first.
fn first(facts: &Facts) -> (Health, Condition) {
    let diagnosis = diagnose(facts);
    (diagnosis.status, diagnosis.conditions[0].clone())
}

#[track_caller]
fn expect(facts: &Facts, status: Health, state: State, severity: Severity) -> Condition {
    let (found, condition) = first(facts);
    assert_eq!(
        (found, condition.state, condition.severity),
        (status, state, severity)
    );
    condition
}

#[test]
fn caught_up_is_healthy_and_says_when() {
    let healthy = expect(&well(), Health::Healthy, State::Healthy, Severity::Ok);
    assert_eq!(healthy.since, Some(ago(3)));
    assert_eq!(diagnose(&well()).reason, None);
    assert!(diagnose(&well()).broken().is_none());
    assert_eq!(summary(&well()), Summary::Healthy);
}

#[test]
fn a_failed_task_is_told_by_its_class() {
    let states = [
        ("unauthorized", State::Unauthorized),
        ("missing_permission", State::MissingPermission),
        ("unreachable", State::Unreachable),
        ("upstream", State::UpstreamFault),
        ("malformed", State::UpstreamFault),
        ("config", State::Misconfigured),
        ("store", State::Storage),
        ("git", State::Failed),
        ("not_found", State::Failed),
    ];
    for (class, state) in states {
        let condition = expect(&failed(class), Health::Failed, state, Severity::Critical);
        assert_eq!(condition.since, Some(ago(20)), "since the first failure");
        assert_eq!(condition.fix.as_deref(), Some("do something"));
        assert_eq!(condition.stream.as_deref(), Some("issues"));
    }
    assert_eq!(summary(&failed("git")), Summary::NeedsAttention);
}

#[test]
fn changed_settings_are_unknown_until_they_are_tried() {
    let facts = Facts {
        updated_at: ago(1),
        ..failed("unauthorized")
    };
    expect(&facts, Health::Unknown, State::SettingsChanged, Severity::Info);
}

#[test]
fn nothing_has_run_yet() {
    let facts = Facts {
        last: None,
        last_success: None,
        week: TaskCounts::default(),
        ..well()
    };
    let condition = expect(&facts, Health::Unknown, State::NeverRun, Severity::Info);
    assert_eq!(condition.reason, "nothing has been ingested yet");
    assert_eq!(summary(&facts), Summary::Unknown);
}

#[test]
fn the_first_sync_is_not_any_sync() {
    let running = Facts {
        last: Some(task(TaskStatus::Running, None)),
        ..well()
    };
    expect(&running, Health::Healthy, State::Running, Severity::Info);
    let first = Facts {
        last_success: None,
        week: TaskCounts::default(),
        ..running
    };
    expect(&first, Health::Unknown, State::FirstSync, Severity::Info);
}

#[test]
fn paused_keeps_its_status_until_a_week_has_passed() {
    let facts = Facts {
        paused_at: Some(ago(60)),
        last_success: Some(ago(70)),
        ..well()
    };
    let condition = expect(&facts, Health::Healthy, State::Paused, Severity::Info);
    assert_eq!(condition.since, Some(ago(60)));
    assert_eq!(summary(&facts), Summary::Paused);
    let long = Facts {
        week: TaskCounts::default(),
        ..facts
    };
    expect(&long, Health::Unknown, State::Paused, Severity::Info);
}

#[test]
fn deleting_is_told() {
    let facts = Facts {
        deleting_since: Some(ago(1)),
        ..well()
    };
    expect(&facts, Health::Healthy, State::Deleting, Severity::Info);
}

#[test]
fn late_is_later_than_the_schedule_allows() {
    let just = Facts {
        last_success: Some(ago(15)),
        ..well()
    };
    expect(&just, Health::Healthy, State::Healthy, Severity::Ok);
    let late = Facts {
        last_success: Some(ago(16)),
        ..well()
    };
    let condition = expect(&late, Health::Healthy, State::Delayed, Severity::Warning);
    assert_eq!(condition.since, Some(ago(1)));
    assert!(diagnose(&late).broken().is_some());
}

#[test]
fn throttled_says_until_when() {
    let mut facts = Facts {
        last: Some(task(TaskStatus::Throttled, Some("throttled"))),
        ..well()
    };
    let condition = expect(&facts, Health::Healthy, State::Throttled, Severity::Warning);
    assert_eq!(condition.until, facts.next);
    let reset = Time(NOW.0 + 30 * MINUTE);
    facts.quotas = vec![Quota {
        bucket: "core".to_owned(),
        limit: Some(5000),
        remaining: 0,
        reset_micros: Some(reset.0),
    }];
    let condition = expect(&facts, Health::Healthy, State::Throttled, Severity::Warning);
    assert_eq!(condition.until, Some(reset));
    // The default fifth stays free, so the end comes earlier; the share is the integration's own choice.
    facts.quotas[0].remaining = 1000;
    let condition = expect(&facts, Health::Healthy, State::Throttled, Severity::Warning);
    assert!(
        condition.reason.contains("left to others"),
        "{}",
        condition.reason
    );
    let generous = Facts {
        free_percent: 10,
        quotas: facts.quotas.clone(),
        ..well()
    };
    expect(&generous, Health::Healthy, State::Healthy, Severity::Ok);
    let refilled = Facts {
        quotas: vec![Quota {
            reset_micros: Some(ago(1).0),
            ..facts.quotas[0].clone()
        }],
        ..well()
    };
    expect(&refilled, Health::Healthy, State::Healthy, Severity::Ok);
}

#[test]
fn a_credential_that_ends_is_told_before_and_after() {
    let ends = |days: i64| Facts {
        credential_ends: Some(Time(NOW.0 + days * DAY)),
        ..well()
    };
    expect(&ends(15), Health::Healthy, State::Healthy, Severity::Ok);
    let soon = expect(
        &ends(3),
        Health::Healthy,
        State::CredentialExpiring,
        Severity::Warning,
    );
    assert_eq!(soon.reason, "the credential ends in 3 days");
    expect(
        &ends(-1),
        Health::Failed,
        State::CredentialExpired,
        Severity::Critical,
    );
}

#[test]
fn a_stream_without_permission_is_a_warning() {
    let mut facts = well();
    let skipped = [("the permission `Issues: read` is missing".to_owned(), 3)].into();
    facts.last.as_mut().unwrap().streams = vec![StreamReport {
        stream: "issues".to_owned(),
        skipped,
        finished_at: Some(ago(3)),
        ..StreamReport::default()
    }];
    let condition = expect(
        &facts,
        Health::Healthy,
        State::MissingPermission,
        Severity::Warning,
    );
    assert_eq!(condition.stream.as_deref(), Some("issues"));
    let report = facts.last.as_ref().unwrap().streams.first();
    let stream = StreamFacts {
        enabled: true,
        report,
    };
    assert_eq!(stream_state(&facts, &stream), State::MissingPermission);
}

#[test]
fn some_failed_streams_are_named() {
    let mut facts = failed("upstream");
    let report = |stream: &str, error: Option<TaskError>| StreamReport {
        stream: stream.to_owned(),
        error,
        ..StreamReport::default()
    };
    let last = facts.last.as_mut().unwrap();
    last.streams = vec![report("issues", last.error.clone()), report("releases", None)];
    let conditions = diagnose(&facts).conditions;
    let partial = conditions
        .iter()
        .find(|one| one.state == State::PartiallyFailed)
        .unwrap();
    assert_eq!(partial.reason, "1 of 2 streams failed: issues");
}

#[test]
fn an_open_breaker_says_until_when() {
    let host = HostState {
        host: "api.example.com".to_owned(),
        breaker: "open".to_owned(),
        open_until: Some(Time(NOW.0 + MINUTE)),
        concurrency: 2,
        in_flight: 0,
    };
    let facts = Facts {
        hosts: vec![host],
        ..well()
    };
    let condition = expect(&facts, Health::Failed, State::BreakerOpen, Severity::Critical);
    assert_eq!(condition.until, Some(Time(NOW.0 + MINUTE)));
}

#[test]
fn an_interrupted_task_is_no_failure() {
    let facts = Facts {
        failing: None,
        ..failed("interrupted")
    };
    expect(&facts, Health::Unknown, State::Interrupted, Severity::Info);
}

#[test]
fn backing_off_says_when_it_is_tried_next() {
    let until = Time(NOW.0 + 10 * MINUTE);
    let facts = Facts {
        backoff: Some(Backoff {
            failures: 2,
            until: Some(until),
            reason: "no".to_owned(),
        }),
        ..failed("unreachable")
    };
    let conditions = diagnose(&facts).conditions;
    let waiting = conditions
        .iter()
        .find(|one| one.state == State::BackingOff)
        .unwrap();
    assert_eq!(waiting.until, Some(until));
}

#[test]
fn webhooks_that_stopped_are_told() {
    let facts = Facts {
        webhook_silent_since: Some(ago(600)),
        ..well()
    };
    expect(&facts, Health::Healthy, State::WebhookSilent, Severity::Warning);
}

#[test]
fn streams_have_states_of_their_own() {
    let facts = well();
    let state =
        |enabled, report: Option<&StreamReport>| stream_state(&facts, &StreamFacts { enabled, report });
    assert_eq!(state(false, None), State::Off);
    assert_eq!(state(true, None), State::NeverRun);
    let mut report = StreamReport {
        finished_at: Some(ago(3)),
        ..StreamReport::default()
    };
    assert_eq!(state(true, Some(&report)), State::Healthy);
    report.finished_at = None;
    assert_eq!(state(true, Some(&report)), State::Running);
    report.error = task(TaskStatus::Failed, Some("unreachable")).error;
    assert_eq!(state(true, Some(&report)), State::Unreachable);
}
