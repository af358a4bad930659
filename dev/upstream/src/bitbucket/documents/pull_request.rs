use serde_json::{Value, json};

use super::site::{place, user};
use super::{View, activity, content};
use crate::bitbucket::{at, at_or_null};
use crate::world::{Repository, list, text};

/// `OPEN`, `MERGED` or `DECLINED`.
pub(in crate::bitbucket) fn state(pull: &Value) -> &'static str {
    match text(pull, "state") {
        _ if pull["merged_at"].is_string() => "MERGED",
        "open" => "OPEN",
        _ => "DECLINED",
    }
}

/// A time of a pull request by its name in documents.
pub(in crate::bitbucket) fn time<'a>(pull: &'a Value, name: &str) -> Option<&'a str> {
    let key = match name {
        "created_on" => "created_at",
        "updated_on" => "updated_at",
        _ => return None,
    };
    pull[key].as_str()
}

/// Pull requests name commits by 12 digits.
pub(super) fn short(view: View<'_>, repository: &Repository, sha: &str) -> Value {
    let sha = sha.get(..12).unwrap_or(sha);
    let full_name = repository.full_name();
    json!({
        "type": "commit", "hash": sha,
        "links": {
            "self": {"href": format!("{}/2.0/repositories/{full_name}/commit/{sha}", view.root)},
            "html": {"href": format!("{}/{full_name}/commits/{sha}", view.root)},
        },
    })
}

/// The commit that the merge made, and the newest commit of the pull request then: a rebase replaces it.
fn merge(view: View<'_>, repository: &Repository, pull: &Value) -> (Value, String) {
    let head = text(&pull["head"], "sha").to_owned();
    let sha = text(pull, "merge_commit_sha");
    let found = repository.commits.get(sha).filter(|_| state(pull) == "MERGED");
    let Some(found) = found else {
        return (Value::Null, head);
    };
    let mut document = short(view, repository, sha);
    let parents: Vec<Value> = found["parents"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|parent| json!({"type": "commit", "hash": parent["sha"]}))
        .collect();
    let own = text(&found["commit"], "message");
    let (number, title) = (&pull["number"], own.lines().next().unwrap_or_default());
    let is_squash = parents.len() == 1 && title.ends_with(&format!("(#{number})"));
    let is_rebase = parents.len() == 1 && !is_squash;
    // As Bitbucket itself writes it.
    document["message"] = if is_rebase {
        json!(own)
    } else {
        json!(format!(
            "Merged in {} (pull request #{number})\n\n{title}",
            text(&pull["head"], "ref")
        ))
    };
    document["parents"] = json!(parents);
    (document, if is_rebase { sha.to_owned() } else { head })
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/>
pub(in crate::bitbucket) fn pull_request(view: View<'_>, repository: &Repository, pull: &Value) -> Value {
    let (number, state) = (&pull["number"], state(pull));
    let (merge_commit, head) = merge(view, repository, pull);
    let end = |branch: &Value, sha: &str| json!({"branch": {"name": branch}, "commit": short(view, repository, sha), "repository": place(view, repository)});
    let body = text(pull, "body");
    let closer = match state {
        "MERGED" => user(view, &pull["merged_by"]),
        "DECLINED" => closer(view, repository, pull),
        _ => Value::Null,
    };
    let full_name = repository.full_name();
    let (reviewers, participants) = participants(view, repository, pull);
    json!({
        "type": "pullrequest", "id": number, "title": pull["title"], "description": body, "summary": content(body),
        "state": state, "draft": pull["draft"], "author": user(view, &pull["user"]),
        "source": end(&pull["head"]["ref"], &head), "destination": end(&pull["base"]["ref"], text(&pull["base"], "sha")),
        "merge_commit": merge_commit, "comment_count": activity::count(repository, pull),
        "task_count": 0, "close_source_branch": true, "closed_by": closer, "reason": "",
        "created_on": at(text(pull, "created_at")), "updated_on": at(text(pull, "updated_at")),
        "closed_on": at_or_null(&pull["closed_at"]), "reviewers": reviewers, "participants": participants,
        "links": {
            "self": {"href": format!("{}/2.0/repositories/{full_name}/pullrequests/{number}", view.root)},
            "html": {"href": page(view, repository, pull)},
        },
    })
}

/// Its page.
pub(super) fn page(view: View<'_>, repository: &Repository, pull: &Value) -> String {
    format!(
        "{}/{}/pull-requests/{}",
        view.root,
        repository.full_name(),
        pull["number"]
    )
}

fn closer(view: View<'_>, repository: &Repository, pull: &Value) -> Value {
    let number = pull["number"].as_u64().unwrap_or_default();
    let mut events = list(&repository.events, number).iter().rev();
    let closed = events.find(|event| event["event"] == "closed");
    closed.map_or(Value::Null, |event| user(view, &event["actor"]))
}

/// Those who were asked, and all who took part with what they say now.
fn participants(view: View<'_>, repository: &Repository, pull: &Value) -> (Vec<Value>, Vec<Value>) {
    let number = pull["number"].as_u64().unwrap_or_default();
    let reviews = list(&repository.reviews, number);
    let mut seen: Vec<&str> = Vec::new();
    let events = list(&repository.events, number).iter();
    let asked: Vec<&str> = events
        .map(|event| text(&event["requested_reviewer"], "login"))
        .collect();
    let spoken = reviews.iter().map(|review| text(&review["user"], "login"));
    for login in asked.iter().copied().chain(spoken) {
        if !login.is_empty() && !seen.contains(&login) && login != text(&pull["user"], "login") {
            seen.push(login);
        }
    }
    let (mut reviewers, mut all) = (Vec::new(), Vec::new());
    for login in seen {
        let person = user(view, &json!({"login": login}));
        let own = |review: &&Value| text(&review["user"], "login") == login && review["state"] != "COMMENTED";
        let last = reviews.iter().rfind(own);
        let said = match last.map(|review| text(review, "state")) {
            Some("APPROVED") => json!("approved"),
            Some("CHANGES_REQUESTED") => json!("changes_requested"),
            _ => Value::Null,
        };
        let is_asked = asked.contains(&login);
        if is_asked {
            reviewers.push(person.clone());
        }
        all.push(json!({
            "type": "participant", "user": person, "role": if is_asked { "REVIEWER" } else { "PARTICIPANT" },
            "approved": said == "approved", "state": said,
            "participated_on": last.map_or(Value::Null, |review| at(text(review, "submitted_at"))),
        }));
    }
    (reviewers, all)
}

/// Newest first. <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-pull-request-id-commits-get>
pub(in crate::bitbucket) fn commits(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Value> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let all = list(&repository.pull_commits, number).iter().rev();
    all.map(|commit| {
        let author = &commit["commit"]["author"];
        let raw = format!("{} <{}>", text(author, "name"), text(author, "email"));
        let mut written = json!({"type": "author", "raw": raw});
        let account = user(view, &commit["author"]);
        if !account.is_null() {
            written["user"] = account;
        }
        json!({
            "type": "commit", "hash": commit["sha"], "date": at(text(author, "date")),
            "message": commit["commit"]["message"], "author": written,
        })
    })
    .collect()
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-pull-request-id-diffstat-get>
pub(in crate::bitbucket) fn files(repository: &Repository, pull: &Value) -> Vec<Value> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let side = |path: &Value| match path {
        Value::Null => Value::Null,
        path => json!({"type": "commit_file", "path": path}),
    };
    let all = list(&repository.pull_files, number).iter();
    all.map(|file| {
        let status = text(file, "status");
        let before = match status {
            "added" => Value::Null,
            "renamed" => side(&file["previous_filename"]),
            _ => side(&file["filename"]),
        };
        json!({
            "type": "diffstat", "status": status, "lines_added": file["additions"], "lines_removed": file["deletions"],
            "old": before, "new": if status == "removed" { Value::Null } else { side(&file["filename"]) },
        })
    })
    .collect()
}
