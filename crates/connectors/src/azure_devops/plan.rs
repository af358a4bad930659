//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

/// Pull requests on a page.
const PAGE: u64 = 100;

/// What is asked for each pull request besides its threads, and the switch of it.
const PARTS: &[&str] = &["fetch_pull_request_details", "fetch_iterations"];

/// Only an empty page ends a list of pull requests, so each repository with some has one more.
pub(super) fn plan(load: &Load) -> Cost {
    let records = load.of("pull_requests");
    let repositories = u64::from(load.of("repositories").max(load.partitions) > 0);
    let lists = records.div_ceil(PAGE).max(load.partitions.min(records));
    let ends = load.partitions.max(1).min(records);
    let parts = PARTS.iter().filter(|switch| load.is_on(switch)).count() as u64;
    let requests = repositories + lists + ends + records * (1 + parts);
    Cost { requests, points: 0 }
}
