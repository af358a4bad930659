//! Records that are known by name: those that are read again, and those that are gone.

use weir_model::Time;

/// A record, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordName {
    /// Stream.
    pub stream: String,
    /// Partition id; empty for streams that have none.
    pub partition: String,
    /// Natural key.
    pub key: String,
}

/// A record that is to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRecord {
    /// Which.
    pub name: RecordName,
    /// The upstream's own global id, where reading takes one.
    pub handle: String,
    /// When to look.
    pub due: Time,
    /// Looks so far.
    pub tries: u32,
    /// Whether it is final, and looked at once more only to be sure.
    pub late: bool,
}

/// A change of the queue of records that are to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenChange {
    /// It is in the queue like this.
    Set(OpenRecord),
    /// It is not in the queue any more.
    Drop(RecordName),
}

/// Something small that the engine remembers about a stream, a partition or a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// Stream.
    pub stream: String,
    /// Partition id; empty for streams that have none.
    pub partition: String,
    /// Name within them, such as a record's key; may be empty.
    pub name: String,
    /// What is remembered; `None` forgets it.
    pub value: Option<String>,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// A record was missing from the last complete census.
    Missing,
    /// When a census was last complete.
    Census,
    /// What the change probe last answered.
    Probe,
    /// Page size that works for a query.
    PageSize,
    /// Validator of an answer (`ETag`).
    Validator,
    /// When it was last asked how long the credential is good for.
    Expiry,
}

impl NoteKind {
    /// The word under which it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Census => "census",
            Self::Probe => "probe",
            Self::PageSize => "page_size",
            Self::Validator => "validator",
            Self::Expiry => "expiry",
        }
    }
}
