use serde_json::{Value, json};

use super::repository::{PROJECT, repository_id, short};
use super::{View, identity};
use crate::azure::{at, text};
use crate::world::{Repository, list};

/// Characters of a description that lists show.
const SHOWN: usize = 400;

pub(in crate::azure) fn status(pull: &Value) -> &'static str {
    match text(pull, "state") {
        _ if pull["merged_at"].is_string() => "completed",
        "open" => "active",
        _ => "abandoned",
    }
}

/// How it was merged, as far as the default branch shows it.
fn strategy(repository: &Repository, pull: &Value) -> Option<&'static str> {
    let commit = repository.commits.get(pull["merge_commit_sha"].as_str()?)?;
    let parents = commit["parents"].as_array().map_or(0, Vec::len);
    let title = text(&commit["commit"], "message")
        .lines()
        .next()
        .unwrap_or_default();
    Some(match parents {
        2 => "noFastForward",
        _ if title.ends_with(&format!("(#{})", pull["number"])) => "squash",
        _ => "rebase",
    })
}

/// The vote that a review is.
pub(super) fn vote(review: &Value) -> Option<i64> {
    let is_odd = review["id"].as_u64().unwrap_or_default() % 2 == 1;
    match text(review, "state") {
        "APPROVED" => Some(if is_odd { 5 } else { 10 }),
        "CHANGES_REQUESTED" => Some(if is_odd { -5 } else { -10 }),
        "DISMISSED" => Some(0),
        _ => None,
    }
}

/// Those who were asked or voted, with what they say now.
fn reviewers(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Value> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let asked = list(&repository.events, number).iter();
    let asked = asked.map(|event| (text(&event["requested_reviewer"], "login"), 0));
    let voted = list(&repository.reviews, number).iter();
    let voted = voted.filter_map(|review| Some((text(&review["user"], "login"), vote(review)?)));
    let mut found: Vec<(&str, i64)> = Vec::new();
    for (login, vote) in asked.filter(|(login, _)| !login.is_empty()).chain(voted) {
        match found.iter_mut().find(|(known, _)| *known == login) {
            Some((_, known)) => *known = vote,
            None => found.push((login, vote)),
        }
    }
    let written = found.into_iter().map(|(login, vote)| {
        let mut document = identity(view, &json!({"login": login}));
        document["vote"] = json!(vote);
        document["isRequired"] = json!(false);
        document["hasDeclined"] = json!(false);
        document
    });
    written.filter(|document| document["id"].is_string()).collect()
}

/// Who ended it without a merge.
pub(super) fn closer<'a>(repository: &'a Repository, pull: &'a Value) -> &'a Value {
    let number = pull["number"].as_u64().unwrap_or_default();
    let closed = list(&repository.events, number).iter().rev();
    let closed = closed
        .filter(|event| event["event"] == "closed")
        .map(|event| &event["actor"]);
    closed.chain([&pull["user"]]).next().unwrap_or(&Value::Null)
}

/// As lists have it. <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests>
pub(in crate::azure) fn listed(view: View<'_>, repository: &Repository, pull: &Value) -> Value {
    let mut document = whole(view, repository, pull, (false, false));
    if let Some(description) = document["description"].as_str() {
        let shown: String = description.chars().take(SHOWN).collect();
        document["description"] = json!(shown);
    }
    document
}

/// By its own name. <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-request>
pub(in crate::azure) fn whole(
    view: View<'_>,
    repository: &Repository,
    pull: &Value,
    (with_commits, with_work_items): (bool, bool),
) -> Value {
    let (id, status) = (&pull["id"], status(pull));
    let api = format!(
        "{}/{PROJECT}/_apis/git/repositories/{}",
        view.root,
        repository_id(repository)
    );
    let commit = |sha: &Value| json!({"commitId": sha, "url": format!("{api}/commits/{}", sha.as_str().unwrap_or_default())});
    let branch = |side: &Value| format!("refs/heads/{}", text(side, "ref"));
    let labels = pull["labels"].as_array().into_iter().flatten();
    let labels = labels.map(|label| {
        let id = format!(
            "1abe1000-0000-4000-8000-{:012x}",
            label["id"].as_u64().unwrap_or_default()
        );
        json!({"id": id, "name": label["name"], "active": true})
    });
    let mut document = json!({
        "repository": short(view, repository), "pullRequestId": id, "codeReviewId": id, "status": status,
        "createdBy": identity(view, &pull["user"]), "creationDate": at(text(pull, "created_at")),
        "title": pull["title"], "sourceRefName": branch(&pull["head"]), "targetRefName": branch(&pull["base"]),
        "mergeStatus": "succeeded", "isDraft": pull["draft"] == true, "supportsIterations": true,
        "mergeId": format!("3e26e000-0000-4000-8000-{:012x}", id.as_u64().unwrap_or_default()),
        "lastMergeSourceCommit": commit(&pull["head"]["sha"]), "lastMergeTargetCommit": commit(&pull["base"]["sha"]),
        "reviewers": reviewers(view, repository, pull), "labels": labels.collect::<Vec<_>>(),
        "url": format!("{api}/pullRequests/{id}"),
    });
    // What there is not is left out.
    if let Some(body) = pull["body"].as_str().filter(|body| !body.is_empty()) {
        document["description"] = json!(body);
    }
    if let Some(closed) = pull["closed_at"].as_str() {
        let merged = status == "completed";
        let by = if merged {
            &pull["merged_by"]
        } else {
            closer(repository, pull)
        };
        document["closedDate"] = json!(at(closed));
        document["closedBy"] = identity(view, by);
    }
    if status == "completed" {
        document["lastMergeCommit"] = commit(&pull["merge_commit_sha"]);
    }
    if let Some(strategy) = strategy(repository, pull).filter(|_| status == "completed") {
        document["completionOptions"] = json!({"mergeStrategy": strategy, "deleteSourceBranch": true});
    }
    let number = pull["number"].as_u64().unwrap_or_default();
    if with_commits {
        let commits = list(&repository.pull_commits, number).iter();
        document["commits"] = commits.map(|one| written(&api, one)).collect();
    }
    if with_work_items {
        let items = pull["_closes"].as_array().into_iter().flatten();
        let items = items.map(|item| json!({"id": item.to_string(), "url": format!("{}/_apis/wit/workItems/{item}", view.root)}));
        document["workItemRefs"] = items.collect();
    }
    document
}

fn written(api: &str, one: &Value) -> Value {
    let (sha, inner) = (text(one, "sha"), &one["commit"]);
    let person = |key: &str| {
        let of = &inner[key];
        json!({"name": of["name"], "email": of["email"], "date": at(text(of, "date"))})
    };
    json!({
        "commitId": sha, "author": person("author"), "committer": person("committer"), "comment": inner["message"],
        "url": format!("{api}/commits/{sha}"),
    })
}
