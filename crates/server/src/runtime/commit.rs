//! Group commit: pages that arrive within moments of each other become durable together, rows first, then the
//! checkpoints that cover them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};
use weir_control::{Control, Cursor, Partition};
use weir_ingest::{LandedPage, StoreError};
use weir_lake::{Lake, RawRecord};

use super::durable::{Loss, id, store_error};

/// Longest time a page waits for others.
const WINDOW: Duration = Duration::from_secs(2);
/// Rows after which a group is committed at once.
const MOST_ROWS: usize = 65_536;
/// Bytes of raw documents after which a group is committed at once.
const MOST_BYTES: usize = 64 << 20;
/// How often tables are kept in order while rows arrive.
const MAINTENANCE: Duration = Duration::from_mins(1);
/// Pages that wait before fetching is held back.
const QUEUE: usize = 32;

pub(super) enum Message {
    Page(Box<LandedPage>, Arc<Loss>),
    Barrier(oneshot::Sender<()>),
}

/// Starts the committer; it ends when all senders are gone, having committed what it holds.
pub(super) fn start(lake: Arc<Lake>, control: Control) -> mpsc::Sender<Message> {
    let (send, receive) = mpsc::channel(QUEUE);
    tokio::spawn(run(lake, control, receive));
    send
}

async fn run(lake: Arc<Lake>, control: Control, mut messages: mpsc::Receiver<Message>) {
    let mut maintained = Instant::now();
    while let Some(first) = messages.recv().await {
        let mut group = Group::default();
        group.add(first);
        let deadline = Instant::now() + WINDOW;
        while !group.is_due() {
            match timeout_at(deadline, messages.recv()).await {
                Ok(Some(message)) => group.add(message),
                Ok(None) | Err(_) => break,
            }
        }
        group.commit(&lake, &control).await;
        if maintained.elapsed() >= MAINTENANCE {
            maintain(&lake).await;
            maintained = Instant::now();
        }
    }
}

/// Housekeeping: folds what waits, merges small files, deletes old ones. A failure leaves the tables as they were.
pub(super) async fn maintain(lake: &Lake) {
    if let Err(error) = lake.maintain().await {
        tracing::warn!(error = %error, "tables could not be maintained: {error}");
    }
}

#[derive(Default)]
struct Group {
    pages: Vec<(LandedPage, Arc<Loss>)>,
    barriers: Vec<oneshot::Sender<()>>,
    rows: usize,
    bytes: usize,
}

impl Group {
    fn add(&mut self, message: Message) {
        match message {
            // A run that lost a page lands nothing more.
            Message::Page(_, loss) if loss.check().is_err() => {}
            Message::Page(page, loss) => {
                self.rows += page.rows.len();
                self.bytes += page.raw.iter().map(|raw| raw.body.len()).sum::<usize>();
                self.pages.push((*page, loss));
            }
            Message::Barrier(done) => self.barriers.push(done),
        }
    }

    fn is_due(&self) -> bool {
        !self.barriers.is_empty() || self.rows >= MOST_ROWS || self.bytes >= MOST_BYTES
    }

    async fn commit(self, lake: &Lake, control: &Control) {
        let losses: Vec<Arc<Loss>> = self.pages.iter().map(|(_, loss)| Arc::clone(loss)).collect();
        let pages = self.pages.into_iter().map(|(page, _)| page).collect();
        if let Err(error) = write(pages, lake, control).await {
            tracing::error!(error = %error, "rows could not be stored: {error}");
            for loss in losses {
                loss.set(&error.message);
            }
        }
        for barrier in self.barriers {
            let _: Result<(), ()> = barrier.send(()); // whoever waited may be gone
        }
    }
}

async fn write(pages: Vec<LandedPage>, lake: &Lake, control: &Control) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    let mut raw = Vec::new();
    let mut cursors = Vec::new();
    let mut partitions = Vec::new();
    for page in pages {
        let integration = id(&page.integration)?;
        rows.extend(page.rows);
        raw.extend(page.raw.into_iter().map(|record| RawRecord {
            integration: page.integration.clone(),
            stream: record.stream,
            partition: record.partition,
            partition_name: record.partition_name,
            key: record.key,
            updated: record.updated,
            fetched: record.fetched,
            body: record.body,
        }));
        partitions.extend(page.partitions.into_iter().map(|found| {
            Partition {
                integration,
                stream: page.stream.to_owned(),
                id: found.id,
                name: found.name,
                fields: found
                    .fields
                    .into_iter()
                    .map(|(field, value)| (field.to_owned(), value))
                    .collect(),
            }
        }));
        if let Some(saved) = page.checkpoint {
            let state = serde_json::to_value(saved.state).map_err(store_error)?;
            cursors.push(Cursor {
                integration,
                stream: saved.stream,
                partition: saved.partition,
                state,
            });
        }
    }
    if !rows.is_empty() || !raw.is_empty() {
        lake.append(rows, raw).await.map_err(store_error)?;
    }
    if !cursors.is_empty() || !partitions.is_empty() {
        control
            .save_checkpoints(&cursors, &partitions)
            .await
            .map_err(store_error)?;
    }
    Ok(())
}
