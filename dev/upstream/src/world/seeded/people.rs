use chrono::{DateTime, Utc};
use serde_json::json;

use crate::world::World;
use crate::world::document::{time, user};
use crate::world::ids::node_id;

/// The organization.
pub(crate) const ORGANIZATION: &str = "acme";

/// One who writes code.
pub(crate) struct Person {
    pub(crate) login: &'static str,
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) kind: &'static str,
}

const fn person(login: &'static str, name: &'static str, email: &'static str) -> Person {
    Person {
        login,
        name,
        email,
        kind: "User",
    }
}

/// How many of [`PEOPLE`] are people; bots follow.
pub(crate) const HUMANS: usize = 8;
/// Position of the bot that opens dependency updates.
pub(crate) const DEPENDABOT: usize = 8;
/// Position of the bot that deploys.
pub(crate) const DEPLOYER: usize = 9;

/// Everybody, by position.
pub(crate) const PEOPLE: &[Person] = &[
    person("ada-brook", "Ada Brook", "ada@acme.example"),
    person("ben-okafor", "Ben Okafor", "ben@acme.example"),
    person("chandra-rao", "Chandra Rao", "chandra@acme.example"),
    person("dita-novak", "Dita Novák", "dita@acme.example"),
    person("emil-lind", "Emil Lind", "emil@acme.example"),
    person("fatima-zahra", "Fatima Zahra", "fatima@acme.example"),
    person("goro-tanaka", "Goro Tanaka", "goro@acme.example"),
    person("hana-kim", "Hana Kim", "hana@acme.example"),
    Person {
        login: "dependabot[bot]",
        name: "dependabot[bot]",
        email: "49699333+dependabot[bot]@users.noreply.github.com",
        kind: "Bot",
    },
    Person {
        login: "acme-deploy[bot]",
        name: "acme-deploy[bot]",
        email: "acme-deploy[bot]@users.noreply.github.com",
        kind: "Bot",
    },
];

/// Teams: slug, name, members.
const TEAMS: &[(&str, &str, &[usize])] = &[
    ("buy", "Buy", &[0, 1, 2]),
    ("shop", "Shop", &[3, 4, 5]),
    ("platform", "Platform", &[6, 7]),
];

/// The company's accounts and teams, without repositories.
pub(crate) fn company(now: DateTime<Utc>, start: DateTime<Utc>) -> World {
    let mut world = World {
        now,
        viewer: PEOPLE[0].login.to_owned(),
        ..World::default()
    };
    for (id, one) in (1_001..).zip(PEOPLE) {
        let mut account = user(id, one.login, one.name, one.kind, start);
        if one.kind == "User" {
            account["_profile"]["email"] = json!(one.email);
        }
        world.users.insert(one.login.to_owned(), account);
    }
    let web_flow = user(19_864_447, "web-flow", "GitHub Web Flow", "User", start);
    world.users.insert("web-flow".to_owned(), web_flow);
    let organization = user(900, ORGANIZATION, "Acme", "Organization", start);
    world.users.insert(ORGANIZATION.to_owned(), organization);
    for (id, (slug, name, members)) in (51..).zip(TEAMS) {
        let members: Vec<&str> = members.iter().map(|member| PEOPLE[*member].login).collect();
        world.teams.push(json!({
            "id": id, "node_id": node_id("T", id), "name": name, "slug": slug, "description": format!("The people of {name}"),
            "organization": ORGANIZATION, "parent": (*slug == "buy").then_some("shop"), "members": members, "created_at": time(start), "updated_at": time(start),
        }));
    }
    world
}
