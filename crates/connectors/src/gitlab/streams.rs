//! What can be ingested.

use weir_connect::{Ask, Attach, Choice, Cursor, Each, GitPart, Page, Refresh, RefreshBy, Stream};

use super::graphql::{
    ISSUE, ISSUE_CENSUS, ISSUE_EVENTS, MEMBERS, MERGE_REQUEST, MERGE_REQUEST_CENSUS, PIPELINE,
};
use super::records::{
    Commit, Deployment, Environment, Issue, Member, MergeRequest, Milestone, Pipeline, Project, Release,
};
use crate::git::records::{self as git, Ref};
use crate::git::ways::{BY_GIT, BY_LINES, BY_METADATA};

/// <https://docs.gitlab.com/api/rest/#pagination>. Numbered pages end at 50,000 records, so long lists are read by
/// keyset or by modification time.
const PAGES: Page = Page::Link {
    size: ("per_page", 100),
};

/// Projects, as rows name them.
pub(super) const REPOSITORIES: &str = "repositories";

const PROJECT: Each = Each::Partition(REPOSITORIES);

const API: &str = "scope read_api";
const REPORTER: &str = "role Reporter (scope read_api)";

/// Newest changes read again each time.
const OVERLAP: u32 = 5 * 60;

const UPDATED: Cursor = Cursor::Since {
    param: "updated_after",
    field: "/updated_at",
    overlap: OVERLAP,
};

const BY_CHANGE: (&str, &str) = ("order_by", "updated_at");
const ASCENDING: (&str, &str) = ("sort", "asc");

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

const fn again(path: &'static str, first: u32, longest: u32) -> Refresh {
    Refresh {
        by: RefreshBy::Path(path),
        first,
        longest,
        late: 0,
        chosen: None,
    }
}

/// Conversations and history, put into each issue.
const ISSUE_PARTS: &[Attach] = &[
    ISSUE,
    ISSUE_EVENTS[0],
    ISSUE_EVENTS[1],
    ISSUE_EVENTS[2],
    ISSUE_EVENTS[3],
];

const HISTORY: &str = "https://docs.gitlab.com/api/commits/#list-repository-commits";

/// Commits by the API.
const fn commits(way: Choice) -> Stream {
    Stream::of::<Commit>("commits", "/projects/{project}/repository/commits")
        .each(PROJECT)
        .query(&[("with_stats", "true")])
        .page(PAGES)
        .cursor(Cursor::Ancestry {
            field: "/committed_date",
            id: "/id",
            parents: "/parent_ids",
            parent: "",
        })
        .option("fetch_commits")
        .way(way.0, way.1)
        .permission(REPORTER)
}

/// The files of a commit: <https://docs.gitlab.com/api/commits/#get-commit-diff>. Those of merges are not wanted.
const FILES: Attach = Attach {
    member: "diffs",
    ask: Ask::List {
        path: "/projects/{project}/repository/commits/{id}/diff",
        query: &[],
        items: "",
        page: PAGES,
    },
    option: None,
    unless: Some("/parent_ids/1"),
    optional: false,
};

pub(super) static STREAMS: &[Stream] = &[
    // Projects are found in three ways, and are one set for the streams below.
    Stream::of::<Project>(REPOSITORIES, "/groups/{entry}/projects")
        .doc(
            "Every project of each group and of its subgroups that the token may see.",
            "https://docs.gitlab.com/api/groups/#list-projects",
        )
        .each(Each::Config("groups"))
        .query(&[("include_subgroups", "true"), ("with_shared", "false"), ("order_by", "id"), ASCENDING])
        .page(PAGES)
        .permission(API),
    Stream::of::<Project>(REPOSITORIES, "/projects/{entry}")
        .doc(
            "The projects that are named one by one.",
            "https://docs.gitlab.com/api/projects/#get-a-single-project",
        )
        .each(Each::Config("projects"))
        .single()
        .refresh(again("/projects/{project}", DAY, DAY))
        .permission(API),
    Stream::of::<Project>(REPOSITORIES, "/projects")
        .doc(
            "Every project that the token's owner is a member of or, as the configuration says, that it may see.",
            "https://docs.gitlab.com/api/projects/#list-all-projects",
        )
        .each(Each::Otherwise(&["groups", "projects"]))
        .query(&[
            ("membership", "{?check_project_membership}"),
            ("pagination", "keyset"),
            ("order_by", "id"),
            ASCENDING,
        ])
        .page(PAGES)
        .permission(API),
    Stream::of::<Ref>("refs", "")
        .doc("Branches and tags.", "https://git-scm.com/docs/git-for-each-ref")
        .each(PROJECT)
        .git(GitPart::Refs)
        .option("fetch_commits")
        .way(BY_GIT.0, BY_GIT.1)
        .permission("role Reporter (scope read_repository)"),
    Stream::of::<git::Commit>("commits", "")
        .doc(
            "Commits that branches and tags reach, with their parents and the files they touch.",
            "https://git-scm.com/docs/git-diff-tree",
        )
        .each(PROJECT)
        .git(GitPart::Commits)
        .option("fetch_commits")
        .way(BY_GIT.0, BY_GIT.1)
        .permission("role Reporter (scope read_repository)"),
    commits(BY_METADATA).doc(
        "Without git, commits that the default branch reaches, with their parents and how many lines they change.",
        HISTORY,
    ),
    commits(BY_LINES)
        .doc(
            "Without git, commits that the default branch reaches, with their parents and the files they touch.",
            HISTORY,
        )
        .attach(&[FILES]),
    Stream::of::<MergeRequest>("pull_requests", "/projects/{project}/merge_requests")
        .doc(
            "Merge requests with their commits, approvals, comments and events, and the issues they name.",
            "https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests",
        )
        .each(PROJECT)
        .query(&[("scope", "all"), ("state", "all"), BY_CHANGE, ASCENDING])
        .page(PAGES)
        .cursor(UPDATED)
        .attach(&[MERGE_REQUEST])
        // Not in all versions does an approval move the modification time.
        .refresh(again("/projects/{project}/merge_requests/{key}", DAY, 7 * DAY))
        .census(MERGE_REQUEST_CENSUS)
        .option("fetch_merge_requests")
        .permission(REPORTER)
        .optional(),
    Stream::of::<Issue>("issues", "/projects/{project}/issues")
        .doc(
            "Issues with their comments, and when they were closed, opened again, labelled and planned.",
            "https://docs.gitlab.com/api/issues/#list-project-issues",
        )
        .each(PROJECT)
        .query(&[("scope", "all"), ("state", "all"), BY_CHANGE, ASCENDING])
        .page(PAGES)
        .cursor(UPDATED)
        .attach(ISSUE_PARTS)
        .refresh(again("/projects/{project}/issues/{key}", DAY, DAY))
        .census(ISSUE_CENSUS)
        .option("fetch_issues")
        .permission(REPORTER)
        .optional(),
    Stream::of::<Milestone>("milestones", "/projects/{project}/milestones")
        .doc(
            "Milestones of the project, active and closed.",
            "https://docs.gitlab.com/api/milestones/#list-project-milestones",
        )
        .each(PROJECT)
        .page(PAGES)
        .option("fetch_issues")
        .permission(REPORTER)
        .optional(),
    Stream::of::<Pipeline>("pipeline_runs", "/projects/{project}/pipelines")
        .doc(
            "Pipelines with their jobs and bridges.",
            "https://docs.gitlab.com/api/pipelines/#list-project-pipelines",
        )
        .each(PROJECT)
        .query(&[BY_CHANGE, ASCENDING])
        .page(PAGES)
        .cursor(UPDATED)
        .attach(&[PIPELINE])
        .refresh(again("/projects/{project}/pipelines/{key}", 10 * MINUTE, 6 * HOUR))
        .option("fetch_pipelines")
        .permission(REPORTER)
        .optional(),
    Stream::of::<Environment>("environments", "/projects/{project}/environments")
        .doc(
            "Environments and their tiers.",
            "https://docs.gitlab.com/api/environments/#list-environments",
        )
        .each(PROJECT)
        .page(PAGES)
        .option("fetch_deployments")
        .permission(REPORTER)
        .optional(),
    Stream::of::<Deployment>("deployments", "/projects/{project}/deployments")
        .doc(
            "Deployments and how they ended.",
            "https://docs.gitlab.com/api/deployments/#list-project-deployments",
        )
        .each(PROJECT)
        .query(&[BY_CHANGE, ASCENDING])
        .page(PAGES)
        .cursor(UPDATED)
        .refresh(again("/projects/{project}/deployments/{key}", 10 * MINUTE, 6 * HOUR))
        .option("fetch_deployments")
        .permission(REPORTER)
        .optional(),
    Stream::of::<Release>("releases", "/projects/{project}/releases")
        .doc("Releases.", "https://docs.gitlab.com/api/releases/#list-releases")
        .each(PROJECT)
        .page(PAGES)
        .refresh(again("/projects/{project}/releases/{key}", DAY, DAY))
        .option("fetch_releases")
        .permission(REPORTER)
        .optional(),
    Stream::of::<Member>("members", "/api/graphql")
        .doc(
            "Accounts of the project's members, inherited ones too.",
            "https://docs.gitlab.com/api/graphql/reference/#projectmember",
        )
        .each(PROJECT)
        .graphql(MEMBERS)
        .option("fetch_users")
        .permission(API)
        .optional(),
];
