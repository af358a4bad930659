//! What can be ingested.

use weir_connect::{Ask, Attach, Choice, Cursor, Each, GitPart, Page, Refresh, RefreshBy, Stream};

use super::graphql::{
    CHANGES, COMMIT_COUNT, COMMITS, DEPLOYMENT_CENSUS, DEPLOYMENTS, DEPLOYMENTS_BY_ID, ISSUE_CENSUS, ISSUES,
    ISSUES_BY_NUMBER, JOBS, MEMBERS, PULL_REQUEST_CENSUS, PULL_REQUESTS, PULL_REQUESTS_BY_NUMBER, SIZE,
    TEAMS, amount,
};
use super::records::{Commit, Deployment, Issue, Member, PullRequest, Team};
use super::rest::{Milestone, Release, Repository, ReviewComment, WorkflowRun};
use crate::git::records::{self as git, Ref};
use crate::git::ways::{BY_GIT, BY_LINES, BY_METADATA};

/// <https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api>
const PAGES: Page = Page::Link {
    size: ("per_page", 100),
};

pub(super) const REPOSITORIES: &str = "repositories";

const REPOSITORY: Each = Each::Partition(REPOSITORIES);

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

/// Lists sorted by modification time come from an index that lags by seconds.
const OVERLAP: u32 = 5 * MINUTE;

/// A record that is read again when GitHub says that it changed, and never for being unfinished.
const fn by_path(path: &'static str) -> Refresh {
    when_told(RefreshBy::Path(path))
}

const fn when_told(by: RefreshBy) -> Refresh {
    Refresh {
        by,
        first: DAY,
        longest: DAY,
        late: 0,
        chosen: None,
    }
}

/// Not all that happens to an open pull request moves its `updatedAt`: deleted comments, resolved threads, checks.
const OPEN_PULL_REQUESTS: Refresh = Refresh {
    by: RefreshBy::Aliases(PULL_REQUESTS_BY_NUMBER),
    first: DAY,
    longest: 7 * DAY,
    late: 0,
    chosen: None,
};

/// The list is sorted by creation; states come later, and one that succeeded becomes inactive.
const DEPLOYING: Refresh = Refresh {
    by: RefreshBy::Nodes(DEPLOYMENTS_BY_ID),
    first: 5 * MINUTE,
    longest: DAY,
    late: DAY,
    chosen: None,
};

/// Runs of the last day are read with the tail; those that go on longer one by one. A run can be started again.
const RUNNING: Refresh = Refresh {
    by: RefreshBy::Path("/repos/{full_name}/actions/runs/{key}"),
    first: 10 * MINUTE,
    longest: 6 * HOUR,
    late: DAY,
    chosen: None,
};

const HISTORY: &str = "https://docs.github.com/graphql/reference/objects#commithistoryconnection";

/// Commits by API.
const fn commits(way: Choice) -> Stream {
    Stream::of::<Commit>("commits", "/graphql")
        .each(REPOSITORY)
        .graphql(COMMITS)
        .cursor(Cursor::Ancestry {
            field: "/committedDate",
            id: "/oid",
            parents: "/parents/nodes",
            parent: "/oid",
        })
        .count(COMMIT_COUNT)
        .option("fetch_commits")
        .way(way.0, way.1)
        .changed_by(&["/pushedAt"], HOUR)
        .permission("Contents: read (classic: repo)")
}

/// The files of a commit, 3,000 at most: <https://docs.github.com/rest/commits/commits#get-a-commit>. Those of merges are
/// not wanted.
const FILES: Attach = Attach {
    member: "files",
    ask: Ask::List {
        path: "/repos/{full_name}/commits/{oid}",
        query: &[],
        items: "/files",
        page: PAGES,
    },
    option: None,
    unless: Some("/parents/nodes/1"),
    optional: false,
};

pub(super) static STREAMS: &[Stream] = &[
    // Repositories are found in two ways, and are one set for the streams below.
    Stream::of::<Repository>(REPOSITORIES, "/orgs/{}/repos")
        .doc(
            "Every repository of each organization that the token may see.",
            "https://docs.github.com/rest/repos/repos#list-organization-repositories",
        )
        .each(Each::Config("organizations"))
        .query(&[("type", "all"), ("sort", "full_name")])
        .page(PAGES)
        .unchanged_is_free()
        .changes(CHANGES)
        .permission("Metadata: read (classic: repo, read:org)"),
    Stream::of::<Repository>(REPOSITORIES, "/repos/{}")
        .doc(
            "The repositories that are named one by one.",
            "https://docs.github.com/rest/repos/repos#get-a-repository",
        )
        .each(Each::Config("repositories"))
        .single()
        .unchanged_is_free()
        .changes(CHANGES)
        .permission("Metadata: read (classic: repo)"),
    Stream::of::<Ref>("refs", "")
        .doc("Branches and tags.", "https://git-scm.com/docs/git-for-each-ref")
        .each(REPOSITORY)
        .git(GitPart::Refs)
        .option("fetch_commits")
        .way(BY_GIT.0, BY_GIT.1)
        .changed_by(&["/pushedAt"], HOUR)
        .permission("Contents: read (classic: repo)"),
    Stream::of::<git::Commit>("commits", "")
        .doc(
            "Commits that branches and tags reach, with their parents and the files they touch.",
            "https://git-scm.com/docs/git-diff-tree",
        )
        .each(REPOSITORY)
        .git(GitPart::Commits)
        .count(SIZE)
        .option("fetch_commits")
        .way(BY_GIT.0, BY_GIT.1)
        .changed_by(&["/pushedAt"], HOUR)
        .permission("Contents: read (classic: repo)"),
    commits(BY_METADATA).doc(
        "Without git, commits that the default branch reaches, with their parents and how much they change.",
        HISTORY,
    ),
    commits(BY_LINES)
        .doc(
            "Without git, commits that the default branch reaches, with their parents and the files they touch.",
            HISTORY,
        )
        .attach(&[FILES]),
    Stream::of::<PullRequest>("pull_requests", "/graphql")
        .doc(
            "Pull requests with their commits, checks and statuses of the newest one, reviews, conversation, labels, review requests and other events, and \
             the issues they close.",
            "https://docs.github.com/graphql/reference/objects#pullrequest",
        )
        .each(REPOSITORY)
        .graphql(PULL_REQUESTS)
        .cursor(Cursor::StopAt { field: "/updatedAt", overlap: OVERLAP })
        .option("fetch_pull_requests")
        .refresh(OPEN_PULL_REQUESTS)
        .census(PULL_REQUEST_CENSUS)
        .count(amount("/pullRequests"))
        .changed_by(&["/pullRequests"], DAY)
        .permission("Pull requests: read (classic: repo)"),
    Stream::of::<ReviewComment>("review_comments", "/repos/{full_name}/pulls/comments")
        .doc(
            "Comments on lines of the code.",
            "https://docs.github.com/rest/pulls/comments#list-review-comments-in-a-repository",
        )
        .each(REPOSITORY)
        .query(&[("sort", "updated"), ("direction", "asc")])
        .page(PAGES)
        .cursor(Cursor::Since { param: "since", field: "/updated_at", overlap: OVERLAP })
        .option("fetch_pull_requests")
        .refresh(by_path("/repos/{full_name}/pulls/comments/{key}"))
        .changed_by(&["/pullRequests"], DAY)
        .permission("Pull requests: read (classic: repo)"),
    Stream::of::<Issue>("issues", "/graphql")
        .doc(
            "Issues with their comments, labels and events.",
            "https://docs.github.com/graphql/reference/objects#issue",
        )
        .each(REPOSITORY)
        .graphql(ISSUES)
        .cursor(Cursor::StopAt { field: "/updatedAt", overlap: OVERLAP })
        .option("fetch_issues")
        .refresh(when_told(RefreshBy::Aliases(ISSUES_BY_NUMBER)))
        .census(ISSUE_CENSUS)
        .count(amount("/issues"))
        .changed_by(&["/issues"], DAY)
        .permission("Issues: read (classic: repo)")
        .optional(),
    Stream::of::<Milestone>("milestones", "/repos/{full_name}/milestones")
        .doc(
            "Milestones, open and closed.",
            "https://docs.github.com/rest/issues/milestones#list-milestones",
        )
        .each(REPOSITORY)
        .query(&[("state", "all")])
        .page(PAGES)
        .option("fetch_issues")
        .refresh(by_path("/repos/{full_name}/milestones/{key}"))
        .count(amount("/milestones"))
        .unchanged_is_free()
        .changed_by(&["/milestones"], DAY)
        .permission("Issues: read (classic: repo)")
        .optional(),
    Stream::of::<Release>("releases", "/repos/{full_name}/releases")
        .doc("Releases.", "https://docs.github.com/rest/releases/releases#list-releases")
        .each(REPOSITORY)
        .page(PAGES)
        .option("fetch_releases")
        .refresh(by_path("/repos/{full_name}/releases/{key}"))
        .count(amount("/releases"))
        .unchanged_is_free()
        .changed_by(&["/releases"], DAY)
        .permission("Contents: read (classic: repo)")
        .optional(),
    Stream::of::<Deployment>("deployments", "/graphql")
        .doc(
            "Deployments with the states they went through.",
            "https://docs.github.com/graphql/reference/objects#deployment",
        )
        .each(REPOSITORY)
        .graphql(DEPLOYMENTS)
        .cursor(Cursor::StopAt { field: "/createdAt", overlap: HOUR })
        .option("fetch_deployments")
        .refresh(DEPLOYING)
        .census(DEPLOYMENT_CENSUS)
        .count(amount("/deployments"))
        .changed_by(&["/deployments"], DAY)
        .permission("Deployments: read (classic: repo)")
        .optional(),
    // A filtered list ends at 1,000 runs; one that is not filtered is refused beyond some 40,000.
    Stream::of::<WorkflowRun>("pipeline_runs", "/repos/{full_name}/actions/runs")
        .doc(
            "Runs of workflows, with their jobs and steps.",
            "https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository",
        )
        .each(REPOSITORY)
        .items("/workflow_runs")
        .page(PAGES)
        .cursor(Cursor::Windows {
            param: "created",
            field: "/created_at",
            total: "/total_count",
            cap: 1000,
            days: 90,
            lookback_days: 1,
        })
        .expand(&[JOBS])
        .option("fetch_pipelines")
        .refresh(RUNNING)
        .changed_by(&["/pushedAt", "/pullRequests", "/deployments"], HOUR)
        .permission("Actions: read (classic: repo)")
        .optional(),
    Stream::of::<Member>("members", "/graphql")
        .doc(
            "Accounts of the organization's members, with the e-mail addresses that the token may see.",
            "https://docs.github.com/graphql/reference/objects#organizationmemberconnection",
        )
        .each(Each::Config("organizations"))
        .graphql(MEMBERS)
        .option("fetch_users")
        .permission("Members: read (classic: read:org, read:user for e-mail addresses)")
        .optional(),
    Stream::of::<Team>("teams", "/graphql")
        .doc(
            "Teams of the organization and who is in them.",
            "https://docs.github.com/graphql/reference/objects#team",
        )
        .each(Each::Config("organizations"))
        .graphql(TEAMS)
        .option("fetch_users")
        .permission("Members: read (classic: read:org)")
        .optional(),
];
