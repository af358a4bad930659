//! "Validate connection": what a connector needs, asked one by one, each refusal explained.

use std::sync::Arc;

use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use weir_connect::{Action, Check, FetchError, Partition, Request, Scope, Stream};
use weir_model::Batch;

use crate::board::Board;
use crate::client::{Call, Client};
use crate::failure::{Failure, Halt};
use crate::fetch::{Place, add_query, first_url, git, items, url};
use crate::{Engine, IntegrationSpec, NoEvents};

/// The answer to one question of "Validate connection".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    /// What was tried.
    pub name: String,
    /// Whether it worked.
    pub ok: bool,
    /// Permission it needs, in the vendor's words.
    pub permission: String,
    /// What happened.
    pub message: String,
    /// What to do about it; empty when it worked.
    pub hint: String,
}

impl CheckResult {
    fn good(name: &str, permission: &str, message: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            ok: true,
            permission: permission.to_owned(),
            message: message.into(),
            hint: String::new(),
        }
    }

    fn bad(name: &str, permission: &str, message: String, hint: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            ok: false,
            permission: permission.to_owned(),
            message,
            hint: hint.into(),
        }
    }
}

impl Engine {
    /// Asks everything the connector needs. Stops early when nothing further can work.
    pub async fn check(&self, spec: &IntegrationSpec) -> Vec<CheckResult> {
        let mut results = missing_secrets(spec);
        if !results.is_empty() {
            return results;
        }
        if spec.connector.is_pushed() {
            let message =
                "nothing is asked of the tool; save it, make a secret under Webhooks, and send an event";
            return vec![CheckResult::good("take deliveries", "", message)];
        }
        match self.client(spec, &CancellationToken::new()).await {
            Ok(Some(client)) => {
                let board = Board::new(self.clock(), Arc::new(NoEvents), &[]);
                Checker {
                    spec,
                    client: &client,
                    board: &board,
                }
                .all(&mut results)
                .await;
            }
            Ok(None) => self.git(spec, &mut results).await,
            Err(halt) => results.push(refused("address", "", &halt)),
        }
        results
    }
}

impl Engine {
    /// Connectors without an API have nothing but repositories: each is asked for its branches.
    async fn git(&self, spec: &IntegrationSpec, results: &mut Vec<CheckResult>) {
        for stream in spec.connector.streams {
            let places = match Place::configured(stream.each, spec) {
                Ok(Some(places)) => places,
                Ok(None) => continue,
                Err(error) => return results.push(refused("configuration", "", &error.into())),
            };
            for place in places {
                let name = match place.label() {
                    "" => "read the repository".to_owned(),
                    label => format!("read {label}"),
                };
                results.push(match probe(spec, &place).await {
                    Ok(refs) => CheckResult::good(
                        &name,
                        stream.permission,
                        format!("works; {refs} branches and tags"),
                    ),
                    Err(halt) => refused(&name, stream.permission, &halt),
                });
            }
            return;
        }
    }
}

async fn probe(spec: &IntegrationSpec, place: &Place) -> Result<usize, Halt> {
    let request = git::request(spec, place, None)?;
    crate::git::probe(&request)
        .await
        .map_err(|error| git::failure(error).into())
}

fn missing_secrets(spec: &IntegrationSpec) -> Vec<CheckResult> {
    let method = match spec.auth_method() {
        Ok(method) => method,
        Err(error) => return vec![refused("authentication", "", &error.into())],
    };
    let missing = method.credentials.iter().filter(|credential| {
        let given = spec.secrets.get(credential.name);
        !credential.optional && given.is_none_or(|secret| secret.expose_secret().trim().is_empty())
    });
    let result = |credential: &weir_connect::Credential| {
        let message = format!("`{}` is missing", credential.name);
        CheckResult::bad(credential.title, "", message, credential.doc)
    };
    missing.map(result).collect()
}

struct Checker<'a> {
    spec: &'a IntegrationSpec,
    client: &'a Client,
    board: &'a Board,
}

impl Checker<'_> {
    async fn all(&self, results: &mut Vec<CheckResult>) {
        let mut place = None;
        for check in self.spec.connector.checks {
            let chosen = check.variant.is_none_or(|choice| self.spec.has_chosen(choice));
            if !self.spec.switched_on(check.option) || !chosen {
                continue;
            }
            if check.expires.is_some() {
                crate::expiry::ask(self.spec, self.client, self.board, check).await;
                continue;
            }
            if check.path.contains('{') && place.is_none() {
                match self.example().await {
                    Ok(found) => place = Some(found),
                    Err(halt) => {
                        results.push(refused(check.name, check.permission, &halt));
                        return;
                    }
                }
            }
            let result = self.one(check, place.as_ref().unwrap_or(&Place::Whole)).await;
            let stop = matches!(&result, Err(halt) if hopeless(halt));
            results.push(match result {
                Ok(message) => CheckResult::good(check.name, check.permission, message),
                Err(halt) => refused(check.name, check.permission, &halt),
            });
            if stop {
                return;
            }
        }
    }

    async fn one(&self, check: &Check, place: &Place) -> Result<String, Halt> {
        let url = url(self.client.base(), check.path, |name| {
            place.value(name, self.spec)
        })?;
        let answer = self.ask(url, check.name, check.permission).await?;
        if let Some(at) = check.holds
            && answer.json.pointer(at) != Some(&Value::Bool(true))
        {
            let error = FetchError::MissingPermission {
                permission: check.permission.to_owned(),
                message: "the upstream says that the account does not have it".to_owned(),
            };
            let hint = "grant the account the permission, or the token the scope";
            return Err(Failure::new(Action::MissingPermission, error, hint).into());
        }
        let scopes = answer
            .headers
            .get("x-oauth-scopes")
            .and_then(|value| value.to_str().ok());
        Ok(match scopes.filter(|scopes| !scopes.is_empty()) {
            Some(scopes) => format!("works; the token has the scopes {scopes}"),
            None => "works".to_owned(),
        })
    }

    async fn ask(
        &self,
        url: url::Url,
        what: &str,
        permission: &'static str,
    ) -> Result<crate::client::Answer, Halt> {
        let call = Call {
            urgent: true,
            ..Call::get(url, what.to_owned(), permission)
        };
        self.client.send(&call, self.board.desk("check", "")).await
    }

    /// Something to ask about: the first configured entry or, where paths name a partition, the first that the
    /// connector finds.
    async fn example(&self) -> Result<Place, Halt> {
        for stream in self.spec.connector.streams {
            if !self.spec.wants(stream) || !is_asked_by_path(stream) {
                continue;
            }
            let places = Place::configured(stream.each, self.spec)?;
            if let Some(place) = places.unwrap_or_default().first()
                && let Some(partition) = self.first_partition(stream, place).await?
            {
                return Ok(Place::Partition(partition));
            }
        }
        let message = "nothing to ask about: no repository or project is configured, or the token sees none";
        Err(Failure::config(message).into())
    }

    async fn first_partition(&self, stream: &Stream, place: &Place) -> Result<Option<Partition>, Halt> {
        let Request::Rest { path, query } = stream.request else {
            return Ok(None);
        };
        let mut url = url(self.client.base(), path, |name| place.value(name, self.spec))?;
        add_query(&mut url, query, self.spec, |name| place.value(name, self.spec))?;
        let url = first_url(stream.page, url, None);
        let label = match place.label() {
            "" => format!("list {}", stream.name),
            label => label.to_owned(),
        };
        let mut answer = self.ask(url, &label, stream.permission).await?;
        let records = items(&mut answer.json, stream.items, stream.single);
        let scope: Scope<'_> = place.scope();
        let partition = |record: Value| {
            let read = (stream.read)(&record.to_string(), &scope, &mut Batch::default());
            read.ok().and_then(|seen| seen.partition)
        };
        Ok(records.into_iter().find_map(partition))
    }
}

fn is_asked_by_path(stream: &Stream) -> bool {
    matches!(stream.request, Request::Rest { .. })
}

/// Whether every further question would fail in the same way.
fn hopeless(halt: &Halt) -> bool {
    match halt {
        Halt::Fetch(failure) => matches!(
            failure.error,
            FetchError::Unauthorized { .. } | FetchError::Unreachable { .. } | FetchError::Malformed { .. }
        ),
        _ => true,
    }
}

fn refused(name: &str, permission: &str, halt: &Halt) -> CheckResult {
    match halt {
        Halt::Cancelled => CheckResult::bad(name, permission, "cancelled".to_owned(), ""),
        Halt::Store(error) => CheckResult::bad(name, permission, error.to_string(), "look at the disk"),
        Halt::Fetch(failure) => {
            // Hosts hide what a token may not see behind "not found".
            let hint = match failure.action {
                Action::NotFound if !permission.is_empty() => {
                    format!("{}; the permission needed is `{permission}`", failure.hint)
                }
                _ => failure.hint.clone(),
            };
            CheckResult::bad(name, permission, failure.error.to_string(), hint)
        }
    }
}
