//! Failures on demand.

use std::sync::{Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FaultKind {
    /// 401: the credential is not valid.
    Unauthorized,
    /// 403: the credential lacks a permission.
    MissingScope,
    /// 404.
    NotFound,
    /// 429 of a secondary limit.
    TooMany {
        /// Seconds in `retry-after`; no header without.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// 403 of a secondary limit.
    Secondary {
        /// Seconds in `retry-after`; no header without.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// 500.
    ServerError,
    /// 502.
    BadGateway,
    /// 502 when a query's largest page, times its connections, is above this.
    LargePages {
        /// Page size times connections.
        over: u64,
    },
    /// 200 with `RESOURCE_LIMITS_EXCEEDED` and half of the data, above the same measure.
    ResourceLimits {
        /// Page size times connections.
        over: u64,
    },
    /// 200 with a web page.
    Html,
    /// A body that ends too early, of the length that was announced.
    Truncated,
    /// The next page is this page again.
    RepeatedCursor,
    /// The connection breaks in the middle of the body.
    Dropped,
    /// The answer takes this much longer.
    Slow {
        /// Milliseconds.
        milliseconds: u64,
    },
    /// GraphQL: 200 with errors and data in which something is null.
    PartialData,
}

/// A fault by the name the command line uses.
const NAMES: &[(&str, FaultKind)] = &[
    ("401", FaultKind::Unauthorized),
    ("403", FaultKind::MissingScope),
    ("404", FaultKind::NotFound),
    ("429", FaultKind::TooMany { retry_after: Some(1) }),
    ("429-bare", FaultKind::TooMany { retry_after: None }),
    ("secondary", FaultKind::Secondary { retry_after: Some(1) }),
    ("500", FaultKind::ServerError),
    ("502", FaultKind::BadGateway),
    ("large-pages", FaultKind::LargePages { over: 100 }),
    ("resource-limits", FaultKind::ResourceLimits { over: 100 }),
    ("html", FaultKind::Html),
    ("truncated", FaultKind::Truncated),
    ("repeated-cursor", FaultKind::RepeatedCursor),
    ("dropped", FaultKind::Dropped),
    ("slow", FaultKind::Slow { milliseconds: 2_000 }),
    ("partial-data", FaultKind::PartialData),
];

/// When something goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// What.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// Only for paths that contain this.
    #[serde(default)]
    pub path: Option<String>,
    /// In this share of the requests, 1 being all.
    #[serde(default = "all")]
    pub rate: f64,
    /// Only this often.
    #[serde(default)]
    pub times: Option<u64>,
    /// Not for this many requests that fit before.
    #[serde(default)]
    pub after: u64,
}

fn all() -> f64 {
    1.0
}

impl Fault {
    /// On every request.
    pub fn always(kind: FaultKind) -> Self {
        Self {
            kind,
            path: None,
            rate: 1.0,
            times: None,
            after: 0,
        }
    }

    /// On the next requests.
    pub fn next(kind: FaultKind, times: u64) -> Self {
        Self {
            times: Some(times),
            ..Self::always(kind)
        }
    }

    /// On a share of the requests.
    pub fn sometimes(kind: FaultKind, rate: f64) -> Self {
        Self {
            rate,
            ..Self::always(kind)
        }
    }

    /// Only for paths that contain `path`.
    #[must_use]
    pub fn on(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// Only after this many requests that fit.
    #[must_use]
    pub fn after(mut self, requests: u64) -> Self {
        self.after = requests;
        self
    }

    /// From `NAME=RATE`, as the command line has it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, rate) = text.split_once('=').unwrap_or((text, "1"));
        let rate = rate
            .parse()
            .map_err(|_| format!("the rate of fault `{name}` is not a number: `{rate}`"))?;
        let known = || NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let (_, kind) = NAMES
            .iter()
            .find(|(one, _)| *one == name)
            .ok_or_else(|| format!("no fault is called `{name}`; there are {}", known()))?;
        Ok(Self::sometimes(*kind, rate))
    }
}

/// The faults of one upstream, drawn from a seed.
#[derive(Debug)]
pub struct Faults {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    faults: Vec<Fault>,
    rng: StdRng,
}

impl Faults {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let rng = StdRng::seed_from_u64(seed);
        Self {
            state: Mutex::new(State { faults, rng }),
        }
    }

    /// Adds one; earlier ones are tried first.
    pub fn add(&self, fault: Fault) {
        self.lock().faults.push(fault);
    }

    /// Removes all.
    pub fn clear(&self) {
        self.lock().faults.clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What goes wrong with a request of that path and weight (page size times connections), if anything.
    pub(crate) fn draw(&self, path: &str, weight: u64) -> Option<FaultKind> {
        let state = &mut *self.lock();
        let mut drawn = None;
        for fault in &mut state.faults {
            let fits = fault
                .path
                .as_ref()
                .is_none_or(|part| path.contains(part.as_str()))
                && fault.kind.weighs(weight);
            if !fits || fault.times == Some(0) {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
                continue;
            }
            if state.rng.random_bool(fault.rate.clamp(0.0, 1.0)) {
                fault.times = fault.times.map(|times| times - 1);
                drawn = Some(fault.kind);
                break;
            }
        }
        drawn
    }
}

impl FaultKind {
    fn weighs(self, weight: u64) -> bool {
        match self {
            Self::LargePages { over } | Self::ResourceLimits { over } => weight > over,
            _ => true,
        }
    }

    /// Its name in the log.
    pub(crate) fn name(self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        json["kind"].as_str().unwrap_or_default().to_owned()
    }
}
