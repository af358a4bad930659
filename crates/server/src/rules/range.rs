use chrono::{Days, NaiveTime, Utc};
use weir_model::Time;

use super::time;
use crate::api::error::ApiError;

/// How long a range is whose beginning is left out.
const DAYS: u64 = 90;

/// The range of two parameters; without an end it ends with today.
pub(crate) fn range(from: Option<&str>, to: Option<&str>) -> Result<(Time, Time), ApiError> {
    let to = match to {
        Some(text) => time("to", text)?,
        None => (Utc::now().date_naive() + Days::new(1))
            .and_time(NaiveTime::MIN)
            .and_utc()
            .into(),
    };
    let from = match from {
        Some(text) => time("from", text)?,
        None => to
            .utc()
            .checked_sub_days(Days::new(DAYS))
            .unwrap_or_default()
            .into(),
    };
    Ok((from, to))
}
