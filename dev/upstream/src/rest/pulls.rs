use serde_json::Value;

use super::{Call, Reply, by_time, not_found, plain, since};
use crate::world::{Repository, list as of};

/// Keys that only `GET …/pulls/{number}` answers.
const DETAILS: &[&str] = &[
    "additions",
    "changed_files",
    "comments",
    "commits",
    "deletions",
    "maintainer_can_modify",
    "mergeable",
    "mergeable_state",
    "merged",
    "merged_by",
    "rebaseable",
    "review_comments",
];

/// <https://docs.github.com/en/rest/pulls/pulls#list-pull-requests>
pub(super) fn list<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let state = call.option("state").unwrap_or("open");
    let fits = |pull: &&Value| {
        (state == "all" || pull["state"] == state)
            && call.option("base").is_none_or(|base| pull["base"]["ref"] == base)
            && call
                .option("head")
                .is_none_or(|head| pull["head"]["label"] == head)
    };
    let mut items: Vec<&Value> = repository.pulls.values().filter(fits).collect();
    let sort = call.option("sort").unwrap_or("created");
    let descending = call
        .option("direction")
        .map_or(sort == "created", |direction| direction == "desc");
    by_time(
        &mut items,
        if sort == "updated" {
            "updated_at"
        } else {
            "created_at"
        },
        descending,
    );
    Reply::List {
        repository,
        items,
        shape: simple,
        key: None,
    }
}

fn simple(call: &Call<'_>, _: &Repository, document: &Value) -> Value {
    let mut document = call.view.full(document);
    if let Some(map) = document.as_object_mut() {
        map.retain(|key, _| !DETAILS.contains(&key.as_str()));
    }
    document
}

pub(super) fn one<'a>(call: &Call<'a>) -> Reply<'a> {
    match call.repository() {
        Ok(repository) => {
            let pull = repository.pulls.get(&call.number("pull_number"));
            pull.map_or_else(not_found, |pull| Reply::One(call.view.full(pull)))
        }
        Err(reply) => reply,
    }
}

/// The children of one pull request.
fn children<'a>(call: &Call<'a>, get: fn(&'a Repository, u64) -> &'a [Value]) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let number = call.number("pull_number");
    if !repository.pulls.contains_key(&number) {
        return not_found();
    }
    Reply::List {
        repository,
        items: get(repository, number).iter().collect(),
        shape: plain,
        key: None,
    }
}

/// <https://docs.github.com/en/rest/pulls/reviews>
pub(super) fn reviews<'a>(call: &Call<'a>) -> Reply<'a> {
    children(call, |repository, number| of(&repository.reviews, number))
}

pub(super) fn comments_of<'a>(call: &Call<'a>) -> Reply<'a> {
    children(call, |repository, number| of(&repository.line_comments, number))
}

/// At most 250, as GitHub's.
pub(super) fn commits<'a>(call: &Call<'a>) -> Reply<'a> {
    children(call, |repository, number| {
        let commits = of(&repository.pull_commits, number);
        &commits[..commits.len().min(250)]
    })
}

pub(super) fn files<'a>(call: &Call<'a>) -> Reply<'a> {
    children(call, |repository, number| of(&repository.pull_files, number))
}

/// Line comments of the whole repository. <https://docs.github.com/en/rest/pulls/comments>
pub(super) fn comments<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let mut items: Vec<&Value> = repository.line_comments().collect();
    since(call, &mut items);
    sorted(call, &mut items);
    Reply::List {
        repository,
        items,
        shape: plain,
        key: None,
    }
}

/// <https://docs.github.com/en/rest/pulls/comments#get-a-review-comment-for-a-pull-request>
pub(super) fn comment<'a>(call: &Call<'a>) -> Reply<'a> {
    let id = call.number("comment_id");
    match call.repository() {
        Ok(repository) => {
            let found = repository.line_comments().find(|comment| comment["id"] == id);
            found.map_or_else(not_found, |comment| Reply::One(call.view.full(comment)))
        }
        Err(reply) => reply,
    }
}

/// `sort` and `direction` of comments: oldest first unless asked otherwise.
pub(super) fn sorted(call: &Call<'_>, items: &mut [&Value]) {
    let key = match call.option("sort") {
        Some("updated") => "updated_at",
        _ => "created_at",
    };
    by_time(items, key, call.option("direction") == Some("desc"));
}
