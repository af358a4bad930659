//! Requests to one upstream, as an onion: body cap → retries → breaker → governor → credential → transport.
//! Every try passes all inner layers again.

mod auth;
mod backoff;
mod breaker;
mod classify;
mod degrade;
mod expiry;
mod graphql;
mod host;
mod limiter;
mod pool;
mod transport;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::Url;
use weir_connect::{Action, Budget, Connector, FetchError};
use weir_model::Time;

use crate::board::Desk;
use crate::clock::until;
use crate::failure::{Failure, Halt};
use crate::governor::{Claim, Governor, Pause};
use crate::secrets::Scrubber;
use crate::turns::Turns;
use crate::{Clock, IntegrationSpec, Lane, Level, Options, Store};
pub(crate) use auth::{Given, Held, given};
use auth::{Source, Way, exchange};
use backoff::Backoff;
pub(crate) use graphql::Tolerated;
pub(crate) use host::Host;
pub use host::UpstreamState;
use limiter::Outcome;
pub(crate) use pool::Pool;
use pool::{Member, Signed, Signer};

/// Times a request may wait for a quota before it is given up.
const MOST_WAITS: u32 = 20;

/// The answer is the one that is known. Who asks so knows that it is not charged:
/// <https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate>.
const NOT_MODIFIED: u16 = 304;

/// One upstream as one integration sees it.
pub(crate) struct Client {
    http: reqwest::Client,
    connector: &'static Connector,
    budget: &'static Budget,
    base: String,
    headers: HeaderMap,
    pool: Pool,
    host: Arc<Host>,
    turns: Arc<Turns>,
    store: Arc<dyn Store>,
    integration: String,
    /// Percent of each quota that is left to others.
    free: u64,
    ends: Mutex<Option<Time>>,
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
    /// Validator of the answer that is known: where it is still the same, the upstream need not give it again.
    pub(crate) validator: Option<String>,
    /// Whether a person waits for it: one try, and the reserve of the quota may be used.
    pub(crate) urgent: bool,
}

impl Call {
    /// A plain question.
    pub(crate) const fn get(url: Url, what: String, permission: &'static str) -> Self {
        Self {
            url,
            body: None,
            post: None,
            what,
            permission,
            cost: 1,
            validator: None,
            urgent: false,
        }
    }
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
    /// Whether it is the answer that is known already, of which nothing is repeated.
    pub(crate) unchanged: bool,
}

/// What to do after a try.
enum Verdict {
    Good(Value, Vec<Tolerated>),
    Unchanged,
    Retry(Failure),
    Wait(Failure, Option<Time>),
    Stop(Failure),
    /// The server does not know all that the query names.
    Lacks(Failure, Vec<degrade::Lack>),
}

/// What all clients of an engine share.
pub(crate) struct Parts {
    /// Each credential with its budget and the token that is in use.
    pub(crate) credentials: Vec<(Given, Arc<Governor>, Arc<Held>)>,
    pub(crate) host: Arc<Host>,
    /// Places for the requests of all integrations.
    pub(crate) turns: Arc<Turns>,
    pub(crate) store: Arc<dyn Store>,
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
        let http = transport::client(&url, &parts.options, spec.text(weir_connect::CA_KEY))?;
        let scrubber = Scrubber::new(&spec.secrets);
        let source = |recipe, held: Arc<Held>| Source {
            recipe,
            held,
            http: http.clone(),
            base: base.clone(),
            store: Arc::clone(&parts.store),
            clock: Arc::clone(&parts.clock),
            integration: spec.id.clone(),
            secrets: spec.secrets.clone(),
            scrubber: scrubber.clone(),
        };
        let member = |(given, governor, held): (Given, Arc<Governor>, Arc<Held>)| Member {
            governor,
            signer: match given.way {
                Way::Open => Signer::Open,
                Way::Fixed(name, value, secret) => Signer::Fixed(name, value, secret),
                Way::Got(recipe) => Signer::Got(Box::new(source(recipe, held))),
            },
            dead: false.into(),
        };
        let free = spec.config.get(weir_connect::FREE_KEY).and_then(Value::as_u64);
        Ok(Self {
            pool: Pool::new(parts.credentials.into_iter().map(member).collect()),
            http,
            connector: spec.connector,
            budget: spec.budget(),
            base,
            headers: auth::fixed_headers(spec.connector)?,
            host: parts.host,
            turns: parts.turns,
            store: parts.store,
            integration: spec.id.clone(),
            free: free.unwrap_or(parts.options.reserve_percent.into()).min(90),
            ends: Mutex::new(None),
            clock: parts.clock,
            options: parts.options,
            scrubber,
            cancel: parts.cancel,
        })
    }

    /// The root of all paths, without a slash at its end.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// What changed in the budgets since the last call.
    pub(crate) fn budget_changes(&self) -> Vec<crate::SavedBudget> {
        let now = self.clock.now();
        self.pool
            .governors()
            .flat_map(|governor| governor.changes(now))
            .collect()
    }

    /// What is known of the quotas of all credentials.
    pub(crate) fn standing(&self) -> Vec<crate::SavedBudget> {
        let now = self.clock.now();
        let standing = self.pool.governors().map(|governor| governor.standing(now));
        standing.flatten().collect()
    }

    /// How many credentials there are.
    pub(crate) fn credentials(&self) -> usize {
        self.pool.alive().count()
    }

    /// Percent of each quota that the reading of history leaves alone.
    pub(crate) const fn kept(&self) -> u64 {
        // A fifth of the usable quota is left to what keeps things fresh.
        self.free + (100 - self.free) / 5
    }

    /// Trades the code of a person's agreement for secrets to store.
    pub(crate) async fn trade(
        &self,
        code: &SecretString,
        verifier: &SecretString,
        redirect: &str,
    ) -> Result<BTreeMap<String, SecretString>, Failure> {
        for member in self.pool.alive() {
            if let Signer::Got(source) = &member.signer {
                return exchange(source, code.expose_secret(), verifier.expose_secret(), redirect).await;
            }
        }
        Err(Failure::config(
            "this way to authenticate needs nobody's agreement",
        ))
    }

    /// The secret that git asks with; none where the upstream is open.
    pub(crate) async fn git_secret(&self) -> Result<Option<SecretString>, Failure> {
        match self.pool.alive().next() {
            Some(member) => member.secret().await,
            None => Ok(None),
        }
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
        let mut refused = None;
        let mut older = self.older(call, desk);
        loop {
            let now = older.as_ref().unwrap_or(call);
            let member = self.gate(claim, desk).await?;
            let signed = match member.sign(refused.as_ref()).await {
                Ok(signed) => signed,
                Err(failure) => {
                    member.governor.ended();
                    self.without(member, failure, desk)?;
                    continue;
                }
            };
            let (verdict, headers, moved) = self.attempt(now, claim, member, &signed, desk).await?;
            let (failure, pause) = match verdict {
                Verdict::Good(json, tolerated) => {
                    return Ok(Answer {
                        json,
                        headers,
                        moved,
                        tolerated,
                        unchanged: false,
                    });
                }
                Verdict::Unchanged => {
                    return Ok(Answer {
                        json: Value::Null,
                        headers,
                        moved,
                        tolerated: Vec::new(),
                        unchanged: true,
                    });
                }
                Verdict::Stop(failure) if failure.action == Action::Unauthorized => {
                    // A token that was got may end early: once a new one is got.
                    if signed.got.is_some() && refused.is_none() {
                        refused = signed.got;
                    } else {
                        self.without(member, failure, desk)?;
                    }
                    continue;
                }
                Verdict::Stop(failure) => return Err(failure.into()),
                Verdict::Lacks(failure, lacks) => {
                    older = Some(self.degrade(call, now, &lacks, desk).await?.ok_or(failure)?);
                    continue;
                }
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
                    let pause = self.stated_pause(member, claim, stated, waited, &headers);
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

    /// Goes on with the other credentials, if there are any.
    fn without(&self, member: &Member, failure: Failure, desk: Desk<'_>) -> Result<(), Halt> {
        if failure.action != Action::Unauthorized {
            return Err(failure.into());
        }
        let Some(which) = self.pool.bury(member) else {
            return Err(failure.into());
        };
        desk.note(
            Level::Warning,
            format!("{which}: {}; the others go on", failure.error),
        );
        Ok(())
    }

    fn claim(&self, call: &Call, lane: Lane) -> Claim {
        let graphql = call.body.is_some();
        let buckets = self.budget.buckets;
        let bucket = buckets
            .iter()
            .find(|bucket| (bucket.name == "graphql") == graphql);
        Claim {
            bucket: bucket.or(buckets.first()).map_or("", |bucket| bucket.name),
            cost: call.cost,
            keep: match (call.urgent, lane.is_fresh()) {
                (true, _) => 0,
                (false, true) => self.free,
                (false, false) => self.kept(),
            },
        }
    }

    /// Waits until breaker and governor let a request through; the credential it was charged to.
    async fn gate(&self, claim: Claim, desk: Desk<'_>) -> Result<&Member, Halt> {
        let urgent = claim.keep == 0;
        loop {
            if self.cancel.is_cancelled() {
                return Err(Halt::Cancelled);
            }
            let now = self.clock.now();
            let (pause, why) = match self.pass(claim, urgent, now) {
                Ok(member) => return Ok(member),
                Err(pause) => (until(now, pause.until), pause.why),
            };
            if pause > self.options.longest_wait || (urgent && pause > Duration::from_secs(5)) {
                return Err(Self::throttled(now.0, pause, String::new()).into());
            }
            if pause >= Duration::from_secs(1) {
                desk.note(Level::Info, format!("waits {} s: {why}", pause.as_secs()));
            }
            self.sleep(pause).await?;
        }
    }

    fn pass(&self, claim: Claim, urgent: bool, now: Time) -> Result<&Member, Pause> {
        let silent = |until| Pause {
            until,
            why: "the upstream does not answer".to_owned(),
        };
        if let Some(open) = self.host.breaker.open_until(now).filter(|_| !urgent) {
            return Err(silent(open));
        }
        let member = self.pool.charge(claim, now)?;
        if !urgent && let Err(open) = self.host.breaker.admit(now) {
            member.governor.ended();
            return Err(silent(open));
        }
        Ok(member)
    }

    /// Whether the host says nothing of what it allows, so that only its answers tell.
    fn is_adaptive(&self) -> bool {
        let budget = self.budget;
        let stated = |bucket: &weir_connect::Bucket| bucket.per_hour.is_some() || bucket.per_minute.is_some();
        budget.headers.is_none() && !budget.buckets.iter().any(stated)
    }

    async fn attempt(
        &self,
        call: &Call,
        claim: Claim,
        member: &Member,
        signed: &Signed,
        desk: Desk<'_>,
    ) -> Result<(Verdict, HeaderMap, bool), Halt> {
        let _running = Running(&member.governor);
        let fresh = call.urgent || desk.lane.is_fresh();
        let _slot = member.governor.slot(&self.integration, fresh).await;
        let most = self.budget.concurrency.max(1);
        let place = tokio::select! {
            () = self.cancel.cancelled() => return Err(Halt::Cancelled),
            place = self.host.limiter.enter(most * self.pool.alive().count().max(1), self.is_adaptive()) => place,
        };
        // Last, so that nobody holds it who waits for a host or a credential.
        let _turn = tokio::select! {
            () = self.cancel.cancelled() => return Err(Halt::Cancelled),
            turn = self.turns.enter(&self.integration, fresh) => turn,
        };
        desk.request();
        let begun = self.clock.now();
        let sent = tokio::select! {
            () = self.cancel.cancelled() => return Err(Halt::Cancelled),
            sent = transport::send(self, call, signed.header.as_ref()) => sent,
        };
        let now = self.clock.now();
        match sent {
            Err(broken) => {
                self.host.breaker.record(!broken.counts(), now);
                let outcome = if broken.counts() {
                    Outcome::Overloaded
                } else {
                    Outcome::Nothing
                };
                place.ended(outcome, now);
                Ok((classify::broken(self, call, broken), HeaderMap::new(), false))
            }
            Ok(answer) => {
                self.host
                    .breaker
                    .record(answer.status != 500 && answer.status != 503, now);
                let overloaded = matches!(answer.status, 429 | 500 | 502..=504);
                let outcome = if overloaded {
                    Outcome::Overloaded
                } else {
                    Outcome::Answered(until(begun, now))
                };
                place.ended(outcome, now);
                self.host.answered(until(begun, now));
                let governor = &member.governor;
                if answer.status == NOT_MODIFIED {
                    governor.refund(claim);
                }
                governor.settle(claim, &answer.headers, until(begun, now), now);
                if answer.status < 300
                    && let Some(pause) = backoff::retry_after(&answer.headers, now)
                {
                    // Azure DevOps slows those down who do not slow down themselves.
                    governor.block(pause);
                }
                self.note_expiry(&answer.headers).await;
                let verdict = classify::judge(self, call, &answer, now);
                if let (Verdict::Good(json, _), true) = (&verdict, call.body.is_some()) {
                    graphql::settle(governor, claim, json, desk);
                }
                Ok((verdict, answer.headers, answer.moved))
            }
        }
    }

    /// Stores when the credential ends, whenever an answer says something new about it.
    async fn note_expiry(&self, headers: &HeaderMap) {
        if let Some(at) = expiry::read(headers) {
            self.expires(at).await;
        }
    }

    /// Stores when the credential ends.
    pub(crate) async fn expires(&self, at: Time) {
        {
            let mut known = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
            if *known == Some(at) {
                return;
            }
            // Of several credentials the first to end counts.
            if known.is_some_and(|known| known < at) {
                return;
            }
            *known = Some(at);
        }
        if let Err(error) = self.store.credential_expires(&self.integration, at).await {
            tracing::warn!(%error, "end of the credential not stored");
        }
    }

    fn stated_pause(
        &self,
        member: &Member,
        claim: Claim,
        stated: Option<Time>,
        waited: u32,
        headers: &HeaderMap,
    ) -> Duration {
        let now = self.clock.now();
        let governor = &member.governor;
        let target = stated.or_else(|| governor.refill(claim.bucket, now));
        let pause = target.map_or_else(
            || Duration::from_secs(u64::from(self.budget.penalty_seconds) << (waited - 1).min(6)),
            |target| until(now, target),
        );
        let pause = pause.max(Duration::from_secs(1));
        // Jira says when only this one endpoint was asked too quickly:
        // <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>
        let reason = headers
            .get("ratelimit-reason")
            .and_then(|value| value.to_str().ok());
        let only_here = reason.is_some_and(|reason| reason.contains("burst") || reason.contains("per-issue"));
        if only_here || governor.refill(claim.bucket, now).is_some() {
            return pause;
        }
        // Not one bucket is empty but the credential is too fast: other requests would be refused just the same.
        governor
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

/// Counts a request as running for as long as it lives.
struct Running<'a>(&'a Governor);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.ended();
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
