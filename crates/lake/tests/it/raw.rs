use weir_lake::{RawMatch, RawRecord};
use weir_model::Time;

use crate::fixtures::{branch, folder, open, time};

fn record(integration: &str, key: &str, body: &str, fetched: i64) -> RawRecord {
    RawRecord {
        integration: integration.to_owned(),
        stream: "pulls".to_owned(),
        partition: "1296269".to_owned(),
        partition_name: "acme/checkout".to_owned(),
        key: key.to_owned(),
        updated: Some(time("2024-01-01")),
        fetched: Time(fetched),
        body: body.to_owned(),
    }
}

async fn bodies(lake: &weir_lake::Lake, integration: &str) -> Vec<String> {
    let mut pages = lake.raw(integration).await.unwrap();
    let mut bodies = Vec::new();
    while let Some(page) = pages.next().await.unwrap() {
        assert!(page.len() <= 1024, "{}", page.len());
        bodies.extend(
            page.into_iter()
                .map(|record| format!("{}={}", record.key, record.body)),
        );
    }
    bodies.sort();
    bodies
}

#[tokio::test]
async fn the_newest_version_of_each_record_is_replayed() {
    let folder = folder();
    let lake = open(folder.path()).await;
    assert_eq!(bodies(&lake, "1").await, [""; 0]);
    let first = record("1", "7", "{}", 1);
    lake.append(
        vec![branch("1", "main", "aa")],
        vec![first.clone(), record("2", "7", "other", 1)],
    )
    .await
    .unwrap();
    assert_eq!(lake.raw_record("1", "pulls", "7").await.unwrap(), Some(first));
    lake.append(
        vec![],
        vec![record("1", "7", "newer", 3), record("1", "8", "{}", 2)],
    )
    .await
    .unwrap();
    for _ in 0..2 {
        assert_eq!(bodies(&lake, "1").await, ["7=newer", "8={}"]);
        assert_eq!(lake.raw_record("1", "pulls", "9").await.unwrap(), None);
        lake.fold("raw").await.unwrap();
    }
    lake.append(vec![], vec![record("1", "7", "fetched earlier", 2)])
        .await
        .unwrap();
    assert_eq!(bodies(&lake, "1").await, ["7=newer", "8={}"]);
}

#[tokio::test]
async fn pages_are_small() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let records = (0..3000)
        .map(|key| record("1", &key.to_string(), &"x".repeat(2000), 1))
        .collect();
    lake.append(vec![], records).await.unwrap();
    assert_eq!(bodies(&lake, "1").await.len(), 3000);
    lake.fold("raw").await.unwrap();
    assert_eq!(bodies(&lake, "1").await.len(), 3000);
    let pages = lake.raw("1").await.unwrap();
    lake.delete_integration("1").await.unwrap();
    assert_eq!(bodies(&lake, "1").await.len(), 0);
    drop(pages);
}

#[tokio::test]
async fn records_are_found_by_key_number_hash_name_and_text() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let body = r#"{"full_name":"acme/checkout","url":"https://example.com/a_b"}"#;
    let records = vec![
        record("1", "1296269/7", "{}", 1),
        record("1", "1296269/17", body, 2),
        record("1", "1296269/0a1b2c3d4e", "{\"axb\":1}", 3),
        record("2", "1296269/7", body, 4),
    ];
    lake.append(vec![], records).await.unwrap();
    let numbered = |partition: &str, number: &str| RawMatch::Numbered {
        partition: partition.to_owned(),
        number: number.to_owned(),
    };
    let cases = [
        (RawMatch::Key("1296269/7".to_owned()), vec!["1296269/7"]),
        (numbered("ACME/checkout", "7"), vec!["1296269/7"]),
        (numbered("acme/web", "7"), vec![]),
        (RawMatch::Tail("0a1b2c3".to_owned()), vec!["1296269/0a1b2c3d4e"]),
        (RawMatch::Named("acme/checkout".to_owned()), vec!["1296269/17"]),
        (
            RawMatch::Mentions("https://example.com/a_b".to_owned()),
            vec!["1296269/17"],
        ),
        (RawMatch::Mentions("a_b\"".to_owned()), vec!["1296269/17"]),
        (RawMatch::Mentions("it's % gone".to_owned()), vec![]),
    ];
    for _ in 0..2 {
        for (wanted, keys) in &cases {
            let found = lake.find_raw("1", wanted, 10).await.unwrap();
            let found: Vec<&str> = found.iter().map(|record| record.key.as_str()).collect();
            assert_eq!(&found, keys, "{wanted:?}");
        }
        lake.fold("raw").await.unwrap();
    }
    let newest = lake
        .find_raw("1", &RawMatch::Tail("1296269".to_owned()), 1)
        .await
        .unwrap();
    assert_eq!(newest[0].fetched, Time(3), "the last fetched first");
}
