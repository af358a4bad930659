//! How an integration is doing: a table of rules over what is known of it.

mod facts;
mod table;

pub(crate) use facts::{Facts, Sheet, StreamFacts};

use serde::Serialize;
use utoipa::ToSchema;
use weir_control::{Health, TaskCounts};
use weir_model::Time;

/// What may be said of an integration or a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = State)]
pub(crate) enum State {
    /// Everything is as it should be.
    Healthy,
    /// Its first sync has not ended yet.
    FirstSync,
    /// A task is running.
    Running,
    /// Nothing has run since it was made.
    NeverRun,
    /// Its settings were changed and not tried yet.
    SettingsChanged,
    /// Its schedule is stopped.
    Paused,
    /// It and its rows are being deleted.
    Deleting,
    /// It was not caught up for longer than its schedule says.
    Delayed,
    /// The upstream's quota is used up.
    Throttled,
    /// Its last task ended with the program.
    Interrupted,
    /// It is tried again later, since it failed.
    BackingOff,
    /// Some streams failed, others did not.
    PartiallyFailed,
    /// The credential lacks a permission.
    MissingPermission,
    /// The credential ends soon.
    CredentialExpiring,
    /// The credential has ended.
    CredentialExpired,
    /// The upstream refuses the credential.
    Unauthorized,
    /// The configuration does not do.
    Misconfigured,
    /// The upstream cannot be reached.
    Unreachable,
    /// The upstream failed so often that it is left alone for a while.
    BreakerOpen,
    /// The upstream answers with faults or with what cannot be read.
    UpstreamFault,
    /// Rows could not be stored.
    Storage,
    /// Its last task failed.
    Failed,
    /// No webhook has come for longer than usual.
    WebhookSilent,
    /// It is switched off.
    Off,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Severity {
    /// All is well.
    Ok,
    /// Worth knowing.
    Info,
    /// Data is missing or late.
    Warning,
    /// Nothing comes in.
    Critical,
}

/// Something that holds.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Condition {
    /// What.
    pub(crate) state: State,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// Why.
    pub(crate) reason: String,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) since: Option<Time>,
    /// Until when, if that is known.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) until: Option<Time>,
    /// What to do.
    pub(crate) fix: Option<String>,
    /// Stream it is about.
    pub(crate) stream: Option<String>,
    /// Partition it is about.
    pub(crate) partition: Option<String>,
}

/// The tasks of the past week in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Summary {
    /// All succeeded.
    Healthy,
    /// Some failed.
    NeedsAttention,
    /// None succeeded.
    Critical,
    /// The schedule is stopped.
    Paused,
    /// None ran.
    Unknown,
}

/// What is said of an integration.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Diagnosis {
    pub(crate) status: Health,
    pub(crate) reason: Option<String>,
    pub(crate) since: Option<Time>,
    /// The worst first; never empty.
    pub(crate) conditions: Vec<Condition>,
}

impl Diagnosis {
    /// The worst that holds.
    pub(crate) fn state(&self) -> State {
        self.conditions
            .first()
            .map_or(State::Healthy, |condition| condition.state)
    }

    /// What somebody should do something about.
    pub(crate) fn broken(&self) -> Option<&Condition> {
        self.conditions
            .first()
            .filter(|condition| condition.severity >= Severity::Warning)
    }
}

/// Applies the rules. FAILED: something critical holds. UNKNOWN: nothing has succeeded since it was made or changed, or
/// nothing has run for a week. HEALTHY: all else.
pub(crate) fn diagnose(facts: &Facts) -> Diagnosis {
    let mut conditions: Vec<Condition> = table::RULES.iter().flat_map(|rule| rule(facts)).collect();
    if conditions
        .iter()
        .all(|condition| condition.severity < Severity::Warning)
        && facts.last_success.is_some()
    {
        conditions.push(table::healthy(facts));
    }
    // The table's order decides between equals.
    conditions.sort_by_key(|condition| std::cmp::Reverse(condition.severity));
    let status = status(facts, &conditions);
    let worst = conditions.first();
    Diagnosis {
        status,
        reason: worst
            .filter(|worst| worst.state != State::Healthy)
            .map(|worst| worst.reason.clone()),
        since: worst.and_then(|worst| worst.since),
        conditions,
    }
}

fn status(facts: &Facts, conditions: &[Condition]) -> Health {
    let holds = |state: State| conditions.iter().any(|condition| condition.state == state);
    let critical = conditions
        .iter()
        .any(|condition| condition.severity == Severity::Critical);
    let untried = facts.last_success.is_none()
        || [State::SettingsChanged, State::Interrupted]
            .into_iter()
            .any(holds);
    if critical {
        Health::Failed
    } else if untried || facts.week == TaskCounts::default() && !facts.is_running() {
        Health::Unknown
    } else {
        Health::Healthy
    }
}

/// The tasks of the past week in one word.
pub(crate) fn summary(facts: &Facts) -> Summary {
    let week = facts.week;
    match (week.succeeded, week.failed) {
        _ if facts.paused_at.is_some() => Summary::Paused,
        (0, 0) => Summary::Unknown,
        (_, 0) => Summary::Healthy,
        (0, _) => Summary::Critical,
        _ => Summary::NeedsAttention,
    }
}

/// How a stream is doing, by its last report.
pub(crate) fn stream_state(facts: &Facts, stream: &StreamFacts<'_>) -> State {
    let Some(report) = stream.report else {
        return match (stream.enabled, facts.is_running()) {
            (false, _) => State::Off,
            (true, true) => State::FirstSync,
            (true, false) => State::NeverRun,
        };
    };
    if !stream.enabled {
        return State::Off;
    }
    if let Some(error) = &report.error {
        return table::of_class(&error.class);
    }
    if report.skipped.keys().any(|reason| table::is_permission(reason)) {
        return State::MissingPermission;
    }
    match report.finished_at {
        None if facts.last_success.is_none() => State::FirstSync,
        None => State::Running,
        Some(_) => State::Healthy,
    }
}

#[cfg(test)]
mod tests;
