//! SQL functions of our own, where the engines that may run a metric's SQL spell things differently, or know nothing of a
//! project's calendar.

mod hours_between;
mod start_of_day;

use arrow_schema::DataType;
use chrono_tz::Tz;
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::SessionContext;

use crate::Calendar;
use hours_between::HoursBetween;
use start_of_day::StartOfDay;
pub use start_of_day::midnight;

pub(crate) fn register(context: &SessionContext) {
    context.register_udf(ScalarUDF::from(HoursBetween::new(None)));
    begin_days_in(context, Tz::UTC);
}

/// From now on, `hours_between` counts only the hours of a calendar.
pub(crate) fn count_by(context: &SessionContext, calendar: Calendar) {
    context.register_udf(ScalarUDF::from(HoursBetween::new(Some(calendar))));
}

/// From now on, `start_of_day` means the days of a time zone.
pub(crate) fn begin_days_in(context: &SessionContext, zone: Tz) {
    context.register_udf(ScalarUDF::from(StartOfDay::new(zone)));
}

/// Whether an argument can be read as a time.
fn is_time_or_text(argument: &DataType) -> bool {
    matches!(
        argument,
        DataType::Timestamp(..)
            | DataType::Date32
            | DataType::Date64
            | DataType::Utf8
            | DataType::Utf8View
            | DataType::LargeUtf8
            | DataType::Null
    )
}
