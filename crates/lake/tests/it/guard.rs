use weir_lake::{DataScope, Lake, Options, RecordBatch};

use crate::fixtures::{all, error, folder, open, pull_request};

#[tokio::test]
async fn only_queries_run() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let file = folder.path().join("lake.json");
    let refused = [
        "CREATE TABLE t (a INT)".to_owned(),
        "CREATE VIEW v AS SELECT 1".to_owned(),
        format!(
            "CREATE EXTERNAL TABLE t STORED AS JSON LOCATION '{}'",
            file.display()
        ),
        "DROP TABLE users".to_owned(),
        "INSERT INTO users (id) VALUES ('1')".to_owned(),
        "UPDATE users SET name = ''".to_owned(),
        "DELETE FROM users".to_owned(),
        format!("COPY (SELECT 1) TO '{}/x.csv'", folder.path().display()),
        "SET datafusion.execution.batch_size = 1".to_owned(),
        "EXPLAIN SELECT 1".to_owned(),
        "SELECT 1; SELECT 2".to_owned(),
        String::new(),
        "TRUNCATE TABLE users".to_owned(),
        "PREPARE p AS SELECT 1".to_owned(),
    ];
    let mut said = Vec::new();
    for sql in refused {
        said.push(error(&lake, &sql).await);
    }
    insta::assert_snapshot!(said.join("\n"), @r#"
    CREATE is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    CREATE is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    CREATE is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    DROP is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    INSERT is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    UPDATE is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    DELETE is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    COPY is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    SET is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    EXPLAIN is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    there is more than one statement; send them one by one
    the query is empty; start with SELECT
    TRUNCATE is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    PREPARE is not allowed here: tables are read-only; only queries run; start with SELECT or WITH
    "#);
    error(&lake, &format!("SELECT * FROM '{}'", file.display())).await;
    error(&lake, "SELECT id INTO copy FROM users").await;
}

#[tokio::test]
async fn mistakes_come_with_what_was_meant() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let mut said = Vec::new();
    for sql in [
        "SELECT * FROM pull_request",
        "SELECT * FROM pulls",
        "SELECT * FROM zzz",
        "SELECT titel FROM pull_requests",
        "SELECT p.titel FROM pull_requests p",
        "SELECT merged_at FROM tags",
        "SELECT _seq FROM tags",
        "SELEC id FROM tags",
        "SELECT id FROM",
        "SELECT coun(id) FROM tags",
        "SELECT hours_between(name, 1) FROM tags",
        "SELECT hours_between(tagged_at) FROM tags",
        "SELECT 1 / 0",
        "SELECT CAST('x' AS INT)",
        "SELECT name, count(*) FROM tags",
    ] {
        said.push(format!("{sql}\n  {}", error(&lake, sql).await));
    }
    insta::assert_snapshot!(said.join("\n"), @r#"
    SELECT * FROM pull_request
      there is no table `pull_request`; did you mean `pull_requests`?
    SELECT * FROM pulls
      there is no table `pulls`; did you mean `pull_requests`?
    SELECT * FROM zzz
      there is no table `zzz`; the tables are boards, branches, comments, commit_files, commit_issues, commit_parents, commit_statuses, commits, deployment_statuses, deployments, environments, issue_changes, issue_events, issue_field_values, issue_fields, issue_links, issue_projects, issue_sprints, issue_statuses, issues, milestones, pipeline_jobs, pipeline_runs, pipeline_steps, pull_request_commits, pull_request_events, pull_request_issues, pull_requests, releases, repositories, reviews, sprints, tags, teams, users, versions, worklogs
    SELECT titel FROM pull_requests
      there is no column `titel`; did you mean `title`?
    SELECT p.titel FROM pull_requests p
      there is no column `titel`; did you mean `title`?
    SELECT merged_at FROM tags
      there is no column `merged_at`; `merged_at` is a column of pull_requests
    SELECT _seq FROM tags
      there is no column `_seq`; there are id, repository_id, name, sha, tagged_at, integration_id
    SELEC id FROM tags
      Expected: an SQL statement, found: SELEC at Line: 1, Column: 1
    SELECT id FROM
      Expected: identifier, found: EOF
    SELECT coun(id) FROM tags
      Invalid function 'coun'; did you mean `count`?
    SELECT hours_between(name, 1) FROM tags
      hours_between takes two times, not Int64
    SELECT hours_between(tagged_at) FROM tags
      hours_between takes two times, the earlier first
    SELECT 1 / 0
      Divide by zero error
    SELECT CAST('x' AS INT)
      Cast error: Cannot cast string 'x' to value of Int32 type
    SELECT name, count(*) FROM tags
      Column in SELECT must be in GROUP BY or an aggregate function: While expanding wildcard, column "tags.name" must appear in the GROUP BY clause or must be part of an aggregate function, currently only "count(Int64(1))" appears in the SELECT clause satisfies this requirement
    "#);
}

#[tokio::test]
async fn the_catalogue_can_be_queried() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let tables = all(
        &lake,
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
    )
    .await;
    assert_eq!(tables.len(), weir_model::TABLES.len());
    let columns = all(
        &lake,
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'tags'",
    )
    .await;
    assert_eq!(
        columns,
        [
            "id",
            "repository_id",
            "name",
            "sha",
            "tagged_at",
            "integration_id"
        ]
    );
    all(&lake, "SHOW TABLES").await;
    all(&lake, "DESCRIBE tags").await;
    let session = lake.session(&DataScope::default()).await.unwrap();
    let columns = session
        .columns("SELECT name, count(*) AS n FROM tags GROUP BY name")
        .await
        .unwrap();
    assert_eq!(format!("{columns:?}"), r#"[("name", Utf8), ("n", Int64)]"#);
}

#[tokio::test]
async fn hours_are_counted_between_times_of_any_kind() {
    let folder = folder();
    let lake = open(folder.path()).await;
    let cases = [
        (
            "TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-02 06:30:00'",
            "30.5",
        ),
        ("'2024-01-02T00:00:00Z', '2024-01-01'", "-24.0"),
        ("NULL, now()", "-"),
        (
            "CAST('2024-01-01T00:00:00Z' AS TIMESTAMP WITH TIME ZONE), DATE '2024-01-02'",
            "24.0",
        ),
    ];
    for (arguments, hours) in cases {
        assert_eq!(
            all(&lake, &format!("SELECT hours_between({arguments})")).await,
            [hours],
            "{arguments}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_queries_at_once_wait_for_each_other_instead_of_failing() {
    let folder = folder();
    let options = Options {
        memory_limit: Some(100 << 20),
        ..Options::default()
    };
    let lake = Lake::open(folder.path(), options).await.unwrap();
    let pulls = (0..500).map(|number| pull_request("1", number, "title", "2024-01-31", "2024-02-01"));
    lake.append(pulls.collect(), vec![]).await.unwrap();
    let questions = (0..100).map(|_| {
        let lake = lake.clone();
        tokio::spawn(async move {
            let session = lake.session(&DataScope::default()).await.unwrap();
            let sql = "SELECT id, row_number() OVER (ORDER BY title, id) FROM pull_requests ORDER BY id DESC";
            session
                .sql(sql)
                .await
                .map(|batches| batches.iter().map(RecordBatch::num_rows).sum::<usize>())
        })
    });
    for question in questions.collect::<Vec<_>>() {
        assert_eq!(question.await.unwrap().unwrap(), 500);
    }
}
