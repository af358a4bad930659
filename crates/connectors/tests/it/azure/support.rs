//! A simulated organization, and what is read of it.

use std::sync::LazyLock;

use serde_json::{Value, json};
use weir_connect::{Connector, Page, Stream};
use weir_connectors::azure_devops::CONNECTOR;
use weir_model::Time;
use weir_upstream::{Fault, Limits, Token, Upstream, World};

use crate::bench::{Bench, Setup};
use crate::source::with_streams;

pub(super) const TOKEN: &str = "0123456789abcdefsecret";

/// How it is set up.
pub(super) struct How {
    pub(super) connector: &'static Connector,
    pub(super) config: Value,
    pub(super) faults: Vec<Fault>,
    pub(super) limits: Limits,
    pub(super) token: Token,
    /// Whether bodies are kept.
    pub(super) recording: bool,
}

impl Default for How {
    fn default() -> Self {
        Self {
            connector: &CONNECTOR,
            config: json!({"fetch_commits": false}),
            faults: Vec::new(),
            limits: Limits::unlimited(),
            token: Token::full(TOKEN),
            recording: false,
        }
    }
}

pub(super) async fn start(world: World, how: How) -> Bench {
    let mut upstream = Upstream::builder();
    if how.recording {
        upstream = upstream.recording();
    }
    let upstream = upstream
        .world(world)
        .credential(how.token)
        .seed(5)
        .limits(how.limits)
        .faults(how.faults);
    let setup = Setup {
        connector: how.connector,
        path: "/azure/fabrikam",
        token: TOKEN,
        config: json!({}),
        more: &how.config,
    };
    Bench::start(upstream, setup).await
}

/// Requests whose path has these words.
pub(super) fn asked(bench: &Bench, words: &str) -> usize {
    let log = bench.upstream.log();
    log.iter().filter(|entry| entry.path.contains(words)).count()
}

pub(super) fn company() -> World {
    static COMPANY: LazyLock<World> = LazyLock::new(|| {
        let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
        // Enough for every path, and quick.
        world
            .repositories
            .retain(|repository| repository.full_name() != "acme/web");
        world
    });
    COMPANY.clone()
}

/// One repository, so that pages of one record do not take a minute.
pub(super) fn small() -> World {
    let mut world = company();
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    world
}

/// The connector with pages of another size.
pub(super) fn with_pages_of(size: u32) -> &'static Connector {
    let resized = |mut stream: Stream| {
        if let Page::Offset { size: (_, old), .. } = &mut stream.page {
            *old = size;
        }
        stream
    };
    let streams: Vec<Stream> = CONNECTOR.streams.iter().copied().map(resized).collect();
    with_streams(&CONNECTOR, streams.leak())
}
