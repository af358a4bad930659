//! What the engine remembers between two runs.

use weir_control::{Cursor, OpenEntry, OpenState, Partition, Progress, Remembered};
use weir_model::Time;

use crate::{integration, open};

fn entry(integration: i64, key: &str, due: Option<(i64, bool)>) -> OpenEntry {
    OpenEntry {
        integration,
        stream: "pipeline_runs".to_owned(),
        partition: "7".to_owned(),
        key: key.to_owned(),
        state: due.map(|(due, late)| OpenState {
            handle: String::new(),
            due: Time(due),
            tries: 1,
            late,
        }),
    }
}

fn note(integration: i64, name: &str, value: Option<&str>) -> Remembered {
    Remembered {
        integration,
        kind: "missing".to_owned(),
        stream: "issues".to_owned(),
        partition: "7".to_owned(),
        name: name.to_owned(),
        value: value.map(str::to_owned),
    }
}

#[tokio::test]
async fn the_queue_and_the_notes_survive_and_go_with_their_partition() {
    let folder = tempfile::tempdir().unwrap();
    let control = open(folder.path()).await;
    let id = integration(&control, "Acme").await.id;
    let partition = Partition {
        integration: id,
        stream: "repositories".to_owned(),
        id: "7".to_owned(),
        name: "acme/api".to_owned(),
        fields: [].into(),
    };
    let cursor = Cursor {
        integration: id,
        stream: "issues".to_owned(),
        partition: "7".to_owned(),
        state: serde_json::json!({}),
    };
    let saved = Progress {
        partitions: vec![partition],
        open: vec![
            entry(id, "1", Some((30, false))),
            entry(id, "2", Some((10, true))),
            entry(id, "3", Some((90, false))),
            entry(id + 1, "4", Some((10, false))),
        ],
        notes: vec![note(id, "a", Some("1")), note(id, "b", Some("2"))],
        cursors: vec![cursor],
        ..Progress::default()
    };
    control.save_progress(&saved).await.unwrap();
    control.close().await;
    let control = open(folder.path()).await;
    let due = control.due_records(id, Time(30), 10).await.unwrap();
    assert_eq!(
        due,
        [
            entry(id, "2", Some((10, true))),
            entry(id, "1", Some((30, false)))
        ]
    );
    assert_eq!(control.due_records(id, Time(99), 1).await.unwrap().len(), 1);
    let names = control.open_records(id).await.unwrap();
    let keys: Vec<&str> = names.iter().map(|name| name.2.as_str()).collect();
    assert_eq!(keys, ["1", "3"], "those that are final are not open");
    let changed = Progress {
        open: vec![entry(id, "1", None)],
        notes: vec![note(id, "a", None)],
        ..Progress::default()
    };
    control.save_progress(&changed).await.unwrap();
    assert_eq!(
        control.notes(id, "missing").await.unwrap(),
        [note(id, "b", Some("2"))]
    );
    assert_eq!(control.due_records(id, Time(99), 10).await.unwrap().len(), 2);
    let lost = Progress {
        lost: vec![(id, "repositories".to_owned(), "7".to_owned())],
        ..Progress::default()
    };
    control.save_progress(&lost).await.unwrap();
    assert!(control.due_records(id, Time(99), 10).await.unwrap().is_empty());
    assert!(control.notes(id, "missing").await.unwrap().is_empty());
    assert!(control.cursors(id).await.unwrap().is_empty());
    assert!(control.partitions(id, "repositories").await.unwrap().is_empty());
}
