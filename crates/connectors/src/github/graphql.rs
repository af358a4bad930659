//! The query texts, each with the fragments it uses, in files beside this one.

use weir_connect::{Aliases, Census, CensusBy, Count, Expand, GraphQl, Nodes, Probe, Tail, read};

use super::records::CheckSuite;

macro_rules! text {
    ($($file:literal),+) => { concat!($(include_str!(concat!("graphql/", $file, ".graphql")), "\n"),+) };
}

/// Pull requests with commits, reviews, conversation comments and events in one timeline, and what checks and statuses
/// say of the newest commit.
pub(super) const PULL_REQUESTS: GraphQl = GraphQl {
    text: text!(
        "pull_requests",
        "pull_request",
        "pull_request_item",
        "assigned",
        "closed_issue",
        "check",
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
        Tail {
            list: "/commits/nodes/0/commit/statusCheckRollup/contexts",
            text: text!("more_checks", "check", "actor"),
            at: "/node/commits/nodes/0/commit/statusCheckRollup/contexts",
        },
    ],
};

/// What every request asks beside its question.
const QUOTA: &str = "rateLimit { cost limit remaining used resetAt }";

/// Pull requests by number: 24 · 6 connections = 1 point.
pub(super) const PULL_REQUESTS_BY_NUMBER: Aliases = Aliases {
    item: "repository(owner: $owner, name: $name) { pullRequest(number: #key) { ...PullRequestParts } }",
    at: "/pullRequest",
    once: QUOTA,
    fragments: text!(
        "pull_request",
        "pull_request_item",
        "assigned",
        "closed_issue",
        "check",
        "actor"
    ),
    per_request: 24,
    tails: PULL_REQUESTS.tails,
};

/// Issues by number: 25 · 3 connections = 1 point.
pub(super) const ISSUES_BY_NUMBER: Aliases = Aliases {
    item: "repository(owner: $owner, name: $name) { issue(number: #key) { ...IssueParts } }",
    at: "/issue",
    once: QUOTA,
    fragments: text!("issue", "issue_item", "assigned", "actor"),
    per_request: 25,
    tails: ISSUES.tails,
};

/// Deployments by id; GraphQL does not know their numbers.
pub(super) const DEPLOYMENTS_BY_ID: Nodes = Nodes {
    text: text!("deployment_nodes", "deployment", "status", "actor"),
    id: "/id",
    per_request: 100,
    tails: DEPLOYMENTS.tails,
};

const fn census(text: &'static str, list: &'static str, key: &'static str) -> Census {
    Census {
        by: CensusBy::GraphQl { text, list },
        key,
        within: "repository_id",
    }
}

/// Which pull requests are there.
pub(super) const PULL_REQUEST_CENSUS: Census = census(
    text!("pull_request_census"),
    "/repository/pullRequests",
    "/number",
);

/// Which issues are there: they can be deleted, and moved to another repository.
pub(super) const ISSUE_CENSUS: Census = census(text!("issue_census"), "/repository/issues", "/number");

/// Which deployments are there: inactive ones can be deleted.
pub(super) const DEPLOYMENT_CENSUS: Census = census(
    text!("deployment_census"),
    "/repository/deployments",
    "/databaseId",
);

/// What changed in 50 repositories: 50 · 5 connections = 3 points. A change of the newest entry of a list, or of its
/// length, is a change of the list.
pub(super) const CHANGES: Probe = Probe {
    question: Aliases {
        item: "repository(owner: $owner, name: $name) { pushedAt \
               pullRequests(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { updatedAt } } \
               issues(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { updatedAt } } \
               milestones(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { updatedAt } } \
               releases(first: 1, orderBy: {field: CREATED_AT, direction: DESC}) { totalCount nodes { updatedAt } } \
               deployments(first: 1, orderBy: {field: CREATED_AT, direction: DESC}) { totalCount nodes { updatedAt } } }",
        at: "",
        once: QUOTA,
        fragments: "",
        per_request: 50,
        tails: &[],
    },
    worth_from: 10,
};

/// How much there is in 25 repositories: 25 · 3 connections = 1 point; lists of which only the length is asked are free.
/// Those that are read back to a moment come with the times of their newest entries.
static AMOUNTS: Aliases = Aliases {
    item: "repository(owner: $owner, name: $name) { diskUsage \
           pullRequests(first: 100, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { updatedAt } } \
           issues(first: 100, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { updatedAt } } \
           deployments(first: 100, orderBy: {field: CREATED_AT, direction: DESC}) { totalCount nodes { createdAt } } \
           milestones { totalCount } releases { totalCount } }",
    at: "",
    once: QUOTA,
    fragments: "",
    per_request: 25,
    tails: &[],
};

/// How many there are in a list of each repository.
pub(super) const fn amount(list: &'static str) -> Count {
    Count::Many {
        question: &AMOUNTS,
        list,
        kilobytes: "",
    }
}

/// What each repository takes.
pub(super) const SIZE: Count = Count::Many {
    question: &AMOUNTS,
    list: "",
    kilobytes: "/diskUsage",
};

/// Issues with comments and events in one timeline.
pub(super) const ISSUES: GraphQl = GraphQl {
    text: text!("issues", "issue", "issue_item", "assigned", "actor"),
    list: "/repository/issues",
    page_size: 50,
    tails: &[Tail {
        list: "/timelineItems",
        text: text!("issue_timeline", "issue_item", "assigned", "actor"),
        at: "/node/timelineItems",
    }],
};

/// Commits of the default branch, newest first.
pub(super) const COMMITS: GraphQl = GraphQl {
    text: text!("commits"),
    list: "/repository/defaultBranchRef/target/history",
    page_size: 100,
    tails: &[],
};

/// How many commits the default branches of 25 repositories have.
static HISTORIES: Aliases = Aliases {
    item: "repository(owner: $owner, name: $name) { defaultBranchRef { target { ... on Commit { \
           history(first: 100) { totalCount nodes { committedDate } } } } } }",
    at: "",
    once: QUOTA,
    fragments: "",
    per_request: 25,
    tails: &[],
};

/// How many commits there are.
pub(super) const COMMIT_COUNT: Count = Count::Many {
    question: &HISTORIES,
    list: "/defaultBranchRef/target/history",
    kilobytes: "",
};

/// Deployments with their states.
pub(super) const DEPLOYMENTS: GraphQl = GraphQl {
    text: text!("deployments", "deployment", "status", "actor"),
    list: "/repository/deployments",
    page_size: 100,
    tails: &[Tail {
        list: "/statuses",
        text: text!("deployment_statuses", "status"),
        at: "/node/statuses",
    }],
};

/// The people of an organization.
pub(super) const MEMBERS: GraphQl = GraphQl {
    text: text!("members"),
    list: "/organization/membersWithRole",
    page_size: 100,
    tails: &[],
};

/// The teams of an organization.
pub(super) const TEAMS: GraphQl = GraphQl {
    text: text!("teams"),
    list: "/organization/teams",
    page_size: 50,
    tails: &[Tail {
        list: "/members",
        text: text!("team_members"),
        at: "/node/members",
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
