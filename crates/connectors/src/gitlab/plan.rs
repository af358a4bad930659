//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

use crate::git::ways;

/// Records on a page, the least that one gives anew: lists that are read by modification time begin each page with the
/// last second of the one before.
const PAGE: u64 = 99;

/// Requests for each page: the list, and what GraphQL adds to it.
const PRICES: &[(&str, u64)] = &[
    ("pull_requests", 2),
    ("issues", 2),
    ("pipeline_runs", 2),
    ("deployments", 1),
    ("milestones", 1),
    ("releases", 1),
    ("environments", 1),
    ("members", 1),
];

/// One in so many conversations is longer than the 100 notes that come with its merge request or issue.
const LONG_NOTES: u64 = 50;

/// Lists of events that each issue has.
const ISSUE_EVENTS: u64 = 3;

/// Pages fill up except for the last one of each project. Streams without records are not part of the load.
pub(super) fn plan(load: &Load) -> Cost {
    let mut requests = load.of("repositories").div_ceil(100);
    for (stream, price) in PRICES {
        let records = load.of(stream);
        requests += records.div_ceil(PAGE).max(load.partitions.min(records)) * price;
    }
    for stream in ["pull_requests", "issues"] {
        requests += load.of(stream) / LONG_NOTES;
    }
    if load.is_on("fetch_issue_history") {
        requests += load.of("issues") * ISSUE_EVENTS;
    }
    requests += ways::cost(load, 100).requests;
    Cost { requests, points: 0 }
}
