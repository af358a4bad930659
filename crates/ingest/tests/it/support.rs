//! One upstream, one store, one integration.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::json;
use weir_connect::Connector;
use weir_ingest::memory::{Contents, MemoryStore};
use weir_ingest::{
    CancellationToken, CursorState, Engine, Events, IntegrationSpec, LogLine, Options, StreamReport,
    TaskReport,
};
use weir_model::Row;

use crate::upstream::{Upstream, World};

pub(crate) const TOKEN: &str = "tiny_0123456789_secret";

pub(crate) struct Bench {
    pub(crate) upstream: Upstream,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) engine: Engine,
    pub(crate) spec: IntegrationSpec,
    pub(crate) heard: Arc<Heard>,
}

/// What is done at a progress report, which is counted.
pub(crate) type Each = Box<dyn FnMut(usize) + Send>;

#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) lines: Mutex<Vec<LogLine>>,
    pub(crate) progress: Mutex<Vec<StreamReport>>,
    /// Done at each progress report.
    pub(crate) each: Mutex<Option<Each>>,
    /// Cancels when so many progress reports were heard.
    pub(crate) cancel_after: Mutex<Option<(usize, CancellationToken)>>,
}

impl Events for Heard {
    fn stream_progress(&self, report: &StreamReport) {
        let mut progress = self.progress.lock().unwrap();
        progress.push(report.clone());
        if let Some(each) = self.each.lock().unwrap().as_mut() {
            each(progress.len());
        }
        if let Some((count, token)) = self.cancel_after.lock().unwrap().as_ref()
            && progress.len() >= *count
        {
            token.cancel();
        }
    }

    fn note(&self, line: LogLine) {
        self.lines.lock().unwrap().push(line);
    }
}

impl Heard {
    pub(crate) fn has(&self, text: &str) -> bool {
        self.lines
            .lock()
            .unwrap()
            .iter()
            .any(|line| line.message.contains(text))
    }
}

pub(crate) fn options() -> Options {
    Options {
        timeout: Duration::from_secs(10),
        ..Options::default()
    }
}

pub(crate) fn spec(connector: &'static Connector, url: &str) -> IntegrationSpec {
    IntegrationSpec {
        id: "3".to_owned(),
        name: "Tiny".to_owned(),
        connector,
        config: json!({"url": url, "entries": ["acme/api"]}),
        secrets: [("token".to_owned(), SecretString::from(TOKEN))].into(),
        data_dir: PathBuf::from("unused"),
        since: None,
    }
}

impl Bench {
    pub(crate) async fn start(world: World, connector: &'static Connector) -> Self {
        let upstream = Upstream::start(world).await;
        let spec = spec(connector, &upstream.url);
        Self::over(upstream, spec, Contents::default(), options())
    }

    pub(crate) fn over(
        upstream: Upstream,
        spec: IntegrationSpec,
        contents: Contents,
        options: Options,
    ) -> Self {
        let store = Arc::new(MemoryStore::with(contents));
        let engine = Engine::new(store.clone(), upstream.clock.clone(), options);
        Self {
            upstream,
            store,
            engine,
            spec,
            heard: Arc::default(),
        }
    }

    /// A new process over what is durable.
    pub(crate) fn restart(self) -> Self {
        let contents = self.store.contents();
        Self::over(self.upstream, self.spec, contents, options())
    }

    pub(crate) async fn sync(&self) -> TaskReport {
        self.sync_until(CancellationToken::new()).await
    }

    pub(crate) async fn sync_until(&self, cancel: CancellationToken) -> TaskReport {
        self.engine.sync(&self.spec, self.heard.clone(), cancel).await
    }

    pub(crate) fn cursor(&self, stream: &str) -> CursorState {
        let contents = self.store.contents();
        let found = contents.cursors.iter().find(|(key, _)| key.1 == stream);
        found
            .unwrap_or_else(|| panic!("no checkpoint of {stream}"))
            .1
            .clone()
    }

    /// Every text that a person could see.
    pub(crate) fn everything_said(&self, report: &TaskReport) -> String {
        let contents = self.store.contents();
        format!(
            "{report:?} {:?} {:?} {contents:?}",
            self.heard.lines.lock().unwrap(),
            self.heard.progress.lock().unwrap()
        )
    }
}

pub(crate) fn rows(contents: &Contents) -> Vec<&Row> {
    contents.rows.values().collect()
}
