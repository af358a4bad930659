//! Deliveries that arrive within moments of each other are stored together: one commit for many.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::{Instant, timeout_at};
use weir_control::{Control, ControlError, Incoming, Received};

/// Most deliveries of one commit.
const MOST: usize = 512;
/// Deliveries that wait before senders are held back.
const QUEUE: usize = 4096;
/// Longest time until counts of refusals are written. They must not cost a commit each: anybody can cause them.
const COUNTED: Duration = Duration::from_secs(1);
/// KiB of bodies that are held in memory.
const HELD: usize = 128 << 10;

/// Where deliveries go.
#[derive(Clone)]
pub(crate) struct Inbox {
    messages: mpsc::Sender<Message>,
    arrived: Arc<Notify>,
    room: Arc<Semaphore>,
}

enum Message {
    Delivery(Box<Incoming>, oneshot::Sender<Stored>),
    Refused(i64, Received),
    Flush(oneshot::Sender<()>),
}

/// The error is shared by all deliveries of a commit.
type Stored = Result<Received, Arc<ControlError>>;

impl Inbox {
    /// An inbox; it ends when all its copies are gone.
    pub(crate) fn start(control: Control) -> Self {
        let (messages, receiver) = mpsc::channel(QUEUE);
        let arrived = Arc::<Notify>::default();
        let writer = Writer {
            control,
            arrived: Arc::clone(&arrived),
            refused: BTreeMap::new(),
        };
        tokio::spawn(writer.run(receiver));
        Self {
            messages,
            arrived,
            room: Arc::new(Semaphore::new(HELD)),
        }
    }

    /// Is told whenever something is in the inbox that was not.
    pub(crate) fn arrived(&self) -> Arc<Notify> {
        Arc::clone(&self.arrived)
    }

    /// Room in memory for a body of that many bytes, waited for; it is free again when the value is dropped.
    pub(crate) async fn room(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).acquire_many_owned(kib(bytes)?).await.ok()
    }

    /// The same, if there is room now.
    pub(crate) fn free_room(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_many_owned(kib(bytes)?).ok()
    }

    /// Stores a delivery. It is durable when this returns. `None` when the program is ending.
    pub(crate) async fn store(&self, delivery: Incoming) -> Option<Stored> {
        let (done, wait) = oneshot::channel();
        let message = Message::Delivery(Box::new(delivery), done);
        self.messages.send(message).await.ok()?;
        wait.await.ok()
    }

    /// Counts something that is not stored.
    pub(crate) async fn refused(&self, integration: i64, result: Received) {
        // When the program is ending, nobody counts any more.
        let _ = self.messages.send(Message::Refused(integration, result)).await;
    }

    /// Waits until everything that was counted can be read.
    pub(crate) async fn flush(&self) {
        let (done, wait) = oneshot::channel();
        if self.messages.send(Message::Flush(done)).await.is_ok() {
            let _ = wait.await;
        }
    }
}

fn kib(bytes: usize) -> Option<u32> {
    u32::try_from(bytes.div_ceil(1024).clamp(1, HELD)).ok()
}

struct Writer {
    control: Control,
    arrived: Arc<Notify>,
    refused: BTreeMap<(i64, Received), i64>,
}

#[derive(Default)]
struct Batch {
    deliveries: Vec<Incoming>,
    senders: Vec<oneshot::Sender<Stored>>,
    flushed: Vec<oneshot::Sender<()>>,
}

impl Writer {
    async fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut due = Instant::now() + COUNTED;
        loop {
            let first = if self.refused.is_empty() {
                due = Instant::now() + COUNTED;
                messages.recv().await
            } else {
                let Ok(message) = timeout_at(due, messages.recv()).await else {
                    self.commit(Batch::default()).await;
                    continue;
                };
                message
            };
            let ended = first.is_none();
            let mut batch = Batch::default();
            let mut next = first;
            while let Some(message) = next {
                self.add(&mut batch, message);
                next = (batch.deliveries.len() < MOST)
                    .then(|| messages.try_recv().ok())
                    .flatten();
            }
            if ended || !batch.deliveries.is_empty() || !batch.flushed.is_empty() {
                self.commit(batch).await;
            }
            if ended {
                return;
            }
        }
    }

    fn add(&mut self, batch: &mut Batch, message: Message) {
        match message {
            Message::Delivery(delivery, done) => {
                batch.deliveries.push(*delivery);
                batch.senders.push(done);
            }
            Message::Refused(integration, result) => {
                *self.refused.entry((integration, result)).or_default() += 1;
            }
            Message::Flush(done) => batch.flushed.push(done),
        }
    }

    async fn commit(&mut self, batch: Batch) {
        let refused = std::mem::take(&mut self.refused);
        if !batch.deliveries.is_empty() || !refused.is_empty() {
            match self.control.receive(&batch.deliveries, &refused).await {
                Ok(results) => {
                    for (sender, result) in batch.senders.into_iter().zip(results) {
                        let _ = sender.send(Ok(result)); // who has sent it may be gone
                    }
                    self.arrived.notify_one();
                }
                Err(error) => {
                    tracing::error!(error = %error, "webhook deliveries could not be stored: {error}");
                    let error = Arc::new(error);
                    for sender in batch.senders {
                        let _ = sender.send(Err(Arc::clone(&error)));
                    }
                }
            }
        }
        for done in batch.flushed {
            let _: Result<(), ()> = done.send(());
        }
    }
}
