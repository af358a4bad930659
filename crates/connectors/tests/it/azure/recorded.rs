//! Every document in the recordings becomes its row, field by field.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use weir_connect::{Read, Scope, read};
use weir_connectors::azure_devops::repos::records;
use weir_model::{Batch, Cell, Row};

use crate::expected::{Expected, boolean, filled, has, time};
use crate::source::show;
use crate::upstream;

const SCOPE: Scope<'static> = Scope {
    id: "9",
    name: "Project/name",
};

/// One kind of document: how it is told from others, how we read it, what its row must hold.
struct Kind {
    table: &'static str,
    is: fn(&Value) -> bool,
    read: Read,
    expected: fn(&Value) -> Expected,
}

const KINDS: &[Kind] = &[
    Kind {
        table: "pull_requests",
        is: |of| has(of, &["pullRequestId", "creationDate", "status"]),
        read: read::<records::PullRequest>,
        expected: pull_request,
    },
    Kind {
        table: "repositories",
        is: |of| has(of, &["remoteUrl", "project", "name"]) && of["project"]["id"].is_string(),
        read: read::<records::Repository>,
        expected: repository,
    },
];

fn branch(value: &Value) -> Cell {
    let name = value
        .as_str()
        .map(|name| name.trim_start_matches("refs/heads/").to_owned());
    name.map_or(Cell::Null, Cell::Text)
}

fn word(words: &[(&str, &str)], value: &Value) -> Cell {
    let found = words.iter().find(|(theirs, _)| value == *theirs);
    found.map_or(Cell::Null, |(_, ours)| Cell::Text((*ours).to_owned()))
}

fn login(account: &Value) -> Cell {
    if account["isContainer"] == true {
        Cell::Null
    } else {
        filled(&account["uniqueName"])
    }
}

fn page(of: &Value) -> Cell {
    let place = &of["repository"];
    let (Some(url), Some(project), Some(name)) = (
        of["url"].as_str(),
        place["project"]["name"].as_str(),
        place["name"].as_str(),
    ) else {
        return Cell::Null;
    };
    let Some((root, _)) = url.split_once("/_apis/") else {
        return Cell::Null;
    };
    let id = place["project"]["id"].as_str().unwrap_or("?");
    let root = root.trim_end_matches(id).trim_end_matches('/');
    let escaped = |name: &str| name.replace(' ', "%20");
    let number = &of["pullRequestId"];
    Cell::Text(format!(
        "{root}/{}/_git/{}/pullrequest/{number}",
        escaped(project),
        escaped(name)
    ))
}

fn pull_request(of: &Value) -> Expected {
    let ended = of["status"] != "active";
    let merged = of["status"] == "completed";
    let at = |is: bool, value: &Value| if is { time(value) } else { Cell::Null };
    let number = of["pullRequestId"].as_i64().unwrap();
    let labels = of["labels"].as_array().into_iter().flatten();
    let labels = labels.filter_map(|label| label["name"].as_str().map(str::to_owned));
    let kinds = [
        ("squash", "squash"),
        ("noFastForward", "merge"),
        ("rebase", "rebase"),
        ("rebaseMerge", "merge"),
    ];
    let options = &of["completionOptions"];
    let kind = match &options["mergeStrategy"] {
        _ if !merged || options.is_null() => Cell::Null,
        Value::Null if options["squashMerge"] == true => Cell::Text("squash".to_owned()),
        Value::Null => Cell::Text("merge".to_owned()),
        strategy => word(&kinds, strategy),
    };
    let newest = if ended && of["closedDate"].is_string() {
        &of["closedDate"]
    } else {
        &of["creationDate"]
    };
    let updated = time(newest);
    vec![
        ("id", Cell::Id(format!("pull_request/{number}"))),
        ("repository_id", Cell::Id("repository/9".to_owned())),
        ("number", Cell::Int(number)),
        ("title", filled(&of["title"])),
        ("body", filled(&of["description"])),
        ("url", page(of)),
        (
            "state",
            word(
                &[
                    ("active", "open"),
                    ("completed", "merged"),
                    ("abandoned", "closed"),
                ],
                &of["status"],
            ),
        ),
        ("is_draft", boolean(&of["isDraft"])),
        ("author_login", login(&of["createdBy"])),
        ("created_at", time(&of["creationDate"])),
        ("updated_at", updated),
        ("closed_at", at(ended, &of["closedDate"])),
        ("merged_at", at(merged, &of["closedDate"])),
        (
            "merged_by_login",
            if merged {
                login(&of["closedBy"])
            } else {
                Cell::Null
            },
        ),
        ("merge_kind", kind),
        (
            "merge_commit_sha",
            if merged {
                filled(&of["lastMergeCommit"]["commitId"])
            } else {
                Cell::Null
            },
        ),
        ("base_branch", branch(&of["targetRefName"])),
        ("base_sha", filled(&of["lastMergeTargetCommit"]["commitId"])),
        ("head_branch", branch(&of["sourceRefName"])),
        ("head_sha", filled(&of["lastMergeSourceCommit"]["commitId"])),
        ("head_repository", Cell::Text("Project/name".to_owned())),
        ("additions", Cell::Null),
        ("deletions", Cell::Null),
        ("changed_files", Cell::Null),
        ("comments", Cell::Null),
        ("review_decision", Cell::Null),
        ("milestone", Cell::Null),
        ("labels", Cell::TextList(labels.collect())),
        ("assignees", Cell::TextList(Vec::new())),
    ]
}

fn repository(of: &Value) -> Expected {
    let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (project, own) = (name(&of["project"]["name"]), name(&of["name"]));
    let url = name(&of["remoteUrl"]);
    let (scheme, rest) = url.split_once("://").unwrap();
    let plain = rest.split_once('@').map_or(rest, |(_, host)| host);
    vec![
        ("id", Cell::Id(format!("repository/{}", name(&of["id"])))),
        ("name", Cell::Text(own.clone())),
        ("full_name", Cell::Text(format!("{project}/{own}"))),
        ("url", filled(&of["webUrl"])),
        ("clone_url", Cell::Text(format!("{scheme}://{plain}"))),
        ("default_branch", branch(&of["defaultBranch"])),
        ("description", Cell::Null),
        ("language", Cell::Null),
        (
            "is_private",
            of["project"]["visibility"]
                .as_str()
                .map_or(Cell::Null, |word| Cell::Bool(word != "public")),
        ),
        ("is_fork", Cell::Bool(of["isFork"] == true)),
        ("is_archived", Cell::Bool(of["isDisabled"] == true)),
        ("created_at", Cell::Null),
        ("updated_at", Cell::Null),
        ("pushed_at", Cell::Null),
    ]
}

/// Every JSON document in the answers of a cassette.
fn of_cassette(path: &Path) -> Vec<Value> {
    let cassette: Value = serde_norway::from_str(&upstream::text(path)).unwrap();
    let interactions = cassette["interactions"].as_array().cloned().unwrap_or_default();
    let body = |one: Value| one["response"]["body"]["string"].as_str().map(str::to_owned);
    let bodies = interactions.into_iter().filter_map(body);
    bodies
        .filter_map(|body| serde_json::from_str(&body).ok())
        .collect()
}

/// Every answer in the examples of the documentation.
fn of_examples(folder: &Path) -> Vec<Value> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(of_examples(&path));
            continue;
        }
        let text = upstream::text(&path);
        let example: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or(Value::Null);
        let answers = example["responses"].as_object().into_iter().flatten();
        found.extend(answers.map(|(_, answer)| answer["body"].clone()));
    }
    found
}

/// The document, and those of a list; not what is written inside another document, which is cut short.
fn documents(value: &Value) -> Vec<&Value> {
    match &value["value"] {
        Value::Array(list) => list.iter().collect(),
        _ => vec![value],
    }
}

fn equal(kind: &Kind, document: &Value) -> usize {
    let mut batch = Batch::default();
    if let Err(error) = (kind.read)(&document.to_string(), &SCOPE, &mut batch) {
        panic!("{error}: {document}");
    }
    assert!(batch.drift.is_empty(), "{:?}: {document}", batch.drift);
    let row: &Row = batch
        .rows
        .iter()
        .find(|row| row.table.name == kind.table)
        .unwrap();
    let expected = (kind.expected)(document);
    for (column, cell) in &expected {
        assert_eq!(
            row.cell(column),
            Some(cell),
            "{}.{column}: {document}",
            kind.table
        );
    }
    for column in row
        .table
        .columns
        .iter()
        .filter(|column| column.name != "author_kind")
    {
        assert!(
            expected.iter().any(|(name, _)| *name == column.name),
            "{} is not compared",
            column.name
        );
    }
    expected.len()
}

#[test]
fn every_recorded_document_becomes_its_row() {
    let (Some(cassettes), Some(examples)) = (
        upstream::find("azure-devops/recorded/cli-vcr"),
        upstream::find("azure-devops/spec/services-7.1/git/httpExamples"),
    ) else {
        return;
    };
    let mut answers = of_examples(&examples);
    for entry in std::fs::read_dir(cassettes).unwrap() {
        answers.extend(of_cassette(&entry.unwrap().path()));
    }
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for document in answers.iter().flat_map(documents) {
        if let Some(kind) = KINDS.iter().find(|kind| (kind.is)(document)) {
            let count = seen.entry(kind.table).or_default();
            count.0 += 1;
            count.1 += equal(kind, document);
        }
    }
    for (table, (documents, cells)) in &seen {
        println!("{table}: {documents} documents, {cells} cells equal");
    }
    assert!(
        seen["pull_requests"].0 >= 25 && seen["repositories"].0 >= 40,
        "{seen:?}"
    );
}

#[test]
fn documented_threads_become_votes_and_comments() {
    let name = "azure-devops/spec/services-7.1/git/httpExamples/pullRequestThreads/\
                GET__git_repositories__repositoryId__pullRequests__pullRequestId__threads.json";
    let Some(path) = upstream::find(name) else {
        return;
    };
    let text = upstream::text(&path);
    let example: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    // The example names whoever voted by their ids alone, as old threads do.
    let voter = json!({"id": "d6245f20-2af8-44f4-9451-8107cb2767db", "uniqueName": "fabrikamfiber16@hotmail.com", "vote": 10});
    let pull = json!({
        "pullRequestId": 22, "status": "active", "creationDate": "2016-11-01T16:30:31.6655471Z", "reviewers": [voter],
        "threads": example["responses"]["200"]["body"]["value"],
    });
    let mut batch = Batch::default();
    read::<records::PullRequest>(&pull.to_string(), &SCOPE, &mut batch).unwrap();
    assert!(batch.drift.is_empty(), "{:?}", batch.drift);
    insta::assert_snapshot!(show(&batch.rows));
}
