use weir_lake::DataScope;

use crate::fixtures::{branch, folder, lines, milestone, open, repository, user};

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
