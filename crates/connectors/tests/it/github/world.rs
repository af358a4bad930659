//! The recorded documents, served by the simulator as GraphQL and REST, end up in the tables field by field.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use weir_connect::Scope;
use weir_connectors::github::CONNECTOR;
use weir_model::{Cell, Row};
use weir_upstream::{Repository, World};

use super::fields;
use super::sync::sync;
use crate::expected::Expected;
use crate::upstream;

/// Columns that GraphQL states otherwise than REST, or that REST does not state.
const OTHERWISE: &[(&str, &[&str])] = &[
    // The number of comments is counted from what is there, and lists lack the other numbers.
    (
        "pull_requests",
        &[
            "comments",
            "review_decision",
            "additions",
            "deletions",
            "changed_files",
            "is_draft",
        ],
    ),
    ("reviews", &["created_at", "updated_at"]),
    ("issues", &["comments"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn recorded_documents_arrive_field_by_field() {
    let Some(folder) = upstream::find("github/recorded") else {
        return;
    };
    let (mut world, summary) = World::recorded(folder.parent().unwrap()).unwrap();
    println!("{summary:#?}");
    // What the simulator's GraphQL cannot say: organizations that act, and deployments of deleted accounts.
    for account in world
        .users
        .values_mut()
        .filter(|account| account["type"] == "Organization")
    {
        account["type"] = json!("User");
    }
    for repository in &mut world.repositories {
        repository
            .deployments
            .retain(|deployment| deployment["creator"].is_object());
    }
    let documents = world.clone();
    let synced = sync(&CONNECTOR, world, json!({"fetch_commits": false})).await;
    let rows: BTreeMap<_, _> = synced
        .contents
        .rows
        .iter()
        .map(|(key, row)| ((key.0, key.1.as_str()), row))
        .collect();
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for repository in documents.repositories() {
        let id = repository.id().to_string();
        let scope = Scope {
            id: &id,
            name: repository.full_name(),
        };
        for (table, expected) in expected(&documents, repository, &scope) {
            let Cell::Id(id) = &expected[0].1 else {
                panic!("the first column is the id")
            };
            let key = format!("1/{id}");
            let row = rows.get(&(table, key.as_str()));
            let row = row.unwrap_or_else(|| panic!("{table} lacks {id} of {}", scope.name));
            let count = seen.entry(table).or_default();
            count.0 += 1;
            count.1 += compare(row, &expected);
        }
    }
    for (table, (documents, cells)) in &seen {
        println!("{table}: {documents} rows, {cells} cells equal");
    }
    assert!(
        seen["pull_requests"].0 >= 40 && seen["reviews"].0 >= 5 && seen["comments"].0 >= 18,
        "{seen:?}"
    );
}

fn expected(world: &World, repository: &Repository, scope: &Scope<'_>) -> Vec<(&'static str, Expected)> {
    let mut all = Vec::new();
    let mut add = |table, of: &Value, fields: fn(&Value, &Scope<'_>) -> Expected| {
        all.push((table, fields(&whole(world, of), scope)));
    };
    repository
        .pulls
        .values()
        .for_each(|of| add("pull_requests", of, fields::pull_request));
    repository
        .issues
        .values()
        .for_each(|of| add("issues", of, fields::issue));
    // A review that was not submitted is shown to its author only.
    let shown = |of: &Value| of["state"] != "PENDING" || of["user"]["login"] == world.viewer.as_str();
    repository
        .reviews()
        .filter(|(_, of)| shown(of))
        .for_each(|(_, of)| add("reviews", of, fields::review));
    repository
        .line_comments()
        .for_each(|of| add("comments", of, fields::review_comment));
    for (number, comments) in &repository.comments {
        // Nothing was recorded of what a few comments are on, so no list leads to them; a few examples say that they
        // are on an issue whose number is a pull request's.
        let reachable = |of: &&Value| {
            let on_pull_request = of["html_url"].as_str().unwrap_or_default().contains("/pull/");
            let parents = if on_pull_request {
                &repository.pulls
            } else {
                &repository.issues
            };
            parents.contains_key(number)
        };
        comments
            .iter()
            .filter(reachable)
            .for_each(|of| add("comments", of, fields::issue_comment));
    }
    repository
        .milestones
        .iter()
        .for_each(|of| add("milestones", of, fields::milestone));
    repository
        .releases
        .iter()
        .for_each(|of| add("releases", of, fields::release));
    repository
        .runs
        .iter()
        .for_each(|of| add("pipeline_runs", of, fields::workflow_run));
    all
}

/// The simulator keeps accounts and repositories apart from the documents that name them.
fn whole(world: &World, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let login = members.get("login").and_then(Value::as_str);
            if let (Some(login), 1) = (login, members.len()) {
                return world.users.get(login).cloned().unwrap_or_else(|| value.clone());
            }
            if let Some(name) = members.get("_repository").and_then(Value::as_str) {
                return json!({"full_name": name});
            }
            members
                .iter()
                .map(|(name, value)| (name.clone(), whole(world, value)))
                .collect()
        }
        Value::Array(list) => list.iter().map(|value| whole(world, value)).collect(),
        other => other.clone(),
    }
}

fn compare(row: &Row, expected: &Expected) -> usize {
    let otherwise = OTHERWISE
        .iter()
        .find(|(table, _)| *table == row.table.name)
        .map_or(&[][..], |(_, columns)| columns);
    let mut equal = 0;
    for (column, cell) in expected.iter().filter(|(column, _)| !otherwise.contains(column)) {
        let cell = match cell {
            Cell::Id(id) => Cell::Id(format!("1/{id}")),
            cell => cell.clone(),
        };
        assert_eq!(row.cell(column), Some(&cell), "{} {column}", row.id());
        equal += 1;
    }
    equal
}
