//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

/// What one page of each list gives anew; what is read by modification time begins each page with the last second of
/// the one before.
const PAGES: &[(&str, u64)] = &[
    ("repositories", 100),
    ("pull_requests", 49),
    ("pull_request_activity", 50),
    ("issues", 99),
    ("pipeline_runs", 100),
    ("environments", 100),
    ("deployments", 100),
    ("members", 100),
];

/// What takes a request for each record of a stream, with the switch that it needs.
const EACH: &[(&str, &str)] = &[
    ("pull_requests", "fetch_pull_request_commits"),
    ("pull_requests", "fetch_diffstat"),
    ("pull_requests", "fetch_build_statuses"),
    ("issues", "fetch_issues"),
    ("issues", "fetch_issue_history"),
    ("pipeline_runs", "fetch_pipeline_steps"),
];

/// Pages fill up except for the last one of each repository. Streams without records are not part of the load.
pub(in crate::bitbucket) fn plan(load: &Load) -> Cost {
    let mut requests = 0;
    for (stream, page) in PAGES {
        let records = load.of(stream);
        requests += records.div_ceil(*page).max(load.partitions.min(records));
    }
    for (stream, _) in EACH.iter().filter(|(_, switch)| load.is_on(switch)) {
        requests += load.of(stream);
    }
    Cost { requests, points: 0 }
}
