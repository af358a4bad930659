//! The runtime over a data directory of its own, beside a simulator.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::try_join_all;
use serde_json::{Value, json};
use weir_control::{NewIntegration, Task, TaskKind, TaskStatus};
use weir_ingest::{Clock as _, CursorState, Options};
use weir_model::Time;
use weir_server::runtime::{Home, Supervisor};

use crate::Result;
use crate::clock::Skipping;
use crate::compare;
use crate::heard::{self, Requests};
use crate::memory::Memory;
use crate::peer::{Peer, TOKEN};

const DAY: Duration = Duration::from_hours(24);

pub(crate) struct Rig {
    peer: Arc<Peer>,
    clock: Arc<Skipping>,
    home: Arc<Home>,
    supervisor: Arc<Supervisor>,
    repositories: usize,
    started: (Time, Instant),
    pub(crate) memory: Arc<Memory>,
    pub(crate) requests: Arc<Requests>,
    folder: tempfile::TempDir,
}

/// What a back-fill took.
#[derive(Default)]
pub(crate) struct Filled {
    pub(crate) integrations: Vec<i64>,
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
        let clock = Skipping::start(&peer);
        let folder = tempfile::tempdir()?;
        let home = Arc::new(Home::open(folder.path(), "a bench").await?);
        let mut options = Options {
            tries: 10,
            ..Options::default()
        };
        if !quotas {
            // How often history makes way for what is new depends on how long faults make it wait: the days between say
            // what is new, so that each back-fill is planned alike.
            options.tail_every = DAY;
        }
        let supervisor = Supervisor::with_clock(Arc::clone(&home), options, clock.clone());
        let started = (clock.now(), Instant::now());
        let memory = Memory::start();
        Ok(Self {
            peer,
            clock,
            home,
            supervisor,
            repositories,
            started,
            requests: heard::listen(&memory),
            memory,
            folder,
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

    /// Connects the company under a name, as one integration or several with a share of the repositories each, and
    /// reads all of it.
    pub(crate) async fn fill(&mut self, name: &str, pipelines: bool, shares: usize) -> Result<Filled> {
        let edge = Time(self.clock.now().0 - 30 * i64::try_from(DAY.as_micros())?);
        let since = Time(self.clock.now().0 - 400 * i64::try_from(DAY.as_micros())?);
        let (mut integrations, mut running) = (Vec::new(), Vec::new());
        for share in 0..shares {
            let new = NewIntegration {
                kind: "github".to_owned(),
                name: format!("{name}, share {share}"),
                description: String::new(),
                config: self.config(pipelines, share, shares),
                secrets: [("token".to_owned(), TOKEN.into())].into(),
            };
            let integration = self.home.control.create_integration(new).await?.id;
            let started = self.supervisor.start(integration, TaskKind::Sync, Some(since));
            running.push(started.await?.1);
            integrations.push(integration);
        }
        let mut recent = None;
        let mut all = std::pin::pin!(try_join_all(running));
        let tasks = loop {
            let done = tokio::select! {
                tasks = &mut all => Some(tasks?),
                () = tokio::time::sleep(Duration::from_secs(2)) => None,
            };
            if recent.is_none() && self.is_recent(&integrations, edge).await? {
                recent = Some((self.simulated(), self.wall()));
            }
            if let Some(tasks) = done {
                break tasks;
            }
        };
        let mut filled = Filled {
            integrations,
            recent,
            ..Filled::default()
        };
        for task in tasks {
            let totals = succeeded(task?)?.totals;
            filled.records += totals.records;
            filled.rows += totals.rows;
            filled.requests += totals.requests;
            filled.points += totals.points;
            filled.retries += totals.retries;
        }
        Ok(filled)
    }

    fn config(&self, pipelines: bool, share: usize, shares: usize) -> Value {
        let mut config = json!({"url": self.peer.base, "fetch_commits": false, "fetch_pipelines": pipelines});
        if shares == 1 {
            config["organizations"] = json!(["acme"]);
        } else {
            let numbers = (1..=self.repositories).filter(|number| number % shares == share);
            config["repositories"] = numbers.map(|number| format!("acme/load-{number}")).collect();
        }
        config
    }

    async fn is_recent(&self, integrations: &[i64], edge: Time) -> Result<bool> {
        let mut done = 0;
        for integration in integrations {
            for cursor in self.home.control.cursors(*integration).await? {
                if cursor.stream != "pull_requests" {
                    continue;
                }
                let state: CursorState = serde_json::from_value(cursor.state)?;
                let covered = state.covered.intervals().iter().any(|(low, _)| *low <= edge);
                done += usize::from(covered || state.finished);
            }
        }
        Ok(done >= self.repositories)
    }

    /// A day later, reads what is new. Gives the number of records.
    pub(crate) async fn follow(&mut self, integrations: &[i64]) -> Result<u64> {
        self.clock.sleep(DAY + Duration::from_mins(10)).await;
        let mut records = 0;
        for integration in integrations {
            let (_, running) = self.supervisor.start(*integration, TaskKind::Full, None).await?;
            records += succeeded(running.await??)?.totals.records;
        }
        Ok(records)
    }

    /// Fails unless the rows are what the simulator holds. Another process looks, whose memory is not counted.
    pub(crate) async fn compare(&self, integrations: &[i64]) -> Result<()> {
        let truth = self.ask("truth").await?;
        let found = compare::ask(&self.folder.path().join("tables"), integrations).await?;
        if found != truth {
            return Err(format!("the rows are {found}, not {truth} as the upstream's").into());
        }
        Ok(())
    }
}

fn succeeded(task: Task) -> Result<Task> {
    match task.status {
        TaskStatus::Succeeded => Ok(task),
        status => Err(format!("a task is {}: {:?}", status.as_str(), task.error).into()),
    }
}
