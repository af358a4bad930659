use crate::{Page, Tail};

/// Something that a list leaves out: asked for the records of a page, and put into them before they are landed.
#[derive(Clone, Copy, Debug)]
pub struct Attach {
    /// Name of the member that it becomes; upstream records have none of that name.
    pub member: &'static str,
    /// What to ask.
    pub ask: Ask,
    /// Configuration switch (boolean, default true).
    pub option: Option<&'static str>,
    /// JSON pointer to what only records have of which it is not asked.
    pub unless: Option<&'static str>,
    /// Whether a refusal (403, 404, 410) leaves it out, counted, for the rest of the run: paid features.
    pub optional: bool,
}

/// How something is asked for the records of a page. Variables that a GraphQL text names besides those said here are
/// fields of the partition; an answer belongs to the record whose key ends its own (`gid://gitlab/Ci::Pipeline/12`).
#[derive(Clone, Copy, Debug)]
pub enum Ask {
    /// By GraphQL, for many records at once.
    Ids {
        /// Query text with `$ids`.
        text: &'static str,
        /// JSON pointer from a record to its key.
        id: &'static str,
        /// JSON pointer from `data` to the list in the answer.
        at: &'static str,
        /// JSON pointer from an entry of that list to its key.
        by: &'static str,
        /// How many records one request takes.
        per_request: usize,
        /// Nested connections that must be followed.
        tails: &'static [Tail],
    },
    /// By GraphQL, a list of the time that the page spans.
    Span {
        /// Query text with `$from`, `$to`, `$n` and `$after`.
        text: &'static str,
        /// JSON pointer from a record to the time that is spanned.
        field: &'static str,
        /// JSON pointer from a record to its key.
        id: &'static str,
        /// JSON pointer from `data` to the connection in the answer.
        at: &'static str,
        /// JSON pointer from an entry of that connection to its key.
        by: &'static str,
        /// Page size.
        page_size: u32,
        /// Nested connections that must be followed.
        tails: &'static [Tail],
    },
    /// A REST list for each record.
    List {
        /// Path whose placeholders are members of the record (`{commit/id}` is one inside another) or else fields of
        /// the partition. Of a record that lacks one, nothing is asked.
        path: &'static str,
        /// Parameters that never change.
        query: &'static [(&'static str, &'static str)],
        /// JSON pointer to the list in an answer.
        items: &'static str,
        /// How to step.
        page: Page,
    },
    /// Each record once more by its name, with what its list cuts off. A record that has it already is not asked for.
    Whole {
        /// Path, as that of a list.
        path: &'static str,
        /// JSON pointer to what only whole records have.
        has: &'static str,
    },
}

impl Attach {
    /// The GraphQL text, where it is asked so.
    pub const fn text(&self) -> Option<&'static str> {
        match self.ask {
            Ask::Ids { text, .. } | Ask::Span { text, .. } => Some(text),
            Ask::List { .. } | Ask::Whole { .. } => None,
        }
    }

    /// Nested connections that must be followed.
    pub const fn tails(&self) -> &'static [Tail] {
        match self.ask {
            Ask::Ids { tails, .. } | Ask::Span { tails, .. } => tails,
            Ask::List { .. } | Ask::Whole { .. } => &[],
        }
    }
}
