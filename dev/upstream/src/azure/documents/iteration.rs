use serde_json::{Value, json};

use super::{View, identity};
use crate::azure::{at, text};
use crate::world::{Repository, list};

/// Pushes to a pull request, oldest first: when it was made, and each time that its branch was replaced.
///
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-iterations/list>
pub(in crate::azure) fn iterations(view: View<'_>, repository: &Repository, pull: &Value) -> Vec<Value> {
    let number = pull["number"].as_u64().unwrap_or_default();
    let events = list(&repository.events, number).iter();
    let forced: Vec<&Value> = events
        .filter(|event| event["event"] == "head_ref_force_pushed")
        .collect();
    let first = forced
        .first()
        .map_or(&pull["head"]["sha"], |event| &event["_before"]);
    let begun = (text(pull, "created_at"), &pull["user"], "create", first);
    let forced = forced.into_iter().map(|event| {
        let (when, by) = (text(event, "created_at"), &event["actor"]);
        (when, by, "forcePush", &event["commit_id"])
    });
    let all = std::iter::once(begun).chain(forced);
    let document = |(place, (when, by, reason, head)): (usize, (&str, &Value, &str, &Value))| {
        json!({
            "id": place + 1, "description": "", "author": identity(view, by), "createdDate": at(when),
            "updatedDate": at(when), "sourceRefCommit": {"commitId": head},
            "targetRefCommit": {"commitId": pull["base"]["sha"]}, "commonRefCommit": {"commitId": pull["base"]["sha"]},
            "hasMoreCommits": false, "reason": reason,
        })
    };
    all.enumerate().map(document).collect()
}
