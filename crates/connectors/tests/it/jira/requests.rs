//! What a sync costs.

use serde_json::json;
use weir_connect::Load;
use weir_connectors::jira::CONNECTOR;
use weir_upstream::{Limits, World};

use super::support::{CLOUD, DATA_CENTER, small, start};

/// One repository with exactly 1,000 issues: those of the company, over and over.
fn thousand() -> World {
    let mut world = small();
    world.repositories.truncate(1);
    let repository = &mut world.repositories[0];
    let known: Vec<_> = repository.issues.values().cloned().collect();
    let begin = repository.issues.keys().max().unwrap() + 1;
    let mut number = begin.max(10_000);
    while repository.issues.len() < 1000 {
        let mut issue = known[repository.issues.len() % known.len()].clone();
        issue["number"] = json!(number);
        repository.issues.insert(number, issue);
        number += 1;
    }
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_issues_cost_what_was_planned() {
    // 10 pages of issues and 15 to 16 of history at 15 entries each; Data Center has history in the pages.
    for (of, floor) in [(CLOUD, 26_u64), (DATA_CENTER, 16)] {
        let bench = start(thousand(), of, Limits::unlimited(), json!({})).await;
        bench.tables().await;
        assert_eq!(bench.count("issues"), 1000);
        let paths = [
            "/search/jql",
            "/changelog/bulkfetch",
            "/rest/api/2/search",
            "/comment",
            "/worklog",
        ];
        let asked = paths.iter().map(|path| bench.asked(path)).sum::<usize>() as u64;
        let all = bench.upstream.log().len() as u64;
        let load = Load {
            records: ["issues", "projects", "users", "boards", "versions", "sprints"]
                .map(|stream| {
                    let table = match stream {
                        "projects" => "issue_projects",
                        other => other,
                    };
                    (stream, bench.count(table) as u64)
                })
                .into(),
            partitions: 1,
            variant: Some(of.1),
            ..Load::default()
        };
        let planned = (CONNECTOR.plan)(&load).requests;
        let histories = bench.count("issue_changes");
        println!(
            "{}: {asked} requests for 1,000 issues with {histories} changes (floor {floor}), {all} in all, planned {planned}",
            of.1
        );
        assert!(asked * 100 <= 115 * floor, "{}: {asked}", of.1);
        let by_path: std::collections::BTreeMap<String, usize> =
            bench
                .upstream
                .log()
                .iter()
                .fold(std::collections::BTreeMap::default(), |mut counts, entry| {
                    *counts.entry(entry.path.clone()).or_default() += 1;
                    counts
                });
        assert!(
            all * 100 <= 115 * planned && planned * 100 <= 115 * all,
            "{}: {all} of {planned}: {by_path:#?}",
            of.1
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn branches_lead_to_issues() {
    let world = small();
    let closing: usize = world
        .repositories()
        .iter()
        .flat_map(|repository| repository.pulls.values())
        .filter(|pull| pull["_closes"].is_u64() || pull["head"]["ref"].as_str().is_some_and(is_keyed))
        .count();
    let bench = start(world.clone(), CLOUD, Limits::unlimited(), json!({})).await;
    bench.tables().await;
    let contents = bench.store.contents();
    let keys: std::collections::BTreeSet<String> = contents
        .rows
        .iter()
        .filter(|((table, _), _)| *table == "issues")
        .map(|(_, row)| format!("{:?}", row.cell("key").unwrap()))
        .collect();
    let mut found = 0;
    for pull in world
        .repositories()
        .iter()
        .flat_map(|repository| repository.pulls.values())
    {
        let branch = pull["head"]["ref"].as_str().unwrap().to_uppercase();
        let named = weir_model::issue_keys(&branch);
        found += usize::from(
            named
                .iter()
                .any(|key| keys.contains(&format!("{:?}", weir_model::Cell::Text(key.clone())))),
        );
    }
    println!("{found} of {closing} pull requests lead to an issue");
    assert!(found > 0 && found == closing);
}

fn is_keyed(branch: &str) -> bool {
    ["checkout-", "payments-"].iter().any(|project| {
        let number = branch
            .strip_prefix(project)
            .and_then(|rest| rest.split('-').next());
        number.is_some_and(|number| number.parse::<u64>().is_ok())
    })
}
