//! What can be ingested.

use weir_connect::{Ask, Attach, Cursor, Each, GitPart, Page, Refresh, RefreshBy, Stream};

use super::records::{PullRequest, Repository};
use crate::git::records::{Commit, Ref};

/// Repositories, as rows name them.
pub(in crate::azure_devops) const REPOSITORIES: &str = "repositories";

const REPOSITORY: Each = Each::Partition(REPOSITORIES);

const READER: &str = "scope Code (read); the group Readers in the project";

const ITEMS: &str = "/value";

/// Neither a total nor a token comes with a page, so only an empty one is the end.
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests>
const PAGES: Page = Page::Offset {
    offset: "$skip",
    size: ("$top", 100),
    more: "",
    max: u32::MAX,
};

/// They come newest first, and nothing tells which of the others changed: those that are open are looked at again.
const CREATED: Cursor = Cursor::StopAt {
    field: "/creationDate",
    overlap: 5 * 60,
};

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

const fn again(path: &'static str, first: u32, longest: u32, late: u32) -> Refresh {
    Refresh {
        by: RefreshBy::Path(path),
        first,
        longest,
        late,
        chosen: None,
    }
}

/// What is put into each pull request.
const PARTS: &[Attach] = &[
    // <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads/list>
    Attach {
        member: "threads",
        ask: Ask::List {
            path: "/{project_id}/_apis/git/repositories/{repository_id}/pullRequests/{pullRequestId}/threads\
                   ?api-version={api_version}",
            query: &[],
            items: ITEMS,
            page: Page::None,
        },
        option: None,
        unless: None,
        optional: false,
    },
    // <https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-request>
    Attach {
        member: "details",
        ask: Ask::Whole {
            path: "/{project_id}/_apis/git/repositories/{repository_id}/pullrequests/{pullRequestId}\
                   ?includeCommits=true&includeWorkItemRefs=true&api-version={api_version}",
            has: "/commits",
        },
        option: Some("fetch_pull_request_details"),
        unless: None,
        optional: false,
    },
    // <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-iterations/list>
    Attach {
        member: "iterations",
        ask: Ask::List {
            path: "/{project_id}/_apis/git/repositories/{repository_id}/pullRequests/{pullRequestId}/iterations\
                   ?api-version={api_version}",
            query: &[],
            items: ITEMS,
            page: Page::None,
        },
        option: Some("fetch_iterations"),
        unless: None,
        optional: false,
    },
];

const fn repositories(path: &'static str) -> Stream {
    Stream::of::<Repository>(REPOSITORIES, path)
        .items(ITEMS)
        .refresh(again(
            "/{project_id}/_apis/git/repositories/{repository_id}?api-version={api_version}",
            DAY,
            DAY,
            0,
        ))
        .permission(READER)
}

pub(in crate::azure_devops) static STREAMS: &[Stream] = &[
    repositories("/{entry}/_apis/git/repositories?api-version={api_version}")
        .doc(
            "Repositories of the projects that are named.",
            "https://learn.microsoft.com/rest/api/azure/devops/git/repositories/list",
        )
        .each(Each::Config("projects")),
    repositories("/_apis/git/repositories?api-version={api_version}")
        .doc(
            "Repositories of every project that the credential may see.",
            "https://learn.microsoft.com/rest/api/azure/devops/git/repositories/list",
        )
        .each(Each::Otherwise(&["projects"])),
    Stream::of::<Ref>("refs", "")
        .doc("Branches and tags.", "https://git-scm.com/docs/git-for-each-ref")
        .each(REPOSITORY)
        .git(GitPart::Refs)
        .option("fetch_commits")
        .permission(READER),
    Stream::of::<Commit>("commits", "")
        .doc(
            "Commits that branches and tags reach, with their parents and the files they touch.",
            "https://git-scm.com/docs/git-diff-tree",
        )
        .each(REPOSITORY)
        .git(GitPart::Commits)
        .option("fetch_commits")
        .permission(READER),
    Stream::of::<PullRequest>(
        "pull_requests",
        "/{project_id}/_apis/git/repositories/{repository_id}/pullrequests?api-version={api_version}",
    )
    .doc(
        "Pull requests with votes, comments, commits, work items and what happened to them.",
        "https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests",
    )
    .each(REPOSITORY)
    .query(&[("searchCriteria.status", "all")])
    .items(ITEMS)
    .page(PAGES)
    .cursor(CREATED)
    .attach(PARTS)
    // Once more a day after the end: it may be taken back, and people go on talking.
    .refresh(again(
        "/{project_id}/_apis/git/repositories/{repository_id}/pullrequests/{key}\
         ?includeCommits=true&includeWorkItemRefs=true&api-version={api_version}",
        15 * MINUTE,
        6 * HOUR,
        DAY,
    ))
    .option("fetch_pull_requests")
    .permission(READER)
    .optional(),
];
