use serde_json::json;
use weir_control::{
    Cadence, Failing, Health, Integration, Schedule, Task, TaskError, TaskKind, TaskLane, TaskStatus,
    Timetable, Totals,
};
use weir_model::Time;

use super::{DAY, MINUTE, Moment, Next, default_timetable, next, since, valid};

fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

fn integration() -> Integration {
    Integration {
        id: 1,
        kind: "github".to_owned(),
        name: "hub".to_owned(),
        description: String::new(),
        config: json!({}),
        status: Health::Healthy,
        status_reason: None,
        status_at: time("2026-01-01"),
        created_at: time("2026-01-01"),
        updated_at: time("2026-01-01"),
        credential_expires_at: None,
        deleting_since: None,
    }
}

fn task(began: &str, status: TaskStatus, class: Option<&str>) -> Task {
    let began = time(began);
    Task {
        id: 7,
        integration: 1,
        kind: TaskKind::Sync,
        status,
        lane: TaskLane::Tail,
        attempt: 1,
        plan: None,
        since: None,
        started_at: began,
        finished_at: Some(Time(began.0 + MINUTE)),
        totals: Totals::default(),
        error: class.map(|class| TaskError {
            class: class.to_owned(),
            message: "no".to_owned(),
            hint: String::new(),
            stream: None,
            partition: None,
        }),
        streams: vec![],
    }
}

fn failing(failures: u32, last: &Task) -> Failing {
    Failing {
        failures,
        since: last.started_at,
        last: last.finished_at.unwrap(),
    }
}

fn at(
    integration: &Integration,
    schedule: &Schedule,
    last: Option<&Task>,
    failing: Option<&Failing>,
) -> Next {
    next(&Moment {
        now: time("2026-02-01T12:00:00Z"),
        integration,
        schedule,
        last,
        last_full: Some(time("2026-02-01T01:00:00Z")),
        failing,
    })
}

fn own(tail: Cadence, zone: &str) -> Schedule {
    Schedule {
        timetable: Some(Timetable {
            tail,
            time_zone: zone.to_owned(),
            ..default_timetable("github")
        }),
        paused_at: None,
    }
}

#[test]
fn the_tail_comes_minutes_after_the_last_task_and_the_full_pass_daily() {
    let last = task("2026-02-01T11:58:00Z", TaskStatus::Succeeded, None);
    let next = at(&integration(), &Schedule::default(), Some(&last), None);
    assert_eq!(next.tail, Some(time("2026-02-01T12:04:00Z")));
    assert_eq!(next.full, Some(time("2026-02-02T01:00:00Z")));
    assert_eq!(next.backoff, None);
}

#[test]
fn what_never_ran_was_changed_or_was_interrupted_is_due_now() {
    let now = Some(time("2026-02-01T12:00:00Z"));
    let usual = Schedule::default();
    assert_eq!(at(&integration(), &usual, None, None).tail, now);
    let interrupted = task("2026-02-01T11:58:00Z", TaskStatus::Failed, Some("interrupted"));
    assert_eq!(at(&integration(), &usual, Some(&interrupted), None).tail, now);
    let last = task("2026-02-01T11:58:00Z", TaskStatus::Succeeded, None);
    let mut changed = integration();
    changed.updated_at = time("2026-02-01T11:59:30Z");
    assert_eq!(at(&changed, &usual, Some(&last), None).tail, now);
}

#[test]
fn nothing_is_due_while_paused_deleted_or_running() {
    let last = task("2026-02-01T11:00:00Z", TaskStatus::Succeeded, None);
    let paused = Schedule {
        paused_at: Some(time("2026-02-01")),
        ..Schedule::default()
    };
    assert_eq!(at(&integration(), &paused, Some(&last), None), Next::default());
    let mut deleting = integration();
    deleting.deleting_since = Some(time("2026-02-01"));
    assert_eq!(
        at(&deleting, &Schedule::default(), Some(&last), None),
        Next::default()
    );
    let running = task("2026-02-01T11:00:00Z", TaskStatus::Running, None);
    assert_eq!(
        at(&integration(), &Schedule::default(), Some(&running), None),
        Next::default()
    );
}

#[test]
fn cron_follows_the_zone_over_a_change_of_the_clock() {
    // Berlin's clocks went from 2 to 3 in the night to 2026-03-29.
    let schedule = own(Cadence::Cron("30 6 * * *".to_owned()), "Europe/Berlin");
    let winter = task("2026-03-27T12:00:00Z", TaskStatus::Succeeded, None);
    let next = at(&integration(), &schedule, Some(&winter), None);
    assert_eq!(next.tail, Some(time("2026-03-28T05:30:00Z")));
    let summer = task("2026-03-28T12:00:00Z", TaskStatus::Succeeded, None);
    let next = at(&integration(), &schedule, Some(&summer), None);
    assert_eq!(next.tail, Some(time("2026-03-29T04:30:00Z")));
}

#[test]
fn failures_put_the_next_try_off_longer_and_longer() {
    let last = task("2026-02-01T11:00:00Z", TaskStatus::Failed, Some("unreachable"));
    let pauses = [1, 2, 3, 6, 7, 8, 40].map(|failures| {
        let next = at(
            &integration(),
            &Schedule::default(),
            Some(&last),
            Some(&failing(failures, &last)),
        );
        let until = next.backoff.unwrap().until;
        assert_eq!(next.tail, until);
        (until.unwrap().0 - last.finished_at.unwrap().0) / MINUTE
    });
    assert_eq!(pauses, [5, 10, 20, 160, 320, 360, 360]);
    // A rare timetable is not hurried by a failure.
    let rare = own(Cadence::EveryMinutes(600), "UTC");
    let next = at(&integration(), &rare, Some(&last), Some(&failing(1, &last)));
    assert_eq!(next.tail, Some(Time(last.finished_at.unwrap().0 + 600 * MINUTE)));
}

#[test]
fn a_refused_credential_waits_for_a_new_one() {
    let last = task("2026-02-01T11:00:00Z", TaskStatus::Failed, Some("unauthorized"));
    let usual = Schedule::default();
    let next = at(&integration(), &usual, Some(&last), Some(&failing(1, &last)));
    assert_eq!((next.tail, next.full), (None, None));
    assert_eq!(next.backoff.unwrap().until, None);
    let mut renewed = integration();
    renewed.updated_at = time("2026-02-01T11:30:00Z");
    assert!(at(&renewed, &usual, Some(&last), None).tail.is_some());
}

#[test]
fn depth_rolls_and_has_defaults_by_connector() {
    let now = time("2026-04-01");
    let depth = |kind| since(&default_timetable(kind), now).map(|time| (now.0 - time.0) / DAY);
    assert_eq!(
        ["github", "gitlab", "jira", "sonarqube", "git"].map(depth),
        [Some(90), Some(90), Some(365), Some(360), None]
    );
    let shallow = super::DEPTHS.iter().filter_map(|(_, days)| *days).min();
    assert!(shallow.unwrap() >= 90);
}

#[test]
fn timetables_that_cannot_be_kept_are_refused_by_field() {
    let usual = || default_timetable("github");
    assert!(valid(usual()).is_ok());
    let cases = [
        (
            Timetable {
                tail: Cadence::EveryMinutes(0),
                ..usual()
            },
            "tail: every 0 minutes is not between 1 and 10080",
        ),
        (
            Timetable {
                full: Some(Cadence::Cron("61 * * * *".to_owned())),
                ..usual()
            },
            "full: `61 * * * *` is no cron expression: ",
        ),
        (
            Timetable {
                tail: Cadence::Cron("0 0 * * * *".to_owned()),
                ..usual()
            },
            "tail: `0 0 * * * *` is no cron expression: ",
        ),
        (
            Timetable {
                time_zone: "Mars/Olympus".to_owned(),
                ..usual()
            },
            "there is no time zone `Mars/Olympus`",
        ),
        (
            Timetable {
                depth_days: Some(0),
                ..usual()
            },
            "depth_days 0 is not between 1 and 36500",
        ),
    ];
    for (timetable, message) in cases {
        let refused = valid(timetable).unwrap_err().message;
        assert!(refused.starts_with(message), "{refused}");
    }
}
