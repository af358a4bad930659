//! The world's documents as GraphQL objects: plain JSON in which a list stands where the schema has a connection.

use serde_json::{Value, json};

pub(super) use crate::gitlab::documents::View;
use crate::gitlab::documents::{self as rest, Note};
use crate::gitlab::{at, text};
use crate::world::{Repository, list};

/// A global id. <https://docs.gitlab.com/api/graphql/#global-ids>
pub(super) fn gid(kind: &str, id: &Value) -> Value {
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    json!(format!("gid://gitlab/{kind}/{id}"))
}

/// An account; nothing when there is none.
fn user(view: View<'_>, reference: &Value) -> Value {
    let login = text(reference, "login");
    let Some(account) = view.world.users.get(login) else {
        return Value::Null;
    };
    let document = rest::user(view, reference);
    json!({
        "__typename": "UserCore", "id": gid("User", &document["id"]), "username": document["username"],
        "name": document["name"], "bot": account["type"] == "Bot", "webUrl": document["web_url"],
        "publicEmail": account["_profile"]["email"],
    })
}

pub(super) fn viewer(view: View<'_>) -> Value {
    user(view, &json!({"login": view.world.viewer}))
}

pub(super) fn project(view: View<'_>, repository: &Repository) -> Value {
    json!({
        "id": gid("Project", &json!(repository.id())), "fullPath": repository.full_name(),
        "name": repository.document["name"], "webUrl": format!("{}/{}", view.root, repository.full_name()),
        "projectMembers": members(view),
    })
}

/// Everybody, bots too.
fn members(view: View<'_>) -> Vec<Value> {
    let accounts = view.world.users.iter();
    let accounts = accounts.filter(|(_, account)| account["type"] != "Organization");
    let member = |(login, account): (&String, &Value)| {
        json!({
            "__typename": "ProjectMember", "id": gid("ProjectMember", &account["id"]),
            "createdAt": account["_profile"]["created_at"], "user": user(view, &json!({"login": login})),
        })
    };
    accounts.map(member).collect()
}

fn note(view: View<'_>, page: &str, note: &Note) -> Value {
    let kind = if note.path.is_some() { "DiffNote" } else { "Note" };
    let path = note.path.as_ref();
    json!({
        "id": gid(kind, &json!(note.id)), "body": note.body, "system": note.action.is_some(),
        "author": user(view, &note.author), "createdAt": at(&note.created), "updatedAt": at(&note.updated),
        "url": format!("{page}#note_{}", note.id), "internal": false, "resolvable": path.is_some(),
        "resolved": false, "systemNoteIconName": note.action,
        "systemNoteMetadata": note.action.map(|action| json!({ "action": action })),
        "discussion": {
            "id": gid("Discussion", &json!(format!("{:040x}", note.first))), "createdAt": at(&note.created),
            "replyId": gid("Discussion", &json!(format!("{:040x}", note.first))),
        },
        "position": path.map(|path| json!({
            "filePath": path, "newPath": path, "oldPath": path, "newLine": 4, "oldLine": null,
        })),
    })
}

/// A merge request with all its notes and commits.
pub(super) fn merge_request(view: View<'_>, repository: &Repository, pull: &Value) -> Value {
    let document = rest::merge_request(view, repository, pull);
    let page = text(&document, "web_url").to_owned();
    let number = pull["number"].as_u64().unwrap_or_default();
    let notes = rest::merge_request_notes(repository, pull);
    let mut author = user(view, &pull["user"]);
    author["__typename"] = json!("MergeRequestAuthor");
    // The newest commit comes first.
    let commits = list(&repository.pull_commits, number).iter().rev();
    let commits = commits.map(|commit| {
        let document = rest::commit(view, repository, commit, false);
        json!({
            "id": gid("Commit", &document["id"]), "sha": document["id"], "shortId": document["short_id"],
            "title": document["title"], "message": document["message"], "authorName": document["author_name"],
            "authorEmail": document["author_email"], "authoredDate": document["authored_date"],
            "webUrl": document["web_url"], "author": user(view, &commit["author"]),
        })
    });
    let count = |key: &str| pull[key].as_u64().unwrap_or_default();
    json!({
        "id": gid("MergeRequest", &pull["id"]), "iid": number.to_string(), "title": pull["title"],
        "description": pull["body"], "webUrl": page, "draft": pull["draft"], "createdAt": document["created_at"],
        "updatedAt": document["updated_at"], "mergedAt": document["merged_at"],
        "mergeCommitSha": document["merge_commit_sha"], "sourceBranch": document["source_branch"],
        "targetBranch": document["target_branch"], "diffHeadSha": document["sha"], "squash": document["squash"],
        "approved": true, "author": author, "mergeUser": user(view, &pull["merged_by"]),
        "diffStatsSummary": {
            "additions": count("additions"), "deletions": count("deletions"), "fileCount": count("changed_files"),
            "changes": count("additions") + count("deletions"),
        },
        "diffRefs": {
            "baseSha": pull["base"]["sha"], "startSha": pull["base"]["sha"], "headSha": document["sha"],
        },
        "sourceProject": project(view, repository), "commits": commits.collect::<Vec<_>>(),
        "notes": notes.iter().map(|one| note(view, &page, one)).collect::<Vec<_>>(),
    })
}

/// An issue with all its notes.
pub(super) fn issue(view: View<'_>, repository: &Repository, issue: &Value) -> Value {
    let document = rest::issue(view, repository, issue);
    let page = text(&document, "web_url").to_owned();
    let notes = rest::issue_notes(repository, issue);
    json!({
        "id": gid("Issue", &issue["id"]), "iid": issue["number"].to_string(), "title": issue["title"], "webUrl": page,
        "createdAt": document["created_at"], "updatedAt": document["updated_at"], "closedAt": document["closed_at"],
        "author": user(view, &issue["user"]),
        "notes": notes.iter().map(|one| note(view, &page, one)).collect::<Vec<_>>(),
    })
}

/// A pipeline with all its jobs, newest first.
pub(super) fn pipeline(view: View<'_>, repository: &Repository, run: &Value) -> Value {
    let document = rest::pipeline_detail(view, repository, run);
    let upper = |value: &Value| value.as_str().unwrap_or_default().to_uppercase();
    let path = |url: &Value| {
        let url = url.as_str().unwrap_or_default();
        let host = view.root.find("//").map_or(0, |place| place + 2);
        let host = view.root[host..]
            .find('/')
            .map_or(view.root.len(), |end| host + end);
        url.get(host..).unwrap_or_default().to_owned()
    };
    let jobs = repository
        .run_jobs(run["id"].as_u64().unwrap_or_default())
        .iter()
        .rev();
    let jobs = jobs.map(|job| {
        let job = rest::job(view, repository, (run, job));
        let stage = &job["stage"];
        json!({
            "id": gid("Ci::Build", &job["id"]), "name": job["name"], "status": upper(&job["status"]), "kind": "BUILD",
            "allowFailure": false, "createdAt": job["created_at"], "queuedAt": job["created_at"],
            "startedAt": job["started_at"], "finishedAt": job["finished_at"], "duration": job["duration"],
            "queuedDuration": job["queued_duration"], "retried": false, "webPath": path(&job["web_url"]),
            "stage": {"id": gid("Ci::Stage", &json!(format!("{}-{}", run["id"], text(&job, "stage")))), "name": stage},
            "downstreamPipeline": null,
        })
    });
    json!({
        "id": gid("Ci::Pipeline", &run["id"]), "iid": run["run_number"].to_string(), "ref": document["ref"],
        "status": upper(&document["status"]), "complete": run["status"] == "completed",
        "createdAt": document["created_at"], "updatedAt": document["updated_at"],
        "startedAt": document["started_at"], "finishedAt": document["finished_at"], "duration": document["duration"],
        "queuedDuration": document["queued_duration"], "path": path(&document["web_url"]),
        "user": user(view, &run["actor"]), "jobs": jobs.collect::<Vec<_>>(),
    })
}
