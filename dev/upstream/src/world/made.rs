use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::document::{API, WEB, repository, time};

/// A repository of which only the name is known.
pub(crate) fn made_repository(id: u64, full_name: &str) -> Value {
    let (owner, name) = full_name.split_once('/').unwrap_or(("", full_name));
    let epoch = DateTime::<Utc>::UNIX_EPOCH;
    let mut document = repository(id, owner, name, ("", ""), (epoch, epoch));
    document["_partial"] = json!(true);
    document["language"] = Value::Null;
    document
}

/// A pull request of which only the number is known.
pub(crate) fn made_pull(full_name: &str, number: u64) -> Value {
    let epoch = time(DateTime::<Utc>::UNIX_EPOCH);
    let side = json!({"label": "", "ref": "unknown", "sha": "0".repeat(40), "user": null, "repo": {"_repository": full_name}});
    json!({
        "_partial": true, "id": 8_600_000_000_u64 + number, "node_id": format!("made_{full_name}_{number}"),
        "number": number, "title": "", "body": null, "state": "open", "locked": false, "user": null, "labels": [],
        "created_at": epoch, "updated_at": epoch, "closed_at": null, "merged_at": null, "merge_commit_sha": null,
        "assignees": [], "milestone": null, "draft": false, "head": side, "base": side,
        "url": format!("{API}/repos/{full_name}/pulls/{number}"),
        "html_url": format!("{WEB}/{full_name}/pull/{number}"),
    })
}
