//! Issues as documents.

use chrono::TimeDelta;
use serde_json::{Map, Value, json};

use super::history::{EPIC, POINTS, SPRINT, STATUSES, Story, TEAM};
use super::site::{Site, moment};
use super::text;

/// A text: a document on Cloud, plain on Data Center.
pub(super) fn prose(site: &Site<'_>, words: &str) -> Value {
    if !site.cloud {
        return json!(words);
    }
    let paragraph = |line: &str| json!({"type": "paragraph", "content": [{"type": "text", "text": line}]});
    let content: Vec<Value> = words
        .lines()
        .filter(|line| !line.is_empty())
        .map(paragraph)
        .collect();
    json!({"type": "doc", "version": 1, "content": content})
}

pub(super) fn status(status: usize) -> Value {
    let (id, name, category) = STATUSES[status];
    let number = [2, 4, 3][status];
    let (color, title) = [
        ("blue-gray", "To Do"),
        ("yellow", "In Progress"),
        ("green", "Done"),
    ][status];
    json!({
        "id": id, "name": name, "description": "",
        "statusCategory": {"id": number, "key": category, "colorName": color, "name": title},
    })
}

fn kind(story: &Story<'_>, cloud: bool) -> Value {
    let labels = story.document["labels"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let bug = labels
        .iter()
        .any(|label| matches!(text(label, "name"), "bug" | "incident"));
    let (id, name, level) = match (story.is_epic(), bug) {
        (true, _) => ("10000", "Epic", 1),
        (false, true) => ("10005", "Bug", 0),
        (false, false) => ("10004", "Story", 0),
    };
    let mut kind = json!({"id": id, "name": name, "description": "", "subtask": false});
    if cloud {
        kind["hierarchyLevel"] = json!(level);
    }
    kind
}

/// An issue with the fields asked for.
pub(super) fn issue(site: &Site<'_>, story: &Story<'_>, fields: &[String], embedded: usize) -> Value {
    let version = if site.cloud { 3 } else { 2 };
    let all = every_field(site, story, embedded);
    let wanted = |name: &str| fields.iter().any(|field| field == name || field == "*all");
    let fields: Map<String, Value> = all.into_iter().filter(|(name, _)| wanted(name)).collect();
    json!({
        "expand": "operations,versionedRepresentations,editmeta,changelog,renderedFields", "id": story.id().to_string(),
        "self": format!("{}/rest/api/{version}/issue/{}", site.base, story.id()), "key": story.key(), "fields": fields,
    })
}

fn every_field(site: &Site<'_>, story: &Story<'_>, embedded: usize) -> Map<String, Value> {
    let document = story.document;
    let labels = document["labels"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let labels: Vec<String> = labels
        .iter()
        .map(|label| text(label, "name").replace(' ', "-"))
        .collect();
    let assignee = document["assignee"]["login"].as_str();
    let creator = site.account(text(&document["user"], "login"));
    let spent = worked(story).map(|_| 7200);
    let fields = json!({
        "summary": document["title"], "description": document["body"].as_str().map(|body| prose(site, body)),
        "issuetype": kind(story, site.cloud),
        "project": {"id": story.project.id(), "key": story.project.key(), "name": story.project.repository.document["name"],
            "projectTypeKey": "software"},
        "status": status(story.status), "priority": {"id": "3", "name": "Medium"},
        "resolution": story.closed.map(|_| json!({"id": "10000", "name": "Done"})),
        "resolutiondate": story.closed.map(|at| site.time(at)), "created": site.time(story.created),
        "updated": site.time(story.updated), "duedate": null, "creator": creator, "reporter": creator,
        "assignee": assignee.map(|login| site.account(login)), "labels": labels,
        "components": [{"id": "1", "name": "Service"}], "fixVersions": fixed(story), "versions": [],
        "issuelinks": links(story), "timeoriginalestimate": spent.map(|spent| spent * 2), "timeestimate": spent,
        "timespent": spent, "votes": {"votes": story.number % 3, "hasVoted": false},
        "watches": {"watchCount": story.number % 4, "isWatching": false},
        "comment": part(comments(site, story), "comments", embedded), "worklog": part(worklogs(site, story), "worklogs", embedded),
    });
    let Value::Object(mut fields) = fields else {
        return Map::new();
    };
    fields.insert(POINTS.0.to_owned(), json!(story.points.map(f64::from)));
    fields.insert(SPRINT.0.to_owned(), sprints(site, story));
    fields.insert(
        TEAM.0.to_owned(),
        json!({"value": format!("Team {}", story.project.key()), "id": "1"}),
    );
    let epic = story.epic();
    let epic_key = epic.map(|number| format!("{}-{number}", story.project.key()));
    if site.cloud {
        fields.insert(
            "statuscategorychangedate".to_owned(),
            json!(site.time(story.status_at)),
        );
        if let Some(number) = epic {
            let id = (story.project.place as u64 + 1) * 100_000 + number;
            fields.insert(
                "parent".to_owned(),
                json!({"id": id.to_string(), "key": epic_key, "fields": {"issuetype": {"id": "10000", "name": "Epic",
                    "subtask": false, "hierarchyLevel": 1}}}),
            );
        }
    } else {
        fields.insert(EPIC.0.to_owned(), json!(epic_key));
    }
    fields
}

/// The first entries of a list, as they come with an issue.
fn part(entries: Vec<Value>, name: &str, embedded: usize) -> Value {
    let total = entries.len();
    let first: Vec<Value> = entries.into_iter().take(embedded).collect();
    json!({"startAt": 0, "maxResults": first.len().max(1), "total": total, name: first})
}

fn sprints(site: &Site<'_>, story: &Story<'_>) -> Value {
    if story.sprints.is_empty() {
        return Value::Null;
    }
    let project = story.project;
    let now = site.world.now;
    let one = |sprint: &i64| {
        let state = if project.sprint_end(*sprint) <= now {
            "closed"
        } else {
            "active"
        };
        let (id, name, board) = (
            project.sprint_id(*sprint),
            project.sprint_name(*sprint),
            project.board(),
        );
        if site.cloud {
            return json!({"id": id, "name": name, "state": state, "boardId": board, "goal": ""});
        }
        json!(format!(
            "com.atlassian.greenhopper.service.sprint.Sprint@1f[id={id},rapidViewId={board},state={},name={name},goal=]",
            state.to_uppercase()
        ))
    };
    story.sprints.iter().map(one).collect()
}

fn links(story: &Story<'_>) -> Value {
    let other = story.number.wrapping_sub(1);
    if !story.number.is_multiple_of(5) || !story.project.repository.issues.contains_key(&other) {
        return json!([]);
    }
    let id = story.id() - 1;
    json!([{
        "id": (story.id() * 10).to_string(), "type": {"id": "1", "name": "Blocks", "inward": "is blocked by", "outward": "blocks"},
        "inwardIssue": {"id": id.to_string(), "key": format!("{}-{other}", story.project.key())},
    }])
}

fn fixed(story: &Story<'_>) -> Value {
    let first = story.fixed();
    first.map_or_else(
        || json!([]),
        |release| json!([{"id": release["id"].to_string(), "name": release["tag_name"]}]),
    )
}

pub(super) fn comments(site: &Site<'_>, story: &Story<'_>) -> Vec<Value> {
    let one = |comment: &Value| {
        let author = site.account(text(&comment["user"], "login"));
        json!({
            "self": format!("{}/rest/api/2/issue/{}/comment/{}", site.base, story.id(), comment["id"]),
            "id": comment["id"].to_string(), "author": author, "updateAuthor": author,
            "body": prose(site, text(comment, "body")), "created": site.time(moment(text(comment, "created_at"))),
            "updated": site.time(moment(text(comment, "updated_at"))),
        })
    };
    story.comments().iter().map(one).collect()
}

/// When somebody worked on it, and who.
fn worked<'a>(story: &Story<'a>) -> Option<(chrono::DateTime<chrono::Utc>, &'a str)> {
    let login = story.document["assignee"]["login"].as_str()?;
    (story.number.is_multiple_of(3) && story.status > 0).then_some((story.status_at, login))
}

pub(super) fn worklogs(site: &Site<'_>, story: &Story<'_>) -> Vec<Value> {
    let Some((at, login)) = worked(story) else {
        return Vec::new();
    };
    let author = site.account(login);
    let entry = |number: u64| {
        json!({
            "self": format!("{}/rest/api/2/issue/{}/worklog/{number}", site.base, story.id()), "id": number.to_string(),
            "issueId": story.id().to_string(), "author": author, "updateAuthor": author, "timeSpent": "1h",
            "timeSpentSeconds": 3600, "started": site.time(at - TimeDelta::hours(1)), "created": site.time(at),
            "updated": site.time(at),
        })
    };
    vec![entry(story.id() * 10), entry(story.id() * 10 + 1)]
}
