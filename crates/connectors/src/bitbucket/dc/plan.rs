//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

/// Streams, records a page.
const PAGES: &[(&str, u64)] = &[("repositories", 1000), ("users", 1000), ("pull_requests", 100)];

/// Of each pull request: activities, commits, builds of its newest commit and of the commit that the merge made.
const PARTS: u64 = 4;

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
    requests += load.of("pull_requests") * PARTS;
    Cost { requests, points: 0 }
}
