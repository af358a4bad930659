//! What the program says while it works: which requests it makes, and when it writes and rewrites tables.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::memory::{Memory, lock};

/// Requests by lane and stream.
#[derive(Default)]
pub(crate) struct Requests(Mutex<BTreeMap<(String, String), u64>>);

impl Requests {
    /// One line for each lane, with its streams.
    pub(crate) fn table(&self) -> String {
        let mut lanes: BTreeMap<&str, (u64, String)> = BTreeMap::new();
        let counts = lock(&self.0);
        for ((lane, stream), count) in &*counts {
            let (sum, streams) = lanes.entry(lane).or_default();
            *sum += count;
            let _ = write!(streams, ", {stream} {count}");
        }
        let line = |(lane, (sum, streams)): (&&str, &(u64, String))| format!("  {lane}: {sum}{streams}\n");
        lanes.iter().map(line).collect()
    }
}

/// Listens from now on; once in a process.
pub(crate) fn listen(memory: &Arc<Memory>) -> Arc<Requests> {
    let requests = Arc::new(Requests::default());
    let ear = Ear {
        memory: Arc::clone(memory),
        requests: Arc::clone(&requests),
    };
    let subscriber = tracing_subscriber::registry().with(ear);
    let _: Result<(), _> = tracing::subscriber::set_global_default(subscriber); // there is but one
    requests
}

struct Ear {
    memory: Arc<Memory>,
    requests: Arc<Requests>,
}

impl<S: tracing::Subscriber> Layer<S> for Ear {
    fn enabled(&self, metadata: &tracing::Metadata<'_>, _: Context<'_, S>) -> bool {
        ["weir_ingest", "weir_lake", "weir_server"]
            .iter()
            .any(|of| metadata.target().starts_with(of))
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut said = Said::default();
        event.record(&mut said);
        let word = |name: &str| said.0.get(name).cloned().unwrap_or_default();
        match word("message").as_str() {
            "request" => {
                *lock(&self.requests.0)
                    .entry((word("lane"), word("stream.name")))
                    .or_default() += 1;
            }
            "committing" => self.memory.begins("committing".to_owned()),
            message @ ("folding" | "merging") => self.memory.begins(format!("{message} {}", word("table"))),
            "committed" | "folded" | "merged" => self.memory.ends(),
            _ => {}
        }
    }
}

/// The fields of an event.
#[derive(Default)]
struct Said(BTreeMap<&'static str, String>);

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
