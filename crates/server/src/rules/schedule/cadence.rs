use std::str::FromStr as _;

use chrono_tz::Tz;
use croner::Cron;
use croner::parser::{CronParser, Seconds};
use weir_control::{Cadence, Timetable};
use weir_model::Time;

use super::MINUTE;
use crate::api::error::ApiError;

/// A week, in minutes.
const LONGEST: u32 = 7 * 24 * 60;
/// A century, in days.
const DEEPEST: u32 = 36_500;

/// A timetable that can be kept.
pub(crate) fn valid(timetable: Timetable) -> Result<Timetable, ApiError> {
    zone(&timetable.time_zone)?;
    cadence("tail", &timetable.tail)?;
    if let Some(full) = &timetable.full {
        cadence("full", full)?;
    }
    match timetable.depth_days {
        Some(days) if !(1..=DEEPEST).contains(&days) => Err(ApiError::invalid(format!(
            "depth_days {days} is not between 1 and {DEEPEST}"
        ))
        .hint("null is everything there is")),
        _ => Ok(timetable),
    }
}

fn cadence(field: &str, cadence: &Cadence) -> Result<(), ApiError> {
    match cadence {
        Cadence::EveryMinutes(minutes) if !(1..=LONGEST).contains(minutes) => Err(ApiError::invalid(format!(
            "{field}: every {minutes} minutes is not between 1 and {LONGEST}"
        ))),
        Cadence::EveryMinutes(_) => Ok(()),
        Cadence::Cron(text) => match cron(text) {
            Ok(_) => Ok(()),
            Err(fault) => Err(ApiError::invalid(format!("{field}: `{text}` is no cron expression: {fault}"))
                .hint("five fields: minute, hour, day of month, month, day of week, such as `*/15 6-20 * * MON-FRI`")),
        },
    }
}

fn zone(name: &str) -> Result<Tz, ApiError> {
    Tz::from_str(name).map_err(|_| {
        ApiError::invalid(format!("there is no time zone `{name}`"))
            .hint("write an IANA name such as `Europe/Berlin`, or `UTC`")
    })
}

fn cron(text: &str) -> Result<Cron, croner::errors::CronError> {
    CronParser::builder()
        .seconds(Seconds::Disallowed)
        .build()
        .parse(text)
}

/// The next time after a task that began and ended then. A moment of a cron expression that fell into the task is
/// still due.
pub(crate) fn after(cadence: &Cadence, zone: &str, began: Time, ended: Time) -> Option<Time> {
    match cadence {
        Cadence::EveryMinutes(minutes) => Some(Time(ended.0 + i64::from(*minutes) * MINUTE)),
        Cadence::Cron(text) => {
            let zone = Tz::from_str(zone).ok()?;
            let began = began.utc().with_timezone(&zone);
            let next = cron(text).ok()?.find_next_occurrence(&began, false).ok()?;
            Some(next.with_timezone(&chrono::Utc).into())
        }
    }
}
