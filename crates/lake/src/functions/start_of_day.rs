//! `start_of_day(a)`.

use std::sync::Arc;

use arrow_array::TimestampMicrosecondArray;
use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_schema::DataType;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use datafusion::common::exec_err;
use datafusion::error::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};

use super::is_time_or_text;
use crate::layout::timestamp;

/// The first moment of a day in a time zone; where the clocks skip midnight, the first that there is.
pub fn midnight(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    let mut hours = (0..3).map(|hours| midnight + TimeDelta::hours(hours));
    hours
        .find_map(|local| zone.from_local_datetime(&local).earliest())
        .map_or_else(|| midnight.and_utc(), |time| time.with_timezone(&Utc))
}

/// The first moment of the day that holds `a`, NULL when it is.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct StartOfDay {
    signature: Signature,
    zone: Tz,
}

impl StartOfDay {
    pub(super) fn new(zone: Tz) -> Self {
        Self {
            signature: Signature::user_defined(Volatility::Immutable),
            zone,
        }
    }

    fn of(&self, micros: i64) -> Option<i64> {
        let time = DateTime::<Utc>::from_timestamp_micros(micros)?;
        let date = time.with_timezone(&self.zone).date_naive();
        Some(midnight(self.zone, date).timestamp_micros())
    }
}

impl ScalarUDFImpl for StartOfDay {
    fn name(&self) -> &'static str {
        "start_of_day"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(timestamp())
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        match arguments {
            [argument] if is_time_or_text(argument) => Ok(vec![timestamp()]),
            [argument] => exec_err!("start_of_day takes a time, not {argument}"),
            _ => exec_err!("start_of_day takes one time"),
        }
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let times = arrays[0].as_primitive::<TimestampMicrosecondType>();
        let starts: TimestampMicrosecondArray = times
            .iter()
            .map(|time| time.and_then(|time| self.of(time)))
            .collect();
        Ok(ColumnarValue::Array(Arc::new(starts.with_timezone("UTC"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(zone: Tz, text: &str) -> String {
        let micros = DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros();
        let start = StartOfDay::new(zone).of(micros).unwrap();
        DateTime::from_timestamp_micros(start).unwrap().to_rfc3339()
    }

    #[test]
    fn days_begin_where_the_zone_says() {
        let evening = "2024-03-10T23:30:00Z";
        assert_eq!(start(Tz::UTC, evening), "2024-03-10T00:00:00+00:00");
        assert_eq!(start(Tz::Europe__Berlin, evening), "2024-03-10T23:00:00+00:00");
        assert_eq!(start(Tz::America__New_York, evening), "2024-03-10T05:00:00+00:00");
        // In Beirut the clocks skipped this midnight.
        assert_eq!(
            start(Tz::Asia__Beirut, "2024-03-31T10:00:00Z"),
            "2024-03-30T22:00:00+00:00"
        );
    }
}
