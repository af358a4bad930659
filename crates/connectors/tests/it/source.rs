//! The streams of all connectors with their fixtures: answers in the documented shape, invented by us.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use weir_connect::{
    BaseUrl, Budget, Connector, Context, Each, Key, Partition, QuotaHeaders, Read, Request, Scope, Stream,
};
use weir_connectors::ALL;
use weir_model::{Batch, Cell, Row};

/// One stream, or one kind of record fetched along with a stream.
pub(crate) struct Source {
    pub(crate) connector: &'static Connector,
    pub(crate) stream: &'static Stream,
    pub(crate) name: &'static str,
    /// The variant of the product whose documents these are, where each has its own.
    pub(crate) variant: Option<&'static str>,
    /// The way they are read, where it is another than the usual one.
    pub(crate) way: Option<&'static str>,
    /// JSON pointer to the records of a fixture.
    pub(crate) pointer: String,
    pub(crate) read: Read,
}

/// What one record became.
pub(crate) struct Mapped {
    pub(crate) key: Key,
    pub(crate) partition: Option<Partition>,
    pub(crate) batch: Batch,
}

pub(crate) fn sources() -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for (connector, stream) in streams() {
        let variant = variant(connector, stream);
        let own = Source {
            connector,
            stream,
            name: stream.name,
            variant,
            way: way(connector, stream),
            pointer: match stream.request {
                Request::Rest { .. } | Request::Post(_) => stream.items.to_owned(),
                Request::GraphQl(query) => format!("/data{}/nodes", query.list),
                Request::Git(_) | Request::Pushed => String::new(),
            },
            read: stream.read,
        };
        let along = stream.expand.iter().map(|expand| Source {
            connector,
            stream,
            name: expand.stream,
            variant,
            way: None,
            pointer: "/data/nodes".to_owned(),
            read: expand.read,
        });
        for source in std::iter::once(own).chain(along) {
            // A stream may be asked in two ways; its records are the same.
            if !sources.iter().any(|known| known.label() == source.label()) {
                sources.push(source);
            }
        }
    }
    sources
}

/// The variant that a stream is of, where the variants of a connector have documents of their own.
pub(crate) fn variant(connector: &Connector, stream: &Stream) -> Option<&'static str> {
    let (_, value) = stream.variant?;
    folder(connector.id)
        .join("fixtures")
        .join(value)
        .is_dir()
        .then_some(value)
}

/// The way that a stream is read by, where its documents are others than those of the usual way.
fn way(connector: &Connector, stream: &Stream) -> Option<&'static str> {
    let (_, value) = stream.way?;
    let fixtures = folder(connector.id).join("fixtures");
    let own = variant(connector, stream).map_or_else(|| fixtures.clone(), |variant| fixtures.join(variant));
    own.join(value).is_dir().then_some(value)
}

pub(crate) fn streams() -> impl Iterator<Item = (&'static Connector, &'static Stream)> {
    ALL.iter()
        .flat_map(|connector| connector.streams.iter().map(move |stream| (*connector, stream)))
}

pub(crate) fn folder(connector: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(connector)
}

impl Source {
    pub(crate) fn label(&self) -> String {
        let kinds = self.variant.into_iter().chain(self.way);
        let label = kinds.fold(self.connector.id.to_owned(), |label, kind| label + "." + kind);
        format!("{label}.{}", self.name)
    }

    /// Where its fixtures or its golden rows are.
    pub(crate) fn folder(&self, kind: &str) -> PathBuf {
        let folder = folder(self.connector.id).join(kind);
        let kinds = self.variant.into_iter().chain(self.way);
        kinds.fold(folder, |folder, kind| folder.join(kind))
    }

    pub(crate) fn scope(&self) -> Scope<'static> {
        match self.stream.each {
            Each::Partition(_) => Scope {
                id: "4001",
                name: "acme/checkout",
            },
            Each::Config(_) => Scope { id: "", name: "acme" },
            Each::Once | Each::Otherwise(_) => Scope { id: "", name: "" },
        }
    }

    /// Bodies by file name. What a mirror gives has the same shape for every code host: the git connector has it.
    pub(crate) fn bodies(&self) -> BTreeMap<String, Value> {
        let own = bodies(&self.folder("fixtures"), self.name);
        match self.stream.request {
            Request::Git(_) if own.is_empty() => bodies(&folder("git").join("fixtures"), self.name),
            _ => own,
        }
    }

    /// What the stream's setup finds, its answer being the fixture of the stream that asks the same.
    fn context(&self) -> Context {
        let Some(setup) = self.stream.setup else {
            return Context::default();
        };
        let same =
            |stream: &&Stream| matches!(stream.request, Request::Rest { path, .. } if path == setup.path);
        let stream = self.connector.streams.iter().find(same);
        let stream = stream.unwrap_or_else(|| panic!("{}: no stream has what its setup asks", self.label()));
        let answer = bodies(&self.folder("fixtures"), stream.name)
            .into_values()
            .next()
            .unwrap();
        (setup.read)(&serde_json::json!({"url": "https://acme.example"}), &answer).unwrap()
    }

    pub(crate) fn records(&self) -> Vec<Value> {
        let bodies = self.bodies().into_values();
        let lists = bodies.map(|body| match body.pointer(&self.pointer) {
            Some(Value::Array(list)) => list.clone(),
            Some(record) => vec![record.clone()],
            None => panic!("{}: the fixture has nothing at `{}`", self.label(), self.pointer),
        });
        let mut records: Vec<Value> = lists.flatten().filter(|record| !record.is_null()).collect();
        if let Some(prepare) = self.stream.prepare {
            let context = self.context();
            for record in &mut records {
                prepare(record, &context);
            }
        }
        records
    }

    pub(crate) fn map(&self, record: &Value) -> Result<Mapped, String> {
        let mut batch = Batch::default();
        let read = (self.read)(&record.to_string(), &self.scope(), &mut batch);
        let seen = read.map_err(|error| error.to_string())?;
        Ok(Mapped {
            key: seen.key,
            partition: seen.partition,
            batch,
        })
    }

    pub(crate) fn mapped(&self) -> Vec<Mapped> {
        let map = |record: Value| {
            self.map(&record)
                .unwrap_or_else(|error| panic!("{}: {error}", self.label()))
        };
        self.records().into_iter().map(map).collect()
    }
}

fn bodies(folder: &std::path::Path, name: &str) -> BTreeMap<String, Value> {
    let Ok(folder) = std::fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    let mut bodies = BTreeMap::new();
    for entry in folder {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let own = file.split('.').next() == Some(name);
        if own && path.extension().is_some_and(|extension| extension == "json") {
            let body = std::fs::read_to_string(&path).unwrap();
            bodies.insert(file, serde_json::from_str(&body).unwrap());
        }
    }
    bodies
}

/// Rows as text: what is NULL is left out.
pub(crate) fn show(rows: &[Row]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for row in rows {
        writeln!(text, "{} {}", row.table.name, row.id()).unwrap();
        for (column, cell) in row.table.columns.iter().zip(&row.cells).skip(1) {
            if *cell != Cell::Null {
                writeln!(text, "  {}: {}", column.name, cell_text(cell)).unwrap();
            }
        }
    }
    text
}

fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Null => "NULL".to_owned(),
        Cell::Text(text) => format!("{text:?}"),
        Cell::Id(id) => id.clone(),
        Cell::Int(number) => number.to_string(),
        Cell::Float(number) => number.to_string(),
        Cell::Bool(truth) => truth.to_string(),
        Cell::Time(time) => time.to_string(),
        Cell::TextList(list) => format!("{list:?}"),
    }
}

/// The connector with other streams, at an address that must be given.
pub(crate) fn with_streams(of: &'static Connector, streams: &'static [Stream]) -> &'static Connector {
    let headers = of.budget.headers.as_ref().map(|of| QuotaHeaders {
        limit: of.limit,
        remaining: of.remaining,
        reset: of.reset,
        resource: of.resource,
    });
    Box::leak(Box::new(Connector {
        base_url: BaseUrl {
            default: None,
            example: "",
        },
        budget: Budget {
            buckets: of.budget.buckets,
            headers,
            concurrency: of.budget.concurrency,
            server_seconds_per_minute: of.budget.server_seconds_per_minute,
            penalty_seconds: of.budget.penalty_seconds,
            docs: of.budget.docs,
        },
        streams,
        webhooks: None,
        ..*of
    }))
}
