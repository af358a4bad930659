use std::collections::BTreeMap;

use weir_control::{ControlError, DeletionStep, Target, TaskKind};
use weir_model::Scope;

use crate::{integration, open};

fn scope(include: &[&str], exclude: &[&str]) -> Scope {
    let texts = |list: &[&str]| list.iter().map(ToString::to_string).collect();
    Scope {
        include: texts(include),
        exclude: texts(exclude),
    }
}

#[tokio::test]
async fn no_task_begins_once_a_deletion_has() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    for round in 0..20 {
        let hub = integration(&control, &format!("hub {round}")).await;
        let (one, other) = (control.clone(), control.clone());
        let starting = tokio::spawn(async move { one.start_task(hub.id, TaskKind::Sync, None).await });
        let marking = tokio::spawn(async move { other.mark_deleting(hub.id).await });
        let (started, marked) = (starting.await.unwrap(), marking.await.unwrap());
        marked.unwrap();
        let since = control.integration(hub.id).await.unwrap().deleting_since.unwrap();
        match started {
            Ok(task) => assert!(task.started_at <= since, "it began before"),
            Err(error) => assert!(matches!(error, ControlError::Conflict { .. }), "{error}"),
        }
        let refused = control.start_task(hub.id, TaskKind::Sync, None).await;
        assert!(matches!(refused, Err(ControlError::Conflict { .. })));
    }
}

#[tokio::test]
async fn a_deletion_is_known_before_and_after_and_whoever_used_it_is_marked() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let (hub, other) = (
        integration(&control, "hub").await,
        integration(&control, "other").await,
    );
    let project = control.create_project("checkout", "").await.unwrap();
    let apart = control.create_project("apart", "").await.unwrap();
    control
        .set_mapping(project.id, &[hub.id, other.id])
        .await
        .unwrap();
    control.set_mapping(apart.id, &[other.id]).await.unwrap();
    let users = control.users_of(hub.id, "project").await.unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(users[0].name, "checkout");

    control.mark_deleting(hub.id).await.unwrap();
    control.mark_deleting(hub.id).await.unwrap();
    let mut deletion = control.deletion(hub.id).await.unwrap().unwrap();
    assert_eq!((deletion.step, deletion.percent()), (DeletionStep::Stop, 0));
    deletion.step = DeletionStep::Rows;
    deletion.table = Some("commits".to_owned());
    deletion.units = (3, 10);
    deletion.rows = (5, 50);
    control.save_deletion(&deletion).await.unwrap();
    control.close().await;
    let control = open(dir.path()).await;
    let kept = control.deletion(hub.id).await.unwrap().unwrap();
    assert_eq!((kept.percent(), kept.table.as_deref()), (30, Some("commits")));

    let attention = control.attention().await.unwrap();
    assert_eq!(attention.len(), 1);
    assert_eq!(
        (attention[0].subject_id, attention[0].reason.as_str()),
        (project.id, "its numbers no longer include `hub`")
    );
    control.delete_integration(hub.id).await.unwrap();
    assert_eq!(
        control.attention().await.unwrap(),
        attention,
        "it stays when the integration is gone"
    );
    let done = control.deletion(hub.id).await.unwrap().unwrap();
    assert_eq!(
        (done.percent(), done.step, done.name.as_str()),
        (100, DeletionStep::Done, "hub")
    );
    assert_eq!(control.narrowed(project.id).await.unwrap().len(), 1);

    control.set_mapping(project.id, &[other.id]).await.unwrap();
    assert!(
        control.attention().await.unwrap().is_empty(),
        "somebody has seen it"
    );
}

#[tokio::test]
async fn mappings_have_scopes_from_both_sides() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let (hub, other) = (
        integration(&control, "hub").await,
        integration(&control, "other").await,
    );
    let project = control.create_project("checkout", "").await.unwrap();
    let narrow = scope(&["acme/*"], &[]);
    let new = Target::New {
        name: "fresh".to_owned(),
        description: "made here".to_owned(),
    };
    let targets = [
        (Target::Existing(project.id), narrow.clone()),
        (new.clone(), Scope::default()),
    ];
    control.map_to_projects(hub.id, &targets).await.unwrap();
    let fresh = control.project_named("fresh").await.unwrap();
    assert_eq!(
        control.mappings().await.unwrap(),
        [(project.id, hub.id), (fresh.id, hub.id)]
    );
    let taken = control.map_to_projects(hub.id, &[(new, Scope::default())]).await;
    assert!(matches!(taken, Err(ControlError::Conflict { .. })));
    assert_eq!(control.mappings().await.unwrap().len(), 2, "all or nothing");

    control
        .set_mapping(project.id, &[hub.id, other.id])
        .await
        .unwrap();
    let own = scope(&[], &["*/archive-*"]);
    control.set_scope(hub.id, &own, false).await.unwrap();
    assert_eq!(
        control.narrowed(project.id).await.unwrap(),
        BTreeMap::from([(hub.id, vec![narrow, own.clone()]), (other.id, vec![])]),
        "the mapping's scope stays, and both hold"
    );
    assert_eq!(
        control.scopes().await.unwrap(),
        BTreeMap::from([(hub.id, own.clone())])
    );
    assert!(control.purges().await.unwrap().is_empty());
    control.set_scope(hub.id, &own, true).await.unwrap();
    let (_, since) = control.purges().await.unwrap()[0];
    control.purged(hub.id, since - 1).await.unwrap();
    assert_eq!(
        control.purges().await.unwrap().len(),
        1,
        "it was changed again since"
    );
    control.purged(hub.id, since).await.unwrap();
    assert!(control.purges().await.unwrap().is_empty());
    for wrong in [scope(&[" "], &[]), scope(&[], &["a\nb"])] {
        assert!(matches!(
            control.set_scope(hub.id, &wrong, false).await,
            Err(ControlError::Invalid { .. })
        ));
    }
    control.mark_deleting(hub.id).await.unwrap();
    assert!(matches!(
        control.set_scope(hub.id, &own, false).await,
        Err(ControlError::Conflict { .. })
    ));
}
