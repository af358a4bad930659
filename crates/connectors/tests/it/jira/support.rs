//! A Jira, an engine over it, and what a sync gives.

use std::sync::OnceLock;

use serde_json::{Value, json};
use weir_connectors::jira::CONNECTOR;
use weir_model::{Cell, Time};
use weir_upstream::{Builder, Limits, Token, Upstream, World};

use crate::bench::{Bench, Setup};

const TOKEN: &str = "atatt_0123456789secret";

/// Where a Jira is, and how its deployment is called in the configuration.
pub(super) const CLOUD: (&str, &str) = ("/jira", "cloud");
pub(super) const DATA_CENTER: (&str, &str) = ("/jira-dc", "data_center");

/// Two repositories of the company.
pub(super) fn small() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(made).clone()
}

fn made() -> World {
    let now = Time::parse("2026-04-01T12:00:00Z").unwrap().utc();
    let mut world = World::seeded(7, 1, now);
    let releases = world
        .repositories
        .iter()
        .find_map(|one| Some(one.releases.clone()).filter(|all| !all.is_empty()));
    world.repositories.truncate(2);
    if world.repositories.iter().all(|one| one.releases.is_empty()) {
        world.repositories[0].releases = releases.unwrap();
    }
    world
}

pub(super) async fn start(world: World, of: (&str, &str), limits: Limits, config: Value) -> Bench {
    with(world, of, limits, config, Token::full(TOKEN), |builder| builder).await
}

pub(super) async fn start_lacking(world: World, of: (&str, &str), permission: &str, config: Value) -> Bench {
    let token = Token::lacking(TOKEN, permission);
    with(world, of, Limits::unlimited(), config, token, |builder| builder).await
}

pub(super) async fn with(
    world: World,
    (path, deployment): (&str, &str),
    limits: Limits,
    more: Value,
    token: Token,
    build: impl FnOnce(Builder) -> Builder,
) -> Bench {
    let upstream = Upstream::builder().world(world).credential(token).limits(limits);
    let auth = if deployment == CLOUD.1 {
        "api_token"
    } else {
        "personal_token"
    };
    let setup = Setup {
        connector: &CONNECTOR,
        path,
        token: TOKEN,
        config: json!({
            "deployment": deployment, "auth": auth, "email": "ada@acme.example", "custom_fields": ["Team"],
        }),
        more: &more,
    };
    Bench::start(build(upstream), setup).await
}

/// What a delivery of a webhook leads to. Gives the requests it took.
pub(super) async fn told(bench: &Bench, body: &Value) -> usize {
    bench.told(body["webhookEvent"].as_str().unwrap(), body).await
}

/// Rows of any table that name this in an id or a reference, other issues aside.
pub(super) fn naming(bench: &Bench, id: &str) -> Vec<String> {
    let wanted = Cell::Id(format!("1/{id}"));
    let contents = bench.contents();
    let rows = contents.rows.values();
    let rows = rows.filter(|row| row.cell("id") == Some(&wanted) || row.cell("issue_id") == Some(&wanted));
    rows.map(|row| row.id().to_owned()).collect()
}
