//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

use super::DATA_CENTER;

/// Records a page, and whether the end of the list shows only in an empty page.
const PAGES: &[(&str, u64, bool)] = &[
    ("projects", 50, false),
    ("users", 1000, true),
    ("boards", 50, false),
];

/// Lists that are read for each of something: its stream, and records a page.
const EACH: &[(&str, &str, u64)] = &[("versions", "projects", u64::MAX), ("sprints", "boards", 50)];

/// Issues a page.
const ISSUES: u64 = 100;

/// What is recent is read before all history, so the list has two ends.
const RANGES: u64 = 2;

/// Pages fill up except for the last one. On Cloud the history comes with a request for each page of issues; on Data
/// Center it comes with the page itself, and projects are one list.
pub(super) fn plan(load: &Load) -> Cost {
    let of_data_center = load.variant == Some(DATA_CENTER);
    // What the fields are, once for the stream and once to know what to ask for; the statuses.
    let mut requests = 3;
    for (stream, page, counted) in PAGES {
        let records = load.of(stream);
        requests += records.div_ceil(*page) + u64::from(*counted && records > 0);
    }
    let issues = load.of("issues");
    let pages = issues.div_ceil(ISSUES) + (RANGES - 1) * u64::from(issues > 0);
    requests += pages * if of_data_center { 1 } else { 2 };
    for (stream, of, page) in EACH {
        if load.of(stream) > 0 {
            requests += load.of(of).max(load.of(stream).div_ceil(*page));
        }
    }
    Cost { requests, points: 0 }
}
