//! Requests to one upstream, as an onion: body cap → retries → breaker → governor → credential → transport.
//! Every try passes all inner layers again.

mod auth;
mod backoff;
mod breaker;
mod classify;
mod graphql;
mod transport;

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::Url;
use weir_connect::{Action, Connector, FetchError};
use weir_model::Time;

use crate::board::Desk;
use crate::clock::until;
use crate::failure::{Failure, Halt};
use crate::governor::{Claim, Governor};
use crate::secrets::Scrubber;
use crate::{Clock, IntegrationSpec, Lane, Level, Options};
use backoff::Backoff;
pub(crate) use breaker::Breaker;
pub(crate) use graphql::Tolerated;

/// Times a request may wait for a quota before it is given up.
const MOST_WAITS: u32 = 20;

/// One upstream as one integration sees it.
pub(crate) struct Client {
    http: reqwest::Client,
    connector: &'static Connector,
    base: String,
    credential: Option<(HeaderName, HeaderValue)>,
    headers: HeaderMap,
    governor: Arc<Governor>,
    breaker: Arc<Breaker>,
    clock: Arc<dyn Clock>,
    options: Options,
    scrubber: Scrubber,
    cancel: CancellationToken,
}

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Where to.
    pub(crate) url: Url,
    /// GraphQL body; without one it is a REST request.
    pub(crate) body: Option<String>,
    /// JSON body of a REST request; without one it is a `GET`.
    pub(crate) post: Option<String>,
    /// What it asks, for people: no query parameters, no secrets.
    pub(crate) what: String,
    /// Permission it needs, in the vendor's words.
    pub(crate) permission: &'static str,
    /// Estimated price.
    pub(crate) cost: u64,
    /// Whether a person waits for it: one try, and the reserve of the quota may be used.
    pub(crate) urgent: bool,
}

/// A usable answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The JSON document.
    pub(crate) json: Value,
    /// Its headers.
    pub(crate) headers: HeaderMap,
    /// Whether the upstream said that the thing lives elsewhere now.
    pub(crate) moved: bool,
    /// Parts that a GraphQL upstream could not give.
    pub(crate) tolerated: Vec<Tolerated>,
}

/// What to do after a try.
enum Verdict {
    Good(Value, Vec<Tolerated>),
    Retry(Failure),
    Wait(Failure, Option<Time>),
    Stop(Failure),
}

/// What all clients of an engine share.
pub(crate) struct Parts {
    pub(crate) governor: Arc<Governor>,
    pub(crate) breaker: Arc<Breaker>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) options: Options,
    pub(crate) cancel: CancellationToken,
}

impl Client {
    pub(crate) fn new(spec: &IntegrationSpec, parts: Parts) -> Result<Self, Failure> {
        let base = spec
            .base_url()
            .map_err(|error| Failure::new(Action::Fail, error, "change the integration's configuration"))?;
        let url = parse_base(&base)?;
        Ok(Self {
            http: transport::client(&url, &parts.options)?,
            connector: spec.connector,
            base,
            credential: auth::header(spec)?,
            headers: auth::fixed_headers(spec.connector)?,
            governor: parts.governor,
            breaker: parts.breaker,
            clock: parts.clock,
            options: parts.options,
            scrubber: Scrubber::new(&spec.secrets),
            cancel: parts.cancel,
        })
    }

    /// The root of all paths, without a slash at its end.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    pub(crate) fn governor(&self) -> &Governor {
        &self.governor
    }

    /// Text without secrets, on one line.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.scrubber.clean(text)
    }

    /// Sends a request until it is answered, refused for good, or out of tries.
    pub(crate) async fn send(&self, call: &Call, desk: Desk<'_>) -> Result<Answer, Halt> {
        let claim = self.claim(call, desk.lane);
        let tries = if call.urgent { 2 } else { self.options.tries };
        let mut backoff = Backoff::new(&self.options);
        let (mut failures, mut waited) = (0, 0);
        loop {
            self.gate(claim, desk).await?;
            let (verdict, headers, moved) = self.attempt(call, claim, desk).await?;
            let (failure, pause) = match verdict {
                Verdict::Good(json, tolerated) => {
                    return Ok(Answer {
                        json,
                        headers,
                        moved,
                        tolerated,
                    });
                }
                Verdict::Stop(failure) => return Err(failure.into()),
                Verdict::Retry(failure) => {
                    failures += 1;
                    if failures >= tries {
                        return Err(Failure {
                            action: Action::Fail,
                            ..failure
                        }
                        .into());
                    }
                    (failure, backoff.next())
                }
                Verdict::Wait(failure, stated) => {
                    waited += 1;
                    let pause = self.stated_pause(claim, stated, waited);
                    if waited > MOST_WAITS || pause > self.options.longest_wait || call.urgent {
                        return Err(Self::throttled(self.clock.now().0, pause, failure.hint).into());
                    }
                    (failure, pause)
                }
            };
            desk.retry(format!(
                "{}; tried again in {} s",
                failure.error,
                pause.as_secs_f32().ceil()
            ));
            self.sleep(pause).await?;
        }
    }

    fn claim(&self, call: &Call, lane: Lane) -> Claim {
        let graphql = call.body.is_some();
        let buckets = self.connector.budget.buckets;
        let bucket = buckets
            .iter()
            .find(|bucket| (bucket.name == "graphql") == graphql);
        Claim {
            bucket: bucket.or(buckets.first()).map_or("", |bucket| bucket.name),
            cost: call.cost,
            lane,
            urgent: call.urgent,
        }
    }

    /// Waits until breaker and governor let a request through.
    async fn gate(&self, claim: Claim, desk: Desk<'_>) -> Result<(), Halt> {
        loop {
            if self.cancel.is_cancelled() {
                return Err(Halt::Cancelled);
            }
            let now = self.clock.now();
            let (pause, why) = match self.breaker.open_until(now).filter(|_| !claim.urgent) {
                Some(open) => (until(now, open), "the upstream does not answer".to_owned()),
                None => match self.governor.charge(claim, now) {
                    Ok(()) => return Ok(()),
                    Err(pause) => (until(now, pause.until), pause.why),
                },
            };
            if pause > self.options.longest_wait || (claim.urgent && pause > Duration::from_secs(5)) {
                return Err(Self::throttled(now.0, pause, String::new()).into());
            }
            if pause >= Duration::from_secs(1) {
                desk.note(Level::Info, format!("waits {} s: {why}", pause.as_secs()));
            }
            self.sleep(pause).await?;
        }
    }

    async fn attempt(
        &self,
        call: &Call,
        claim: Claim,
        desk: Desk<'_>,
    ) -> Result<(Verdict, HeaderMap, bool), Halt> {
        let _slot = self.governor.slot().await;
        desk.request();
        let begun = self.clock.now();
        let sent = tokio::select! {
            () = self.cancel.cancelled() => return Err(Halt::Cancelled),
            sent = transport::send(self, call) => sent,
        };
        let now = self.clock.now();
        match sent {
            Err(broken) => {
                self.breaker.record(!broken.counts(), now);
                Ok((classify::broken(self, call, broken), HeaderMap::new(), false))
            }
            Ok(answer) => {
                self.breaker
                    .record(answer.status != 500 && answer.status != 503, now);
                self.governor
                    .settle(claim, &answer.headers, until(begun, now), now);
                let verdict = classify::judge(self, call, &answer, now);
                if let (Verdict::Good(json, _), true) = (&verdict, call.body.is_some()) {
                    graphql::settle(&self.governor, claim, json, desk);
                }
                Ok((verdict, answer.headers, answer.moved))
            }
        }
    }

    fn stated_pause(&self, claim: Claim, stated: Option<Time>, waited: u32) -> Duration {
        let now = self.clock.now();
        let target = stated.or_else(|| self.governor.refill(claim.bucket, now));
        let pause = target.map_or_else(
            || Duration::from_secs(u64::from(self.connector.budget.penalty_seconds) << (waited - 1).min(6)),
            |target| until(now, target),
        );
        let pause = pause.max(Duration::from_secs(1));
        if self.governor.refill(claim.bucket, now).is_some() {
            return pause;
        }
        // Not one bucket is empty but the credential is too fast: other requests would be refused just the same.
        self.governor
            .block(Time(now.0.saturating_add(
                i64::try_from(pause.as_micros()).unwrap_or(i64::MAX),
            )));
        pause
    }

    fn throttled(now: i64, pause: Duration, hint: String) -> Failure {
        let micros = i64::try_from(pause.as_micros()).unwrap_or(i64::MAX);
        let until = Time(now.saturating_add(micros));
        let hint = if hint.is_empty() {
            "the next run goes on from here".to_owned()
        } else {
            hint
        };
        Failure::new(Action::Fail, FetchError::Throttled { until }, hint)
    }

    async fn sleep(&self, pause: Duration) -> Result<(), Halt> {
        tokio::select! {
            () = self.cancel.cancelled() => Err(Halt::Cancelled),
            () = self.clock.sleep(pause) => Ok(()),
        }
    }
}

/// The address as a URL, or what is wrong with it.
pub(crate) fn parse_base(base: &str) -> Result<Url, Failure> {
    let wrong = |what: &str| {
        Failure::config(format!(
            "the address {what}; it must begin with https:// or http://"
        ))
    };
    let url = Url::parse(base).map_err(|error| wrong(&format!("is not a URL ({error})")))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(wrong("is not a web address"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::config(
            "the address holds a user name or password; take it out and enter it as a credential",
        ));
    }
    Ok(url)
}

/// Host and port.
pub(crate) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
