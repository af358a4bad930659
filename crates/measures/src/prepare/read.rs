//! Columns of query results by name, whatever text or time type the engine chose for them.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{
    Array, BooleanArray, Int64Array, LargeStringArray, ListArray, PrimitiveArray, RecordBatch, StringArray,
    StringViewArray,
};
use arrow_schema::{DataType, TimeUnit};

/// A text column.
pub(crate) enum Texts<'a> {
    Utf8(&'a StringArray),
    View(&'a StringViewArray),
    Large(&'a LargeStringArray),
    Absent,
}

impl<'a> Texts<'a> {
    pub(crate) fn of(batch: &'a RecordBatch, name: &str) -> Self {
        batch
            .column_by_name(name)
            .map_or(Self::Absent, |column| Self::array(column))
    }

    fn array(column: &'a dyn Array) -> Self {
        match column.data_type() {
            DataType::Utf8 => Self::Utf8(column.as_string()),
            DataType::Utf8View => Self::View(column.as_string_view()),
            DataType::LargeUtf8 => Self::Large(column.as_string()),
            _ => Self::Absent,
        }
    }

    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Utf8(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Absent => None,
        }
    }

    /// The text of a column that is never NULL.
    pub(crate) fn must(&self, row: usize) -> &'a str {
        self.get(row).unwrap_or_default()
    }
}

/// A time column, in microseconds since the epoch.
pub(crate) enum Times<'a> {
    Micro(&'a PrimitiveArray<TimestampMicrosecondType>),
    Nano(&'a PrimitiveArray<TimestampNanosecondType>),
    Milli(&'a PrimitiveArray<TimestampMillisecondType>),
    Second(&'a PrimitiveArray<TimestampSecondType>),
    Absent,
}

impl<'a> Times<'a> {
    pub(crate) fn of(batch: &'a RecordBatch, name: &str) -> Self {
        let Some(column) = batch.column_by_name(name) else {
            return Self::Absent;
        };
        match column.data_type() {
            DataType::Timestamp(TimeUnit::Microsecond, _) => Self::Micro(column.as_primitive()),
            DataType::Timestamp(TimeUnit::Nanosecond, _) => Self::Nano(column.as_primitive()),
            DataType::Timestamp(TimeUnit::Millisecond, _) => Self::Milli(column.as_primitive()),
            DataType::Timestamp(TimeUnit::Second, _) => Self::Second(column.as_primitive()),
            _ => Self::Absent,
        }
    }

    pub(crate) fn get(&self, row: usize) -> Option<i64> {
        match self {
            Self::Micro(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Nano(array) => array.is_valid(row).then(|| array.value(row).div_euclid(1_000)),
            Self::Milli(array) => array
                .is_valid(row)
                .then(|| array.value(row).saturating_mul(1_000)),
            Self::Second(array) => array
                .is_valid(row)
                .then(|| array.value(row).saturating_mul(1_000_000)),
            Self::Absent => None,
        }
    }
}

/// A column of whole numbers.
pub(crate) struct Ints<'a>(Option<&'a Int64Array>);

impl<'a> Ints<'a> {
    pub(crate) fn of(batch: &'a RecordBatch, name: &str) -> Self {
        Self(
            batch
                .column_by_name(name)
                .and_then(|column| column.as_primitive_opt::<Int64Type>()),
        )
    }

    pub(crate) fn get(&self, row: usize) -> Option<i64> {
        self.0
            .filter(|array| array.is_valid(row))
            .map(|array| array.value(row))
    }
}

/// A column of truth values.
pub(crate) struct Bools<'a>(Option<&'a BooleanArray>);

impl<'a> Bools<'a> {
    pub(crate) fn of(batch: &'a RecordBatch, name: &str) -> Self {
        Self(
            batch
                .column_by_name(name)
                .and_then(|column| column.as_boolean_opt()),
        )
    }

    pub(crate) fn get(&self, row: usize) -> Option<bool> {
        self.0
            .filter(|array| array.is_valid(row))
            .map(|array| array.value(row))
    }
}

/// A column of lists of texts.
pub(crate) struct TextLists<'a>(Option<&'a ListArray>);

impl<'a> TextLists<'a> {
    pub(crate) fn of(batch: &'a RecordBatch, name: &str) -> Self {
        Self(
            batch
                .column_by_name(name)
                .and_then(|column| column.as_list_opt::<i32>()),
        )
    }

    /// Whether any text of the row's list holds.
    pub(crate) fn any(&self, row: usize, holds: impl Fn(&str) -> bool) -> bool {
        let Some(array) = self.0.filter(|array| array.is_valid(row)) else {
            return false;
        };
        let values = array.value(row);
        let texts = Texts::array(&values);
        (0..values.len()).any(|i| texts.get(i).is_some_and(&holds))
    }
}
