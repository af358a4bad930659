//! What a load costs, before it is fetched.

use weir_connect::{Cost, Load};

use crate::git::ways;

/// One stream: records a page, and points a page where it is asked by GraphQL.
struct Price {
    stream: &'static str,
    page: u64,
    points: u64,
    /// Whether a page that is not full is cheaper: it is asked for by the ids of what is wanted.
    by_record: bool,
}

impl Price {
    fn points(&self, records: u64, pages: u64) -> u64 {
        if !self.by_record {
            return pages * self.points;
        }
        let (full, rest) = (records / self.page, records % self.page);
        (full * self.points + (rest * self.points).div_ceil(self.page)).max(pages)
    }
}

const fn rest(stream: &'static str) -> Price {
    Price {
        stream,
        page: 100,
        points: 0,
        by_record: false,
    }
}

const fn graphql(stream: &'static str, page: u64, points: u64) -> Price {
    Price {
        stream,
        page,
        points,
        by_record: false,
    }
}

const PRICES: &[Price] = &[
    // Named one by one; an organization's list takes a hundredth of it.
    Price {
        stream: "repositories",
        page: 1,
        points: 0,
        by_record: false,
    },
    graphql("pull_requests", 50, 3),
    graphql("members", 100, 1),
    graphql("teams", 50, 1),
    rest("review_comments"),
    graphql("issues", 50, 2),
    rest("milestones"),
    rest("releases"),
    graphql("deployments", 100, 1),
    rest("pipeline_runs"),
    Price {
        by_record: true,
        ..graphql("pipeline_jobs", 50, 16)
    },
];

/// One in so many timelines is longer than the 100 entries that come with its pull request or issue.
const LONG_TIMELINES: (&[&str], u64) = (&["pull_requests", "issues"], 50);

/// Pages fill up except for the last one of each repository. Streams without records are not part of the load.
pub(super) fn plan(load: &Load) -> Cost {
    let mut cost = ways::cost(load, 100);
    for price in PRICES {
        let records = load.of(price.stream);
        if records == 0 {
            continue;
        }
        let pages = records.div_ceil(price.page).max(load.partitions.min(records));
        cost += Cost {
            requests: pages,
            points: price.points(records, pages),
        };
        if LONG_TIMELINES.0.contains(&price.stream) {
            let rest = records / LONG_TIMELINES.1;
            cost += Cost {
                requests: rest,
                points: rest,
            };
        }
    }
    cost
}
