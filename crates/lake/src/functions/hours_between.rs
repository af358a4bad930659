//! `hours_between(a, b)`.

use std::sync::Arc;

use arrow_array::Float64Array;
use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_schema::DataType;
use datafusion::common::exec_err;
use datafusion::error::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};

use super::is_time_or_text;
use crate::calendar::{Calendar, hours};
use crate::layout::timestamp;

/// Hours from `a` to `b`, negative when `b` is earlier, NULL when either is.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct HoursBetween {
    signature: Signature,
    /// All hours count when there is none.
    calendar: Option<Calendar>,
}

impl HoursBetween {
    pub(super) fn new(calendar: Option<Calendar>) -> Self {
        Self {
            signature: Signature::user_defined(Volatility::Immutable),
            calendar,
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
            if !is_time_or_text(argument) {
                return exec_err!("hours_between takes two times, not {argument}");
            }
        }
        Ok(vec![timestamp(), timestamp()])
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [from, to] = [0, 1].map(|index| arrays[index].as_primitive::<TimestampMicrosecondType>());
        let calendar = self.calendar.as_ref();
        let hours = from.iter().zip(to).map(|pair| match pair {
            (Some(from), Some(to)) => Some(hours(calendar, from, to)),
            _ => None,
        });
        Ok(ColumnarValue::Array(Arc::new(hours.collect::<Float64Array>())))
    }
}
