//! Group commit: pages that arrive within moments of each other become durable together, rows first, then the
//! checkpoints that cover them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::{Instant, timeout_at};
use weir_control::{Control, Cursor, Progress};
use weir_ingest::{LandedPage, StoreError};
use weir_lake::{GoneRecord, Lake, RawRecord};
use weir_model::{Cell, Removal, Row};

use super::convert;
use super::durable::{Loss, id, store_error};

/// Longest time a page waits for others.
const WINDOW: Duration = Duration::from_secs(2);
/// Rows after which a group is committed at once.
const MOST_ROWS: usize = 65_536;
/// Bytes after which a group is committed at once.
const MOST_BYTES: usize = 32 << 20;
/// Bytes of pages that are not durable yet, the group that is being committed included, before fetching is held back.
const ROOM: usize = 96 << 20;
/// What room is counted in.
const UNIT: usize = 1 << 10;
/// How often tables are kept in order while rows arrive.
const MAINTENANCE: Duration = Duration::from_mins(1);

enum Message {
    Page(Waiting),
    Barrier(oneshot::Sender<()>),
}

/// A page that is not durable yet.
struct Waiting {
    page: Box<LandedPage>,
    loss: Arc<Loss>,
    bytes: usize,
    /// Given back when the page is durable or lost.
    room: OwnedSemaphorePermit,
}

/// The way to the committer. What it holds is bounded in bytes, not in pages: a page may be a kilobyte or megabytes.
#[derive(Clone)]
pub(super) struct Queue {
    messages: mpsc::UnboundedSender<Message>,
    room: Arc<Semaphore>,
}

impl Queue {
    /// Takes a page, once there is room for it. A page larger than all the room goes alone.
    pub(super) async fn page(&self, page: LandedPage, loss: Arc<Loss>) -> Result<(), StoreError> {
        let bytes = weight(&page);
        let units = u32::try_from(bytes.min(ROOM).div_ceil(UNIT)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).acquire_many_owned(units).await;
        let waiting = Waiting {
            page: Box::new(page),
            loss,
            bytes,
            room: room.map_err(|_| ending())?,
        };
        self.messages.send(Message::Page(waiting)).map_err(|_| ending())
    }

    /// Tells `done` when everything that was taken before is durable.
    pub(super) fn barrier(&self, done: oneshot::Sender<()>) -> Result<(), StoreError> {
        self.messages.send(Message::Barrier(done)).map_err(|_| ending())
    }
}

fn ending() -> StoreError {
    StoreError::new("the program is ending; start the sync again")
}

/// About how much memory a page takes.
fn weight(page: &LandedPage) -> usize {
    let raw = page.raw.iter().map(|raw| raw.body.len() + size_of_val(raw));
    let rows = page.rows.iter().map(|row| {
        let texts = row.cells.iter().map(|cell| match cell {
            Cell::Text(text) | Cell::Id(text) => text.len(),
            Cell::TextList(list) => list.iter().map(|text| text.len() + size_of_val(text)).sum(),
            _ => 0,
        });
        size_of_val(row.cells.as_slice()) + texts.sum::<usize>()
    });
    raw.sum::<usize>() + rows.sum::<usize>()
}

/// Starts the committer; it ends when all queues are gone, having committed what it holds.
pub(super) fn start(lake: Arc<Lake>, control: Control) -> Queue {
    let (messages, receive) = mpsc::unbounded_channel();
    tokio::spawn(run(lake, control, receive));
    Queue {
        messages,
        room: Arc::new(Semaphore::new(ROOM / UNIT)),
    }
}

async fn run(lake: Arc<Lake>, control: Control, mut messages: mpsc::UnboundedReceiver<Message>) {
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
        tracing::debug!(rows = group.rows, bytes = group.bytes, "committing");
        group.commit(&lake, &control).await;
        tracing::debug!("committed");
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
    room: Vec<OwnedSemaphorePermit>,
    barriers: Vec<oneshot::Sender<()>>,
    rows: usize,
    bytes: usize,
}

impl Group {
    fn add(&mut self, message: Message) {
        match message {
            // A run that lost a page lands nothing more.
            Message::Page(waiting) if waiting.loss.check().is_err() => {}
            Message::Page(waiting) => {
                self.rows += waiting.page.rows.len();
                self.bytes += waiting.bytes;
                self.room.push(waiting.room);
                self.pages.push((*waiting.page, waiting.loss));
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
        self.raw
            .extend(raw.into_iter().map(|record| convert::stored(integration, record)));
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
