//! Group commit: pages that arrive within moments of each other become durable together, rows first, then the
//! checkpoints that cover them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};
use weir_control::{Control, Cursor, Progress};
use weir_ingest::{LandedPage, StoreError};
use weir_lake::{GoneRecord, Lake, RawRecord};
use weir_model::{Removal, Row};

use super::convert;
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
    let mut progress = Progress::default();
    let mut batch = Together::default();
    let wanted = wanted(control).await?;
    for page in pages {
        // What came after a removal must not be taken back by it.
        if !batch.removals.is_empty() || !batch.gone.is_empty() {
            std::mem::take(&mut batch).store(lake).await?;
        }
        let integration = id(&page.integration)?;
        // Whoever deletes an integration waits for the pages before this one and then trusts that no more comes.
        if !wanted.contains(&integration) {
            continue;
        }
        batch.add(&page.integration, page.rows, page.raw);
        batch.removals.extend(page.removals);
        batch.gone.extend(
            page.gone
                .into_iter()
                .map(|gone| (page.integration.clone(), gone.stream, gone.partition, gone.key)),
        );
        convert::progress(
            &mut progress,
            integration,
            page.stream,
            page.partitions,
            page.lost,
        );
        progress.open.extend(
            page.open
                .into_iter()
                .map(|change| convert::open(integration, change)),
        );
        progress.notes.extend(
            page.notes
                .into_iter()
                .map(|note| convert::note(integration, note)),
        );
        if let Some(saved) = page.checkpoint {
            let state = serde_json::to_value(saved.state).map_err(store_error)?;
            progress.cursors.push(Cursor {
                integration,
                stream: saved.stream,
                partition: saved.partition,
                state,
            });
        }
    }
    batch.store(lake).await?;
    if progress != Progress::default() {
        control.save_progress(&progress).await.map_err(store_error)?;
    }
    Ok(())
}

/// What goes into the tables together: rows first, then removals.
#[derive(Default)]
struct Together {
    rows: Vec<Row>,
    raw: Vec<RawRecord>,
    removals: Vec<Removal>,
    gone: Vec<GoneRecord>,
}

impl Together {
    fn add(&mut self, integration: &str, rows: Vec<Row>, raw: Vec<weir_ingest::RawRecord>) {
        self.rows.extend(rows);
        self.raw.extend(raw.into_iter().map(|record| RawRecord {
            integration: integration.to_owned(),
            stream: record.stream,
            partition: record.partition,
            partition_name: record.partition_name,
            key: record.key,
            updated: record.updated,
            fetched: record.fetched,
            body: record.body,
        }));
    }

    async fn store(self, lake: &Lake) -> Result<(), StoreError> {
        if !self.rows.is_empty() || !self.raw.is_empty() {
            lake.append(self.rows, self.raw).await.map_err(store_error)?;
        }
        if !self.removals.is_empty() || !self.gone.is_empty() {
            lake.remove_gone(&self.removals, &self.gone)
                .await
                .map_err(store_error)?;
        }
        Ok(())
    }
}

/// Integrations whose rows may be stored: those that are there and not being deleted.
async fn wanted(control: &Control) -> Result<BTreeSet<i64>, StoreError> {
    let integrations = control.integrations().await.map_err(store_error)?;
    Ok(integrations
        .into_iter()
        .filter(|integration| integration.deleting_since.is_none())
        .map(|integration| integration.id)
        .collect())
}
