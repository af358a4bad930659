//! The rules. Each says what holds, why, since when, and what to do.

use weir_control::{Quota, StreamReport, TaskError, TaskStatus};
use weir_model::Time;

use super::{Condition, Facts, Severity, State};
use crate::rules::schedule::DAY;

type Rule = fn(&Facts) -> Vec<Condition>;

/// In the order in which equals are told.
pub(super) const RULES: &[Rule] = &[
    deleting,
    credential_expired,
    failure,
    breaker,
    partial,
    permissions,
    throttled,
    credential_expiring,
    webhooks,
    delayed,
    paused,
    interrupted,
    backing_off,
    settings_changed,
    never_run,
    running,
];

/// What a failed task means, by the class of its error.
const CLASSES: &[(&str, State)] = &[
    ("unauthorized", State::Unauthorized),
    ("missing_permission", State::MissingPermission),
    ("throttled", State::Throttled),
    ("unreachable", State::Unreachable),
    ("upstream", State::UpstreamFault),
    ("malformed", State::UpstreamFault),
    ("config", State::Misconfigured),
    ("store", State::Storage),
    ("interrupted", State::Interrupted),
];

/// Days before its end at which a credential is worth a warning.
const EXPIRY_WARNING: i64 = 14;

pub(super) fn of_class(class: &str) -> State {
    let known = CLASSES.iter().find(|(known, _)| *known == class);
    known.map_or(State::Failed, |(_, state)| *state)
}

/// Whether a reason for leaving something out is a permission; see the engine's `left_out`.
pub(super) fn is_permission(reason: &str) -> bool {
    reason.starts_with("the permission ")
}

fn condition(state: State, severity: Severity, reason: impl Into<String>, since: Option<Time>) -> Condition {
    Condition {
        state,
        severity,
        reason: reason.into(),
        since,
        until: None,
        fix: None,
        stream: None,
        partition: None,
    }
}

fn fix(condition: Condition, fix: impl Into<String>) -> Condition {
    Condition {
        fix: Some(fix.into()),
        ..condition
    }
}

fn one(condition: Option<Condition>) -> Vec<Condition> {
    condition.into_iter().collect()
}

/// It is being deleted.
fn deleting(facts: &Facts) -> Vec<Condition> {
    one(facts.deleting_since.map(|since| {
        condition(
            State::Deleting,
            Severity::Info,
            "it and its rows are being deleted",
            Some(since),
        )
    }))
}

/// The upstream has said when the credential ends, and that time has passed.
fn credential_expired(facts: &Facts) -> Vec<Condition> {
    one(facts
        .credential_ends
        .filter(|ends| *ends <= facts.now)
        .map(|ends| {
            let reason = format!("the credential ended at {ends}");
            fix(
                condition(State::CredentialExpired, Severity::Critical, reason, Some(ends)),
                "make a new credential and re-authenticate the integration",
            )
        }))
}

/// The newest task has failed. Settings that were changed since are another matter.
fn failure(facts: &Facts) -> Vec<Condition> {
    one(facts.failure().map(|error| {
        let state = of_class(&error.class);
        let since = facts.failing.as_ref().map(|failing| failing.since);
        let found = condition(state, Severity::Critical, error.message.clone(), since);
        place(fix(found, error.hint.clone()), error)
    }))
}

fn place(condition: Condition, error: &TaskError) -> Condition {
    Condition {
        stream: error.stream.clone(),
        partition: error.partition.clone(),
        ..condition
    }
}

/// The breaker of a host is open: nothing is asked of it for a while.
fn breaker(facts: &Facts) -> Vec<Condition> {
    let open = facts.hosts.iter().filter(|host| host.open_until.is_some());
    open.map(|host| {
        let reason = format!("{} failed so often that it is left alone for a while", host.host);
        let found = condition(State::BreakerOpen, Severity::Critical, reason, None);
        Condition {
            until: host.open_until,
            ..fix(
                found,
                "nothing: it is tried again by itself; look at the upstream's status page",
            )
        }
    })
    .collect()
}

/// Some streams of the newest task failed, and others did not.
fn partial(facts: &Facts) -> Vec<Condition> {
    let Some(last) = facts.last.as_ref().filter(|_| facts.failure().is_some()) else {
        return Vec::new();
    };
    let failed: Vec<&StreamReport> = last
        .streams
        .iter()
        .filter(|report| report.error.is_some())
        .collect();
    if failed.is_empty() || failed.len() == last.streams.len() {
        return Vec::new();
    }
    let names: Vec<&str> = failed.iter().map(|report| report.stream.as_str()).collect();
    let reason = format!(
        "{} of {} streams failed: {}",
        failed.len(),
        last.streams.len(),
        names.join(", ")
    );
    let found = condition(
        State::PartiallyFailed,
        Severity::Warning,
        reason,
        last.finished_at,
    );
    let hint = failed.first().and_then(|report| report.error.as_ref());
    vec![Condition {
        fix: hint.map(|error| error.hint.clone()),
        ..found
    }]
}

/// A stream is left out since the credential lacks its permission.
fn permissions(facts: &Facts) -> Vec<Condition> {
    let Some(last) = &facts.last else {
        return Vec::new();
    };
    let skipped = last.streams.iter().flat_map(|report| {
        let reasons = report.skipped.keys().filter(|reason| is_permission(reason));
        reasons.map(move |reason| (report, reason))
    });
    skipped
        .map(|(report, reason)| {
            let text = format!("`{}` is left out: {reason}", report.stream);
            let found = condition(
                State::MissingPermission,
                Severity::Warning,
                text,
                report.finished_at,
            );
            Condition {
                stream: Some(report.stream.clone()),
                ..fix(
                    found,
                    "grant the credential the permission, or switch the stream off",
                )
            }
        })
        .collect()
}

/// Whether no more of a quota may be used: a share is left to others, and while history is read a fifth of the rest
/// to what is new.
fn is_spent(quota: &Quota, facts: &Facts) -> bool {
    let free = facts.free_percent.min(100);
    let kept = if facts.is_running() {
        free + (100 - free) / 5
    } else {
        free
    };
    let limit = quota.limit.unwrap_or(0).max(0).cast_unsigned();
    quota.remaining.max(0).cast_unsigned() * 100 <= limit * kept
}

/// A quota is used up, or the newest task ended for want of one.
fn throttled(facts: &Facts) -> Vec<Condition> {
    let spent = facts
        .quotas
        .iter()
        .filter(|quota| is_spent(quota, facts) && quota.reset().is_some_and(|reset| reset > facts.now))
        .max_by_key(|quota| quota.reset_micros);
    let ended = facts
        .last
        .as_ref()
        .filter(|last| last.status == TaskStatus::Throttled);
    let found = match (spent, ended) {
        (None, None) => return Vec::new(),
        (Some(quota), _) => Condition {
            until: quota.reset(),
            ..condition(
                State::Throttled,
                Severity::Warning,
                match quota.remaining {
                    ..=0 => format!("the upstream's quota `{}` is used up", quota.bucket),
                    _ => format!(
                        "the upstream's quota `{}` is used up, but for the share that is left to others",
                        quota.bucket
                    ),
                },
                ended.and_then(|last| last.finished_at),
            )
        },
        (None, Some(last)) => Condition {
            until: facts.next,
            ..condition(
                State::Throttled,
                Severity::Warning,
                last.error
                    .as_ref()
                    .map_or("the upstream's quota is used up", |error| error.message.as_str()),
                last.finished_at,
            )
        },
    };
    vec![fix(
        found,
        "nothing: it goes on when the quota is refilled; a credential of its own, or several, would be faster",
    )]
}

/// The credential ends within two weeks.
fn credential_expiring(facts: &Facts) -> Vec<Condition> {
    let soon = |ends: &Time| *ends > facts.now && ends.0 - facts.now.0 <= EXPIRY_WARNING * DAY;
    one(facts.credential_ends.filter(soon).map(|ends| {
        let days = (ends.0 - facts.now.0) / DAY;
        let reason = match days {
            0 => "the credential ends within a day".to_owned(),
            1 => "the credential ends in a day".to_owned(),
            days => format!("the credential ends in {days} days"),
        };
        let found = condition(State::CredentialExpiring, Severity::Warning, reason, None);
        Condition {
            until: Some(ends),
            ..fix(
                found,
                "make a new credential and re-authenticate the integration before that",
            )
        }
    }))
}

/// Webhooks came regularly, and none has come for much longer than usual.
fn webhooks(facts: &Facts) -> Vec<Condition> {
    one(facts.webhook_silent_since.map(|since| {
        let reason = format!("no webhook has come since {since}");
        fix(
            condition(State::WebhookSilent, Severity::Warning, reason, Some(since)),
            "look at the webhook's deliveries at the upstream; until it works, changes come with the schedule",
        )
    }))
}

/// It was caught up once, and not for longer than its schedule allows.
fn delayed(facts: &Facts) -> Vec<Condition> {
    let idle = facts.paused_at.is_none() && facts.deleting_since.is_none() && facts.failure().is_none();
    let late = |success: &Time| facts.now.0 - success.0 > facts.expected;
    one(facts
        .last_success
        .filter(|success| idle && late(success))
        .map(|success| {
            let reason = format!("it was last caught up at {success}");
            fix(
                condition(
                    State::Delayed,
                    Severity::Warning,
                    reason,
                    Some(Time(success.0 + facts.expected)),
                ),
                "look at the ingestion log: a task that takes long, a quota, or many integrations at once",
            )
        }))
}

/// Its schedule is stopped.
fn paused(facts: &Facts) -> Vec<Condition> {
    one(facts.paused_at.map(|since| {
        fix(
            condition(
                State::Paused,
                Severity::Info,
                "its schedule is paused",
                Some(since),
            ),
            "resume it",
        )
    }))
}

/// The program ended while its newest task ran.
fn interrupted(facts: &Facts) -> Vec<Condition> {
    let last = facts.last.as_ref();
    let error = last.and_then(|last| last.error.as_ref().zip(last.finished_at));
    one(error
        .filter(|(error, _)| error.class == "interrupted")
        .map(|(error, at)| {
            let found = condition(
                State::Interrupted,
                Severity::Info,
                error.message.clone(),
                Some(at),
            );
            fix(found, error.hint.clone())
        }))
}

/// It is tried again later, since it failed.
fn backing_off(facts: &Facts) -> Vec<Condition> {
    let backoff = facts.backoff.as_ref();
    one(backoff
        .and_then(|backoff| backoff.until.map(|until| (backoff, until)))
        .map(|(backoff, until)| Condition {
            until: Some(until),
            ..condition(
                State::BackingOff,
                Severity::Info,
                format!(
                    "{} tries failed in a row; the next is at {until}",
                    backoff.failures
                ),
                facts.failing.as_ref().map(|failing| failing.since),
            )
        }))
}

/// Its settings were changed after its newest task began.
fn settings_changed(facts: &Facts) -> Vec<Condition> {
    one(facts.last.as_ref().filter(|_| facts.is_changed()).map(|_| {
        condition(
            State::SettingsChanged,
            Severity::Info,
            "its settings were changed and not tried yet",
            Some(facts.updated_at),
        )
    }))
}

/// Nothing has run since it was made.
fn never_run(facts: &Facts) -> Vec<Condition> {
    one(facts.last.is_none().then(|| {
        condition(
            State::NeverRun,
            Severity::Info,
            "nothing has been ingested yet",
            Some(facts.created_at),
        )
    }))
}

/// A task is running; the first one is special, as its data is not complete.
fn running(facts: &Facts) -> Vec<Condition> {
    let running = facts.last.as_ref().filter(|_| facts.is_running());
    one(running.map(|task| {
        let (state, reason) = match facts.last_success {
            None => (
                State::FirstSync,
                "its first sync is running: the newest data comes first",
            ),
            Some(_) => (State::Running, "a task is running"),
        };
        condition(state, Severity::Info, reason, Some(task.started_at))
    }))
}

/// Nothing is wrong.
pub(super) fn healthy(facts: &Facts) -> Condition {
    let reason = match facts.last_success {
        Some(at) => format!("it was caught up at {at}"),
        None => "nothing is wrong".to_owned(),
    };
    condition(State::Healthy, Severity::Ok, reason, facts.last_success)
}
