use std::path::{Path, PathBuf};

use weir_lake::{Lake, LakeError, Options};

use crate::fixtures::{all, branch, folder, open};

async fn refusal(folder: &Path) -> String {
    match Lake::open(folder, Options::default()).await {
        Ok(_) => "opened".to_owned(),
        Err(error @ (LakeError::Damaged { .. } | LakeError::Newer { .. })) => {
            let text = error.to_string();
            let file = text.find("part-").map(|start| text[start..start + 49].to_owned());
            file.map_or(text.clone(), |file| text.replace(&file, "part-….parquet"))
        }
        Err(other) => panic!("another error: {other:?}"),
    }
}

async fn filled(folder: &Path) {
    let lake = open(folder).await;
    for sha in ["aa", "bb", "cc"] {
        lake.append(vec![branch("1", sha, sha)], vec![]).await.unwrap();
    }
}

fn entry(folder: &Path, version: u32) -> PathBuf {
    folder.join(format!("branches/_delta_log/{version:020}.json"))
}

fn data(folder: &Path) -> PathBuf {
    let mut files = std::fs::read_dir(folder.join("branches"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .find(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .unwrap()
}

#[tokio::test]
async fn damage_is_named_and_nothing_is_touched() {
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 8] = [
        ("broken entry", |f| {
            std::fs::write(entry(f, 2), "{\"add\": {\"path\"").unwrap();
        }),
        ("empty entry", |f| std::fs::write(entry(f, 2), "").unwrap()),
        ("missing entry", |f| std::fs::remove_file(entry(f, 1)).unwrap()),
        ("binary entry", |f| {
            std::fs::write(entry(f, 1), [0xff, 0xfe, 0x00]).unwrap();
        }),
        ("missing file", |f| std::fs::remove_file(data(f)).unwrap()),
        ("shorter file", |f| std::fs::write(data(f), "PAR1").unwrap()),
        ("no log", |f| {
            std::fs::remove_dir_all(f.join("branches/_delta_log")).unwrap();
        }),
        ("lake file", |f| std::fs::write(f.join("lake.json"), "?").unwrap()),
    ];
    let mut said = Vec::new();
    for (what, harm) in harms {
        let folder = folder();
        filled(folder.path()).await;
        harm(folder.path());
        said.push(format!("{what}: {}", refusal(folder.path()).await));
    }
    insta::assert_snapshot!(said.join("\n"), @r#"
    broken entry: table `branches` is damaged: an entry of the log is not readable JSON (`branches/_delta_log/00000000000000000002.json`); restore the folder `branches` from a backup, or move it away and sync again to fetch its rows anew
    empty entry: table `branches` is damaged: an entry of the log is not readable JSON (`branches/_delta_log/00000000000000000002.json`); restore the folder `branches` from a backup, or move it away and sync again to fetch its rows anew
    missing entry: table `branches` is damaged: an entry of the log is missing (`branches/_delta_log/00000000000000000001.json`); restore the folder `branches` from a backup, or move it away and sync again to fetch its rows anew
    binary entry: table `branches` is damaged: an entry of the log is not readable JSON (`branches/_delta_log/00000000000000000001.json`); restore the folder `branches` from a backup, or move it away and sync again to fetch its rows anew
    missing file: table `branches` is damaged: the file is missing (`branches/part-….parquet`); restore the folder `branches` from a backup, or move it away and sync again to fetch its rows anew
    shorter file: table `branches` is damaged: the file has 4 bytes, the log says 2666 (`branches/part-….parquet`); restore the folder `branches` from a backup, or move it away and sync again to fetch its rows anew
    no log: table `branches` is damaged: the log is missing (`branches/_delta_log`); restore the folder `branches` from a backup, or move it away and sync again to fetch its rows anew
    lake file: table `lake` is damaged: it does not say its format (`lake.json`); write {"format":1} into it
    "#);
}

#[tokio::test]
async fn what_a_newer_version_wrote_is_named() {
    let changes = [
        (
            r#""minReaderVersion":1,"minWriterVersion":2"#,
            r#""minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors","rowTracking"]"#,
        ),
        (
            r#""minReaderVersion":1,"minWriterVersion":2"#,
            r#""minReaderVersion":1,"minWriterVersion":5"#,
        ),
        (r#""weir.format":"1""#, r#""weir.format":"2""#),
        (
            r#"\"name\":\"sha\",\"type\":\"string\""#,
            r#"\"name\":\"sha\",\"type\":\"long\""#,
        ),
    ];
    let mut said = Vec::new();
    for (from, to) in changes {
        let folder = folder();
        filled(folder.path()).await;
        let path = entry(folder.path(), 0);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from} not in {text}");
        std::fs::write(&path, text.replace(from, to)).unwrap();
        said.push(refusal(folder.path()).await);
    }
    let folder = folder();
    filled(folder.path()).await;
    std::fs::write(folder.path().join("lake.json"), r#"{"format": 7}"#).unwrap();
    said.push(refusal(folder.path()).await);
    insta::assert_snapshot!(said.join("\n"), @r#"
    `branches` was written by a newer version: it needs Delta reader 3 and writer 7 with deletionVectors, rowTracking (`branches/_delta_log/00000000000000000000.json`); install the version that wrote it, or a later one
    `branches` was written by a newer version: it needs Delta reader 1 and writer 5 (`branches/_delta_log/00000000000000000000.json`); install the version that wrote it, or a later one
    `branches` was written by a newer version: its format is 2, this version knows up to 1 (`branches/_delta_log/00000000000000000000.json`); install the version that wrote it, or a later one
    `branches` was written by a newer version: column `sha` holds Int64, not Utf8 (`branches/_delta_log`); install the version that wrote it, or a later one
    `lake` was written by a newer version: its format is 7, this version knows up to 1 (`lake.json`); install the version that wrote it, or a later one
    "#);
}

#[tokio::test]
async fn unknown_columns_are_kept_and_missing_ones_are_added() {
    let folder = folder();
    filled(folder.path()).await;
    let path = entry(folder.path(), 0);
    let text = std::fs::read_to_string(&path).unwrap();
    // As if another version had a column more and one fewer.
    let name = r#"{\"name\":\"is_default\",\"type\":\"boolean\",\"nullable\":true,\"metadata\":{}}"#;
    assert!(text.contains(name), "{text}");
    std::fs::write(
        &path,
        text.replace(name, &name.replace("is_default", "protection")),
    )
    .unwrap();
    let lake = open(folder.path()).await;
    assert_eq!(all(&lake, "SELECT count(*) FROM branches").await, ["3"]);
    lake.append(vec![branch("1", "main", "dd")], vec![])
        .await
        .unwrap();
    lake.fold("branches").await.unwrap();
    assert_eq!(
        all(&lake, "SELECT is_default FROM branches WHERE name = 'main'").await,
        ["true"]
    );
    drop(lake);
    let lake = open(folder.path()).await;
    assert_eq!(all(&lake, "SELECT count(*) FROM branches").await, ["4"]);
    let entries = std::fs::read_dir(folder.path().join("branches/_delta_log")).unwrap();
    let log: String = entries
        .map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap())
        .collect();
    assert!(log.contains("protection"));
}

#[tokio::test]
async fn one_process_owns_the_folder() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let second = Lake::open(folder.path(), Options::default()).await.unwrap_err();
    assert!(matches!(second, LakeError::Busy { .. }), "{second:?}");
    assert!(
        second
            .to_string()
            .ends_with("is in use by another process; stop it, or ask it over its API")
    );
    drop(lake);
    open(folder.path()).await;
}

#[tokio::test]
async fn an_interrupted_creation_is_a_table_that_is_not_there() {
    let folder = folder();
    std::fs::create_dir_all(folder.path().join("branches/_delta_log")).unwrap();
    std::fs::write(folder.path().join("branches/_delta_log/.x.tmp"), "half").unwrap();
    let lake = open(folder.path()).await;
    assert_eq!(all(&lake, "SELECT count(*) FROM branches").await, ["0"]);
    lake.append(vec![branch("1", "main", "aa")], vec![])
        .await
        .unwrap();
    assert_eq!(all(&lake, "SELECT count(*) FROM branches").await, ["1"]);
}
