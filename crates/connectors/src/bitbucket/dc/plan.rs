//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

use crate::git::ways;

/// Streams, records a page.
const PAGES: &[(&str, u64)] = &[("repositories", 1000), ("users", 1000), ("pull_requests", 100)];

/// Requests for each pull request besides that for its activities, and their switch: builds are asked for of its newest
/// commit and of the commit that the merge made.
const PARTS: &[(&str, u64)] = &[("fetch_pull_request_commits", 1), ("fetch_build_statuses", 2)];

/// Pages fill up except for the last one of each repository.
pub(in crate::bitbucket) fn plan(load: &Load) -> Cost {
    let mut requests = 0;
    for (stream, page) in PAGES {
        let records = load.of(stream);
        let lists = if *stream == "pull_requests" {
            load.partitions.min(records)
        } else {
            0
        };
        requests += records.div_ceil(*page).max(lists);
    }
    let parts = PARTS.iter().filter(|(switch, _)| load.is_on(switch));
    requests += load.of("pull_requests") * (1 + parts.map(|(_, asked)| asked).sum::<u64>());
    requests += ways::cost(load, 100).requests;
    Cost { requests, points: 0 }
}
