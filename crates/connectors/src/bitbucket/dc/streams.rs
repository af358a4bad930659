//! What can be ingested.

use weir_connect::{
    Ask, Attach, Census, CensusBy, Choice, Cursor, Each, GitPart, Page, Record, Refresh, RefreshBy, Stream,
};

use super::records::{Account, Commit, PullRequest, Repository};
use crate::bitbucket::DATA_CENTER;
use crate::git::records::{self as git, Ref};
use crate::git::ways::{BY_GIT, BY_METADATA, BY_PATHS};

/// Where the next page begins is said, not counted: what the account may not see is left out of pages.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/intro/#pagination>
const fn pages_of(size: u32) -> Page {
    Page::Token {
        param: "start",
        at: "/nextPageStart",
        size: ("limit", size),
    }
}

const VALUES: &str = "/values";

/// Most entries on a page, as the server is delivered; an administrator may have set less.
/// <https://confluence.atlassian.com/bitbucketserver/bitbucket-config-properties-776640155.html>
const PAGES: Page = pages_of(1000);

pub(super) const REPOSITORIES: &str = "repositories";
pub(super) const PULL_REQUESTS: &str = "pull_requests";
const EACH: Each = Each::Partition(REPOSITORIES);

pub(super) const READ: &str = "Repository read";

const HOUR: u32 = 3600;
const DAY: u32 = 24 * HOUR;

/// Newest changes read again each time.
const OVERLAP: u32 = 5 * 60;

const fn of<R: Record>(name: &'static str, path: &'static str) -> Stream {
    let (choice, value) = DATA_CENTER;
    Stream::of::<R>(name, path).variant(choice, value)
}

const fn repositories(path: &'static str) -> Stream {
    of::<Repository>(REPOSITORIES, path)
        .permission(READ)
        .refresh(again(
            "/rest/api/latest/projects/{project}/repos/{slug}",
            DAY,
            DAY,
            0,
        ))
}

const fn again(path: &'static str, first: u32, longest: u32, late: u32) -> Refresh {
    Refresh {
        by: RefreshBy::Path(path),
        first,
        longest,
        late,
        chosen: None,
    }
}

const fn list(
    member: &'static str,
    path: &'static str,
    size: u32,
    option: Option<&'static str>,
    optional: bool,
) -> Attach {
    Attach {
        member,
        ask: Ask::List {
            path,
            query: &[],
            items: VALUES,
            page: pages_of(size),
        },
        option,
        unless: None,
        optional,
    }
}

/// Approvals, comments, pushes and the merge with their times are nowhere else.
const PULL_REQUEST_PARTS: &[Attach] = &[
    list(
        "activities",
        "/rest/api/latest/projects/{project}/repos/{slug}/pull-requests/{id}/activities",
        500,
        None,
        false,
    ),
    list(
        "commits",
        "/rest/api/latest/projects/{project}/repos/{slug}/pull-requests/{id}/commits",
        100,
        Some("fetch_pull_request_commits"),
        false,
    ),
    list(
        "builds",
        "/rest/build-status/latest/commits/{fromRef/latestCommit}",
        100,
        Some("fetch_build_statuses"),
        true,
    ),
    list(
        "mergeBuilds",
        "/rest/build-status/latest/commits/{properties/mergeCommit/id}",
        100,
        Some("fetch_build_statuses"),
        true,
    ),
];

const HISTORY: &str = "https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-repository/#api-api-latest-projects-projectkey-repos-repositoryslug-commits-get";

/// Commits by the API.
const fn commits(way: Choice) -> Stream {
    of::<Commit>(
        "commits",
        "/rest/api/latest/projects/{project}/repos/{slug}/commits",
    )
    .each(EACH)
    .items(VALUES)
    .page(pages_of(100))
    .cursor(Cursor::Ancestry {
        field: "/committerTimestamp /authorTimestamp",
        id: "/id",
        parents: "/parents",
        parent: "/id",
    })
    .option("fetch_commits")
    .way(way.0, way.1)
    .permission(READ)
}

/// The files of a commit. Those of merges are not wanted.
const CHANGES: Attach = Attach {
    unless: Some("/parents/1"),
    ..list(
        "changes",
        "/rest/api/latest/projects/{project}/repos/{slug}/commits/{id}/changes",
        1000,
        None,
        false,
    )
};

const PULL_REQUEST_LIST: &str = "/rest/api/latest/projects/{project}/repos/{slug}/pull-requests";

/// Pull requests can be deleted.
const PULL_REQUEST_CENSUS: Census = Census {
    by: CensusBy::List {
        path: PULL_REQUEST_LIST,
        query: &[
            ("state", "ALL"),
            ("withAttributes", "false"),
            ("withProperties", "false"),
        ],
        items: VALUES,
        page: pages_of(100),
    },
    key: "/id",
    within: "repository_id",
};

pub(in crate::bitbucket) const STREAMS: &[Stream] = &[
    // Repositories are found in three ways, and are one set for the streams below.
    repositories("/rest/api/latest/projects/{entry}/repos")
        .doc(
            "Every repository of each project that the account may see.",
            "https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-project/#api-api-latest-projects-projectkey-repos-get",
        )
        .each(Each::Config("projects"))
        .items(VALUES)
        .page(PAGES),
    repositories("/rest/api/latest/projects/{owner}/repos/{name}")
        .doc(
            "The repositories that are named one by one.",
            "https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-project/#api-api-latest-projects-projectkey-repos-repositoryslug-get",
        )
        .each(Each::Config("repositories"))
        .single(),
    repositories("/rest/api/latest/repos")
        .doc(
            "Where no project and no repository is named, every repository that the account may see.",
            "https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-repository/#api-api-latest-repos-get",
        )
        .each(Each::Otherwise(&["projects", "repositories"]))
        .query(&[("archived", "ALL")])
        .items(VALUES)
        .page(PAGES),
    of::<Ref>("refs", "")
        .doc("Branches and tags.", "https://git-scm.com/docs/git-for-each-ref")
        .each(EACH)
        .git(GitPart::Refs)
        .option("fetch_commits")
        .way(BY_GIT.0, BY_GIT.1)
        .permission(READ),
    of::<git::Commit>("commits", "")
        .doc(
            "Commits that branches and tags reach, with their parents and the files they touch.",
            "https://git-scm.com/docs/git-diff-tree",
        )
        .each(EACH)
        .git(GitPart::Commits)
        .option("fetch_commits")
        .way(BY_GIT.0, BY_GIT.1)
        .permission(READ),
    commits(BY_METADATA).doc(
        "Without git, commits that the default branch reaches, with their parents.",
        HISTORY,
    ),
    commits(BY_PATHS)
        .doc(
            "Without git, commits that the default branch reaches, with their parents and the files they touch.",
            HISTORY,
        )
        .attach(&[CHANGES]),
    of::<PullRequest>(PULL_REQUESTS, PULL_REQUEST_LIST)
        .doc(
            "Pull requests with their reviews, comments, events and commits, the builds of their newest commit and of the \
             merge, and the issues they name.",
            "https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-get",
        )
        .each(EACH)
        .query(&[("state", "ALL"), ("order", "NEWEST")])
        .items(VALUES)
        .page(pages_of(100))
        // The list may come by change or by creation. Either way what is new is at its top, and what changes further
        // down is open, and read again by name.
        .cursor(Cursor::StopAt {
            field: "/updatedDate",
            overlap: OVERLAP,
        })
        .attach(PULL_REQUEST_PARTS)
        // An approval does not move the modification time, and builds end after the merge.
        .refresh(again(
            "/rest/api/latest/projects/{project}/repos/{slug}/pull-requests/{key}",
            HOUR,
            6 * HOUR,
            HOUR,
        ))
        .census(PULL_REQUEST_CENSUS)
        .option("fetch_pull_requests")
        .permission(READ)
        .optional(),
    of::<Account>("users", "/rest/api/latest/users")
        .doc(
            "Accounts that may use Bitbucket, with their e-mail addresses.",
            "https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-system-maintenance/#api-api-latest-users-get",
        )
        .items(VALUES)
        .page(PAGES)
        .option("fetch_users")
        .permission("a licensed account")
        .optional(),
];
