//! A Bitbucket, an engine over it, and what a sync gives.

use std::sync::OnceLock;

use serde_json::{Value, json};
use weir_connectors::bitbucket::CONNECTOR;
use weir_model::Time;
use weir_upstream::{Builder, Limits, Token, Upstream, World};

use crate::bench::{Bench, Setup};

const TOKEN: &str = "atctt_0123456789secret";

pub(super) async fn start(world: World, config: Value) -> Bench {
    with(world, config, Token::full(TOKEN), |builder| builder).await
}

pub(super) async fn start_lacking(world: World, scope: &str) -> Bench {
    with(world, json!({}), Token::lacking(TOKEN, scope), |builder| builder).await
}

pub(super) async fn limited(world: World, config: Value, limits: Limits) -> Bench {
    full(world, config, |builder| builder.limits(limits)).await
}

pub(super) async fn full(world: World, config: Value, build: impl FnOnce(Builder) -> Builder) -> Bench {
    with(world, config, Token::full(TOKEN), build).await
}

async fn with(world: World, more: Value, token: Token, build: impl FnOnce(Builder) -> Builder) -> Bench {
    let upstream = Upstream::builder()
        .world(world)
        .credential(token)
        .seed(5)
        .limits(Limits::unlimited());
    let setup = Setup {
        connector: &CONNECTOR,
        path: "/bitbucket/2.0",
        token: TOKEN,
        config: json!({"auth": "access_token", "workspaces": ["acme"]}),
        more: &more,
    };
    Bench::start(build(upstream), setup).await
}

/// Two repositories of the company.
pub(super) fn company() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    let made = || World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    let mut world = WORLD.get_or_init(made).clone();
    world
        .repositories
        .retain(|repository| repository.full_name() != "acme/web");
    world
}

/// One repository, so that pages of one record do not take a minute.
pub(super) fn small() -> World {
    let mut world = company();
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    world
}

/// Nothing that takes a request for each record.
pub(super) fn lists() -> Value {
    json!({
        "fetch_commits": false, "fetch_issues": false, "fetch_pull_request_commits": false, "fetch_diffstat": false,
        "fetch_build_statuses": false, "fetch_pipeline_steps": false,
    })
}
