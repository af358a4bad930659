use serde_json::{Value, json};

use super::page::asked as asked_page;
use super::{Call, Reply, account, by_time, not_found, plain};
use crate::world::{Repository, text};

/// <https://docs.github.com/en/rest/repos/repos#get-a-repository>
pub(super) fn repository<'a>(call: &Call<'a>) -> Reply<'a> {
    match call.repository() {
        Ok(repository) => Reply::One(call.view.full(&repository.document)),
        Err(reply) => reply,
    }
}

/// <https://docs.github.com/en/rest/branches/branches>
pub(super) fn branches<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let documents = repository.branches.iter().map(|(name, sha)| {
        let url = account::api(call, &format!("/repos/{}/commits/{sha}", repository.full_name()));
        json!({"name": name, "commit": {"sha": sha, "url": url}, "protected": name == repository.default_branch()})
    });
    paged_values(call, documents.collect())
}

/// <https://docs.github.com/en/rest/repos/repos#list-repository-tags>
pub(super) fn tags<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let api = account::api(call, &format!("/repos/{}", repository.full_name()));
    let documents = repository.tags.iter().map(|(name, sha)| {
        json!({
            "name": name, "commit": {"sha": sha, "url": format!("{api}/commits/{sha}")},
            "zipball_url": format!("{api}/zipball/refs/tags/{name}"),
            "tarball_url": format!("{api}/tarball/refs/tags/{name}"), "node_id": format!("REF_{}_{name}", repository.id()),
        })
    });
    paged_values(call, documents.collect())
}

/// Cuts the page asked for out of documents that are made for the answer.
fn paged_values<'a>(call: &Call<'a>, documents: Vec<Value>) -> Reply<'a> {
    let (size, current) = asked_page(call);
    Reply::Made {
        total: documents.len(),
        documents: documents
            .into_iter()
            .skip((current - 1) * size)
            .take(size)
            .collect(),
    }
}

/// Newest first, from a branch or a commit; `since` and `until` are about the time of the commit.
/// <https://docs.github.com/en/rest/commits/commits>
pub(super) fn commits<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    if repository.commits.is_empty() {
        return Reply::Refused(409, super::message(409, "Git Repository is empty."));
    }
    let start = call.option("sha").unwrap_or_else(|| repository.default_branch());
    let sha = repository.branches.get(start).map_or(start, String::as_str);
    let log = repository.log(&[sha]);
    let at = |commit: &Value| {
        commit
            .pointer("/commit/committer/date")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let items: Vec<&Value> = log
        .iter()
        .filter_map(|sha| repository.commits.get(sha))
        .filter(|commit| {
            call.option("since")
                .is_none_or(|since| at(commit).as_str() >= since)
        })
        .filter(|commit| {
            call.option("until")
                .is_none_or(|until| at(commit).as_str() <= until)
        })
        .collect();
    Reply::List {
        repository,
        items,
        shape: plain,
        key: None,
    }
}

/// One commit with its line counts, by its name or a branch's.
pub(super) fn commit<'a>(call: &Call<'a>) -> Reply<'a> {
    let repository = match call.repository() {
        Ok(repository) => repository,
        Err(reply) => return reply,
    };
    let name = call.param("ref");
    let sha = repository
        .branches
        .get(name)
        .or_else(|| repository.tags.get(name))
        .map_or(name, String::as_str);
    let Some(commit) = repository.commits.get(sha) else {
        return Reply::Refused(
            422,
            super::message(422, &format!("No commit found for SHA: {name}")),
        );
    };
    let mut document = call.view.full(commit);
    let (added, deleted) = (&commit["_stats"]["additions"], &commit["_stats"]["deletions"]);
    let total = added.as_u64().unwrap_or_default() + deleted.as_u64().unwrap_or_default();
    if commit["_stats"].is_object() {
        document["stats"] = json!({"additions": added, "deletions": deleted, "total": total});
        document["files"] = Value::Array(files(call, repository, sha));
    }
    Reply::One(document)
}

/// The files that a commit touches, all on one page.
fn files(call: &Call<'_>, repository: &Repository, sha: &str) -> Vec<Value> {
    let api = account::api(call, &format!("/repos/{}/contents", repository.full_name()));
    let web = format!("https://github.com/{}", repository.full_name());
    let changes = repository.changes(sha).into_iter().map(|change| {
        let path = &change.path;
        json!({
            "sha": sha, "filename": path, "status": change.status, "additions": change.additions,
            "deletions": change.deletions, "changes": change.additions + change.deletions,
            "blob_url": format!("{web}/blob/{sha}/{path}"), "raw_url": format!("{web}/raw/{sha}/{path}"),
            "contents_url": format!("{api}/{path}?ref={sha}"),
        })
    });
    changes.collect()
}

/// One of a list by its id.
pub(super) fn by_id<'a>(call: &Call<'a>, documents: &[Value], id: u64) -> Reply<'a> {
    let found = documents.iter().find(|document| document["id"] == id);
    found.map_or_else(not_found, |document| Reply::One(call.view.full(document)))
}

/// Newest first, by a key that holds a time.
pub(super) fn newest<'a>(documents: &'a [Value], key: &str) -> Vec<&'a Value> {
    let mut items: Vec<&Value> = documents.iter().collect();
    by_time(&mut items, key, true);
    items
}

/// Whether a document's value is the one asked for, or none was asked for.
pub(super) fn asked(call: &Call<'_>, option: &str, document: &Value, key: &str) -> bool {
    call.option(option)
        .is_none_or(|wanted| text(document, key) == wanted)
}
