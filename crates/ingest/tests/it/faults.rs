//! What each misbehaviour of the upstream becomes.

use weir_ingest::TaskStatus;

use crate::connectors::{connector, items, repositories, since};
use crate::support::{Bench, TOKEN};
use crate::upstream::{Fault, World};

struct Outcome {
    status: TaskStatus,
    class: &'static str,
    message: &'static str,
    hint: &'static str,
}

fn refused(status: u16) -> Fault {
    Fault::Status(
        status,
        Vec::new(),
        r#"{"message":"said tiny_0123456789_secret no"}"#,
    )
}

#[expect(clippy::too_many_lines, reason = "a table")]
#[tokio::test]
async fn faults_that_stay_become_errors_that_say_what_to_do() {
    let failed = |class, message, hint| Outcome {
        status: TaskStatus::Failed,
        class,
        message,
        hint,
    };
    let cases = [
        (
            refused(401),
            failed(
                "unauthorized",
                "the upstream refuses the credential (401): said *** no",
                "make a new token",
            ),
        ),
        (
            refused(403),
            failed(
                "missing_permission",
                "lacks the permission `Items: read`: said *** no",
                "grant the token",
            ),
        ),
        (
            refused(500),
            failed(
                "upstream",
                "answered 500 to stream `items` of acme/api, page 2: said *** no",
                "status page",
            ),
        ),
        (
            refused(418),
            failed("upstream", "answered 418", "refused the request"),
        ),
        (
            Fault::Html,
            failed(
                "malformed",
                "unusable answer to stream `items` of acme/api, page 2: a web page",
                "the address is that of the API",
            ),
        ),
        (
            Fault::Truncated,
            failed(
                "malformed",
                "stream `items` of acme/api, page 2: the JSON is cut off",
                "damages answers",
            ),
        ),
        (
            Fault::Dropped,
            failed("unreachable", "cannot reach 127.0.0.1:", "proxy cuts"),
        ),
        (
            Fault::Body(serde_json::json!({"a": 1})),
            failed("malformed", "no list", "that of the API"),
        ),
    ];
    for (fault, expected) in cases {
        let mut world = World::with_items(23, 20);
        world.fault("/changes", 1, 100, fault.clone());
        let bench = Bench::start(world, connector(vec![repositories(), since(7)])).await;
        let report = bench.sync().await;
        assert_eq!(report.status, expected.status, "{fault:?}: {report:#?}");
        let error = report.error.clone().unwrap();
        assert_eq!(error.class, expected.class, "{fault:?}");
        assert!(
            error.message.contains(expected.message),
            "{fault:?}: {}",
            error.message
        );
        assert!(error.hint.contains(expected.hint), "{fault:?}: {}", error.hint);
        let said = bench.everything_said(&report);
        assert!(!said.contains(TOKEN), "{fault:?} lets the token out: {said}");
        assert!(
            bench
                .upstream
                .change(|world| world.tokens.iter().all(|token| token.contains(TOKEN)))
        );
        // The first page stays.
        assert_eq!(bench.store.contents().ids("items").len(), 7);
    }
}

#[tokio::test]
async fn faults_that_pass_are_tried_again() {
    let again = |status, header: Vec<(&'static str, String)>| Fault::Status(status, header, "{}");
    let cases = [
        (refused(500), 2, 1..=10),
        (refused(503), 3, 1..=20),
        (Fault::Truncated, 2, 1..=10),
        (Fault::Dropped, 2, 1..=10),
        (again(408, vec![]), 1, 0..=2),
        (again(429, vec![]), 1, 60..=61),
        (again(429, vec![("retry-after", "7".into())]), 1, 7..=8),
        (again(403, vec![("retry-after", "9".into())]), 2, 18..=20),
        (
            again(429, vec![("retry-after", "Sat, 01 Jun 2024 00:02:00 GMT".into())]),
            1,
            119..=121,
        ),
        (refused(422), 1, 0..=0),
    ];
    for (fault, times, seconds) in cases {
        let mut world = World::with_items(23, 20);
        world.fault("/changes", 1, times, fault.clone());
        let bench = Bench::start(world, connector(vec![repositories(), since(7)])).await;
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{fault:?}: {report:#?}");
        assert_eq!(bench.store.contents().ids("items").len(), 23);
        let slept = bench.upstream.clock.slept().as_secs();
        assert!(seconds.contains(&slept), "{fault:?} slept {slept} s");
        if *seconds.end() > 0 {
            assert_eq!(report.streams[1].retries, times as u64, "{fault:?}");
        }
    }
}

#[tokio::test]
async fn one_repository_that_is_gone_leaves_the_others_alone() {
    let mut world = World::with_items(5, 20);
    world.add_repository(2, "acme/gone", 5, 20);
    world.add_repository(3, "acme/web", 5, 20);
    world.items.remove("acme/gone");
    let bench = Bench::start(world, connector(vec![repositories(), since(7)])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert_eq!(bench.store.contents().ids("items").len(), 10);
    assert_eq!(report.streams[1].skipped["not found"], 1);
    assert_eq!(report.streams[1].partitions_done, 3);
    assert!(bench.heard.has("left out, not found"));
}

#[tokio::test]
async fn a_renamed_repository_is_followed() {
    let mut world = World::with_items(5, 20);
    world.fault(
        "/repos/acme/api/changes",
        0,
        1,
        Fault::Status(301, vec![("location", "/repos/acme/new/changes".into())], "{}"),
    );
    let moved = world.items["acme/api"].clone();
    world.items.insert("acme/new".to_owned(), moved);
    let bench = Bench::start(world, connector(vec![repositories(), since(100)])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert_eq!(bench.store.contents().ids("items").len(), 5);
    assert!(bench.heard.has("was renamed"));
}

#[tokio::test]
async fn redirects_to_other_hosts_are_refused_and_carry_no_token() {
    let thief = crate::upstream::Upstream::start(World::with_items(1, 1)).await;
    let mut world = World::with_items(5, 20);
    let away = Fault::Status(302, vec![("location", format!("{}/repos", thief.url))], "{}");
    world.fault("/changes", 0, 1, away);
    let bench = Bench::start(world, connector(vec![repositories(), since(7)])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Failed);
    assert!(
        report
            .error
            .unwrap()
            .message
            .contains("redirects to another site")
    );
    assert!(thief.take_log().is_empty());
}

#[tokio::test]
async fn a_wrong_token_stops_the_run() {
    let mut world = World::with_items(5, 20);
    world.fault("/repos", 0, 100, refused(401));
    let bench = Bench::start(world, connector(vec![repositories(), since(7)])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Failed);
    assert_eq!(bench.upstream.take_log().len(), 1);
}

#[tokio::test]
async fn optional_streams_are_left_out_with_a_reason() {
    for (status, reason) in [
        (403, "the permission `Items: read` is missing"),
        (404, "not found"),
        (409, "empty repository"),
    ] {
        let mut world = World::with_items(5, 20);
        world.fault("/link", 0, 100, refused(status));
        let stream = items("/repos/{full_name}/link").optional();
        let bench = Bench::start(world, connector(vec![repositories(), stream])).await;
        let report = bench.sync().await;
        assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
        assert_eq!(report.streams[1].skipped[reason], 1);
    }
}

#[tokio::test]
async fn one_record_that_is_not_as_documented_is_counted_and_kept() {
    let mut world = World::with_items(5, 20);
    let odd = serde_json::json!([{"id": "tiny"}, {"id": 7}, {"no": "id"}]);
    world.fault("/none", 0, 1, Fault::Body(odd));
    let stream = items("/repos/{full_name}/none");
    let bench = Bench::start(world, connector(vec![repositories(), stream])).await;
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    let contents = bench.store.contents();
    assert_eq!(contents.ids("items"), ["3/item/1/7"]);
    let skipped: Vec<_> = report.streams[1].skipped.iter().collect();
    assert_eq!(
        skipped,
        [
            (
                &"not as documented: ItemRecord: invalid type: string \"tiny\", expected u64".to_owned(),
                &1
            ),
            (
                &"not as documented: ItemRecord: missing field `id`".to_owned(),
                &1
            ),
        ]
    );
    assert_eq!(
        contents
            .raw
            .keys()
            .filter(|key| key.2.starts_with("unreadable-"))
            .count(),
        2
    );
    assert_eq!(report.streams[1].records, 3);

    let raw: Vec<_> = contents.raw.into_values().collect();
    let replayed = bench.engine.replay(&bench.spec, &raw);
    assert_eq!(replayed.rows.len(), 2, "an item and the repository");
    assert_eq!(replayed.skipped.values().sum::<u64>(), 2);
    assert_eq!(replayed.partitions.len(), 1);
}
