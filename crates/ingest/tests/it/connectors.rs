//! Small connectors, one for each thing to be tested.

use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::Action;
use weir_connect::{
    AuthMethod, BaseUrl, Bucket, Budget, Category, Check, Connector, Cost, Credential, Cursor, Each,
    ErrorRule, Expand, GraphQl, Key, Page, Partition, QuotaHeaders, Record, Scope, Stream, Tail, When, read,
};
use weir_model::{Batch, Id, Time};

weir_model::entity! {
    /// An item.
    Item in "items", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Creation.
    created_at: Option<Time>,
    /// Change.
    updated_at: Option<Time>,
    /// Comments read.
    comments: i64,
}

weir_model::entity! {
    /// A detail.
    Detail in "details";
    /// Key.
    id: Id,
    /// Comments read.
    comments: i64,
}

weir_model::entity! {
    /// A repository.
    Repository in "repositories";
    /// Key.
    id: Id,
    /// Name.
    name: String,
}

#[derive(Deserialize)]
struct ItemRecord {
    id: u64,
    created_at: Option<Time>,
    updated_at: Option<Time>,
}

impl Record for ItemRecord {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let id = Id::new("item", format!("{}/{}", scope.id, self.id));
        out.push(Item {
            id,
            created_at: self.created_at,
            updated_at: self.updated_at,
            comments: 0,
        });
    }
}

#[derive(Deserialize)]
struct Comments {
    nodes: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NodeRecord {
    number: u64,
    updated_at: Option<Time>,
    comments: Comments,
}

impl Record for NodeRecord {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.number, self.updated_at)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let id = Id::new("item", format!("{}/{}", scope.id, self.number));
        let comments = i64::try_from(self.comments.nodes.len()).unwrap();
        out.push(Item {
            id,
            created_at: None,
            updated_at: self.updated_at,
            comments,
        });
    }
}

#[derive(Deserialize)]
struct DetailRecord {
    id: String,
    comments: Comments,
}

impl Record for DetailRecord {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let comments = i64::try_from(self.comments.nodes.len()).unwrap();
        out.push(Detail {
            id: Id::new("detail", self.id),
            comments,
        });
    }
}

#[derive(Deserialize)]
struct RepositoryRecord {
    id: u64,
    full_name: String,
}

impl Record for RepositoryRecord {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    fn partition(&self) -> Option<Partition> {
        let (owner, name) = self.full_name.split_once('/')?;
        let fields = [
            ("full_name", self.full_name.as_str()),
            ("owner", owner),
            ("name", name),
        ];
        Some(Partition {
            id: self.id.to_string(),
            name: self.full_name.clone(),
            fields: fields.map(|(field, value)| (field, value.to_owned())).into(),
        })
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        out.push(Repository {
            id: Id::new("repository", self.id),
            name: self.full_name,
        });
    }
}

const fn budget(per_minute: Option<u32>) -> Budget {
    Budget {
        buckets: BUCKETS[if per_minute.is_some() { 1 } else { 0 }],
        headers: Some(QuotaHeaders {
            limit: "x-ratelimit-limit",
            remaining: "x-ratelimit-remaining",
            reset: "x-ratelimit-reset",
            resource: "x-ratelimit-resource",
        }),
        concurrency: 4,
        server_seconds_per_minute: None,
        penalty_seconds: 60,
        docs: "",
    }
}

const BUCKETS: [&[Bucket]; 2] = [
    &[
        Bucket {
            name: "core",
            per_hour: Some(5000),
            per_minute: None,
        },
        Bucket {
            name: "graphql",
            per_hour: Some(5000),
            per_minute: None,
        },
    ],
    &[
        Bucket {
            name: "core",
            per_hour: Some(5000),
            per_minute: Some(10),
        },
        Bucket {
            name: "graphql",
            per_hour: Some(5000),
            per_minute: Some(10),
        },
    ],
];

const ERRORS: &[ErrorRule] = &[
    ErrorRule::new(
        When::status(403).header("retry-after", None),
        Action::Wait,
        "slow down",
    ),
    ErrorRule::new(
        When::status(409),
        Action::Skip("empty repository"),
        "nothing to do",
    ),
    ErrorRule::new(
        When::status(422),
        Action::ResetPagination,
        "the list begins again",
    ),
];

const CHECKS: &[Check] = &[
    Check::new("accept the token", "/ok", "a token"),
    Check::new(
        "read changes",
        "/repos/{full_name}/changes?per_page=1",
        "Changes: read",
    ),
];

pub(crate) fn connector(streams: Vec<Stream>) -> &'static Connector {
    connector_with(streams, budget(None))
}

pub(crate) fn slow_connector(streams: Vec<Stream>) -> &'static Connector {
    connector_with(streams, budget(Some(10)))
}

pub(crate) const AUTH: &[AuthMethod] = &[AuthMethod::bearer(
    "token",
    "Token",
    "",
    &[Credential::new("token", "Token", "make a token").several()],
)];

pub(crate) fn with_auth(streams: Vec<Stream>, auth: &'static [AuthMethod]) -> &'static Connector {
    Box::leak(Box::new(Connector {
        auth,
        ..whole(streams, budget(None))
    }))
}

fn connector_with(streams: Vec<Stream>, budget: Budget) -> &'static Connector {
    Box::leak(Box::new(whole(streams, budget)))
}

fn whole(streams: Vec<Stream>, budget: Budget) -> Connector {
    Connector {
        id: "tiny",
        title: "Tiny",
        category: Category::SourceControl,
        about: "",
        docs: "",
        config_schema: schemars::Schema::default,
        base_url: BaseUrl {
            default: None,
            example: "https://tiny.example",
        },
        graphql_url: Some(|base| format!("{base}/graphql")),
        auth: AUTH,
        headers: &[("accept", "application/json")],
        budget,
        budgets: &[],
        checks: CHECKS,
        errors: ERRORS,
        streams: Box::leak(streams.into_boxed_slice()),
        gaps: &[],
        plan: |_| Cost::default(),
        webhooks: None,
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub(crate) fn repositories() -> Stream {
    Stream::of::<RepositoryRecord>("repositories", "/repos").page(Page::Link {
        size: ("per_page", 2),
    })
}

const IN_REPOSITORY: Each = Each::Partition("repositories");

/// A list of items of each repository.
pub(crate) fn items(path: &'static str) -> Stream {
    Stream::of::<ItemRecord>("items", path)
        .each(IN_REPOSITORY)
        .permission("Items: read")
}

fn link(size: u32) -> Page {
    Page::Link {
        size: ("per_page", size),
    }
}

pub(crate) fn since(size: u32) -> Stream {
    items("/repos/{full_name}/changes")
        .page(link(size))
        .cursor(Cursor::Since {
            param: "since",
            field: "/updated_at",
            overlap: 10,
        })
}

pub(crate) fn stop_at(size: u32) -> Stream {
    items("/repos/{full_name}/events")
        .page(link(size))
        .cursor(Cursor::StopAt {
            field: "/updated_at",
            overlap: 10,
        })
}

pub(crate) fn windows(size: u32) -> Stream {
    items("/repos/{full_name}/runs")
        .items("/runs")
        .page(link(size))
        .cursor(Cursor::Windows {
            param: "created",
            field: "/created_at",
            total: "/total_count",
            cap: 20,
            days: 30,
            lookback_days: 2,
        })
}

const TAIL: Tail = Tail {
    list: "/comments",
    text: "query($id:ID!,$after:String){COMMENTS}",
    at: "/node/comments",
};

fn graphql_items(size: u32) -> Stream {
    Stream::of::<NodeRecord>("items", "/graphql")
        .each(IN_REPOSITORY)
        .permission("Items: read")
        .cursor(Cursor::StopAt {
            field: "/updatedAt",
            overlap: 10,
        })
        .graphql(GraphQl {
            text: "query($owner:String!,$name:String!,$n:Int!,$after:String){ITEMS}",
            list: "/repository/items",
            page_size: size,
            tails: leak([TAIL]),
        })
}

#[expect(non_snake_case, reason = "stands for a constant")]
pub(crate) fn TAILED(size: u32) -> &'static Connector {
    connector(vec![repositories(), graphql_items(size)])
}

#[expect(non_snake_case, reason = "stands for a constant")]
pub(crate) fn EXPANDING(size: u32) -> &'static Connector {
    let expand = Expand {
        stream: "details",
        text: "query($ids:[ID!]!){NODES}",
        id: "/node_id",
        per_request: 10,
        tails: leak([TAIL]),
        option: Some("details"),
        read: read::<DetailRecord>,
    };
    connector(vec![repositories(), windows(size).expand(leak([expand]))])
}

/// Every kind of stream at once, under its own name.
pub(crate) fn everything(size: u32) -> &'static Connector {
    let named = |name: &'static str, stream: Stream| Stream { name, ..stream };
    let expand = Expand {
        stream: "details",
        text: "query($ids:[ID!]!){NODES}",
        id: "/node_id",
        per_request: 10,
        tails: leak([TAIL]),
        option: Some("details"),
        read: read::<DetailRecord>,
    };
    connector(vec![
        repositories(),
        named("graphql", graphql_items(size)),
        named("since", since(size)),
        named("stop_at", stop_at(size)),
        named("runs", windows(size).expand(leak([expand]))),
        named(
            "listed",
            items("/repos/{full_name}/number")
                .items("/list")
                .page(Page::Number {
                    page: "page",
                    size: ("size", size),
                }),
        ),
    ])
}

/// Streams in each page style.
pub(crate) fn styles(size: u32) -> BTreeMap<&'static str, Stream> {
    let sized = ("size", size);
    let offset = |more| Page::Offset {
        offset: "from",
        size: sized,
        more,
        max: 100_000,
    };
    BTreeMap::from([
        ("none", items("/repos/{full_name}/none").page(Page::None)),
        ("link", items("/repos/{full_name}/link").page(link(size))),
        (
            "number",
            items("/repos/{full_name}/number")
                .items("/list")
                .page(Page::Number {
                    page: "page",
                    size: sized,
                }),
        ),
        (
            "total",
            items("/repos/{full_name}/total")
                .items("/list")
                .page(offset("/total")),
        ),
        (
            "more",
            items("/repos/{full_name}/more")
                .items("/list")
                .page(offset("/more")),
        ),
        (
            "endless",
            items("/repos/{full_name}/more").items("/list").page(offset("")),
        ),
        (
            "token",
            items("/repos/{full_name}/token")
                .items("/list")
                .page(Page::Token {
                    param: "from",
                    at: "/next",
                    size: sized,
                }),
        ),
        (
            "url",
            items("/repos/{full_name}/url")
                .items("/list")
                .page(Page::NextUrl {
                    at: "/next",
                    size: sized,
                }),
        ),
    ])
}
