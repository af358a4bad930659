/// How to step from one page of a REST list to the next. The end is only ever what the upstream says, never a
/// short page.
#[derive(Clone, Copy, Debug)]
pub enum Page {
    /// The list is whole.
    None,
    /// `Link: <…>; rel="next"`, followed as it is.
    Link {
        /// Parameter and value of the page size.
        size: (&'static str, u32),
    },
    /// Numbered pages; ends when a page is empty.
    Number {
        /// Parameter that takes the page number, from 1.
        page: &'static str,
        /// Parameter and value of the page size.
        size: (&'static str, u32),
    },
    /// Offsets; ends when the upstream's total is reached or, without one, when a page is empty.
    Offset {
        /// Parameter that takes the offset.
        offset: &'static str,
        /// Parameter and value of the page size.
        size: (&'static str, u32),
        /// JSON pointer to the total, or to a boolean that says whether there is more; with `!` before it, whether
        /// it was the last page.
        more: &'static str,
        /// Offset beyond which the upstream answers nothing.
        max: u32,
    },
    /// A token in the answer.
    Token {
        /// Parameter that takes it.
        param: &'static str,
        /// JSON pointer to it; absent, null or empty means the end.
        at: &'static str,
        /// Parameter and value of the page size.
        size: (&'static str, u32),
    },
    /// A whole URL in the answer.
    NextUrl {
        /// JSON pointer to it.
        at: &'static str,
        /// Parameter and value of the page size.
        size: (&'static str, u32),
    },
}

/// How a stream is kept up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// Everything, each time.
    FullRefresh,
    /// The upstream filters by modification time and sorts ascending.
    Since {
        /// Parameter that takes the time (RFC 3339).
        param: &'static str,
        /// JSON pointer in a record to its modification time.
        field: &'static str,
        /// Seconds read again each time, for indexes that lag.
        overlap: u32,
    },
    /// The list comes newest change first: read until a record is older than what is covered.
    StopAt {
        /// JSON pointer in a record to the time the list is sorted by; several, with spaces between them, where it is
        /// at different places in different records.
        field: &'static str,
        /// Seconds read again each time.
        overlap: u32,
    },
    /// Commits from the newest of a branch back, which never change: read until everything is met again that the newest
    /// of the last time led to. A time would not do, as what is merged may be older than what was read.
    Ancestry {
        /// JSON pointer in a record to the time at which it was committed.
        field: &'static str,
        /// JSON pointer in a record to its name.
        id: &'static str,
        /// JSON pointer in a record to the list of its parents.
        parents: &'static str,
        /// JSON pointer in a parent to its name; empty when it is the name.
        parent: &'static str,
    },
    /// The upstream filters by a time range and answers no more than `cap` records of it: newest window first,
    /// windows that reach the cap are halved.
    Windows {
        /// Parameter that takes `FROM..TO` (RFC 3339).
        param: &'static str,
        /// JSON pointer in a record to the time that is filtered.
        field: &'static str,
        /// JSON pointer in an answer to the number of records in the window.
        total: &'static str,
        /// Most records one window answers.
        cap: u32,
        /// Days of a window to begin with.
        days: u32,
        /// Days read again each time, since records change after they are first listed.
        lookback_days: u32,
    },
}
