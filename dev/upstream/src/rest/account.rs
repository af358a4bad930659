use serde_json::{Value, json};

use super::{Call, Reply, not_found, plain};
use crate::world::Repository;

/// <https://docs.github.com/en/rest/meta/meta>
pub(super) fn meta<'a>(call: &Call<'a>) -> Reply<'a> {
    let mut meta = json!({"verifiable_password_authentication": false});
    // Only Enterprise Server has a version.
    if call.view.api.ends_with("/api/v3") {
        meta["installed_version"] = json!("3.19.0");
    }
    Reply::One(meta)
}

/// <https://docs.github.com/en/rest/rate-limit/rate-limit>
pub(super) fn rate_limit<'a>(call: &Call<'a>) -> Reply<'a> {
    let [core, graphql] = call.standings.map(|standing| standing.document());
    let search =
        json!({"limit": 30, "used": 0, "remaining": 30, "reset": core["reset"], "resource": "search"});
    Reply::One(json!({"resources": {"core": core, "search": search, "graphql": graphql}, "rate": core}))
}

pub(super) fn viewer<'a>(call: &Call<'a>) -> Reply<'a> {
    let Some(mut user) = call.view.profile(&call.world.viewer) else {
        return not_found();
    };
    for (key, value) in [
        ("collaborators", json!(0)),
        ("disk_usage", json!(0)),
        ("owned_private_repos", json!(0)),
        ("total_private_repos", json!(0)),
        ("private_gists", json!(0)),
        ("two_factor_authentication", json!(true)),
    ] {
        user[key] = value;
    }
    Reply::One(user)
}

pub(super) fn user<'a>(call: &Call<'a>) -> Reply<'a> {
    call.view
        .profile(call.param("username"))
        .map_or_else(not_found, Reply::One)
}

/// <https://docs.github.com/en/rest/orgs/orgs>
pub(super) fn organization<'a>(call: &Call<'a>) -> Reply<'a> {
    let login = call.param("org");
    let account = call
        .view
        .profile(login)
        .filter(|account| account["type"] == "Organization");
    let Some(mut organization) = account else {
        return not_found();
    };
    let api = format!("{}/orgs/{login}", call.view.api);
    for (key, value) in [
        ("url", json!(api)),
        ("repos_url", json!(format!("{api}/repos"))),
        ("events_url", json!(format!("{api}/events"))),
        ("hooks_url", json!(format!("{api}/hooks"))),
        ("issues_url", json!(format!("{api}/issues"))),
        ("members_url", json!(format!("{api}/members{{/member}}"))),
        (
            "public_members_url",
            json!(format!("{api}/public_members{{/member}}")),
        ),
        ("description", Value::Null),
        ("has_organization_projects", json!(true)),
        ("has_repository_projects", json!(true)),
        ("archived_at", Value::Null),
    ] {
        organization[key] = value;
    }
    for key in [
        "blog",
        "company",
        "location",
        "email",
        "twitter_username",
        "hireable",
        "bio",
    ] {
        if organization[key].is_null()
            && let Some(map) = organization.as_object_mut()
        {
            map.remove(key);
        }
    }
    Reply::One(organization)
}

/// Repositories of the organization, or all that the credential sees.
pub(super) fn repositories<'a>(call: &Call<'a>) -> Reply<'a> {
    let organization = call.param("org");
    if !organization.is_empty() && !call.world.users.contains_key(organization) {
        return not_found();
    }
    let owned = |repository: &&Repository| {
        organization.is_empty() || repository.full_name().split('/').next() == Some(organization)
    };
    let mut items: Vec<&Value> = call
        .world
        .repositories
        .iter()
        .filter(owned)
        .map(|one| &one.document)
        .collect();
    let sort = call.option("sort").unwrap_or(if organization.is_empty() {
        "full_name"
    } else {
        "created"
    });
    let key = match sort {
        "updated" => "updated_at",
        "pushed" => "pushed_at",
        "full_name" => "full_name",
        _ => "created_at",
    };
    let descending = call
        .option("direction")
        .map_or(sort != "full_name", |direction| direction == "desc");
    super::by_time(&mut items, key, descending);
    match call.world.repositories.first() {
        None => Reply::One(json!([])),
        Some(repository) => Reply::List {
            repository,
            items,
            shape: plain,
            key: None,
        },
    }
}

/// <https://docs.github.com/en/rest/teams/teams>
pub(super) fn teams<'a>(call: &Call<'a>) -> Reply<'a> {
    let organization = call.param("org");
    let teams = call
        .world
        .teams
        .iter()
        .filter(|team| team["organization"] == organization);
    Reply::One(
        teams
            .map(|team| {
                let id = &team["id"];
                let url = format!("{}/organizations/900/team/{id}", call.view.api);
                let slug = team["slug"].as_str().unwrap_or_default();
                json!({
                    "id": id, "node_id": team["node_id"], "url": url, "name": team["name"], "slug": slug,
                    "html_url": format!("https://github.com/orgs/{organization}/teams/{slug}"), "description": "",
                    "privacy": "closed", "permission": "pull", "members_url": format!("{url}/members{{/member}}"),
                    "repositories_url": format!("{url}/repos"), "parent": null, "notification_setting": "notifications_enabled",
                    "type": "organization", "organization_id": 900,
                })
            })
            .collect(),
    )
}

/// An address under the API's.
pub(super) fn api(call: &Call<'_>, path: &str) -> String {
    format!("{}{path}", call.view.api)
}
