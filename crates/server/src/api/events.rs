//! What happens, as it happens: server-sent events.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::sse::{Event as Line, KeepAlive};
use axum::response::{IntoResponse, Sse};
use futures::stream;
use serde::Serialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

use super::runtime::Event;
use super::tasks::Names;
use super::{ApiResult, health, views};
use crate::AppState;

/// Progress of one task is told no more often than this.
const PACE: Duration = Duration::from_secs(1);

/// What an `integration` event carries.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IntegrationEvent {
    /// Its id.
    id: String,
    /// How it is doing; null when it is gone.
    #[schema(value_type = Option<super::views::HealthStatus>)]
    status: Option<weir_control::Health>,
    /// Why.
    status_reason: Option<String>,
    /// Its state; null when it is gone.
    #[schema(value_type = Option<super::diagnostics::State>)]
    state: Option<crate::rules::diagnosis::State>,
    /// Whether its schedule is stopped.
    paused: bool,
    /// Whether it is being deleted.
    deleting: bool,
}

/// What happens, as server-sent events: `task` (a Task: when it begins, at most once a second while it runs, when it
/// ends), `integration` (an `IntegrationEvent`: when its state may have changed), `health` (`{"broken": n}`: when the
/// number of what is broken changes).
#[utoipa::path(get, path = "/events", tag = "account", operation_id = "listen",
    responses((status = 200, description = "events, until the caller or the server ends",
        content((IntegrationEvent = "text/event-stream")))))]
pub(super) async fn listen(State(state): State<AppState>) -> ApiResult<impl IntoResponse> {
    let ear = Ear {
        events: state.runtime.events(),
        closing: state.closing.clone(),
        state,
        waiting: Waiting::default(),
        lines: Vec::new(),
        broken: None,
        next: Instant::now(),
    };
    let events = stream::unfold(ear.greeted().await, async |mut ear| {
        let line = ear.line().await?;
        Some((Ok::<_, Infallible>(line), ear))
    });
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)));
    Ok(([(header::CACHE_CONTROL, "no-store")], events))
}

/// What has happened and was not told yet.
#[derive(Default)]
struct Waiting {
    progress: BTreeSet<i64>,
    integrations: BTreeSet<i64>,
}

struct Ear {
    state: AppState,
    events: Receiver<Event>,
    closing: CancellationToken,
    waiting: Waiting,
    lines: Vec<Line>,
    broken: Option<usize>,
    next: Instant,
}

impl Ear {
    /// Running tasks are told at once: a page that comes back has missed what happened meanwhile.
    async fn greeted(mut self) -> Self {
        if let Ok(integrations) = self.state.control.integrations().await {
            self.waiting
                .progress
                .extend(integrations.iter().map(|one| one.id));
        }
        self.tell().await;
        self
    }

    /// The next line; `None` when the server ends.
    async fn line(&mut self) -> Option<Line> {
        loop {
            if let Some(line) = self.lines.pop() {
                return Some(line);
            }
            let idle = self.waiting.progress.is_empty() && self.waiting.integrations.is_empty();
            tokio::select! {
                () = self.closing.cancelled() => return None,
                event = self.events.recv() => self.note(&event)?,
                () = sleep_until(self.next), if !idle => self.tell().await,
            }
        }
    }

    fn note(&mut self, event: &Result<Event, RecvError>) -> Option<()> {
        match event {
            Ok(Event::Progress(integration)) => {
                self.waiting.progress.insert(*integration);
            }
            Ok(Event::Integration(integration)) => {
                self.waiting.progress.insert(*integration);
                self.waiting.integrations.insert(*integration);
                // What changes rarely is told at once.
                self.next = Instant::now();
            }
            // What was missed is in the next look at the running tasks.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
        Some(())
    }

    /// Turns what happened into lines. What cannot be read now is told with the next event.
    async fn tell(&mut self) {
        self.next = Instant::now() + PACE;
        let waiting = std::mem::take(&mut self.waiting);
        if let Ok(names) = Names::load(&self.state.control).await {
            for integration in waiting.progress {
                if let Some(task) = self
                    .task(integration, waiting.integrations.contains(&integration))
                    .await
                {
                    self.push("task", &names.task(task));
                }
            }
        }
        if waiting.integrations.is_empty() {
            return;
        }
        for integration in waiting.integrations {
            if let Ok(event) = self.integration(integration).await {
                self.push("integration", &event);
            }
        }
        if let Ok(broken) = health::broken(&self.state).await
            && self.broken != Some(broken)
        {
            self.broken = Some(broken);
            self.push("health", &serde_json::json!({ "broken": broken }));
        }
    }

    /// The running task; where one has just ended, that one.
    async fn task(&self, integration: i64, ended: bool) -> Option<weir_control::Task> {
        let running = self.state.runtime.progress(integration).await.ok().flatten();
        if running.is_some() || !ended {
            return running;
        }
        let newest = self.state.control.tasks(integration, None, 1).await.ok()?;
        newest.into_iter().next()
    }

    async fn integration(&self, id: i64) -> ApiResult<IntegrationEvent> {
        let gone = IntegrationEvent {
            id: id.to_string(),
            status: None,
            status_reason: None,
            state: None,
            paused: false,
            deleting: false,
        };
        let Ok(integration) = self.state.control.integration(id).await else {
            return Ok(gone);
        };
        let standing = views::standing(&self.state, &integration).await?;
        Ok(IntegrationEvent {
            status: Some(standing.status),
            status_reason: standing.reason,
            state: Some(standing.state),
            paused: standing.paused,
            deleting: integration.deleting_since.is_some(),
            ..gone
        })
    }

    fn push(&mut self, name: &str, data: &impl Serialize) {
        if let Ok(line) = Line::default().event(name).json_data(data) {
            // Lines are told from the end.
            self.lines.insert(0, line);
        }
    }
}
