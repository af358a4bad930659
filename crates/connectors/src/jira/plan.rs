//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

/// Records a page.
const PAGES: &[(&str, u64)] = &[("issues", 100), ("projects", 50), ("users", 1000), ("boards", 50)];

/// Lists that are read for each of something: its stream, and records a page.
const EACH: &[(&str, &str, u64)] = &[("versions", "projects", u64::MAX), ("sprints", "boards", 50)];

/// Pages fill up except for the last one. History comes with a request for each page of issues; on Data Center
/// it comes with the page itself.
pub(super) fn plan(load: &Load) -> Cost {
    // What the fields are, once for the stream and once to know what to ask for; the statuses.
    let mut requests = 3;
    for (stream, page) in PAGES {
        requests += load.of(stream).div_ceil(*page);
    }
    requests += load.of("issues").div_ceil(100);
    for (stream, of, page) in EACH {
        if load.of(stream) > 0 {
            requests += load.of(of).max(load.of(stream).div_ceil(*page));
        }
    }
    Cost { requests, points: 0 }
}
