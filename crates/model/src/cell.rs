use crate::{ColumnType, Time};

/// The id of a row, or a reference to one: `kind/natural key`.
///
/// A connector does not know which integration it runs for, so ids leave it unprefixed; the engine puts the
/// integration's id in front of every cell of this type, and two integrations never collide.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub String);

impl Id {
    /// The id of the row of `kind` (the table's singular) that the upstream knows by `key`.
    pub fn new(kind: &str, key: impl std::fmt::Display) -> Self {
        Self(format!("{kind}/{key}"))
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum Cell {
    /// The upstream said nothing.
    Null,
    /// A text; also enums, by their documented words.
    Text(String),
    /// An [`Id`].
    Id(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// A moment.
    Time(Time),
    /// A list of texts, in the upstream's order.
    TextList(Vec<String>),
}

/// A Rust type that can be a column.
pub trait Value {
    /// The column's type.
    const TYPE: ColumnType;
    /// Whether the column may be NULL.
    const NULLABLE: bool = false;
    /// The value as a cell.
    fn cell(self) -> Cell;
}

macro_rules! value {
    ($($rust:ty => $variant:ident),* $(,)?) => {$(
        impl Value for $rust {
            const TYPE: ColumnType = ColumnType::$variant;
            fn cell(self) -> Cell {
                Cell::$variant(self.into())
            }
        }
    )*};
}

value! { String => Text, i64 => Int, f64 => Float, bool => Bool, Time => Time, Vec<String> => TextList }

impl Value for Id {
    const TYPE: ColumnType = ColumnType::Id;
    fn cell(self) -> Cell {
        Cell::Id(self.0)
    }
}

impl<V: Value> Value for Option<V> {
    const TYPE: ColumnType = V::TYPE;
    const NULLABLE: bool = true;
    fn cell(self) -> Cell {
        self.map_or(Cell::Null, Value::cell)
    }
}

/// How long a text is, in characters.
pub fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}
