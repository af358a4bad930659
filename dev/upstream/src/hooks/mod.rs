//! Webhooks as GitHub has them: who listens, what was delivered and how it was answered, and deliveries again.
//! <https://docs.github.com/webhooks>

mod events;
mod rest;
mod send;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde_json::Value;

pub(crate) use events::events;
pub(crate) use rest::answer;
pub use send::signature;

/// Where GitHub's events are delivered to.
#[derive(Clone, Debug)]
pub struct Hook {
    /// Its id.
    pub id: u64,
    /// `owner/name` of a repository, or the login of an organization.
    pub of: String,
    /// Where it delivers to.
    pub url: String,
    /// What deliveries are signed with.
    pub secret: String,
}

/// One try of a delivery.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its id; every try has its own.
    pub id: u64,
    /// The webhook it belongs to.
    pub hook: u64,
    /// The id that it is sent under, the same for every try.
    pub guid: String,
    /// Name of the event.
    pub event: String,
    /// What happened.
    pub action: Option<String>,
    /// The body.
    pub body: Arc<str>,
    /// Id of the repository that it is about.
    pub repository: Option<u64>,
    /// When it was sent.
    pub at: DateTime<Utc>,
    /// Whether it was asked for again.
    pub redelivery: bool,
    /// How it was answered; 0 when nobody answered.
    pub status: u16,
}

/// Something that happened in the world, as it is told.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) action: Option<&'static str>,
    /// `owner/name` of the repository.
    pub(crate) repository: String,
    pub(crate) repository_id: u64,
    pub(crate) body: Value,
}

/// All webhooks and their deliveries.
#[derive(Default)]
pub(crate) struct Hooks {
    state: Mutex<State>,
    next: AtomicU64,
    /// Whether deliveries arrive nowhere: a network that is down.
    lost: AtomicBool,
}

#[derive(Default)]
struct State {
    hooks: BTreeMap<u64, Hook>,
    deliveries: Vec<Delivery>,
}

impl Hooks {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> u64 {
        4_000_001 + self.next.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn add(&self, of: &str, url: &str, secret: &str) -> Hook {
        let hook = Hook {
            id: self.next(),
            of: of.to_owned(),
            url: url.to_owned(),
            secret: secret.to_owned(),
        };
        self.state().hooks.insert(hook.id, hook.clone());
        hook
    }

    pub(crate) fn move_to(&self, url: &str, secret: &str) {
        for hook in self.state().hooks.values_mut() {
            url.clone_into(&mut hook.url);
            secret.clone_into(&mut hook.secret);
        }
    }

    /// Whether anybody listens.
    pub(crate) fn any(&self) -> bool {
        !self.state().hooks.is_empty()
    }

    pub(crate) fn of(&self, of: &str) -> Vec<Hook> {
        let state = self.state();
        let hooks = state.hooks.values();
        hooks
            .filter(|hook| hook.of.eq_ignore_ascii_case(of))
            .cloned()
            .collect()
    }

    /// Tries of deliveries, oldest first.
    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.state().deliveries.clone()
    }

    /// Whether nothing arrives from now on.
    pub(crate) fn lose(&self, lost: bool) {
        self.lost.store(lost, Ordering::Relaxed);
    }

    /// What has to be sent, for everybody who listens: the same event has one id for all of them.
    fn outgoing(&self, event: &Event) -> Vec<(Hook, Delivery)> {
        let owner = event.repository.split('/').next().unwrap_or_default();
        let mut hooks = self.of(&event.repository);
        hooks.extend(self.of(owner));
        let guid = uuid(self.next());
        let body: Arc<str> = event.body.to_string().into();
        hooks
            .into_iter()
            .map(|hook| {
                let delivery = Delivery {
                    id: self.next(),
                    hook: hook.id,
                    guid: guid.clone(),
                    event: event.name.to_owned(),
                    action: event.action.map(str::to_owned),
                    body: Arc::clone(&body),
                    repository: Some(event.repository_id),
                    at: Utc::now(),
                    redelivery: false,
                    status: 0,
                };
                (hook, delivery)
            })
            .collect()
    }

    /// Tells everybody who listens what happened. Returns when each has answered, or has not.
    pub(crate) async fn tell(&self, events: Vec<Event>) {
        for event in &events {
            for (hook, delivery) in self.outgoing(event) {
                self.deliver(&hook, delivery).await;
            }
        }
    }

    /// Sends one and keeps how it was answered.
    async fn deliver(&self, hook: &Hook, mut delivery: Delivery) -> u16 {
        if !self.lost.load(Ordering::Relaxed) {
            delivery.status = send::send(hook, &delivery, &hook.secret).await;
        }
        let status = delivery.status;
        self.state().deliveries.push(delivery);
        status
    }

    /// Sends a delivery again: another try under the same id.
    async fn again(&self, hook: u64, delivery: u64) -> bool {
        let found = {
            let state = self.state();
            let known = state
                .deliveries
                .iter()
                .find(|one| one.id == delivery && one.hook == hook);
            state.hooks.get(&hook).cloned().zip(known.cloned())
        };
        let Some((hook, before)) = found else { return false };
        let delivery = Delivery {
            id: self.next(),
            at: Utc::now(),
            redelivery: true,
            status: 0,
            ..before
        };
        self.deliver(&hook, delivery).await;
        true
    }

    /// Sends every delivery so far again, newest first, `times` times: out of order and doubled. Gives the answers.
    pub(crate) async fn repeat(&self, times: usize) -> Vec<u16> {
        let (hooks, deliveries) = {
            let state = self.state();
            (state.hooks.clone(), state.deliveries.clone())
        };
        let mut answers = Vec::new();
        for delivery in deliveries.iter().rev() {
            let Some(hook) = hooks.get(&delivery.hook) else {
                continue;
            };
            for _ in 0..times {
                answers.push(send::send(hook, delivery, &hook.secret).await);
            }
        }
        answers
    }

    /// Sends every delivery so far under a new id, signed with another secret. Gives the answers.
    pub(crate) async fn forge(&self, secret: &str) -> Vec<u16> {
        let (hooks, deliveries) = {
            let state = self.state();
            (state.hooks.clone(), state.deliveries.clone())
        };
        let mut answers = Vec::new();
        for delivery in deliveries {
            let Some(hook) = hooks.get(&delivery.hook) else {
                continue;
            };
            let forged = Delivery {
                guid: uuid(self.next()),
                ..delivery
            };
            answers.push(send::send(hook, &forged, secret).await);
        }
        answers
    }
}

/// A text in the form of a GUID.
fn uuid(number: u64) -> String {
    format!("72d3162e-cc78-11e3-81ab-{number:012x}")
}
