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

/// Requests for each record: commits, sizes and builds; comments and history; steps.
const EACH: &[(&str, u64)] = &[("pull_requests", 3), ("issues", 2), ("pipeline_runs", 1)];

/// Pages fill up except for the last one of each repository. Streams without records are not part of the load.
pub(in crate::bitbucket) fn plan(load: &Load) -> Cost {
    let mut requests = 0;
    for (stream, page) in PAGES {
        let records = load.of(stream);
        requests += records.div_ceil(*page).max(load.partitions.min(records));
    }
    for (stream, price) in EACH {
        requests += load.of(stream) * price;
    }
    Cost { requests, points: 0 }
}
