use serde_json::json;
use weir_control::{
    Cadence, ControlError, Health, NewTask, Outcome, StreamReport, TaskError, TaskFilter, TaskKind, TaskLane,
    TaskStatus, Timetable, Totals,
};
use weir_control::{Control, Task};
use weir_model::Time;

use crate::{integration, open};

const MINUTE: i64 = 60_000_000;

fn error(class: &str, message: &str) -> TaskError {
    TaskError {
        class: class.to_owned(),
        message: message.to_owned(),
        hint: "look at it".to_owned(),
        stream: Some("issues".to_owned()),
        partition: None,
    }
}

/// A task that ended so many minutes after it began.
async fn ended(control: &Control, integration: i64, kind: TaskKind, error: Option<TaskError>) -> Task {
    let task = control
        .start_task(integration, kind, None)
        .await
        .expect("task begins");
    let outcome = Outcome {
        status: error
            .as_ref()
            .map_or(TaskStatus::Succeeded, |_| TaskStatus::Failed),
        finished: Time(task.started_at.0 + MINUTE),
        streams: vec![],
        error,
    };
    control.finish_task(task.id, &outcome).await.expect("task ends")
}

#[tokio::test]
async fn a_timetable_and_a_pause_outlive_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    assert_eq!(
        control.schedule(id).await.unwrap(),
        weir_control::Schedule::default()
    );
    let timetable = Timetable {
        tail: Cadence::Cron("*/10 * * * *".to_owned()),
        full: Some(Cadence::EveryMinutes(1440)),
        depth_days: None,
        time_zone: "Europe/Berlin".to_owned(),
    };
    control.set_paused(id, true).await.unwrap();
    control.set_timetable(id, Some(&timetable)).await.unwrap();
    let since = control.schedule(id).await.unwrap().paused_at;
    control.set_paused(id, true).await.unwrap();
    control.close().await;

    let control = open(dir.path()).await;
    let schedule = control.schedule(id).await.unwrap();
    assert_eq!(schedule.timetable, Some(timetable));
    assert!(
        schedule.paused_at.is_some() && schedule.paused_at == since,
        "since the first pause"
    );
    control.set_paused(id, false).await.unwrap();
    control.set_timetable(id, None).await.unwrap();
    assert_eq!(
        control.schedule(id).await.unwrap(),
        weir_control::Schedule::default()
    );
    assert!(matches!(
        control.set_paused(99, true).await,
        Err(ControlError::NotFound { .. })
    ));
}

#[tokio::test]
async fn a_retry_is_the_next_attempt_of_the_same_task() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let report = StreamReport {
        stream: "issues".to_owned(),
        totals: Totals {
            rows: 10,
            requests: 2,
            ..Totals::default()
        },
        skipped: [("gone".to_owned(), 1)].into(),
        ..StreamReport::default()
    };
    let task = control
        .begin_task(&NewTask {
            integration: id,
            kind: TaskKind::Full,
            lane: TaskLane::Full,
            since: None,
        })
        .await
        .unwrap();
    let running = control.reopen_task(task.id).await.unwrap_err();
    assert_eq!(running.to_string(), "task 1 is running");
    let mut outcome = Outcome {
        status: TaskStatus::Failed,
        finished: Time(task.started_at.0 + MINUTE),
        streams: vec![report],
        error: Some(error("upstream", "502")),
    };
    control.finish_task(task.id, &outcome).await.unwrap();

    let again = control.reopen_task(task.id).await.unwrap();
    assert_eq!(
        (again.attempt, again.status, again.error, again.finished_at),
        (2, TaskStatus::Running, None, None)
    );
    outcome.status = TaskStatus::Succeeded;
    outcome.error = None;
    control.finish_task(task.id, &outcome).await.unwrap();
    let plan = json!({"requests": 4});
    control.set_plan(task.id, &plan).await.unwrap();
    let done = control.task(task.id).await.unwrap();
    assert_eq!(
        (done.totals.rows, done.totals.requests),
        (20, 4),
        "both attempts count"
    );
    assert_eq!(done.streams[0].skipped["gone"], 2);
    assert_eq!((done.kind, done.lane), (TaskKind::Full, TaskLane::Retry));
    assert_eq!(done.plan, Some(plan));
    let statuses: Vec<_> = control
        .attempts(task.id)
        .await
        .unwrap()
        .iter()
        .map(|attempt| attempt.status)
        .collect();
    assert_eq!(statuses, [TaskStatus::Failed, TaskStatus::Succeeded]);
    let refused = control.reopen_task(task.id).await.unwrap_err().to_string();
    assert_eq!(refused, "task 1 has succeeded: there is nothing to retry");

    let old = ended(&control, id, TaskKind::Sync, Some(error("upstream", "502"))).await;
    ended(&control, id, TaskKind::Sync, Some(error("upstream", "502"))).await;
    let refused = control.reopen_task(old.id).await.unwrap_err().to_string();
    assert_eq!(
        refused,
        "task 3 of `hub` is newer than task 2: run it now instead"
    );
}

#[tokio::test]
async fn the_log_is_searched() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let hub = integration(&control, "hub").await.id;
    let lab = integration(&control, "lab").await.id;
    let first = ended(&control, hub, TaskKind::Sync, None).await;
    ended(
        &control,
        hub,
        TaskKind::Full,
        Some(error("upstream", "100% full")),
    )
    .await;
    let third = ended(
        &control,
        lab,
        TaskKind::Sync,
        Some(error("unauthorized", "Bad credentials")),
    )
    .await;
    control.start_task(lab, TaskKind::Replay, None).await.unwrap();
    let found = async |filter: TaskFilter| {
        let ids: Vec<i64> = control
            .find_tasks(&filter, None, 10)
            .await
            .unwrap()
            .iter()
            .map(|task| task.id)
            .collect();
        assert_eq!(
            control.count_found(&filter).await.unwrap(),
            i64::try_from(ids.len()).unwrap()
        );
        ids
    };
    let any = TaskFilter::default;
    assert_eq!(found(any()).await, [4, 3, 2, 1]);
    assert_eq!(
        found(TaskFilter {
            integration: Some(hub),
            ..any()
        })
        .await,
        [2, 1]
    );
    let statuses = vec![TaskStatus::Failed, TaskStatus::Running];
    assert_eq!(found(TaskFilter { statuses, ..any() }).await, [4, 3, 2]);
    let kinds = vec![TaskKind::Full];
    assert_eq!(found(TaskFilter { kinds, ..any() }).await, [2]);
    let error_classes = vec!["unauthorized".to_owned()];
    assert_eq!(
        found(TaskFilter {
            error_classes,
            ..any()
        })
        .await,
        [3]
    );
    for (text, ids) in [
        ("bad CRED", vec![3]),
        ("100%", vec![2]),
        ("1_0", vec![]),
        ("issues", vec![3, 2]),
    ] {
        let text = Some(text.to_owned());
        assert_eq!(found(TaskFilter { text, ..any() }).await, ids);
    }
    let (from, to) = (Some(first.started_at), Some(third.started_at));
    assert_eq!(found(TaskFilter { from, to, ..any() }).await, [2, 1]);
    assert_eq!(
        control.find_tasks(&any(), Some(3), 1).await.unwrap()[0].id,
        2,
        "pages"
    );
}

#[tokio::test]
async fn failures_in_a_row_are_counted_until_a_success_or_a_change() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    ended(&control, id, TaskKind::Sync, Some(error("upstream", "502"))).await;
    let second = ended(&control, id, TaskKind::Sync, Some(error("upstream", "502"))).await;
    ended(&control, id, TaskKind::Sync, Some(error("interrupted", "gone"))).await;
    let failing = control.failing().await.unwrap()[&id].clone();
    assert_eq!((failing.failures, Some(failing.last)), (2, second.finished_at));
    let counts = control.task_counts(Time(0)).await.unwrap()[&id];
    assert_eq!((counts.failed, counts.succeeded), (3, 0));

    ended(&control, id, TaskKind::Replay, None).await;
    assert_eq!(
        control.failing().await.unwrap().len(),
        1,
        "a replay heals nothing"
    );
    assert_eq!(control.integration(id).await.unwrap().status, Health::Failed);
    let first_success = ended(&control, id, TaskKind::Sync, None).await;
    assert!(control.failing().await.unwrap().is_empty());
    ended(&control, id, TaskKind::Sync, None).await;
    assert_eq!(
        control.last_full_passes().await.unwrap()[&id],
        first_success.started_at,
        "the first sync read everything"
    );
    let full = ended(&control, id, TaskKind::Full, None).await;
    assert_eq!(control.last_full_passes().await.unwrap()[&id], full.started_at);
}

#[tokio::test]
async fn old_tasks_are_forgotten_but_not_the_newest_and_the_last_success() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    for _ in 0..2 {
        ended(&control, id, TaskKind::Sync, None).await;
    }
    for _ in 0..2 {
        ended(&control, id, TaskKind::Sync, Some(error("upstream", "502"))).await;
    }
    assert_eq!(control.prune_tasks(Time(0)).await.unwrap(), 0);
    assert_eq!(control.prune_tasks(Time(i64::MAX)).await.unwrap(), 2);
    let left: Vec<i64> = control
        .tasks(id, None, 10)
        .await
        .unwrap()
        .iter()
        .map(|task| task.id)
        .collect();
    assert_eq!(left, [4, 2]);
}
