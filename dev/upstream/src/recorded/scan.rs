use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::classify::{Kind, classify, in_link, number_after, repository_of};
use super::{RecordedError, RecordedSummary};

/// Files that hold something else than answers of the REST API: deliveries of webhooks, the public event stream,
/// copies whose ids were made alike.
const NOT_ANSWERS: &[&str] = &[
    "webhook",
    "_event.json",
    "github_events",
    "unknown_event",
    "normalized-fixture",
    "/mappings/",
];

/// A document with where it was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) document: Value,
    /// `owner/name`, from its links or from the request it answered.
    pub(super) repository: String,
    /// The request that it answered, where the recording says.
    pub(super) request: String,
    /// Whether the answer was about it, and it did not only stand inside another document.
    pub(super) own: bool,
}

/// All documents found: by kind and key, the newest of each.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) by_kind: BTreeMap<Kind, BTreeMap<String, Found>>,
    /// Commits of pull requests, from requests that say which: repository, number, object names in order.
    pub(super) pull_commits: BTreeMap<(String, u64), Vec<String>>,
    /// Accounts by login, the most detailed of each.
    pub(super) accounts: BTreeMap<String, Value>,
}

/// Reads every recorded answer.
pub(super) fn scan(folder: &Path, summary: &mut RecordedSummary) -> Result<Documents, RecordedError> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    files.sort();
    let requests = requests(&files);
    let mut documents = Documents::default();
    for file in files {
        let name = file.to_string_lossy();
        if NOT_ANSWERS.iter().any(|part| name.contains(part)) {
            continue;
        }
        let Ok(body) = std::fs::read(&file) else { continue };
        let Ok(body) = serde_json::from_slice::<Value>(&body) else {
            summary.leave_out("files that are not JSON");
            continue;
        };
        summary.files += 1;
        let request = requests.get(&file).cloned().unwrap_or_default();
        documents.body(&body, &request);
    }
    Ok(documents)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), RecordedError> {
    let unreadable = |source| RecordedError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Which request each body file answered, from the recorder's mappings beside it.
fn requests(files: &[PathBuf]) -> HashMap<PathBuf, String> {
    let mappings = files
        .iter()
        .filter(|file| file.parent().is_some_and(|folder| folder.ends_with("mappings")));
    mappings
        .filter_map(|file| {
            let mapping: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
            let body = mapping["response"]["bodyFileName"].as_str()?;
            let request = &mapping["request"];
            let url = request["url"].as_str().or_else(|| request["urlPath"].as_str())?;
            Some((
                file.parent()?.parent()?.join("__files").join(body),
                url.to_owned(),
            ))
        })
        .collect()
}

impl Documents {
    /// Takes the documents out of one answer, and out of each answer of a file of several.
    fn body(&mut self, body: &Value, request: &str) {
        let several = body
            .as_array()
            .filter(|items| items.iter().any(|item| item.get("scope").is_some()));
        match several {
            Some(answers) => answers.iter().for_each(|answer| {
                let path = answer["path"].as_str().unwrap_or_default();
                self.take(&answer["response"], path, true);
            }),
            None => self.take(body, request, true),
        }
    }

    fn take(&mut self, value: &Value, request: &str, own: bool) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.take(item, request, own)),
            Value::Object(map) => {
                let kind = classify(map);
                if let Some(kind) = kind {
                    self.keep(kind, value, request, own);
                }
                self.account(map, value);
                // Lists stand inside an object with `total_count`, or `items` of a search.
                let wrapper = own && kind.is_none();
                map.values().for_each(|inner| self.take(inner, request, wrapper));
            }
            _ => {}
        }
    }

    fn account(&mut self, map: &Map<String, Value>, value: &Value) {
        let is_account = ["login", "id", "type", "html_url"]
            .iter()
            .all(|key| map.contains_key(*key));
        if let Some(login) = value["login"].as_str().filter(|_| is_account) {
            let known = self
                .accounts
                .get(login)
                .and_then(Value::as_object)
                .map_or(0, Map::len);
            if map.len() > known {
                self.accounts.insert(login.to_owned(), value.clone());
            }
        }
    }

    fn keep(&mut self, kind: Kind, value: &Value, request: &str, own: bool) {
        let full_name = value["full_name"]
            .as_str()
            .filter(|_| kind == Kind::Repository)
            .map(str::to_owned);
        let Some(repository) = full_name
            .or_else(|| repository_of(value))
            .or_else(|| in_link(request))
        else {
            return;
        };
        let key = match kind {
            Kind::Repository => repository.to_lowercase(),
            Kind::Commit => format!(
                "{}/{}",
                repository.to_lowercase(),
                value["sha"].as_str().unwrap_or_default()
            ),
            Kind::Pull | Kind::Issue | Kind::Milestone => {
                format!("{}/{}", repository.to_lowercase(), value["number"])
            }
            _ => value["id"].to_string(),
        };
        if kind == Kind::Commit
            && let Some(number) = number_after(request, "pulls").filter(|_| own)
        {
            let shas = self
                .pull_commits
                .entry((repository.to_lowercase(), number))
                .or_default();
            let sha = value["sha"].as_str().unwrap_or_default().to_owned();
            if !shas.contains(&sha) {
                shas.push(sha);
            }
        }
        let found = Found {
            document: value.clone(),
            repository,
            request: request.to_owned(),
            own,
        };
        let kept = self.by_kind.entry(kind).or_default();
        match kept.remove(&key) {
            None => kept.insert(key, found),
            Some(old) => kept.insert(key, newer(old, found)),
        };
    }
}

/// Of two recordings of one document the later one, completed by what only the other says. A document that answered a
/// request of its own goes before one that stood inside another.
fn newer(old: Found, new: Found) -> Found {
    let rank = |found: &Found| {
        let at = found.document["updated_at"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        (found.own, at, found.document.as_object().map_or(0, Map::len))
    };
    let (mut winner, other) = if rank(&new) >= rank(&old) {
        (new, old)
    } else {
        (old, new)
    };
    if let (Value::Object(map), Value::Object(more)) = (&mut winner.document, other.document) {
        for (key, value) in more {
            map.entry(key).or_insert(value);
        }
    }
    if winner.request.is_empty() {
        winner.request = other.request;
    }
    winner
}
