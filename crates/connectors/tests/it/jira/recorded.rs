//! Recorded issues become rows with every field compared with a walk over the JSON.

use serde_json::{Value, json};
use weir_connect::Scope;
use weir_connectors::jira::CONNECTOR;
use weir_model::{Batch, Cell, Row, Time};

use crate::upstream;

/// Where Jira keeps the epic's key unless it was moved.
const EPIC: &str = "customfield_10014";

#[test]
fn recorded_issues_become_their_rows() {
    let Some(folder) = upstream::find("jira/recorded") else {
        return;
    };
    let mut issues = Vec::new();
    collect(&folder, &mut issues);
    let stream = CONNECTOR.stream("issues").unwrap();
    let (mut rows, mut cells, mut changes, mut refused) = (0, 0, 0, 0);
    for issue in &issues {
        let mut batch = Batch::default();
        let mut record = issue.clone();
        let catalogue = json!([{"id": "customfield_10016", "name": "Story Points", "schema": {"type": "number"}},
                {"id": EPIC, "name": "Epic Link", "schema": {"custom": "com.pyxis.greenhopper.jira:gh-epic-link"}}]);
        let context = (stream.setup.unwrap().read)(&json!({"url": "https://x.example"}), &catalogue).unwrap();
        (stream.prepare.unwrap())(&mut record, &context);
        if (stream.read)(&record.to_string(), &Scope { id: "", name: "" }, &mut batch).is_err() {
            // Recordings of other clients that asked for less than an issue needs.
            assert!(
                issue["fields"]["updated"].is_null()
                    || issue["fields"]["status"].is_null()
                    || issue["fields"]["created"].is_null(),
                "{issue}"
            );
            refused += 1;
            continue;
        }
        let row = batch.rows.iter().find(|row| row.table.name == "issues").unwrap();
        cells += compare(row, issue);
        rows += 1;
        let expected: usize = issue["changelog"]["histories"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|history| history["items"].as_array().map_or(0, Vec::len))
            .sum();
        let found = batch
            .rows
            .iter()
            .filter(|row| row.table.name == "issue_changes")
            .count();
        assert_eq!(found, expected, "{}", issue["key"]);
        changes += found;
    }
    println!("{rows} issues, {cells} cells equal, {changes} changes; {refused} without what an issue needs");
    assert!(rows >= 50 && changes >= 8, "{rows} {changes}");
}

/// Everything that looks like an issue: also in webhook deliveries.
fn collect(folder: &std::path::Path, issues: &mut Vec<Value>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, issues);
        } else if path.extension().is_some_and(|extension| extension == "json")
            && let Ok(document) = serde_json::from_str::<Value>(&upstream::text(&path))
        {
            walk(&document, issues);
        }
    }
}

fn walk(value: &Value, issues: &mut Vec<Value>) {
    match value {
        Value::Object(fields) => {
            let whole =
                value["id"].is_string() && value["key"].is_string() && value["fields"]["project"].is_object();
            if whole && value["fields"]["status"].is_object() {
                issues.push(value.clone());
            } else {
                fields.values().for_each(|value| walk(value, issues));
            }
        }
        Value::Array(list) => list.iter().for_each(|value| walk(value, issues)),
        _ => {}
    }
}

fn compare(row: &Row, of: &Value) -> usize {
    let expected = expected(of);
    for (column, cell) in &expected {
        assert_eq!(row.cell(column).unwrap(), cell, "{column} of {}", of["key"]);
    }
    expected.len()
}

#[expect(
    clippy::too_many_lines,
    reason = "one table: each column and where it comes from"
)]
fn expected(of: &Value) -> Vec<(&'static str, Cell)> {
    let fields = &of["fields"];
    let text = |value: &Value| match value.as_str() {
        Some(text) if !text.is_empty() => Cell::Text(text.to_owned()),
        _ => Cell::Null,
    };
    let int = |value: &Value| value.as_i64().map_or(Cell::Null, Cell::Int);
    let time = |value: &Value| {
        value
            .as_str()
            .map_or(Cell::Null, |text| Cell::Time(Time::parse(text).unwrap()))
    };
    let names = |list: &Value| {
        let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
        Cell::TextList(
            list.iter()
                .filter_map(|one| one["name"].as_str().map(str::to_owned))
                .collect(),
        )
    };
    let login = |account: &Value| {
        let known =
            ["accountId", "name", "key"].map(|key| account[key].as_str().filter(|text| !text.is_empty()));
        known.into_iter().flatten().next().map(str::to_owned)
    };
    let category = match fields["status"]["statusCategory"]["key"].as_str() {
        Some("new") => Cell::Text("todo".to_owned()),
        Some("indeterminate") => Cell::Text("in_progress".to_owned()),
        Some("done") => Cell::Text("done".to_owned()),
        _ => Cell::Null,
    };
    let done = match category {
        Cell::Null => fields["resolutiondate"].is_string(),
        _ => category == Cell::Text("done".to_owned()),
    };
    let closed = if done {
        [&fields["resolutiondate"], &fields["statuscategorychangedate"]]
            .into_iter()
            .find(|value| value.is_string())
            .map_or(Cell::Null, time)
    } else {
        Cell::Null
    };
    let number = of["key"]
        .as_str()
        .and_then(|key| key.rsplit('-').next()?.parse().ok())
        .unwrap_or(0);
    let labels = fields["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|label| label.as_str().map(str::to_owned))
        .collect();
    let prose = prose(&fields["description"]);
    let body = prose.as_str();
    let kind = match (
        login(&fields["creator"]),
        fields["creator"]["accountType"].as_str(),
    ) {
        (Some(_), Some("app")) => Cell::Text("bot".to_owned()),
        (Some(_), None | Some("atlassian" | "customer")) => Cell::Text("person".to_owned()),
        _ => Cell::Null,
    };
    let parent = &fields["parent"];
    let parent_kind = &parent["fields"]["issuetype"];
    let of_epic = match parent_kind["hierarchyLevel"].as_i64() {
        Some(level) => level == 1,
        None => parent_kind["name"] == "Epic",
    };
    let epic = match text(&fields[EPIC]) {
        Cell::Null if of_epic => text(&parent["key"]),
        own => own,
    };
    let points = fields["customfield_10016"].as_f64();
    vec![
        (
            "body",
            if body.is_empty() {
                Cell::Null
            } else {
                Cell::Text(body.to_owned())
            },
        ),
        (
            "description_length",
            if body.is_empty() {
                Cell::Null
            } else {
                Cell::Int(i64::try_from(body.chars().count()).unwrap())
            },
        ),
        ("author_kind", kind),
        (
            "parent_id",
            parent["id"]
                .as_str()
                .map_or(Cell::Null, |id| Cell::Id(format!("issue/{id}"))),
        ),
        ("epic_key", epic),
        ("story_points", points.map_or(Cell::Null, Cell::Float)),
        ("id", Cell::Id(format!("issue/{}", of["id"].as_str().unwrap()))),
        (
            "project_id",
            Cell::Id(format!(
                "issue_project/{}",
                fields["project"]["id"].as_str().unwrap()
            )),
        ),
        ("project_key", text(&fields["project"]["key"])),
        ("number", Cell::Int(number)),
        ("key", text(&of["key"])),
        ("title", text(&fields["summary"])),
        (
            "url",
            Cell::Text(format!(
                "https://x.example/browse/{}",
                of["key"].as_str().unwrap()
            )),
        ),
        ("kind", text(&fields["issuetype"]["name"])),
        (
            "is_subtask",
            fields["issuetype"]["subtask"]
                .as_bool()
                .map_or(Cell::Null, Cell::Bool),
        ),
        (
            "state",
            Cell::Text(if done { "closed" } else { "open" }.to_owned()),
        ),
        ("status", text(&fields["status"]["name"])),
        ("status_category", category),
        ("status_category_at", time(&fields["statuscategorychangedate"])),
        ("priority", text(&fields["priority"]["name"])),
        ("resolution", text(&fields["resolution"]["name"])),
        (
            "author_login",
            login(&fields["creator"]).map_or(Cell::Null, Cell::Text),
        ),
        (
            "reporter_login",
            login(&fields["reporter"]).map_or(Cell::Null, Cell::Text),
        ),
        ("parent_key", text(&fields["parent"]["key"])),
        ("estimate_seconds", int(&fields["timeoriginalestimate"])),
        ("spent_seconds", int(&fields["timespent"])),
        ("remaining_seconds", int(&fields["timeestimate"])),
        ("due_at", time(&fields["duedate"])),
        ("created_at", time(&fields["created"])),
        ("updated_at", time(&fields["updated"])),
        ("closed_at", closed),
        ("labels", Cell::TextList(labels)),
        (
            "assignees",
            Cell::TextList(login(&fields["assignee"]).into_iter().collect()),
        ),
        ("components", names(&fields["components"])),
        ("fix_versions", names(&fields["fixVersions"])),
        ("affected_versions", names(&fields["versions"])),
        ("comments", int(&fields["comment"]["total"])),
        ("votes", int(&fields["votes"]["votes"])),
        ("watchers", int(&fields["watches"]["watchCount"])),
    ]
}

/// The words of a description: plain, or the texts of a document with a line for each paragraph.
fn prose(value: &Value) -> String {
    fn walk(node: &Value, lines: &mut String) {
        match node["type"].as_str() {
            Some("text") => lines.push_str(node["text"].as_str().unwrap()),
            Some("hardBreak") => lines.push('\n'),
            Some("mention" | "emoji" | "status") => {
                let names = [&node["attrs"]["text"], &node["attrs"]["shortName"]];
                lines.push_str(names.into_iter().find_map(Value::as_str).unwrap_or_default());
            }
            Some("inlineCard" | "blockCard") => {
                lines.push_str(node["attrs"]["url"].as_str().unwrap_or_default());
            }
            _ => {}
        }
        node["content"]
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|child| walk(child, lines));
        if matches!(
            node["type"].as_str(),
            Some("paragraph" | "heading" | "codeBlock" | "rule")
        ) {
            lines.push('\n');
        }
    }
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let mut lines = String::new();
    walk(value, &mut lines);
    lines.trim_end().to_owned()
}
