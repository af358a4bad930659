//! What surrounds issues.

use serde_json::{Value, json};

use super::history::{EPIC, POINTS, SPRINT, STATUSES, TEAM};
use super::site::{KANBAN, Project, moment};
use super::{Call, documents, refusal, text};
use crate::server::answer::Answer;
use crate::world::time;

pub(super) fn myself(call: &Call<'_>, _: &[&str]) -> Answer {
    Answer::json(200, &call.site.account(&call.site.world.viewer))
}

/// Cloud says of those that are asked for; Data Center of all there are.
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-permissions/>
pub(super) fn permissions(call: &Call<'_>, _: &[&str]) -> Answer {
    let asked = call
        .incoming
        .query
        .get("permissions")
        .map(String::as_str)
        .unwrap_or_default();
    let asked: Vec<&str> = if call.site.cloud {
        asked.split(',').filter(|key| !key.is_empty()).collect()
    } else {
        vec!["ADMINISTER", "BROWSE_PROJECTS", "USER_PICKER"]
    };
    let mut permissions = serde_json::Map::new();
    for key in asked {
        let has = key != "ADMINISTER" && !call.lacks(key);
        permissions.insert(
            key.to_owned(),
            json!({"id": "10", "key": key, "name": key, "type": "PROJECT", "description": "", "havePermission": has}),
        );
    }
    Answer::json(200, &json!({"permissions": permissions}))
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-fields/>
pub(super) fn fields(call: &Call<'_>, _: &[&str]) -> Answer {
    let own = |id: &str, name: &str, kind: &str| {
        json!({"id": id, "key": id, "name": name, "custom": false, "orderable": true, "navigable": true, "searchable": true,
            "clauseNames": [id], "schema": {"type": kind, "system": id}})
    };
    let custom = |field: (&str, &str), kind: &str, is: &str| {
        json!({"id": field.0, "key": field.0, "name": field.1, "custom": true, "orderable": true, "navigable": true,
            "searchable": true, "clauseNames": [field.1], "schema": {"type": kind, "custom": is, "customId": 1}})
    };
    let mut fields = vec![
        own("summary", "Summary", "string"),
        own("status", "Status", "status"),
        own("description", "Description", "string"),
        own("comment", "Comment", "comments-page"),
        custom(
            POINTS,
            "number",
            "com.atlassian.jira.plugin.system.customfieldtypes:float",
        ),
        custom(SPRINT, "array", "com.pyxis.greenhopper.jira:gh-sprint"),
        custom(EPIC, "any", "com.pyxis.greenhopper.jira:gh-epic-link"),
        custom(
            TEAM,
            "option",
            "com.atlassian.jira.plugin.system.customfieldtypes:select",
        ),
    ];
    if call.site.cloud {
        fields.push(own(
            "statuscategorychangedate",
            "Status Category Changed",
            "datetime",
        ));
    }
    Answer::json(200, &Value::Array(fields))
}

pub(super) fn statuses(_: &Call<'_>, _: &[&str]) -> Answer {
    Answer::json(200, &(0..STATUSES.len()).map(documents::status).collect())
}

fn project(call: &Call<'_>, project: Project<'_>) -> Value {
    let document = &project.repository.document;
    let mut found = json!({
        "expand": "description,lead", "self": format!("{}/rest/api/2/project/{}", call.site.base, project.id()),
        "id": project.id(), "key": project.key(), "name": document["name"], "description": document["description"],
        "lead": call.site.account(&call.site.world.viewer), "projectTypeKey": "software",
    });
    if call.site.cloud {
        found["simplified"] = json!(false);
        found["style"] = json!("classic");
        found["isPrivate"] = json!(false);
    }
    found
}

fn visible(call: &Call<'_>) -> Vec<Value> {
    let seen = call.site.projects().filter(|one| call.sees(&one.key()));
    seen.map(|one| project(call, one)).collect()
}

pub(super) fn projects(call: &Call<'_>, _: &[&str]) -> Answer {
    page(call, visible(call), 50, true)
}

pub(super) fn all_projects(call: &Call<'_>, _: &[&str]) -> Answer {
    Answer::json(200, &Value::Array(visible(call)))
}

pub(super) fn one_project(call: &Call<'_>, free: &[&str]) -> Answer {
    let found = free.first().and_then(|name| call.site.project(name));
    match found.filter(|one| call.sees(&one.key())) {
        Some(one) => Answer::json(200, &project(call, one)),
        None => refusal(404, "No project could be found with that id or key."),
    }
}

/// A page with `isLast`; boards and projects state the total, sprints do not.
fn page(call: &Call<'_>, all: Vec<Value>, most: usize, counted: bool) -> Answer {
    let (begin, size) = (
        call.number("startAt", 0),
        call.number("maxResults", 50)
            .clamp(1, most)
            .min(call.limits.jira_page),
    );
    let total = all.len();
    let values: Vec<Value> = all.into_iter().skip(begin).take(size).collect();
    let mut body = json!({"startAt": begin, "maxResults": size, "isLast": begin + values.len() >= total, "values": values});
    if counted {
        body["total"] = json!(total);
    }
    Answer::json(200, &body)
}

/// A plain list without a total.
pub(super) fn users(call: &Call<'_>, _: &[&str]) -> Answer {
    if call.lacks("USER_PICKER") {
        return refusal(403, "You do not have the permission to browse users.");
    }
    let (begin, size) = (
        call.number("startAt", 0),
        call.number("maxResults", 50)
            .clamp(1, 1000)
            .min(call.limits.jira_page),
    );
    let people = call
        .site
        .world
        .users
        .iter()
        .filter(|(_, user)| text(user, "type") != "Organization");
    let users: Vec<Value> = people
        .map(|(login, _)| call.site.account(login))
        .skip(begin)
        .take(size)
        .collect();
    Answer::json(200, &Value::Array(users))
}

/// Releases are versions.
fn version_of(call: &Call<'_>, project: Project<'_>, release: &Value) -> Value {
    json!({
        "self": format!("{}/rest/api/2/version/{}", call.site.base, release["id"]), "id": release["id"].to_string(),
        "name": release["tag_name"], "archived": false, "released": true,
        "releaseDate": text(release, "published_at").get(..10), "projectId": project.id().parse::<u64>().unwrap_or_default(),
    })
}

pub(super) fn versions(call: &Call<'_>, free: &[&str]) -> Answer {
    let Some(project) = free.first().and_then(|name| call.site.project(name)) else {
        return refusal(404, "No project could be found with that id or key.");
    };
    if !call.sees(&project.key()) {
        return refusal(403, "You do not have permission to view this project.");
    }
    let releases = project.repository.releases.iter();
    Answer::json(
        200,
        &releases
            .map(|release| version_of(call, project, release))
            .collect(),
    )
}

pub(super) fn version(call: &Call<'_>, free: &[&str]) -> Answer {
    let wanted = free.first().copied().unwrap_or_default();
    let seen = call.site.projects().filter(|one| call.sees(&one.key()));
    let mut all = seen.flat_map(|one| one.repository.releases.iter().map(move |release| (one, release)));
    match all.find(|(_, release)| release["id"].as_u64() == id(wanted)) {
        Some((project, release)) => Answer::json(200, &version_of(call, project, release)),
        None => refusal(404, &format!("Could not find version for id '{wanted}'")),
    }
}

/// <https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/>
pub(super) fn boards(call: &Call<'_>, _: &[&str]) -> Answer {
    page(call, every_board(call), 50, true)
}

pub(super) fn board(call: &Call<'_>, free: &[&str]) -> Answer {
    let wanted = free.first().copied().unwrap_or_default();
    match every_board(call)
        .into_iter()
        .find(|board| board["id"].as_u64() == id(wanted))
    {
        Some(board) => Answer::json(200, &board),
        None => refusal(404, NO_BOARD),
    }
}

/// A number that an id may be.
fn id(text: &str) -> Option<u64> {
    text.parse().ok()
}

const NO_BOARD: &str = "Board does not exist or you do not have permission to see it.";

fn every_board(call: &Call<'_>) -> Vec<Value> {
    let board = |id: usize, name: String, kind: &str| json!({"id": id, "self": format!("{}/rest/agile/1.0/board/{id}", call.site.base), "name": name, "type": kind});
    let seen = call.site.projects().filter(|one| call.sees(&one.key()));
    let mut all: Vec<Value> = seen
        .map(|project| {
            let mut board = board(project.board(), format!("{} board", project.key()), "scrum");
            board["location"] = json!({
                "projectId": project.id().parse::<u64>().unwrap_or_default(), "projectKey": project.key(),
                "projectName": project.key(), "displayName": project.key(), "name": project.key(), "projectTypeKey": "software",
            });
            board
        })
        .collect();
    all.push(board(KANBAN, "Support".to_owned(), "kanban"));
    all
}

pub(super) fn sprints(call: &Call<'_>, free: &[&str]) -> Answer {
    let id: usize = free.first().and_then(|id| id.parse().ok()).unwrap_or_default();
    if id == KANBAN {
        return refusal(400, "The board does not support sprints");
    }
    let Some(project) = call.site.projects().find(|project| project.board() == id) else {
        return refusal(404, NO_BOARD);
    };
    page(call, sprints_of(call, project), 50, false)
}

pub(super) fn sprint(call: &Call<'_>, free: &[&str]) -> Answer {
    let wanted = free.first().copied().unwrap_or_default();
    let seen = call.site.projects().filter(|one| call.sees(&one.key()));
    let mut all = seen.flat_map(|project| sprints_of(call, project));
    match all.find(|sprint| sprint["id"].as_u64() == id(wanted)) {
        Some(sprint) => Answer::json(200, &sprint),
        None => refusal(404, "Sprint does not exist"),
    }
}

/// All sprints of a project's board, one to come included.
fn sprints_of(call: &Call<'_>, project: Project<'_>) -> Vec<Value> {
    let now = call.site.world.now;
    let one = |sprint: i64| {
        let end = project.sprint_end(sprint);
        let begin = end - super::site::SPRINT;
        let state = match (begin > now, end > now) {
            (true, _) => "future",
            (false, true) => "active",
            (false, false) => "closed",
        };
        let mut found = json!({
            "id": project.sprint_id(sprint), "self": format!("{}/rest/agile/1.0/sprint/{}", call.site.base, project.sprint_id(sprint)),
            "state": state, "name": project.sprint_name(sprint), "startDate": time(begin), "endDate": time(end),
            "originBoardId": project.board(), "goal": "",
        });
        if state == "closed" {
            found["completeDate"] = json!(time(end));
        }
        if call.site.cloud {
            found["createdDate"] = json!(time(moment(text(&project.repository.document, "created_at"))));
            if state != "future" {
                found["activatedDate"] = json!(time(begin));
            }
        }
        found
    };
    (0..=project.sprint_at(now) + 1).map(one).collect()
}
