use weir_lake::{Lake, Options, RawMatch, RawRecord};
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

#[tokio::test(flavor = "multi_thread")]
async fn one_document_is_found_in_less_memory_than_all_take() {
    let folder = folder();
    let options = Options {
        memory_limit: Some(48 << 20),
        ..Options::default()
    };
    let lake = Lake::open(folder.path(), options).await.unwrap();
    let long = "long ".repeat(8_000);
    for part in 0..4 {
        let body = |key: i64| format!("{{\"title\":\"{key}\",\"text\":\"{long}\"}}");
        let records = (0..500).map(|n| part * 500 + n);
        let records = records.map(|key| record("1", &format!("1/{key}"), &body(key), key));
        lake.append(vec![], records.collect()).await.unwrap();
    }
    let wanted = [
        RawMatch::Key("1/7".to_owned()),
        RawMatch::Mentions("\"title\":\"7\"".to_owned()),
    ];
    let questions = (0..16).map(|asked| {
        let (lake, wanted) = (lake.clone(), wanted[asked % 2].clone());
        tokio::spawn(async move { lake.find_raw("1", &wanted, 20).await })
    });
    for question in questions.collect::<Vec<_>>() {
        let found = question.await.unwrap().unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].key, "1/7");
    }
}

#[tokio::test]
async fn a_document_whose_older_version_fits_does_not_hide_those_that_fit_now() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let versions = |body: &str, from: i64| -> Vec<RawRecord> {
        (0..40)
            .map(|key| record("1", &format!("1/{key}"), body, from + key))
            .collect()
    };
    lake.append(vec![], versions("\"old\"", 100)).await.unwrap();
    lake.append(vec![], vec![record("1", "1/still", "\"old\"", 1)])
        .await
        .unwrap();
    lake.append(vec![], versions("\"new\"", 200)).await.unwrap();
    for _ in 0..2 {
        let found = lake
            .find_raw("1", &RawMatch::Mentions("old".to_owned()), 2)
            .await
            .unwrap();
        let keys: Vec<&str> = found.iter().map(|record| record.key.as_str()).collect();
        assert_eq!(keys, ["1/still"]);
        lake.fold("raw").await.unwrap();
    }
}
