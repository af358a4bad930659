use serde_json::{Value, json};

use super::View;
use crate::bitbucket::{at_or_null, uuid};
use crate::world::{Repository, World, text};

/// The one workspace: the owner of the repositories.
pub(in crate::bitbucket) fn workspace(world: &World) -> &str {
    let first = world.repositories.first();
    let owner = first.and_then(|repository| repository.full_name().split('/').next());
    owner.unwrap_or("acme")
}

/// An account inside another document; `null` for none.
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-users/>
pub(super) fn user(view: View<'_>, reference: &Value) -> Value {
    let login = text(reference, "login");
    let Some(account) = view.world.users.get(login) else {
        return Value::Null;
    };
    let own = uuid(1, account["id"].as_u64().unwrap_or_default());
    let address = own.replace('{', "%7B").replace('}', "%7D");
    let mut document = json!({
        "type": "user", "display_name": account["_profile"]["name"], "uuid": own,
        "links": {
            "self": {"href": format!("{}/2.0/users/{address}", view.root)},
            "html": {"href": format!("{}/{address}/", view.root)},
            "avatar": {"href": format!("{}/account/{address}/avatar", view.root)},
        },
    });
    // An app has no Atlassian account.
    if account["type"] == "Bot" {
        document["type"] = json!("app_user");
    } else {
        document["account_id"] = json!(account_id(account));
        document["nickname"] = json!(login);
    }
    document
}

pub(super) fn account_id(account: &Value) -> String {
    let id = account["id"].as_u64().unwrap_or_default();
    format!("557058:{}", uuid(1, id).trim_matches(['{', '}']))
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-workspaces/#api-workspaces-workspace-members-get>
pub(in crate::bitbucket) fn members(view: View<'_>) -> Vec<Value> {
    let people = view.world.users.iter();
    let people = people.filter(|(_, account)| account["type"] == "User");
    let slug = workspace(view.world);
    people
        .map(|(login, _)| {
            json!({
                "type": "workspace_membership", "user": user(view, &json!({"login": login})),
                "workspace": {"type": "workspace", "slug": slug, "name": slug, "uuid": uuid(2, 1)},
                "links": {"self": {"href": format!("{}/2.0/workspaces/{slug}/members/{login}", view.root)}},
            })
        })
        .collect()
}

/// A repository inside another document.
pub(super) fn place(view: View<'_>, repository: &Repository) -> Value {
    let full_name = repository.full_name();
    let name = full_name.rsplit('/').next().unwrap_or(full_name);
    json!({
        "type": "repository", "name": name, "full_name": full_name, "uuid": uuid(3, repository.id()),
        "links": {
            "self": {"href": format!("{}/2.0/repositories/{full_name}", view.root)},
            "html": {"href": format!("{}/{full_name}", view.root)},
            "avatar": {"href": format!("{}/ravatar/{}", view.root, repository.id())},
        },
    })
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/>
pub(in crate::bitbucket) fn repository(view: View<'_>, repository: &Repository) -> Value {
    let own = &repository.document;
    let mut document = place(view, repository);
    let full_name = repository.full_name();
    let owner = workspace(view.world);
    for (key, value) in [
        ("slug", document["name"].clone()),
        ("description", own["description"].clone()),
        ("language", json!(text(own, "language").to_lowercase())),
        ("scm", json!("git")),
        ("size", json!(1024)),
        ("is_private", own["private"].clone()),
        ("has_issues", own["has_issues"].clone()),
        ("has_wiki", json!(false)),
        ("fork_policy", json!("no_public_forks")),
        ("website", json!("")),
        ("created_on", at_or_null(&own["created_at"])),
        ("updated_on", at_or_null(&own["updated_at"])),
        (
            "mainbranch",
            json!({"type": "branch", "name": own["default_branch"]}),
        ),
        (
            "project",
            json!({"type": "project", "key": owner.to_uppercase(), "name": owner, "uuid": uuid(4, 1)}),
        ),
        (
            "owner",
            json!({"type": "team", "display_name": owner, "uuid": uuid(2, 1)}),
        ),
        (
            "workspace",
            json!({"type": "workspace", "slug": owner, "name": owner, "uuid": uuid(2, 1)}),
        ),
    ] {
        document[key] = value;
    }
    let (scheme, host) = view.root.split_once("://").unwrap_or(("http", view.root));
    document["links"]["clone"] = json!([
        {"name": "https", "href": format!("{scheme}://viewer@{host}/{full_name}.git")},
        {"name": "ssh", "href": format!("git@bitbucket.invalid:{full_name}.git")},
    ]);
    document
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-refs/>
pub(in crate::bitbucket) fn branches(_: View<'_>, repository: &Repository) -> Vec<Value> {
    let all = repository.branches.iter();
    all.map(|(name, sha)| json!({"type": "branch", "name": name, "target": {"type": "commit", "hash": sha}}))
        .collect()
}
