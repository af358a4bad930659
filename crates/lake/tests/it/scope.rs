use weir_lake::{DataScope, RawRecord};
use weir_model::entities::PullRequestIssue;
use weir_model::{Cell, Entity, Row, Scope};

use crate::fixtures::{
    all, branch, folder, id, lines, milestone, open, pull_request, repository, time, user,
};

#[tokio::test]
async fn a_scope_narrows_every_table_and_nothing_widens_it() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let mut rows = Vec::new();
    for integration in ["1", "2", "it's"] {
        rows.extend([
            repository(integration, 1, "Acme/Checkout"),
            repository(integration, 2, "acme/check_out"),
            repository(integration, 3, "other/tool"),
            branch(integration, "main", "aa"),
            milestone(integration, Some(1), 1, "one", "2024-01-01"),
            milestone(integration, Some(2), 2, "two", "2024-01-01"),
            milestone(integration, Some(3), 3, "three", "2024-01-01"),
            milestone(integration, None, 4, "none", "2024-01-01"),
            user(integration, "ana", "Ana", None, None),
        ]);
    }
    lake.append(rows, vec![]).await.unwrap();
    let scope = |integrations: Option<&[&str]>, repositories: Option<&[&str]>| DataScope {
        integrations: integrations.map(|ids| ids.iter().map(ToString::to_string).collect()),
        repositories: repositories.map(|patterns| patterns.iter().map(ToString::to_string).collect()),
        ..DataScope::default()
    };
    let titles = "SELECT integration_id, title FROM milestones ORDER BY number, integration_id";
    for folded in [false, true] {
        if folded {
            for table in ["repositories", "milestones", "branches", "users"] {
                lake.fold(table).await.unwrap();
            }
        }
        let seen = |s: DataScope, sql: &'static str| {
            let lake = lake.clone();
            async move { lines(&lake, &s, sql).await }
        };
        assert_eq!(seen(scope(None, None), titles).await.len(), 12);
        assert_eq!(
            seen(scope(Some(&["2"]), None), titles).await,
            ["2|one", "2|two", "2|three", "2|none"]
        );
        assert_eq!(
            seen(scope(Some(&["it's"]), Some(&["other/*"])), titles).await,
            ["it's|three", "it's|none"]
        );
        assert_eq!(seen(scope(Some(&[]), None), titles).await, [""; 0]);
        assert_eq!(seen(scope(Some(&["2"]), Some(&[])), titles).await, ["2|none"]);
        assert_eq!(
            seen(scope(Some(&["1"]), Some(&["acme/check_*"])), titles).await,
            ["1|two", "1|none"],
            "`_` is itself"
        );
        assert_eq!(
            seen(
                scope(Some(&["1", "2"]), Some(&["ACME/check?out", "acme/CHECKOUT"])),
                titles
            )
            .await,
            ["1|one", "2|one", "1|two", "2|two", "1|none", "2|none"]
        );
        let names = "SELECT full_name FROM repositories ORDER BY full_name";
        assert_eq!(
            seen(scope(Some(&["1"]), Some(&["acme/*"])), names).await,
            ["Acme/Checkout", "acme/check_out"]
        );
        assert_eq!(
            seen(scope(Some(&["1"]), Some(&["zzz"])), "SELECT login FROM users").await,
            ["ana"]
        );
        assert_eq!(
            seen(
                scope(Some(&["1"]), Some(&["other/*"])),
                "SELECT name FROM branches"
            )
            .await,
            [""; 0]
        );
        assert_eq!(
            seen(scope(Some(&["x' OR '1'='1"]), None), "SELECT name FROM branches").await,
            [""; 0]
        );
    }
}

/// Three repositories of two integrations, with rows that belong to them directly and through a pull request.
fn two_companies() -> Vec<Row> {
    let mut rows = Vec::new();
    for integration in ["1", "2"] {
        for (key, name) in [(1, "acme/web"), (2, "acme/archive-old"), (3, "other/tool")] {
            rows.push(repository(integration, key, name));
            let mut pull = pull_request(integration, i64::from(key), name, "2024-01-01", "2024-01-02");
            let repository_id = id(integration, "repository", key).0;
            pull.cells[1] = Cell::Id(repository_id);
            rows.push(pull);
            rows.push(closes(integration, i64::from(key), &format!("{name}#7")));
            rows.push(milestone(
                integration,
                Some(key),
                i64::from(key),
                name,
                "2024-01-01",
            ));
        }
        rows.push(milestone(integration, None, 4, "none", "2024-01-01"));
        rows.push(user(integration, "ana", "Ana", None, None));
    }
    rows
}

fn closes(integration: &str, number: i64, key: &str) -> Row {
    PullRequestIssue {
        id: id(integration, "pull_request_issue", number),
        pull_request_id: id(integration, "pull_request", number),
        issue_repository: None,
        issue_key: key.to_owned(),
        found_in: Vec::new(),
        updated_at: time("2024-01-02"),
    }
    .into_row()
}

fn scope(include: &[&str], exclude: &[&str]) -> Scope {
    let texts = |list: &[&str]| list.iter().map(ToString::to_string).collect();
    Scope {
        include: texts(include),
        exclude: texts(exclude),
    }
}

#[tokio::test]
async fn an_integration_is_narrowed_and_the_others_stay_whole() {
    let folder = folder();
    let lake = open(folder.path()).await;
    lake.append(two_companies(), vec![]).await.unwrap();
    let narrowed = |scopes: Vec<Scope>| DataScope {
        narrowed: [("1".to_owned(), scopes)].into(),
        ..DataScope::default()
    };
    let one = narrowed(vec![scope(&["ACME/*"], &["*/archive-*"])]);
    for sql in [
        "SELECT full_name FROM repositories WHERE integration_id = '1' ORDER BY 1",
        "SELECT title FROM pull_requests WHERE integration_id = '1' ORDER BY 1",
    ] {
        assert_eq!(lines(&lake, &one, sql).await, ["acme/web"], "{sql}");
    }
    let titles = "SELECT title FROM milestones WHERE integration_id = '1' ORDER BY number";
    assert_eq!(
        lines(&lake, &one, titles).await,
        ["acme/web", "none"],
        "what has no repository stays"
    );
    let through = "SELECT issue_key FROM pull_request_issues WHERE integration_id = '1' ORDER BY 1";
    assert_eq!(lines(&lake, &one, through).await, ["acme/web#7"]);
    let other = "SELECT title FROM milestones WHERE integration_id = '2' ORDER BY number";
    assert_eq!(lines(&lake, &one, other).await.len(), 4);

    let both = narrowed(vec![
        scope(&["*"], &["other/*"]),
        scope(&["*tool", "acme/web"], &[]),
    ]);
    assert_eq!(
        lines(&lake, &both, titles).await,
        ["acme/web", "none"],
        "all scopes hold"
    );
    let nothing = narrowed(vec![scope(&["nobody/*"], &[])]);
    assert_eq!(lines(&lake, &nothing, titles).await, ["none"]);
    let quote = narrowed(vec![scope(&["x' OR '1'='1"], &[])]);
    assert_eq!(lines(&lake, &quote, titles).await, ["none"]);
    let everything = narrowed(vec![Scope::default()]);
    assert_eq!(lines(&lake, &everything, titles).await.len(), 4);
}

#[tokio::test]
async fn purged_repositories_are_gone_and_can_come_back() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let record = |integration: &str, partition: &str| RawRecord {
        integration: integration.to_owned(),
        stream: "pull_requests".to_owned(),
        partition: partition.to_owned(),
        partition_name: String::new(),
        key: "k".to_owned(),
        updated: None,
        fetched: time("2024-01-02"),
        body: "{}".to_owned(),
    };
    let raw = || vec![record("1", "1"), record("1", "2"), record("2", "2")];
    lake.append(two_companies(), raw()).await.unwrap();
    let outside = scope(&[], &["*/archive-*"]);
    let deleted = lake.purge("1", &outside, &["2".to_owned()]).await.unwrap();
    assert_eq!(
        deleted, 5,
        "a repository, its pull request, its link, its milestone, its document"
    );
    assert_eq!(lake.purge("1", &outside, &["2".to_owned()]).await.unwrap(), 0);
    let count = |table: &str| format!("SELECT integration_id, count(*) FROM {table} GROUP BY 1 ORDER BY 1");
    for table in ["repositories", "pull_requests", "pull_request_issues"] {
        assert_eq!(all(&lake, &count(table)).await, ["1|2", "2|3"], "{table}");
    }
    assert_eq!(all(&lake, &count("users")).await, ["1|1", "2|1"]);
    assert!(
        lake.raw_record("2", "pull_requests", "k")
            .await
            .unwrap()
            .is_some()
    );
    let mut left = Vec::new();
    let mut pages = lake.raw("1").await.unwrap();
    while let Some(page) = pages.next().await.unwrap() {
        left.extend(page.into_iter().map(|record| record.partition));
    }
    assert_eq!(left, ["1"]);

    lake.append(two_companies(), raw()).await.unwrap();
    assert_eq!(
        all(&lake, &count("pull_requests")).await,
        ["1|3", "2|3"],
        "taken in again"
    );
}
