use serde_json::{Value, json};

use super::site::{minimal, repository as repository_document, user};
use super::{View, activity};
use crate::bitbucket_dc::{millis, text};
use crate::world::{Repository, list};

/// `OPEN`, `MERGED` or `DECLINED`.
pub(in crate::bitbucket_dc) fn state(pull: &Value) -> &'static str {
    match text(pull, "state") {
        _ if pull["merged_at"].is_string() => "MERGED",
        "open" => "OPEN",
        _ => "DECLINED",
    }
}

/// When it last changed as Bitbucket sees it: an approval alone is no change.
pub(in crate::bitbucket_dc) fn updated(repository: &Repository, pull: &Value) -> String {
    let number = pull["number"].as_u64().unwrap_or_default();
    let last = text(pull, "updated_at");
    let silent = |review: &Value| text(review, "submitted_at") == last && text(review, "body").is_empty();
    if !list(&repository.reviews, number).iter().any(silent) {
        return last.to_owned();
    }
    let moments = activity::moments(repository, pull);
    moments.into_iter().max().unwrap_or_else(|| last.to_owned())
}

/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-get>
pub(in crate::bitbucket_dc) fn pull_request(view: View<'_>, repository: &Repository, pull: &Value) -> Value {
    let (number, state) = (&pull["number"], state(pull));
    let place = repository_document(view, repository);
    let side = |branch: &Value, sha: &Value| {
        json!({
            "id": format!("refs/heads/{}", branch.as_str().unwrap_or_default()), "displayId": branch,
            "latestCommit": sha, "type": "BRANCH", "repository": place,
        })
    };
    let (base, head) = (&pull["base"], &pull["head"]);
    let page = text(&place["links"]["self"][0], "href").replace("browse", &format!("pull-requests/{number}"));
    let mut properties = json!({"resolvedTaskCount": 0, "openTaskCount": 0});
    let comments = activity::comments(repository, pull);
    if comments > 0 {
        properties["commentCount"] = json!(comments);
    }
    if let Some(sha) = pull["merge_commit_sha"].as_str().filter(|_| state == "MERGED") {
        properties["mergeCommit"] = minimal(sha);
    }
    let (reviewers, participants) = people(view, repository, pull);
    let mut document = json!({
        "id": number, "version": 1, "title": pull["title"], "state": state, "open": state == "OPEN",
        "closed": state != "OPEN", "createdDate": millis(text(pull, "created_at")),
        "updatedDate": millis(&updated(repository, pull)), "fromRef": side(&head["ref"], &head["sha"]),
        "toRef": side(&base["ref"], &base["sha"]), "locked": false,
        "author": {"user": user(view, &pull["user"]), "role": "AUTHOR", "approved": false, "status": "UNAPPROVED"},
        "reviewers": reviewers, "participants": participants, "properties": properties,
        "links": {"self": [{"href": page}]},
    });
    // An empty description is left out.
    if let Some(body) = pull["body"].as_str().filter(|body| !body.is_empty()) {
        document["description"] = json!(body);
    }
    if let Some(at) = pull["closed_at"].as_str() {
        document["closedDate"] = millis(at);
    }
    if view.version >= (8, 18) {
        document["draft"] = json!(pull["draft"] == true);
    }
    document
}

/// Those who were asked, and the others who said something, with what they say now.
fn people(view: View<'_>, repository: &Repository, pull: &Value) -> (Vec<Value>, Vec<Value>) {
    let number = pull["number"].as_u64().unwrap_or_default();
    let reviews = list(&repository.reviews, number);
    let events = list(&repository.events, number).iter();
    let asked = others_than(
        pull,
        events.map(|event| text(&event["requested_reviewer"], "login")),
    );
    let spoken = reviews.iter().chain(list(&repository.comments, number));
    let mut others = others_than(pull, spoken.map(|said| text(&said["user"], "login")));
    others.retain(|login| !asked.contains(login));
    let written = |login: &&str, role: &str| {
        let last = reviews
            .iter()
            .rfind(|review| text(&review["user"], "login") == *login && review["state"] != "COMMENTED");
        let status = match last.map(|review| text(review, "state")) {
            Some("APPROVED") => "APPROVED",
            Some("CHANGES_REQUESTED") => "NEEDS_WORK",
            _ => "UNAPPROVED",
        };
        let mut document = json!({
            "user": user(view, &json!({"login": login})), "role": role, "approved": status == "APPROVED",
            "status": status,
        });
        if let Some(review) = last.filter(|_| status != "UNAPPROVED") {
            document["lastReviewedCommit"] = review["commit_id"].clone();
        }
        document
    };
    (
        asked.iter().map(|login| written(login, "REVIEWER")).collect(),
        others.iter().map(|login| written(login, "PARTICIPANT")).collect(),
    )
}

/// Each of them once, without the author.
fn others_than<'a>(pull: &Value, logins: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let author = text(&pull["user"], "login");
    let mut found = Vec::new();
    for login in logins {
        if !login.is_empty() && login != author && !found.contains(&login) {
            found.push(login);
        }
    }
    found
}
