//! Integrations beside each other.

use std::sync::Arc;

use weir_ingest::memory::Contents;
use weir_ingest::{CancellationToken, NoEvents, Options, TaskStatus};
use weir_model::Time;

use crate::connectors::everything;
use crate::support::{Bench, options, spec};
use crate::upstream::{NOW, Upstream, World};

#[tokio::test]
async fn a_small_integration_is_done_while_a_huge_one_of_the_same_credential_is_still_filled() {
    let upstream = Upstream::start(World::with_items(400, 4000)).await;
    let connector = everything(4);
    let huge = spec(connector, &upstream.url);
    let mut small = huge.clone();
    small.id = "4".to_owned();
    small.since = Some(Time::from_seconds(NOW - 40 * 86_400));
    let options = Options {
        requests_in_flight: 2,
        ..options()
    };
    let bench = Bench::over(upstream, huge, Contents::default(), options);
    let part = async {
        let events = Arc::new(NoEvents);
        let report = bench.engine.sync(&small, events, CancellationToken::new()).await;
        (report, bench.upstream.take_log().len() as u64)
    };
    let (huge, (small, until)) = tokio::join!(bench.sync(), part);
    assert_eq!(huge.status, TaskStatus::Succeeded, "{huge:#?}");
    assert_eq!(small.status, TaskStatus::Succeeded, "{small:#?}");
    let asked = |report: &weir_ingest::TaskReport| report.total(|stream| stream.requests);
    let (huge, small) = (asked(&huge), asked(&small));
    println!("{small} requests of the small one, {until} of both by then, {huge} of the huge one");
    assert!(huge > 3 * small, "{huge} and {small}");
    assert!(
        until < huge,
        "the huge one was nearly done first: {until} requests of {huge}"
    );
}
