//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

/// Pull requests on a page.
const PAGE: u64 = 100;

/// Threads, and the pull request by itself.
const EACH: u64 = 2;

/// Only an empty page ends a list of pull requests, so each repository with some has one more. Those that have ended
/// are not asked for again.
pub(super) fn plan(load: &Load) -> Cost {
    let records = load.of("pull_requests");
    let repositories = load.of("repositories").max(load.partitions);
    let lists = records.div_ceil(PAGE).max(load.partitions.min(records));
    let ends = load.partitions.max(u64::from(records > 0)).min(records);
    let requests = u64::from(repositories > 0) + lists + ends + records * EACH;
    Cost { requests, points: 0 }
}
