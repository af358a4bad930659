//! What can be ingested.

use weir_connect::{Count, Cursor, Each, GitPart, Page, Record, Refresh, RefreshBy, Stream};

use super::extra::{OF_ISSUE, OF_PIPELINE, OF_PULL_REQUEST};
use super::records::{Activity, Deployment, Environment, Issue, Member, Pipeline, PullRequest, Repository};
use crate::bitbucket::CLOUD;
use crate::git::records::{Commit, Ref};

/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination>: only the address of the next page leads
/// there.
pub(super) const fn pages_of(size: u32) -> Page {
    Page::NextUrl {
        at: "/next",
        size: ("pagelen", size),
    }
}

const PAGES: Page = pages_of(100);

pub(super) const REPOSITORIES: &str = "repositories";
/// The log of all pull requests of a repository.
pub(super) const ACTIVITY: &str = "pull_request_activity";
const EACH: Each = Each::Partition(REPOSITORIES);

/// As access tokens and API tokens call it.
pub(super) const REPOSITORY: &str = "Repositories: Read (read:repository:bitbucket)";

pub(super) const PULL_REQUESTS: &str = "Pull requests: Read (read:pullrequest:bitbucket)";
pub(super) const PIPELINES: &str = "Pipelines: Read (read:pipeline:bitbucket)";
const ISSUES: &str = "Issues: Read (read:issue:bitbucket)";
const ACCOUNT: &str = "Account: Read (read:workspace:bitbucket)";

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

/// What is newest is read again each time.
const OVERLAP: u32 = 5 * MINUTE;

/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering>
const CHANGED_SINCE: (&str, &str) = ("q", "updated_on >= {since}");
const BY_CHANGE: (&str, &str) = ("sort", "updated_on");
const UPDATED: Cursor = Cursor::Since {
    param: "since",
    field: "/updated_on",
    overlap: OVERLAP,
};

/// What lists of pull requests leave out unless they are asked for it: when it ended, who took part, and what the merge
/// shows of itself. <https://jira.atlassian.com/browse/BCLOUD-22709>,
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#fields-parameter-syntax>
const MORE_OF_PULL_REQUESTS: (&str, &str) = (
    "fields",
    "+values.closed_on,+values.participants,+values.merge_commit.message,+values.merge_commit.parents.hash",
);
const PULL_REQUEST: &str = "/repositories/{full_name}/pullrequests/{key}\
     ?fields=%2Bclosed_on,%2Bmerge_commit.message,%2Bmerge_commit.parents.hash";

/// By default a list has only those that are open.
const STATES: [(&str, &str); 4] = [
    ("state", "OPEN"),
    ("state", "MERGED"),
    ("state", "DECLINED"),
    ("state", "SUPERSEDED"),
];

/// Deployments name their environment by its UUID alone unless they are asked for more.
const MORE_OF_DEPLOYMENTS: (&str, &str) = (
    "fields",
    "+values.environment.name,+values.environment.environment_type.name,+values.step.name",
);
const DEPLOYMENT: &str = "/repositories/{full_name}/deployments/{key}\
     ?fields=%2Benvironment.name,%2Benvironment.environment_type.name,%2Bstep.name";

const fn again(path: &'static str, first: u32, longest: u32) -> Refresh {
    Refresh {
        by: RefreshBy::Path(path),
        first,
        longest,
        late: 0,
        chosen: None,
    }
}

const fn of<R: Record>(name: &'static str, path: &'static str) -> Stream {
    let (choice, value) = CLOUD;
    Stream::of::<R>(name, path).variant(choice, value)
}

const fn repositories(path: &'static str) -> Stream {
    of::<Repository>(REPOSITORIES, path).permission(REPOSITORY)
}

/// How long a list is. It [may be left out](https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination), as
/// by lists that step by a context.
const SIZE: Count = Count::Page("/size");

const LIST: &str = "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/#api-repositories-workspace-get";

pub(in crate::bitbucket) const STREAMS: &[Stream] = &[
    // Repositories are found in three ways, and are one set for the streams below.
    repositories("/repositories/{entry}")
        .doc("Every repository of each workspace that the token may see.", LIST)
        .each(Each::Config("workspaces"))
        .query(&[("sort", "created_on")])
        .items("/values")
        .count(SIZE)
        .page(PAGES),
    repositories("/repositories/{owner}")
        .doc("Every repository of each project that the token may see.", LIST)
        .each(Each::Config("projects"))
        .query(&[("q", "project.key=\"{name}\""), ("sort", "created_on")])
        .items("/values")
        .count(SIZE)
        .page(PAGES),
    repositories("/repositories/{}")
        .doc(
            "The repositories that are named one by one.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/#api-repositories-workspace-repo-slug-get",
        )
        .each(Each::Config("repositories"))
        .single()
        .refresh(again("/repositories/{full_name}", DAY, DAY)),
    of::<Ref>("refs", "")
        .doc("Branches and tags.", "https://git-scm.com/docs/git-for-each-ref")
        .each(EACH)
        .git(GitPart::Refs)
        .option("fetch_commits")
        .permission(REPOSITORY),
    of::<Commit>("commits", "")
        .doc(
            "Commits that branches and tags reach, with their parents and the files they touch.",
            "https://git-scm.com/docs/git-diff-tree",
        )
        .each(EACH)
        .git(GitPart::Commits)
        .option("fetch_commits")
        .permission(REPOSITORY),
    of::<PullRequest>("pull_requests", "/repositories/{full_name}/pullrequests")
        .doc(
            "Pull requests in every state with their commits, sizes and builds, and the issues they name.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-get",
        )
        .each(EACH)
        .query(&[
            STATES[0],
            STATES[1],
            STATES[2],
            STATES[3],
            CHANGED_SINCE,
            BY_CHANGE,
            MORE_OF_PULL_REQUESTS,
        ])
        .items("/values")
        .count(SIZE)
        .page(pages_of(50))
        .cursor(UPDATED)
        .attach(OF_PULL_REQUEST)
        // Not everything that moves the review moves the modification time.
        .refresh(again(PULL_REQUEST, DAY, 7 * DAY))
        .option("fetch_pull_requests")
        .permission(PULL_REQUESTS)
        .optional(),
    of::<Activity>(ACTIVITY, "/repositories/{full_name}/pullrequests/activity")
        .doc(
            "The log of all pull requests: approvals, requests for changes, comments, and how they ended.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-activity-get",
        )
        .each(EACH)
        .items("/values")
        .page(pages_of(50))
        .cursor(Cursor::StopAt {
            field: "/update/date /approval/date /changes_requested/date /comment/created_on",
            overlap: OVERLAP,
        })
        .option("fetch_pull_requests")
        .permission(PULL_REQUESTS)
        .optional(),
    of::<Issue>("issues", "/repositories/{full_name}/issues")
        .doc(
            "Issues with their comments and history, where the repository has a tracker.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-issue-tracker/#api-repositories-workspace-repo-slug-issues-get",
        )
        .each(EACH)
        .query(&[CHANGED_SINCE, BY_CHANGE])
        .items("/values")
        .count(SIZE)
        .page(PAGES)
        .cursor(UPDATED)
        .attach(OF_ISSUE)
        .refresh(again("/repositories/{full_name}/issues/{key}", DAY, DAY))
        .option("fetch_issues")
        .permission(ISSUES)
        .optional(),
    of::<Pipeline>("pipeline_runs", "/repositories/{full_name}/pipelines")
        .doc(
            "Pipelines with their steps.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pipelines/#api-repositories-workspace-repo-slug-pipelines-get",
        )
        .each(EACH)
        .query(&[("sort", "-created_on")])
        .items("/values")
        .count(SIZE)
        .page(PAGES)
        // Most are done within the hour; those that are not are looked at one by one.
        .cursor(Cursor::StopAt {
            field: "/created_on",
            overlap: HOUR,
        })
        .attach(OF_PIPELINE)
        .refresh(again("/repositories/{full_name}/pipelines/{key}", 10 * MINUTE, 6 * HOUR))
        .option("fetch_pipelines")
        .permission(PIPELINES)
        .optional(),
    of::<Environment>("environments", "/repositories/{full_name}/environments")
        .doc(
            "Environments and what they are for.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/#api-repositories-workspace-repo-slug-environments-get",
        )
        .each(EACH)
        .items("/values")
        .count(SIZE)
        .page(PAGES)
        .option("fetch_deployments")
        .permission(PIPELINES)
        .optional(),
    of::<Deployment>("deployments", "/repositories/{full_name}/deployments")
        .doc(
            "Deployments and how they ended.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/#api-repositories-workspace-repo-slug-deployments-get",
        )
        .each(EACH)
        .query(&[MORE_OF_DEPLOYMENTS])
        .items("/values")
        .count(SIZE)
        .page(PAGES)
        .refresh(again(DEPLOYMENT, 10 * MINUTE, 6 * HOUR))
        .option("fetch_deployments")
        .permission(PIPELINES)
        .optional(),
    of::<Member>("members", "/workspaces/{entry}/members")
        .doc(
            "Accounts of the members of each workspace.",
            "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-workspaces/#api-workspaces-workspace-members-get",
        )
        .each(Each::Config("workspaces"))
        .items("/values")
        .count(SIZE)
        .page(PAGES)
        .option("fetch_users")
        .permission(ACCOUNT)
        .optional(),
];
