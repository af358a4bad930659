//! When an integration is read next, and how far back.

mod book;
mod cadence;

pub(crate) use book::Book;
pub(crate) use cadence::{after, valid};

use weir_control::{Cadence, Failing, Integration, Schedule, Task, TaskStatus, Timetable};
use weir_model::Time;

/// How often the live tail of an integration is read, in minutes.
const TAIL: u32 = 5;
/// How often everything is read again, in minutes.
const FULL: u32 = 24 * 60;
/// Days of history, where nothing else is said.
const DEPTH: u32 = 90;

/// Days of history by connector; `None` is everything. Never fewer than a quarter, so that the usual range of a metric
/// is whole.
const DEPTHS: &[(&str, Option<u32>)] = &[
    // A mirror holds all history at the price of one copy.
    ("git", None),
    // Work takes longer than its code: pull requests are joined with issues that were opened long before.
    ("jira", Some(365)),
    // Servers keep analyses for a year at most.
    ("sonarqube", Some(360)),
];

/// Pause after the first failure; it doubles with each.
const FIRST_PAUSE: i64 = 5 * MINUTE;
/// Longest pause.
const LONGEST_PAUSE: i64 = 6 * 60 * MINUTE;

pub(crate) const MINUTE: i64 = 60_000_000;
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

/// Days of history that a connector is read by default.
pub(crate) fn default_depth(kind: &str) -> Option<u32> {
    let known = DEPTHS.iter().find(|(known, _)| *known == kind);
    known.map_or(Some(DEPTH), |(_, days)| *days)
}

/// The timetable of an integration nobody has set one for.
pub(crate) fn default_timetable(kind: &str) -> Timetable {
    Timetable {
        tail: Cadence::EveryMinutes(TAIL),
        full: Some(Cadence::EveryMinutes(FULL)),
        depth_days: default_depth(kind),
        time_zone: "UTC".to_owned(),
    }
}

/// The timetable that holds.
pub(crate) fn timetable(kind: &str, schedule: &Schedule) -> Timetable {
    schedule
        .timetable
        .clone()
        .unwrap_or_else(|| default_timetable(kind))
}

/// The oldest moment that is wanted; everything when there is none. It moves on with time.
pub(crate) fn since(timetable: &Timetable, now: Time) -> Option<Time> {
    let days = i64::from(timetable.depth_days?);
    Some(Time(now.0 - days * DAY))
}

/// What decides when an integration is read.
pub(crate) struct Moment<'a> {
    pub(crate) now: Time,
    pub(crate) integration: &'a Integration,
    pub(crate) schedule: &'a Schedule,
    /// Its newest task.
    pub(crate) last: Option<&'a Task>,
    /// When its last full pass began.
    pub(crate) last_full: Option<Time>,
    pub(crate) failing: Option<&'a Failing>,
}

/// When an integration is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Next {
    /// What is new.
    pub(crate) tail: Option<Time>,
    /// Everything again.
    pub(crate) full: Option<Time>,
    /// Why later than the timetable says.
    pub(crate) backoff: Option<Backoff>,
}

/// A pause after failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Backoff {
    pub(crate) failures: u32,
    /// When it ends; when not set, with the user's next change of the settings.
    pub(crate) until: Option<Time>,
    /// The last failure.
    pub(crate) reason: String,
}

/// When an integration is read next: never while it is paused, deleted or running, later while it fails.
pub(crate) fn next(moment: &Moment<'_>) -> Next {
    let Moment { integration, now, .. } = *moment;
    if integration.deleting_since.is_some() || moment.schedule.paused_at.is_some() {
        return Next::default();
    }
    let pushed = is_pushed(&integration.kind);
    let Some(last) = moment.last else {
        return if pushed { Next::default() } else { at(now) };
    };
    if last.status == TaskStatus::Running {
        return Next::default();
    }
    if pushed {
        // Nobody is asked; only what was broken off goes on.
        return if was_interrupted(last) {
            at(now)
        } else {
            Next::default()
        };
    }
    let backoff = backoff(moment, last);
    if backoff.as_ref().is_some_and(|backoff| backoff.until.is_none()) {
        return Next {
            backoff,
            ..Next::default()
        };
    }
    if was_interrupted(last) || integration.updated_at > last.started_at {
        return at(now);
    }
    let timetable = timetable(&integration.kind, moment.schedule);
    let ended = last.finished_at.unwrap_or(last.started_at);
    let not_before = backoff.as_ref().and_then(|backoff| backoff.until);
    let due = |cadence: &Cadence, began: Time, ended: Time| {
        let time = after(cadence, &timetable.time_zone, began, ended)?;
        Some(time.max(not_before.unwrap_or(time)))
    };
    Next {
        tail: due(&timetable.tail, last.started_at, ended),
        full: moment
            .last_full
            .zip(timetable.full.as_ref())
            .and_then(|(began, cadence)| due(cadence, began, began)),
        backoff,
    }
}

/// Whether everything that is known of integrations of that kind is delivered.
pub(crate) fn is_pushed(kind: &str) -> bool {
    weir_connectors::find(kind).is_some_and(weir_connect::Connector::is_pushed)
}

fn was_interrupted(task: &Task) -> bool {
    task.error
        .as_ref()
        .is_some_and(|error| error.class == "interrupted")
}

fn at(time: Time) -> Next {
    Next {
        tail: Some(time),
        ..Next::default()
    }
}

fn backoff(moment: &Moment<'_>, last: &Task) -> Option<Backoff> {
    let failing = moment.failing?;
    let error = last.error.as_ref()?;
    // A refused credential is refused again: asking on would only bring the account closer to being locked.
    let waits = error.class == "unauthorized" && moment.integration.updated_at <= last.started_at;
    Some(Backoff {
        failures: failing.failures,
        until: (!waits).then(|| Time(failing.last.0 + pause(failing.failures))),
        reason: error.message.clone(),
    })
}

fn pause(failures: u32) -> i64 {
    let doubled = FIRST_PAUSE << failures.saturating_sub(1).min(16);
    doubled.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests;
