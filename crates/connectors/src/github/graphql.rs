//! The query texts, each with the fragments it uses, in files beside this one.

use weir_connect::{Expand, GraphQl, Tail, read};

use super::records::CheckSuite;

macro_rules! text {
    ($($file:literal),+) => { concat!($(include_str!(concat!("graphql/", $file, ".graphql")), "\n"),+) };
}

/// Pull requests with commits, reviews, conversation comments and events in one timeline.
pub(super) const PULL_REQUESTS: GraphQl = GraphQl {
    text: text!(
        "pull_requests",
        "pull_request_item",
        "assigned",
        "closed_issue",
        "actor"
    ),
    list: "/repository/pullRequests",
    page_size: 50,
    tails: &[
        Tail {
            list: "/timelineItems",
            text: text!("pull_request_timeline", "pull_request_item", "assigned", "actor"),
            at: "/node/timelineItems",
        },
        Tail {
            list: "/closingIssuesReferences",
            text: text!("closing_issues", "closed_issue"),
            at: "/node/closingIssuesReferences",
        },
    ],
};

/// Issues with comments and events in one timeline.
pub(super) const ISSUES: GraphQl = GraphQl {
    text: text!("issues", "issue_item", "assigned", "actor"),
    list: "/repository/issues",
    page_size: 50,
    tails: &[Tail {
        list: "/timelineItems",
        text: text!("issue_timeline", "issue_item", "assigned", "actor"),
        at: "/node/timelineItems",
    }],
};

/// Deployments with their states.
pub(super) const DEPLOYMENTS: GraphQl = GraphQl {
    text: text!("deployments", "status", "actor"),
    list: "/repository/deployments",
    page_size: 100,
    tails: &[Tail {
        list: "/statuses",
        text: text!("deployment_statuses", "status"),
        at: "/node/statuses",
    }],
};

/// Jobs and steps of workflow runs.
pub(super) const JOBS: Expand = Expand {
    stream: "pipeline_jobs",
    text: text!("check_suites", "job"),
    id: "/check_suite_node_id",
    per_request: 50,
    tails: &[Tail {
        list: "/checkRuns",
        text: text!("check_runs", "job"),
        at: "/node/checkRuns",
    }],
    option: Some("fetch_pipeline_steps"),
    read: read::<CheckSuite>,
};
