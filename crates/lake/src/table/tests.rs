use std::sync::Arc;

use weir_model::entities::PullRequest;
use weir_model::{Cell, Entity, Row};

use super::StoredTable;
use super::commit::LOG;
use super::file::Stats;
use crate::layout;
use crate::{Lake, Options};

fn pull_request(number: i64) -> Row {
    let table = PullRequest::TABLE;
    let cells = table.columns.iter().map(|column| match column.name {
        "id" => Cell::Id(format!("{}/pull_request/{number}", number % 3)),
        "updated_at" => Cell::Time(weir_model::Time(1_700_000_000_123_456 + number)),
        _ => Cell::Null,
    });
    Row {
        table,
        cells: cells.collect(),
    }
}

/// The log says of each file what was known when it was written, directly and through a checkpoint. Losing the
/// order of arrival or the range of versions would make queries wrong.
#[tokio::test]
async fn what_is_known_of_files_survives_the_log_and_its_checkpoints() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path(), Options::default()).await.unwrap();
    for number in 0..60 {
        lake.append(vec![pull_request(number), pull_request(number + 1)], vec![])
            .await
            .unwrap();
        if number == 30 {
            lake.fold("pull_requests").await.unwrap();
        }
    }
    let layout = layout::find("pull_requests").unwrap();
    let path = folder.path().canonicalize().unwrap();
    let open = StoredTable::open(layout.clone(), &path).await.unwrap();
    let before: Vec<_> = open.state().files().cloned().collect();
    assert_eq!(before.len(), 1 + 29);
    for file in &before {
        assert!(
            file.stats.seq.is_some() && file.stats.integrations.is_some(),
            "{file:?}"
        );
        let (low, high) = file.stats.version.unwrap();
        assert!(
            low <= 1_700_000_000_123_516 && high >= 1_700_000_000_123_456 && low % 1000 == 0,
            "{file:?}"
        );
        assert_eq!(file.stats.unversioned, Some(0));
    }
    assert!(open.checkpoint().await.unwrap());
    for entry in std::fs::read_dir(folder.path().join("pull_requests").join(LOG)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            std::fs::remove_file(path).unwrap();
        }
    }
    let again = StoredTable::open(layout.clone(), &path).await.unwrap();
    let after: Vec<_> = again.state().files().cloned().collect();
    assert_eq!(after, before);
    let checkpoint = std::fs::read_dir(path.join("pull_requests").join(LOG))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let checkpoint = checkpoint
        .filter(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .last()
        .unwrap();
    std::fs::write(checkpoint, "half of it").unwrap();
    let error = StoredTable::open(layout.clone(), &path).await.unwrap_err();
    assert!(matches!(error, crate::LakeError::Damaged { .. }), "{error:?}");
}

#[test]
fn ranges_of_versions_are_widened_not_cut() {
    let mut stats = Stats {
        rows: 3,
        version: Some((-1, 1_700_000_000_123_456)),
        seq: Some((5, 9)),
        integrations: Some(("1".to_owned(), "1".to_owned())),
        unversioned: Some(1),
    };
    let add = super::file::DataFile {
        path: String::new(),
        place: super::file::Place::hot(),
        size: 1,
        modified: 0,
        stats: stats.clone(),
    }
    .add_action(true);
    let read = Stats::from_json(add.stats.as_deref().unwrap()).unwrap();
    stats.version = Some((-1000, 1_700_000_000_124_000));
    assert_eq!(read, stats);
    assert!(read.holds_only("1") && !read.may_hold("2"));
    let unknown = Arc::new(Stats::from_json(r#"{"numRecords":1}"#).unwrap());
    assert!(unknown.may_hold("2") && !unknown.holds_only("2"));
}
