use weir_control::{
    ControlError, Health, Outcome, StreamReport, TaskError, TaskKind, TaskLane, TaskStatus, Totals,
};
use weir_model::Time;

use crate::{integration, open};

fn report(stream: &str, rows: u64) -> StreamReport {
    StreamReport {
        stream: stream.to_owned(),
        totals: Totals {
            rows,
            records: rows,
            requests: 2,
            retries: 1,
            points: 3,
        },
        skipped: [("no permission".to_owned(), 2)].into(),
        drift: [("pull_requests.state=odd".to_owned(), 1)].into(),
        ..StreamReport::default()
    }
}

fn refused() -> TaskError {
    TaskError {
        class: "unauthorized".to_owned(),
        message: "the upstream refuses the credential".to_owned(),
        hint: "make a new token".to_owned(),
        stream: Some("issues".to_owned()),
        partition: Some("acme/web".to_owned()),
    }
}

#[tokio::test]
async fn a_task_is_logged_with_sums_and_sets_the_status() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let since = Some(Time::from_seconds(1_700_000_000));
    let task = control.start_task(id, TaskKind::Sync, since).await.unwrap();
    assert_eq!((task.status, task.since), (TaskStatus::Running, since));
    let second = control.start_task(id, TaskKind::Sync, None).await.unwrap_err();
    assert_eq!(second.to_string(), "a task of `hub` is already running");

    let streams = vec![report("repositories", 1), report("issues", 40)];
    let finished = Time(task.started_at.0 + 1_000_000);
    let outcome = Outcome {
        status: TaskStatus::Succeeded,
        finished,
        streams,
        error: None,
    };
    let done = control.finish_task(task.id, &outcome).await.unwrap();
    assert_eq!(
        done.totals,
        Totals {
            rows: 41,
            records: 41,
            requests: 4,
            retries: 2,
            points: 6
        }
    );
    let order: Vec<_> = done.streams.iter().map(|report| report.stream.as_str()).collect();
    assert_eq!(order, ["repositories", "issues"], "the connector's order");
    assert_eq!(done.streams[1].skipped["no permission"], 2);
    assert_eq!(control.integration(id).await.unwrap().status, Health::Healthy);
    assert_eq!(control.last_ingested().await.unwrap()[&id], finished);
    assert_eq!(control.last_tasks().await.unwrap()[&id].id, task.id);
}

#[tokio::test]
async fn a_failure_says_why_and_a_quota_does_not_count_as_one() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let task = control.start_task(id, TaskKind::Sync, None).await.unwrap();
    assert_eq!(control.retry_task(task.id, &refused()).await.unwrap(), 2);
    let done = control
        .finish_task(task.id, &Outcome::failed(Time(task.started_at.0), refused()))
        .await
        .unwrap();
    assert_eq!(done.error, Some(refused()));
    let failed = control.integration(id).await.unwrap();
    assert_eq!(
        (failed.status, failed.status_reason),
        (Health::Failed, Some(refused().message))
    );
    let attempts = control.attempts(task.id).await.unwrap();
    assert_eq!(
        attempts.iter().map(|attempt| attempt.number).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(
        attempts
            .iter()
            .all(|attempt| attempt.status == TaskStatus::Failed && attempt.error.is_some())
    );

    control.set_status(id, Health::Healthy, None).await.unwrap();
    let task = control.start_task(id, TaskKind::Sync, None).await.unwrap();
    let throttled = Outcome {
        status: TaskStatus::Throttled,
        finished: task.started_at,
        streams: vec![],
        error: None,
    };
    control.finish_task(task.id, &throttled).await.unwrap();
    assert_eq!(control.integration(id).await.unwrap().status, Health::Healthy);
}

#[tokio::test]
async fn the_log_is_read_in_pages_and_trimmed() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    for _ in 0..5 {
        let task = control.start_task(id, TaskKind::Replay, None).await.unwrap();
        control
            .finish_task(task.id, &Outcome::failed(task.started_at, refused()))
            .await
            .unwrap();
    }
    let first = control.tasks(id, None, 2).await.unwrap();
    assert_eq!(first.iter().map(|task| task.id).collect::<Vec<_>>(), [5, 4]);
    let second = control.tasks(id, Some(4), 2).await.unwrap();
    assert_eq!(second.iter().map(|task| task.id).collect::<Vec<_>>(), [3, 2]);
    control.trim_tasks(id, 2).await.unwrap();
    assert_eq!(control.count_tasks(id).await.unwrap(), 2);
    assert!(matches!(
        control.task(1).await,
        Err(ControlError::NotFound { .. })
    ));
}

#[tokio::test]
async fn a_task_of_a_dead_process_is_interrupted() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let task = control.start_task(id, TaskKind::Sync, None).await.unwrap().id;
    control.close().await;

    let control = open(dir.path()).await;
    let task = control.task(task).await.unwrap();
    assert_eq!(task.status, TaskStatus::Failed);
    assert_eq!(task.error.unwrap().class, "interrupted");
    assert_eq!(control.integration(id).await.unwrap().status, Health::Unknown);

    let found = control.interrupted_tasks().await.unwrap();
    assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [task.id]);
    let task = control.continue_task(task.id).await.unwrap();
    assert_eq!(
        (task.status, task.attempt, task.lane),
        (TaskStatus::Running, 2, TaskLane::Manual)
    );
    let attempts = control.attempts(task.id).await.unwrap();
    assert_eq!(attempts[0].error.as_ref().unwrap().0, "interrupted");
    assert!(control.interrupted_tasks().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_task_lives_for_as_long_as_its_owner_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let begun = control.start_task(id, TaskKind::Sync, None).await.unwrap();
    let task = begun.id;
    assert!(control.lapsed_tasks(begun.started_at).await.unwrap().is_empty());
    let later = Time(begun.started_at.0 + 61_000_000);
    let lapsed = control.lapsed_tasks(later).await.unwrap();
    assert_eq!(lapsed.iter().map(|one| one.id).collect::<Vec<_>>(), [task]);
    control.renew_lease(task).await.unwrap();
    assert!(control.lapsed_tasks(begun.started_at).await.unwrap().is_empty());
    control.interrupt_task(task).await.unwrap();
    assert!(control.lapsed_tasks(later).await.unwrap().is_empty());
    assert_eq!(control.interrupted_tasks().await.unwrap().len(), 1);
    control.start_task(id, TaskKind::Sync, None).await.unwrap();
    assert!(
        control.interrupted_tasks().await.unwrap().is_empty(),
        "something has followed"
    );
}
