//! The runtime over a data directory of its own, beside a simulator.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray as _;
use serde_json::{Value, json};
use weir_control::{NewIntegration, Task, TaskKind, TaskStatus};
use weir_ingest::{Clock as _, CursorState, Options};
use weir_lake::DataScope;
use weir_model::Time;
use weir_server::runtime::{Home, Supervisor};

use crate::Result;
use crate::clock::Skipping;
use crate::figures::{Digest, ratio, resident};
use crate::peer::{Peer, TOKEN};

const DAY: Duration = Duration::from_hours(24);

/// The tables that are compared, each row as one line of text.
const LINES: &[(&str, &str)] = &[
    (
        "pull_requests",
        "SELECT r.full_name || '#' || CAST(p.number AS VARCHAR) || ' ' || COALESCE(p.title, '') || ' ' || p.state AS line \
         FROM pull_requests p JOIN repositories r ON r.id = p.repository_id WHERE p.integration_id = 'ID'",
    ),
    (
        "comments",
        "SELECT r.full_name || ' ' || c.kind || ' ' || COALESCE(c.body, '') AS line \
         FROM comments c JOIN repositories r ON r.id = c.repository_id WHERE c.integration_id = 'ID'",
    ),
];

pub(crate) struct Rig {
    peer: Arc<Peer>,
    clock: Arc<Skipping>,
    home: Arc<Home>,
    supervisor: Arc<Supervisor>,
    repositories: usize,
    started: (Time, Instant),
    curve: Arc<Mutex<Vec<(Duration, u64)>>>,
    _folder: tempfile::TempDir,
}

/// What a back-fill took.
pub(crate) struct Filled {
    pub(crate) integration: i64,
    pub(crate) records: u64,
    pub(crate) rows: u64,
    pub(crate) requests: u64,
    pub(crate) points: u64,
    pub(crate) retries: u64,
    /// When the newest 30 days of all repositories were complete: simulated and wall.
    pub(crate) recent: Option<(Duration, Duration)>,
}

impl Rig {
    pub(crate) async fn start(repositories: usize, pulls: usize, latency: u64, quotas: bool) -> Result<Self> {
        let peer = Arc::new(Peer::start(repositories, pulls, latency, quotas).await?);
        let clock = Arc::new(Skipping::new(Arc::clone(&peer)));
        let folder = tempfile::tempdir()?;
        let home = Arc::new(Home::open(folder.path(), "a bench").await?);
        let options = Options {
            tries: 10,
            ..Options::default()
        };
        let supervisor = Supervisor::with_clock(Arc::clone(&home), options, clock.clone());
        let started = (clock.now(), Instant::now());
        let curve = Arc::new(Mutex::new(Vec::new()));
        tokio::spawn({
            let curve = Arc::clone(&curve);
            async move {
                loop {
                    let now = (started.1.elapsed(), resident());
                    curve.lock().unwrap_or_else(PoisonError::into_inner).push(now);
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
            }
        });
        Ok(Self {
            peer,
            clock,
            home,
            supervisor,
            repositories,
            started,
            curve,
            _folder: folder,
        })
    }

    pub(crate) async fn ask(&self, line: &str) -> Result<Value> {
        self.peer.ask(line).await
    }

    pub(crate) fn wall(&self) -> Duration {
        self.started.1.elapsed()
    }

    fn simulated(&self) -> Duration {
        let past = self.clock.now().0 - self.started.0.0;
        Duration::from_micros(u64::try_from(past).unwrap_or(0))
    }

    pub(crate) fn simulated_hours(&self) -> f64 {
        self.simulated().as_secs_f64() / 3600.0
    }

    /// Connects the company under a name and reads all of it.
    pub(crate) async fn fill(&mut self, name: &str, pipelines: bool) -> Result<Filled> {
        let new = NewIntegration {
            kind: "github".to_owned(),
            name: name.to_owned(),
            description: String::new(),
            config: json!({"url": self.peer.base, "organizations": ["acme"], "fetch_commits": false,
                "fetch_pipelines": pipelines}),
            secrets: [("token".to_owned(), TOKEN.into())].into(),
        };
        let integration = self.home.control.create_integration(new).await?.id;
        let edge = Time(self.clock.now().0 - 30 * i64::try_from(DAY.as_micros())?);
        let since = Time(self.clock.now().0 - 400 * i64::try_from(DAY.as_micros())?);
        let (_, mut running) = self
            .supervisor
            .start(integration, TaskKind::Sync, Some(since))
            .await?;
        let mut recent = None;
        let task = loop {
            tokio::select! {
                task = &mut running => break task??,
                () = tokio::time::sleep(Duration::from_secs(2)) => {
                    if recent.is_none() && self.is_recent(integration, edge).await? {
                        recent = Some((self.simulated(), self.wall()));
                    }
                }
            }
        };
        if recent.is_none() && self.is_recent(integration, edge).await? {
            recent = Some((self.simulated(), self.wall()));
        }
        let task = succeeded(task)?;
        Ok(Filled {
            integration,
            records: task.totals.records,
            rows: task.totals.rows,
            requests: task.totals.requests,
            points: task.totals.points,
            retries: task.totals.retries,
            recent,
        })
    }

    async fn is_recent(&self, integration: i64, edge: Time) -> Result<bool> {
        let mut done = 0;
        for cursor in self.home.control.cursors(integration).await? {
            if cursor.stream != "pull_requests" {
                continue;
            }
            let state: CursorState = serde_json::from_value(cursor.state)?;
            let covered = state.covered.intervals().iter().any(|(low, _)| *low <= edge);
            done += usize::from(covered || state.finished);
        }
        Ok(done >= self.repositories)
    }

    /// A day later, reads what is new. Gives the number of records.
    pub(crate) async fn follow(&mut self, integration: i64) -> Result<u64> {
        self.clock.skip(DAY + Duration::from_mins(10)).await?;
        let (_, running) = self.supervisor.start(integration, TaskKind::Full, None).await?;
        Ok(succeeded(running.await??)?.totals.records)
    }

    /// Fails unless the rows are what the simulator holds.
    pub(crate) async fn compare(&self, integration: i64) -> Result<()> {
        let truth = self.ask("truth").await?;
        let session = self.home.lake.session(&DataScope::default()).await?;
        for (table, sql) in LINES {
            let mut found = Digest::default();
            for batch in session.sql(&sql.replace("ID", &integration.to_string())).await? {
                for line in batch.column(0).as_string::<i32>().iter().flatten() {
                    found.add(line);
                }
            }
            if json!([found.count, found.sum]) != truth[table] {
                let (count, expected) = (found.count, &truth[table][0]);
                return Err(format!("{table}: {count} rows are not the {expected} of the upstream").into());
            }
        }
        Ok(())
    }

    /// Prints the memory of this process over time.
    #[expect(clippy::print_stdout, reason = "a bench prints its figures")]
    pub(crate) fn memory(&self, what: &str) {
        let curve = self.curve.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let peak = curve.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0);
        println!(
            "{what}: peak RSS {} MB; over time, the highest of each tenth:",
            peak >> 20
        );
        let tenth = curve.len().div_ceil(10).max(1);
        let highest: Vec<u64> = curve
            .chunks(tenth)
            .map(|part| part.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0))
            .collect();
        let texts: Vec<String> = highest.iter().map(|bytes| format!("{}", bytes >> 20)).collect();
        println!("  {} MB", texts.join(" "));
        if let [.., last] = highest[..]
            && highest.len() > 3
        {
            println!("  last tenth / third tenth: {:.2}", ratio(last, highest[2]));
        }
    }
}

fn succeeded(task: Task) -> Result<Task> {
    match task.status {
        TaskStatus::Succeeded => Ok(task),
        status => Err(format!("a task is {}: {:?}", status.as_str(), task.error).into()),
    }
}
