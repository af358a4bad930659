//! What is put into the records of lists: one request for each record.

use weir_connect::{Ask, Attach};

use super::streams::pages_of;

const fn list(
    member: &'static str,
    path: &'static str,
    query: &'static [(&'static str, &'static str)],
    option: Option<&'static str>,
) -> Attach {
    Attach {
        member,
        ask: Ask::List {
            path,
            query,
            items: "/values",
            page: pages_of(100),
        },
        option,
        unless: None,
        optional: false,
    }
}

pub(super) const OF_PULL_REQUEST: &[Attach] = &[
    list(
        "commits",
        "/repositories/{full_name}/pullrequests/{id}/commits",
        &[(
            "fields",
            "next,values.hash,values.date,values.message,values.author",
        )],
        Some("fetch_pull_request_commits"),
    ),
    list(
        "files",
        "/repositories/{full_name}/pullrequests/{id}/diffstat",
        &[("fields", "next,values.lines_added,values.lines_removed")],
        Some("fetch_diffstat"),
    ),
    list(
        "builds",
        "/repositories/{full_name}/pullrequests/{id}/statuses",
        &[],
        Some("fetch_build_statuses"),
    ),
];

pub(super) const OF_ISSUE: &[Attach] = &[
    list(
        "comments",
        "/repositories/{full_name}/issues/{id}/comments",
        &[],
        None,
    ),
    list(
        "changes",
        "/repositories/{full_name}/issues/{id}/changes",
        &[],
        Some("fetch_issue_history"),
    ),
];

pub(super) const OF_PIPELINE: &[Attach] = &[list(
    "steps",
    "/repositories/{full_name}/pipelines/{uuid}/steps",
    &[],
    Some("fetch_pipeline_steps"),
)];
