/// A list asked with `POST` and a JSON body.
///
/// The body is a JSON text with placeholders in its texts. A text that is nothing but one placeholder becomes the
/// value itself (a list stays a list); inside longer texts the value is written out. Placeholders are those of paths,
/// what a [`Setup`] found, and for [`crate::Cursor::Since`] its parameter: `{since}` is RFC 3339, `{since:ms}`
/// milliseconds since the epoch. The page's parameters are put beside the body's own keys.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Path with placeholders.
    pub path: &'static str,
    /// JSON text.
    pub body: &'static str,
}

/// Lists that belong to the records of a page, asked for many records at once. Their entries are put into the records
/// before those are landed, so that a record is whole: the history of issues.
#[derive(Clone, Copy, Debug)]
pub struct Enrich {
    /// What is asked. The placeholder `{ids}` becomes the list of ids.
    pub ask: Post,
    /// JSON pointer from a record to the id put into `{ids}`: a text.
    pub id: &'static str,
    /// How many records one request takes.
    pub per_request: usize,
    /// How to step.
    pub page: crate::Page,
    /// JSON pointer to the list in an answer.
    pub items: &'static str,
    /// JSON pointer from one of its entries to the id of the record it belongs to.
    pub of: &'static str,
    /// JSON pointer from such an entry to what belongs to the record.
    pub list: &'static str,
    /// Where it is put in the record, by keys; objects on the way are made.
    pub into: &'static [&'static str],
}

/// A list inside a record that may be longer than what came with it. When the record says so, the whole list is read
/// again from its own address, and replaces what came.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// JSON pointer from the record to the list.
    pub list: &'static str,
    /// JSON pointer from the record to the number of entries there are; when more than came, the list is read.
    pub total: &'static str,
    /// Path of the whole list; `{id}` is the text at the record's `id`.
    pub path: &'static str,
    /// JSON pointer to the list in an answer.
    pub items: &'static str,
    /// How to step.
    pub page: crate::Page,
}

/// What must be asked before a stream can be: which of the upstream's fields hold what. Asked once in a run.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Path below the base URL.
    pub path: &'static str,
    /// What the configuration and the answer say: values for placeholders, and what [`crate::Stream::prepare`] needs.
    /// The error says what is wrong with the configuration.
    pub read: fn(config: &serde_json::Value, answer: &serde_json::Value) -> Result<Context, String>,
}

/// What a [`Setup`] found.
pub type Context = serde_json::Map<String, serde_json::Value>;

/// Changes a record before anything of it is stored: takes out what the user excluded, and writes into it what only
/// the setup knows. A record that it makes null is left out and counted. Pure.
pub type Prepare = fn(record: &mut serde_json::Value, context: &Context);
