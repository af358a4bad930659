//! The query texts, each with the fragments it uses, in files beside this one.

use weir_connect::{Ask, Attach, Census, CensusBy, GraphQl, Page, Tail};

macro_rules! text {
    ($($file:literal),+) => { concat!($(include_str!(concat!("graphql/", $file, ".graphql")), "\n"),+) };
}

/// Author, sizes, commits and notes of merge requests.
pub(super) const MERGE_REQUEST: Attach = Attach {
    member: "details",
    ask: Ask::Ids {
        text: text!("merge_requests", "commit", "note", "who"),
        id: "/iid",
        at: "/project/mergeRequests/nodes",
        by: "/iid",
        per_request: 100,
        tails: &[
            Tail {
                list: "/notes",
                text: text!("merge_request_notes", "note", "who"),
                at: "/mergeRequest/notes",
            },
            Tail {
                list: "/commits",
                text: text!("merge_request_commits", "commit"),
                at: "/mergeRequest/commits",
            },
        ],
    },
    option: None,
    unless: None,
    optional: false,
};

/// Author and notes of issues.
pub(super) const ISSUE: Attach = Attach {
    member: "details",
    ask: Ask::Ids {
        text: text!("issues", "note", "who"),
        id: "/iid",
        at: "/project/issues/nodes",
        by: "/iid",
        per_request: 100,
        tails: &[Tail {
            list: "/notes",
            text: text!("issue_notes", "note", "who"),
            at: "/issue/notes",
        }],
    },
    option: None,
    unless: None,
    optional: false,
};

/// Times, user and jobs of pipelines.
pub(super) const PIPELINE: Attach = Attach {
    member: "details",
    ask: Ask::Span {
        text: text!("pipelines", "job", "who"),
        field: "/updated_at",
        id: "/id",
        at: "/project/pipelines",
        by: "/id",
        page_size: 100,
        tails: &[Tail {
            list: "/jobs",
            text: text!("pipeline_jobs", "job"),
            at: "/project/pipeline/jobs",
        }],
    },
    option: None,
    unless: None,
    optional: false,
};

/// The merge requests there are.
pub(super) const MERGE_REQUEST_CENSUS: Census = Census {
    by: CensusBy::GraphQl {
        text: text!("merge_request_census"),
        list: "/project/mergeRequests",
    },
    key: "/iid",
    within: "repository_id",
};

/// The issues there are.
pub(super) const ISSUE_CENSUS: Census = Census {
    by: CensusBy::GraphQl {
        text: text!("issue_census"),
        list: "/project/issues",
    },
    key: "/iid",
    within: "repository_id",
};

/// Those who may see a project.
pub(super) const MEMBERS: GraphQl = GraphQl {
    text: text!("members", "who"),
    list: "/project/projectMembers",
    page_size: 100,
    tails: &[],
};

/// What happened to an issue, by kind: GraphQL's notes do not tell it.
const fn events(member: &'static str, path: &'static str, optional: bool) -> Attach {
    Attach {
        member,
        ask: Ask::List {
            path,
            query: &[],
            items: "",
            page: Page::Link {
                size: ("per_page", 100),
            },
        },
        option: Some("fetch_issue_history"),
        unless: None,
        optional,
    }
}

/// <https://docs.gitlab.com/api/resource_state_events/>, <https://docs.gitlab.com/api/resource_label_events/>,
/// <https://docs.gitlab.com/api/resource_milestone_events/>, <https://docs.gitlab.com/api/resource_iteration_events/>.
/// Iterations are a paid feature.
pub(super) const ISSUE_EVENTS: [Attach; 4] = [
    events(
        "state_events",
        "/projects/{project}/issues/{iid}/resource_state_events",
        false,
    ),
    events(
        "label_events",
        "/projects/{project}/issues/{iid}/resource_label_events",
        false,
    ),
    events(
        "milestone_events",
        "/projects/{project}/issues/{iid}/resource_milestone_events",
        false,
    ),
    events(
        "iteration_events",
        "/projects/{project}/issues/{iid}/resource_iteration_events",
        true,
    ),
];
