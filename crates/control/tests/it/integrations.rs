use serde_json::json;
use weir_control::{
    ControlError, Cursor, Health, IntegrationChange, Partition, ProjectChange, Quota, TaskKind,
};
use weir_model::Time;

use crate::{integration, new, open};

#[tokio::test]
async fn an_integration_is_made_changed_and_found_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let made = integration(&control, "  Code host ").await;
    assert_eq!(
        (made.id, made.name.as_str(), made.status),
        (1, "Code host", Health::Unknown)
    );
    assert_eq!(control.integration_named("CODE HOST").await.unwrap(), made);

    control.set_status(made.id, Health::Healthy, None).await.unwrap();
    let renamed = IntegrationChange {
        name: Some("Hub".to_owned()),
        ..IntegrationChange::default()
    };
    let changed = control.update_integration(made.id, renamed).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.status), ("Hub", Health::Healthy));

    let config = IntegrationChange {
        config: Some(json!({})),
        ..IntegrationChange::default()
    };
    let changed = control.update_integration(made.id, config).await.unwrap();
    assert_eq!(
        changed.status,
        Health::Unknown,
        "a new configuration has not been tried"
    );
}

#[tokio::test]
async fn names_are_unique_and_have_rules() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    integration(&control, "Hub").await;
    let taken = control.create_integration(new("hUB")).await.unwrap_err();
    assert!(matches!(taken, ControlError::Conflict { .. }), "{taken}");
    let other = integration(&control, "Other").await;
    let change = IntegrationChange {
        name: Some("hub".to_owned()),
        ..IntegrationChange::default()
    };
    assert!(matches!(
        control.update_integration(other.id, change).await,
        Err(ControlError::Conflict { .. })
    ));

    let long = "x".repeat(81);
    let mut said = Vec::new();
    for name in ["", "   ", "a/b", "a\nb", "-x", long.as_str()] {
        said.push(
            control
                .create_integration(new(name))
                .await
                .unwrap_err()
                .to_string(),
        );
    }
    insta::assert_snapshot!(said.join("\n"), @r"
    name is empty: enter a name
    name is empty: enter a name
    name may not contain slashes, line breaks or other control characters
    name may not contain slashes, line breaks or other control characters
    name may not start with `-`
    name is too long: at most 80 characters
    ");
}

#[tokio::test]
async fn ids_are_never_given_again() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let first = integration(&control, "one").await;
    control.delete_integration(first.id).await.unwrap();
    assert!(integration(&control, "one").await.id > first.id);
}

#[tokio::test]
async fn deleting_an_integration_removes_everything_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let mut with_secret = new("gone");
    with_secret.secrets.insert("token".to_owned(), "t0ken".into());
    let gone = control.create_integration(with_secret).await.unwrap().id;
    let stays = integration(&control, "stays").await.id;
    let project = control.create_project("checkout", "").await.unwrap().id;
    control.set_mapping(project, &[gone, stays]).await.unwrap();
    for id in [gone, stays] {
        let cursor = Cursor {
            integration: id,
            stream: "issues".into(),
            partition: "7".into(),
            state: json!({"a": 1}),
        };
        let partition = Partition {
            integration: id,
            stream: "repositories".into(),
            id: "7".into(),
            name: "acme/web".into(),
            fields: [("owner".to_owned(), "acme".to_owned())].into(),
        };
        control.save_checkpoints(&[cursor], &[partition]).await.unwrap();
        control.start_task(id, TaskKind::Sync, None).await.unwrap();
    }

    control.mark_deleting(gone).await.unwrap();
    assert!(control.integration(gone).await.unwrap().deleting_since.is_some());
    control.delete_integration(gone).await.unwrap();

    assert!(matches!(
        control.integration(gone).await,
        Err(ControlError::NotFound { .. })
    ));
    assert!(control.secrets(gone).await.unwrap().is_empty());
    assert!(control.cursors(gone).await.unwrap().is_empty());
    assert!(control.partitions(gone, "repositories").await.unwrap().is_empty());
    assert_eq!(control.count_tasks(gone).await.unwrap(), 0);
    assert_eq!(control.mapped_integrations(project).await.unwrap(), [stays]);
    assert_eq!(control.cursors(stays).await.unwrap().len(), 1);
    assert_eq!(control.count_tasks(stays).await.unwrap(), 1);

    // A late page of a stopped task must not bring anything back.
    let late = Cursor {
        integration: gone,
        stream: "issues".into(),
        partition: "7".into(),
        state: json!({}),
    };
    control.save_checkpoints(&[late], &[]).await.unwrap();
    assert!(control.cursors(gone).await.unwrap().is_empty());
    assert!(matches!(
        control.delete_integration(gone).await,
        Err(ControlError::NotFound { .. })
    ));
}

#[tokio::test]
async fn a_renamed_partition_keeps_its_id() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let id = integration(&control, "hub").await.id;
    let mut partition = Partition {
        integration: id,
        stream: "repositories".into(),
        id: "7".into(),
        name: "acme/web".into(),
        fields: [("full_name".to_owned(), "acme/web".to_owned())].into(),
    };
    control
        .save_checkpoints(&[], std::slice::from_ref(&partition))
        .await
        .unwrap();
    partition.name = "acme/site".into();
    partition.fields = [("full_name".to_owned(), "acme/site".to_owned())].into();
    control
        .save_checkpoints(&[], std::slice::from_ref(&partition))
        .await
        .unwrap();
    assert_eq!(control.partitions(id, "repositories").await.unwrap(), [partition]);
}

#[tokio::test]
async fn projects_have_settings_and_mappings() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let integration = integration(&control, "hub").await.id;
    let project = control.create_project("Checkout", "the shop").await.unwrap();
    assert_eq!(project.settings, json!({}));
    assert!(matches!(
        control.create_project("checkout", "").await,
        Err(ControlError::Conflict { .. })
    ));

    let change = ProjectChange {
        settings: Some(json!({"exclude_bots": true})),
        ..ProjectChange::default()
    };
    let changed = control.update_project(project.id, change).await.unwrap();
    assert_eq!(
        (changed.settings, changed.name),
        (json!({"exclude_bots": true}), "Checkout".to_owned())
    );
    let change = ProjectChange {
        settings: Some(json!([1])),
        ..ProjectChange::default()
    };
    assert!(matches!(
        control.update_project(project.id, change).await,
        Err(ControlError::Invalid { .. })
    ));

    control
        .set_mapping(project.id, &[integration, integration])
        .await
        .unwrap();
    let unknown = control.set_mapping(project.id, &[99]).await.unwrap_err();
    assert_eq!(unknown.to_string(), "there is no integration `99`");
    assert_eq!(
        control.mappings().await.unwrap(),
        [(project.id, integration)],
        "a refused mapping changes nothing"
    );
    control.delete_project(project.id).await.unwrap();
    assert!(control.mappings().await.unwrap().is_empty());
    control.integration(integration).await.unwrap();
}

#[tokio::test]
async fn budgets_are_kept_by_host_and_credential() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let mut quota = Quota {
        bucket: "core".into(),
        limit: Some(5000),
        remaining: 10,
        reset_micros: Some(Time::from_seconds(60).0),
    };
    control
        .save_budget("api.example.com", "ab12", &quota)
        .await
        .unwrap();
    quota.remaining = 9;
    control
        .save_budget("api.example.com", "ab12", &quota)
        .await
        .unwrap();
    assert_eq!(
        control.budgets("api.example.com", "ab12").await.unwrap(),
        std::slice::from_ref(&quota)
    );
    let all = control.all_budgets().await.unwrap();
    assert_eq!(all, [("api.example.com".to_owned(), "ab12".to_owned(), quota)]);
    assert!(
        control
            .budgets("api.example.com", "other")
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn settings_are_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    assert_eq!(control.setting("theme").await.unwrap(), None);
    control.set_setting("theme", "dark").await.unwrap();
    control.set_setting("theme", "light").await.unwrap();
    assert_eq!(control.setting("theme").await.unwrap().as_deref(), Some("light"));
}
