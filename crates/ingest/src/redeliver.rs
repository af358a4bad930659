//! Deliveries of webhooks that failed while nobody listened: found in the upstream's own list, and asked for again.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use tokio_util::sync::CancellationToken;
use weir_connect::{FetchError, Redelivery, key_text};
use weir_model::Time;

use crate::board::{Board, Desk};
use crate::client::{Answer, Call, Client};
use crate::failure::Halt;
use crate::fetch::{fill, next_link};
use crate::{Engine, IntegrationSpec, NoEvents};

/// Most entries of a configuration list whose webhooks are looked at.
const MOST_LISTS: usize = 100;
/// Most deliveries of one webhook that are looked at.
const MOST: usize = 5000;

/// A delivery that the upstream could not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedDelivery {
    /// The id that it is sent under.
    pub delivery: String,
    /// Path of what is posted to have it sent again.
    again: String,
}

impl Engine {
    /// Deliveries to an address that ends in `address` which failed since a moment, and did not succeed later.
    pub async fn failed_deliveries(
        &self,
        spec: &IntegrationSpec,
        facts: &'static Redelivery,
        address: &str,
        since: Time,
    ) -> Result<Vec<FailedDelivery>, FetchError> {
        let mut failed = Vec::new();
        let Some(asker) = self.asker(spec, facts).await? else {
            return Ok(failed);
        };
        for list in facts.hooks {
            for entry in spec.list(list.each)?.into_iter().take(MOST_LISTS) {
                let path = fill(list.path, |_| Some(entry.clone())).map_err(|failure| failure.error)?;
                let hooks = asker
                    .get(&format!("{path}?{}={}", facts.size.0, facts.size.1))
                    .await?
                    .json;
                for hook in hooks.as_array().into_iter().flatten() {
                    let ours = text(hook, facts.address).is_some_and(|url| url.ends_with(address));
                    if let Some(id) = text(hook, facts.hook).filter(|_| ours) {
                        asker.failures(&path, &id, since, &mut failed).await?;
                    }
                }
            }
        }
        Ok(failed)
    }

    /// Has a delivery sent again.
    pub async fn deliver_again(
        &self,
        spec: &IntegrationSpec,
        facts: &'static Redelivery,
        failed: &FailedDelivery,
    ) -> Result<(), FetchError> {
        if let Some(asker) = self.asker(spec, facts).await? {
            asker.send(&failed.again, Some(String::new())).await?;
        }
        Ok(())
    }

    async fn asker(
        &self,
        spec: &IntegrationSpec,
        facts: &'static Redelivery,
    ) -> Result<Option<Asker>, FetchError> {
        let client = self.client(spec, &CancellationToken::new()).await.map_err(why)?;
        Ok(client.map(|client| Asker {
            client,
            facts,
            board: Board::new(self.clock(), Arc::new(NoEvents), &[]),
        }))
    }
}

struct Asker {
    client: Client,
    facts: &'static Redelivery,
    board: Board,
}

impl Asker {
    async fn get(&self, path: &str) -> Result<Answer, FetchError> {
        self.send(path, None).await
    }

    /// A path below the API, or a whole address that the upstream has given.
    async fn send(&self, path: &str, post: Option<String>) -> Result<Answer, FetchError> {
        let address = if path.starts_with('/') {
            format!("{}{path}", self.client.base())
        } else {
            path.to_owned()
        };
        let url = address.parse().map_err(|_| FetchError::Config {
            message: "the list of webhooks has no address".to_owned(),
        })?;
        let call = Call {
            post,
            ..Call::get(url, "deliveries of webhooks".to_owned(), self.facts.permission)
        };
        let desk: Desk<'_> = self.board.desk("webhooks", "");
        self.client.send(&call, desk).await.map_err(why)
    }

    /// The list is newest first: of several tries of a delivery, the first that is met says how it stands.
    async fn failures(
        &self,
        hooks: &str,
        hook: &str,
        since: Time,
        failed: &mut Vec<FailedDelivery>,
    ) -> Result<(), FetchError> {
        let facts = self.facts;
        let below = |pattern: &str, delivery: &str| {
            let pattern = pattern.replace("{hook}", hook).replace("{delivery}", delivery);
            format!("{hooks}{pattern}")
        };
        let mut met: BTreeMap<String, bool> = BTreeMap::new();
        let first = below(facts.deliveries, "");
        let mut next = Some(format!("{first}?{}={}", facts.size.0, facts.size.1));
        while let Some(path) = next {
            let answer = self.get(&path).await?;
            next = next_link(&answer.headers);
            for delivery in answer.json.as_array().into_iter().flatten() {
                let at = text(delivery, facts.at).and_then(|at| Time::parse(&at));
                if at.is_some_and(|at| at < since) || met.len() >= MOST {
                    next = None;
                    break;
                }
                let (Some(id), Some(sent)) = (text(delivery, facts.id), text(delivery, facts.delivery))
                else {
                    continue;
                };
                let status = text(delivery, facts.status).unwrap_or_default();
                let good = status.len() == 3 && status.starts_with('2');
                if met.contains_key(&sent) || met.insert(sent.clone(), good).is_some() || good {
                    continue;
                }
                failed.push(FailedDelivery {
                    again: below(facts.again, &id),
                    delivery: sent,
                });
            }
        }
        Ok(())
    }
}

fn why(halt: Halt) -> FetchError {
    match halt {
        Halt::Fetch(failure) => failure.error,
        other => FetchError::Config {
            message: crate::sync::report(&other).message,
        },
    }
}

fn text(document: &Value, at: &str) -> Option<String> {
    key_text(document.pointer(at)?)
}
