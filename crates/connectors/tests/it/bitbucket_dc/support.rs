//! A Bitbucket Data Center, an engine over it, and what a sync gives.

use std::sync::OnceLock;

use serde_json::{Value, json};
use weir_connect::{Ask, Attach, Connector, Page, Stream};
use weir_connectors::bitbucket::CONNECTOR;
use weir_ingest::{StreamReport, TaskReport};
use weir_model::{Cell, Row, Time};
use weir_upstream::bitbucket_dc::Installation;
use weir_upstream::{Builder, Limits, Token, Upstream, World};

use crate::bench::{Bench, Setup};

const TOKEN: &str = "BBDC-0123456789secret";

/// One repository of the company: enough for every path, and quick.
pub(super) fn small() -> World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(made).clone()
}

fn made() -> World {
    let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    world
}

pub(super) fn installation(installation: Installation) -> Limits {
    Limits {
        bitbucket_dc_installation: installation,
        ..Limits::unlimited()
    }
}

/// How it is set up.
pub(super) struct How {
    pub(super) connector: &'static Connector,
    pub(super) config: Value,
    pub(super) limits: Limits,
    pub(super) token: Token,
}

impl Default for How {
    fn default() -> Self {
        Self {
            connector: &CONNECTOR,
            config: json!({"fetch_commits": false}),
            limits: Limits::unlimited(),
            token: Token::full(TOKEN),
        }
    }
}

impl How {
    pub(super) fn lacking(permission: &str) -> Self {
        Self {
            token: Token::lacking(TOKEN, permission),
            ..Self::default()
        }
    }
}

pub(super) async fn start(world: World, how: How) -> Bench {
    with(world, how, |builder| builder).await
}

pub(super) async fn with(world: World, how: How, build: impl FnOnce(Builder) -> Builder) -> Bench {
    let upstream = Upstream::builder()
        .world(world)
        .credential(how.token)
        .seed(5)
        .limits(how.limits);
    let setup = Setup {
        connector: how.connector,
        path: "/bitbucket-dc",
        token: TOKEN,
        config: json!({"deployment": "data_center", "auth": "http_token"}),
        more: &how.config,
    };
    Bench::start(build(upstream), setup).await
}

/// The rows of a table whose column has this text.
pub(super) fn rows_with(bench: &Bench, table: &str, column: &str, text: &str) -> Vec<Row> {
    let wanted = Cell::Text(text.to_owned());
    let rows = bench.rows(table).into_iter();
    rows.filter(|row| row.cell(column) == Some(&wanted)).collect()
}

pub(super) fn of_stream<'a>(report: &'a TaskReport, name: &str) -> &'a StreamReport {
    report
        .streams
        .iter()
        .find(|stream| stream.stream == name)
        .unwrap()
}

/// The connector with other page sizes.
pub(super) fn with_pages_of(size: u32) -> &'static Connector {
    let streams: Vec<Stream> = CONNECTOR
        .streams
        .iter()
        .filter(|stream| stream.variant.is_some_and(|(_, value)| value == "data_center"))
        .map(|stream| {
            let attach: Vec<Attach> = stream
                .attach
                .iter()
                .map(|attach| smaller(*attach, size))
                .collect();
            Stream {
                page: sized(stream.page, size),
                attach: attach.leak(),
                ..*stream
            }
        })
        .collect();
    crate::source::with_streams(&CONNECTOR, streams.leak())
}

fn smaller(mut attach: Attach, size: u32) -> Attach {
    if let Ask::List { page, .. } = &mut attach.ask {
        *page = sized(*page, size);
    }
    attach
}

fn sized(page: Page, size: u32) -> Page {
    match page {
        Page::Token {
            param,
            at,
            size: (name, _),
        } => Page::Token {
            param,
            at,
            size: (name, size),
        },
        page => page,
    }
}
