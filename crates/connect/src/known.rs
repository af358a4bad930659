use crate::{Page, Post, Prepare, Tail};

/// How known records of a stream are read again. A record that is not there any more is removed, and every record
/// that is not final ([`crate::Record::is_final`]) is read again by these means until it is.
#[derive(Clone, Copy, Debug)]
pub struct Refresh {
    /// What is asked.
    pub by: RefreshBy,
    /// Seconds until the first look at a record that is not final; doubles each time.
    pub first: u32,
    /// Longest pause between two looks, in seconds.
    pub longest: u32,
    /// Seconds after a record became final at which it is looked at once more: things are run again, states follow.
    /// 0 when that does not happen.
    pub late: u32,
    /// Makes a record null that the configuration leaves out: a list asks only for what is chosen, a name does not.
    pub chosen: Option<Prepare>,
}

/// What is asked for known records.
#[derive(Clone, Copy, Debug)]
pub enum RefreshBy {
    /// `GET` a path, one request each. Placeholders are those of a stream's path, and `{key}`; a list that a
    /// [`crate::Setup`] found is written with commas.
    Path(&'static str),
    /// GraphQL by the upstream's own global ids.
    Nodes(Nodes),
    /// GraphQL, many at once, each under an alias.
    Aliases(Aliases),
}

/// Records by the upstream's own global ids.
#[derive(Clone, Copy, Debug)]
pub struct Nodes {
    /// Query text with `$ids`; the records are in `data.nodes`.
    pub text: &'static str,
    /// JSON pointer from a record to its id.
    pub id: &'static str,
    /// Ids that one request takes.
    pub per_request: usize,
    /// Nested connections that must be followed.
    pub tails: &'static [Tail],
}

/// Many small questions in one GraphQL request, each under an alias.
#[derive(Clone, Copy, Debug)]
pub struct Aliases {
    /// One question: `repository(owner: $owner, name: $name) { issue(number: #key) { ...Issue } }`. `$field` becomes
    /// a text of the partition (or the key), `#field` a number.
    pub item: &'static str,
    /// JSON pointer from an answer to the record.
    pub at: &'static str,
    /// What is asked once beside them, such as what is left of the quota.
    pub once: &'static str,
    /// Fragments that the question uses.
    pub fragments: &'static str,
    /// Questions that one request takes.
    pub per_request: usize,
    /// Nested connections that must be followed.
    pub tails: &'static [Tail],
}

/// A cheap list of what is still there. What is missing from two complete lists in a row is gone, with all that hangs
/// from it; a list that was refused or cut off counts for nothing.
#[derive(Clone, Copy, Debug)]
pub struct Census {
    /// What is asked.
    pub by: CensusBy,
    /// JSON pointer from an entry to the record's key: a text or a number.
    pub key: &'static str,
    /// Column of the stream's table that references the partition's row; empty for a stream that is run once, whose
    /// list is of everything in the integration.
    pub within: &'static str,
}

/// How the list of what is still there is asked for.
#[derive(Clone, Copy, Debug)]
pub enum CensusBy {
    /// GraphQL.
    GraphQl {
        /// Text with `$n`, `$after` and the partition's fields.
        text: &'static str,
        /// JSON pointer from `data` to the connection.
        list: &'static str,
    },
    /// A REST list.
    List {
        /// Path, with placeholders as in a stream.
        path: &'static str,
        /// Parameters that never change.
        query: &'static [(&'static str, &'static str)],
        /// JSON pointer to the list in an answer.
        items: &'static str,
        /// How to step.
        page: Page,
    },
    /// `POST` with a JSON body.
    Post {
        /// What is asked. Placeholders are those of a stream's own body.
        ask: Post,
        /// JSON pointer to the list in an answer.
        items: &'static str,
        /// How to step.
        page: Page,
    },
}

impl Census {
    /// The GraphQL text, if it is asked in GraphQL.
    pub const fn text(&self) -> Option<&'static str> {
        match self.by {
            CensusBy::GraphQl { text, .. } => Some(text),
            CensusBy::List { .. } | CensusBy::Post { .. } => None,
        }
    }
}

/// One cheap question for many partitions: what changed since the last one? Streams name the answers that concern
/// them ([`crate::Stream::changed_by`]); where those are as they were, the stream is not read.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    /// The question. An answer is what stands under an alias.
    pub question: Aliases,
    /// Partitions up to which asking each is no dearer than the question.
    pub worth_from: usize,
}

/// How to tell how many records of a stream there are before any is read. Lists that say it with their first page need
/// none of this.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    /// GraphQL, for many partitions at once.
    Many {
        /// The question; streams that share one ask it once. Its `at` is empty.
        question: &'static Aliases,
        /// JSON pointer from an answer to the connection: `totalCount` and, where `nodes` are asked for, the newest of
        /// them with the time that [`crate::Cursor::StopAt`] names, from which is reckoned how many are new enough.
        /// Empty for what is not counted.
        list: &'static str,
        /// JSON pointer from an answer to the kilobytes that a git repository takes; empty where it is not told.
        kilobytes: &'static str,
    },
    /// `POST` with a JSON body, whose placeholders are those of the stream's own.
    Post {
        /// What is asked.
        ask: Post,
        /// JSON pointer to the number.
        at: &'static str,
    },
    /// The first page of the list says it: JSON pointer to the number.
    Page(&'static str),
}
