//! What can be ingested.

use weir_connect::{Each, GitPart, Page, Record, Refresh, RefreshBy, Stream};

use super::records::Repository;
use crate::bitbucket::CLOUD;
use crate::git::records::{Commit, Ref};

/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination>: only the address of the next page leads
/// there, and nothing says how many there are.
const fn pages_of(size: u32) -> Page {
    Page::NextUrl {
        at: "/next",
        size: ("pagelen", size),
    }
}

const PAGES: Page = pages_of(100);

const REPOSITORIES: &str = "repositories";
const EACH: Each = Each::Partition(REPOSITORIES);

/// As access tokens and API tokens call it.
pub(super) const REPOSITORY: &str = "Repositories: Read (read:repository:bitbucket)";

const DAY: u32 = 24 * 3600;

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

const LIST: &str = "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/#api-repositories-workspace-get";

pub(in crate::bitbucket) const STREAMS: &[Stream] = &[
    // Repositories are found in three ways, and are one set for the streams below.
    repositories("/repositories/{entry}")
        .doc("Every repository of each workspace that the token may see.", LIST)
        .each(Each::Config("workspaces"))
        .query(&[("sort", "created_on")])
        .items("/values")
        .page(PAGES),
    repositories("/repositories/{owner}")
        .doc("Every repository of each project that the token may see.", LIST)
        .each(Each::Config("projects"))
        .query(&[("q", "project.key=\"{name}\""), ("sort", "created_on")])
        .items("/values")
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
];
