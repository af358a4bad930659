//! What can be ingested.

use weir_connect::{
    Census, CensusBy, Count, Cursor, Each, Enrich, Page, Post, Refresh, RefreshBy, Setup, Stream, Whole,
};

use super::records::{Board, Field, Issue, Project, Sprint, Status, User, Version};
use super::{CLOUD, DATA_CENTER, fields};

const VARIANT: &str = "deployment";

const BROWSE: &str = "Browse Projects (scope read:jira-work)";

const SOFTWARE: &str =
    "Jira Software access (scopes read:board-scope:jira-software, read:sprint:jira-software)";

const fn offset(size: u32, more: &'static str) -> Page {
    Page::Offset {
        offset: "startAt",
        size: ("maxResults", size),
        more,
        max: u32::MAX,
    }
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#pagination>
const TOKENS: Page = Page::Token {
    param: "nextPageToken",
    at: "/nextPageToken",
    size: ("maxResults", 100),
};

const SETUP: Setup = Setup {
    path: "/rest/api/2/field",
    read: fields::read,
};

/// The index is some seconds to minutes behind.
const OVERLAP: u32 = 5 * 60;

/// Milliseconds since the epoch are no text that Jira would read in the account's time zone, to the minute.
const CHANGED: Cursor = Cursor::Since {
    param: "since",
    field: "/fields/updated",
    overlap: OVERLAP,
};

/// The whole history of up to 1,000 issues at once; the spec allows 10,000 entries a page.
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-changelog-bulkfetch-post>
const HISTORY: Enrich = Enrich {
    ask: Post {
        path: "/rest/api/3/changelog/bulkfetch",
        body: r#"{"issueIdsOrKeys": "{ids}"}"#,
    },
    id: "/id",
    per_request: 1000,
    page: Page::Token {
        param: "nextPageToken",
        at: "/nextPageToken",
        size: ("maxResults", 10_000),
    },
    items: "/issueChangeLogs",
    of: "/issueId",
    list: "/changeHistories",
    into: &["changelog", "histories"],
};

const COMMENTS: Whole = Whole {
    list: "/fields/comment/comments",
    total: "/fields/comment/total",
    path: "/rest/api/3/issue/{id}/comment",
    items: "/comments",
    page: offset(100, "/total"),
};

const WORKLOGS: Whole = Whole {
    list: "/fields/worklog/worklogs",
    total: "/fields/worklog/total",
    path: "/rest/api/3/issue/{id}/worklog",
    items: "/worklogs",
    page: offset(1000, "/total"),
};

const DAY: u32 = 24 * 3600;

/// Whatever changes in Jira moves the modification time, so nothing is looked at again without being told.
const fn when_told(path: &'static str) -> Refresh {
    Refresh {
        by: RefreshBy::Path(path),
        first: DAY,
        longest: DAY,
        late: 0,
        chosen: None,
    }
}

const fn issue(path: &'static str) -> Refresh {
    Refresh {
        chosen: Some(fields::chosen_issue),
        ..when_told(path)
    }
}

/// Ids alone come in large pages: 5,000 on Cloud, and what the administrator set, 1,000 at first, on Data Center.
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post>
const fn census(path: &'static str, page: Page) -> Census {
    Census {
        by: CensusBy::Post {
            ask: Post {
                path,
                body: r#"{"jql": "{scope}updated >= 0 ORDER BY key ASC", "fields": ["id"]}"#,
            },
            items: "/issues",
            page,
        },
        key: "/id",
        within: "",
    }
}

const CENSUS_OF_CLOUD: Census = census(
    "/rest/api/3/search/jql",
    Page::Token {
        param: "nextPageToken",
        at: "/nextPageToken",
        size: ("maxResults", 5000),
    },
);

const CENSUS_OF_DATA_CENTER: Census = census("/rest/api/2/search", offset(1000, "/total"));

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-approximate-count-post>
const AMOUNT: Count = Count::Post {
    ask: Post {
        path: "/rest/api/3/search/approximate-count",
        body: r#"{"jql": "{scope}updated >= {since:ms}"}"#,
    },
    at: "/count",
};

pub(super) static STREAMS: &[Stream] = &[
    Stream::of::<Field>("fields", "/rest/api/2/field")
        .doc(
            "The catalogue of fields, Jira's own and the customer's.",
            "https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-fields/",
        )
        .permission(BROWSE),
    Stream::of::<Status>("statuses", "/rest/api/2/status")
        .doc(
            "Statuses with what they stand for.",
            "https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-workflow-statuses/",
        )
        .permission(BROWSE),
    Stream::of::<Project>("projects", "/rest/api/3/project/search")
        .doc(
            "Projects that the account may see.",
            "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/",
        )
        .query(&[("expand", "description,lead")])
        .items("/values")
        .page(offset(50, "!/isLast"))
        .setup(SETUP)
        .prepare(fields::prepare_project)
        .refresh(when_told("/rest/api/2/project/{key}"))
        .variant(VARIANT, CLOUD)
        .permission(BROWSE),
    Stream::of::<Project>("projects", "/rest/api/2/project")
        .doc(
            "Projects that the account may see.",
            "https://docs.atlassian.com/software/jira/docs/api/REST/latest/#api/2/project-getAllProjects",
        )
        .query(&[("expand", "description,lead")])
        .setup(SETUP)
        .prepare(fields::prepare_project)
        .refresh(when_told("/rest/api/2/project/{key}"))
        .variant(VARIANT, DATA_CENTER)
        .permission(BROWSE),
    Stream::of::<Version>("versions", "/rest/api/2/project/{project_id}/versions")
        .doc(
            "Versions of each project.",
            "https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-project-versions/",
        )
        .each(Each::Partition("projects"))
        .refresh(when_told("/rest/api/2/version/{key}"))
        .option("fetch_versions")
        .permission(BROWSE)
        .optional(),
    Stream::of::<User>("users", "/rest/api/3/users/search")
        .doc(
            "The directory of users, apps included. E-mail addresses are there as far as their owners show them.",
            "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/",
        )
        .page(offset(1000, ""))
        .setup(SETUP)
        .prepare(fields::prepare)
        .option("fetch_users")
        .variant(VARIANT, CLOUD)
        .permission("Browse users and groups (scope read:jira-user)")
        .optional(),
    Stream::of::<User>("users", "/rest/api/2/user/search")
        .doc(
            "The directory of users, those that may no longer sign in included.",
            "https://docs.atlassian.com/software/jira/docs/api/REST/latest/#api/2/user-findUsers",
        )
        .query(&[("username", "."), ("includeInactive", "true")])
        .page(offset(1000, ""))
        .setup(SETUP)
        .prepare(fields::prepare)
        .option("fetch_users")
        .variant(VARIANT, DATA_CENTER)
        .permission("Browse Users")
        .optional(),
    Stream::of::<Issue>("issues", "/rest/api/3/search/jql")
        .doc(
            "Issues with their whole history, comments, worklogs and links. A moved issue is the same issue: its id \
             stays.",
            "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/",
        )
        .post(r#"{"jql": "{scope}updated >= {since:ms} ORDER BY updated ASC, key ASC", "fields": "{fields}"}"#)
        .items("/issues")
        .page(TOKENS)
        .cursor(CHANGED)
        .setup(SETUP)
        .whole(&[COMMENTS, WORKLOGS])
        .enrich(&[HISTORY])
        .prepare(fields::prepare)
        .refresh(issue("/rest/api/3/issue/{key}?fields={fields}"))
        .census(CENSUS_OF_CLOUD)
        .count(AMOUNT)
        .variant(VARIANT, CLOUD)
        .permission(BROWSE),
    Stream::of::<Issue>("issues", "/rest/api/2/search")
        .doc(
            "Issues with their whole history, comments, worklogs and links.",
            "https://docs.atlassian.com/software/jira/docs/api/REST/latest/#api/2/search-searchUsingSearchRequest",
        )
        .post(
            r#"{"jql": "{scope}updated >= {since:ms} ORDER BY updated ASC, key ASC", "fields": "{fields}", "expand": ["changelog"]}"#,
        )
        .items("/issues")
        .page(offset(100, "/total"))
        .cursor(CHANGED)
        .setup(SETUP)
        .prepare(fields::prepare)
        .refresh(issue("/rest/api/2/issue/{key}?fields={fields}&expand=changelog"))
        .census(CENSUS_OF_DATA_CENTER)
        .variant(VARIANT, DATA_CENTER)
        .permission(BROWSE),
    Stream::of::<Board>("boards", "/rest/agile/1.0/board")
        .doc(
            "Boards of every kind.",
            "https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/",
        )
        .refresh(when_told("/rest/agile/1.0/board/{key}"))
        .items("/values")
        .page(offset(50, "!/isLast"))
        .option("fetch_boards")
        .permission(SOFTWARE)
        .optional(),
    Stream::of::<Sprint>("sprints", "/rest/agile/1.0/board/{board_id}/sprint")
        .doc(
            "Sprints of each board that has them. What was in them when is in the history of issues.",
            "https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-boardid-sprint-get",
        )
        .each(Each::Partition("boards"))
        .refresh(when_told("/rest/agile/1.0/sprint/{key}"))
        .items("/values")
        .page(offset(50, "!/isLast"))
        .option("fetch_boards")
        .permission(SOFTWARE)
        .optional(),
];
