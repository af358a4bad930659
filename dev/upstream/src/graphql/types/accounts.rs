use apollo_compiler::resolvers::{ResolveInfo, ResolvedValue};
use serde_json::json;

use super::super::connection::{Extra, Item, connect};
use super::super::fields::Source::{At, Call, Text};
use super::super::fields::{Fields, give, object, order};
use super::super::node::{Node, Resolved};
use crate::world::text;

pub(super) const USER: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("login", Call(login)),
    ("name", At("/_profile/name")),
    ("email", Text("/_profile/email")),
    ("url", At("/html_url")),
    ("avatarUrl", At("/avatar_url")),
    ("company", At("/_profile/company")),
    ("organizationVerifiedDomainEmails", Call(verified)),
    ("createdAt", Call(|node, _| created(node))),
    ("updatedAt", Call(|node, _| created(node))),
    ("repositories", Call(repositories)),
];

pub(super) const ORGANIZATION: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("login", At("/login")),
    ("name", At("/_profile/name")),
    ("url", At("/html_url")),
    ("avatarUrl", At("/avatar_url")),
    ("createdAt", Call(|node, _| created(node))),
    ("updatedAt", Call(|node, _| created(node))),
    ("repositories", Call(repositories)),
    ("teams", Call(teams)),
    ("membersWithRole", Call(members)),
];

pub(super) const TEAM: Fields = &[
    ("id", At("/node_id")),
    ("databaseId", At("/id")),
    ("name", At("/name")),
    ("slug", At("/slug")),
    (
        "combinedSlug",
        Call(|node, _| give(format!("{}/{}", node.text("organization"), node.text("slug")))),
    ),
    ("description", At("/description")),
    (
        "url",
        Call(|node, _| {
            give(format!(
                "https://github.com/orgs/{}/teams/{}",
                node.text("organization"),
                node.text("slug")
            ))
        }),
    ),
    ("createdAt", At("/created_at")),
    ("updatedAt", At("/updated_at")),
    ("parentTeam", Call(parent_team)),
    ("members", Call(team_members)),
];

/// GraphQL writes a bot without the suffix that REST gives it.
fn login<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let login = node.text("login");
    give(if node.kind == "Bot" {
        login.trim_end_matches("[bot]")
    } else {
        login
    })
}

fn created<'a>(node: &Node<'_>) -> Resolved<'a> {
    let created = node
        .document
        .pointer("/_profile/created_at")
        .or_else(|| node.document.get("created_at"));
    give(created.cloned().unwrap_or_else(|| json!("2015-01-01T00:00:00Z")))
}

fn repositories<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let (field, descending) = order(info).unwrap_or_else(|| ("CREATED_AT".to_owned(), false));
    let key = match field.as_str() {
        "PUSHED_AT" => "pushed_at",
        "UPDATED_AT" => "updated_at",
        "NAME" => "name",
        _ => "created_at",
    };
    let owner = node.text("login");
    let mut items: Vec<Item<'a>> = node
        .scope
        .world
        .repositories
        .iter()
        .filter(|repository| repository.full_name().split('/').next() == Some(owner))
        .map(|repository| {
            (
                format!("{}/{:020}", text(&repository.document, key), repository.id()),
                node.of(repository),
            )
        })
        .collect();
    items.sort_by(|a, b| if descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) });
    connect(
        node,
        info,
        items,
        Extra {
            descending,
            ..Extra::default()
        },
    )
}

fn teams<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let teams = node
        .scope
        .world
        .teams
        .iter()
        .filter(|team| team["organization"] == node.document["login"]);
    let items = teams
        .map(|team| (text(team, "slug").to_owned(), node.sibling("Team", team, 0)))
        .collect();
    connect(node, info, items, Extra::default())
}

fn members<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let people = node
        .scope
        .world
        .users
        .iter()
        .filter(|(login, user)| user["type"] == "User" && *login != "web-flow");
    let items = people
        .map(|(login, user)| (login.clone(), node.sibling("User", user, 0)))
        .collect();
    connect(node, info, items, Extra::default())
}

/// The company has proven that its domain is its own.
#[expect(clippy::unnecessary_wraps, reason = "all resolvers have one type")]
fn verified<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let email = node
        .document
        .pointer("/_profile/email")
        .and_then(serde_json::Value::as_str);
    let own = email.filter(|email| email.ends_with("@acme.example"));
    let own = own.map(|email| ResolvedValue::leaf(email.to_owned()));
    Ok(ResolvedValue::list(own))
}

fn parent_team<'a>(node: &'a Node<'a>, _: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let parent = &node.document["parent"];
    let found = node.scope.world.teams.iter().find(|team| team["slug"] == *parent);
    object(found.map(|team| node.sibling("Team", team, 0)))
}

fn team_members<'a>(node: &'a Node<'a>, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
    let logins = node.document["members"].as_array().into_iter().flatten();
    let mut items: Vec<Item<'a>> = logins
        .filter_map(|login| {
            Some((
                login.as_str()?.to_owned(),
                node.account(&json!({ "login": login }))?,
            ))
        })
        .collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    connect(node, info, items, Extra::default())
}
