//! SQL functions of our own, where the engines that may run a metric's SQL spell things differently.

use std::sync::Arc;

use arrow_array::Float64Array;
use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_schema::DataType;
use datafusion::common::exec_err;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use datafusion::prelude::SessionContext;

use crate::Calendar;
use crate::layout::timestamp;

pub(crate) fn register(context: &SessionContext) {
    context.register_udf(ScalarUDF::from(HoursBetween::default()));
}

/// From now on, `hours_between` counts only the hours of a calendar.
pub(crate) fn count_by(context: &SessionContext, calendar: Calendar) {
    context.register_udf(ScalarUDF::from(HoursBetween {
        calendar: Some(calendar),
        ..HoursBetween::default()
    }));
}

/// `hours_between(a, b)`: hours from `a` to `b`, negative when `b` is earlier, NULL when either is.
#[derive(Debug, PartialEq, Eq, Hash)]
struct HoursBetween {
    signature: Signature,
    /// All hours count when there is none.
    calendar: Option<Calendar>,
}

impl Default for HoursBetween {
    fn default() -> Self {
        Self {
            signature: Signature::user_defined(Volatility::Immutable),
            calendar: None,
        }
    }
}

impl ScalarUDFImpl for HoursBetween {
    fn name(&self) -> &'static str {
        "hours_between"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        if arguments.len() != 2 {
            return exec_err!("hours_between takes two times, the earlier first");
        }
        for argument in arguments {
            let time = matches!(
                argument,
                DataType::Timestamp(..) | DataType::Date32 | DataType::Date64
            );
            let text = matches!(
                argument,
                DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8
            );
            if !time && !text && *argument != DataType::Null {
                return exec_err!("hours_between takes two times, not {argument}");
            }
        }
        Ok(vec![timestamp(), timestamp()])
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [from, to] = [0, 1].map(|index| arrays[index].as_primitive::<TimestampMicrosecondType>());
        let hours = from.iter().zip(to).map(|pair| match pair {
            // The difference of two moments of this era is far below 2^53 microseconds.
            #[expect(clippy::cast_precision_loss, reason = "see above")]
            (Some(from), Some(to)) => Some(match &self.calendar {
                Some(calendar) => calendar.hours(from, to),
                None => (to.saturating_sub(from)) as f64 / 3_600_000_000.0,
            }),
            _ => None,
        });
        Ok(ColumnarValue::Array(Arc::new(hours.collect::<Float64Array>())))
    }
}
