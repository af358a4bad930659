use weir_model::{Batch, Id, Table};

use crate::attach::Attach;
use crate::body::{Enrich, Post, Prepare, Setup, Whole};
use crate::{Census, Count, Cursor, Key, MapError, Page, Partition, Probe, Record, Refresh, Scope};

/// Maps one raw record, its rows into the batch.
pub type Read = fn(raw: &str, scope: &Scope<'_>, out: &mut Batch) -> Result<Seen, MapError>;

/// The row that a key stands for: [`Record::row`].
pub type RowOf = fn(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)>;

/// What is known of a record besides its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its key.
    pub key: Key,
    /// The partition it defines, if it is one.
    pub partition: Option<Partition>,
    /// Whether the upstream is done with it.
    pub is_final: bool,
}

/// A collection of one kind of record.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    /// `pull_requests`: unique in the connector.
    pub name: &'static str,
    /// What it collects.
    pub doc: &'static str,
    /// The vendor's reference page.
    pub docs: &'static str,
    /// What it is run for.
    pub each: Each,
    /// What is asked.
    pub request: Request,
    /// JSON pointer to the list in an answer; empty when the answer is the list.
    pub items: &'static str,
    /// Whether the answer is one record, not a list.
    pub single: bool,
    /// How to step.
    pub page: Page,
    /// What "newer" means.
    pub cursor: Cursor,
    /// Further records to fetch for each record of a page, before the page counts as done.
    pub expand: &'static [Expand],
    /// What is asked for the records of a page and put into them.
    pub attach: &'static [Attach],
    /// Lists that are put into the records of a page, asked for many records at once.
    pub enrich: &'static [Enrich],
    /// Lists inside records that may have come cut off.
    pub whole: &'static [Whole],
    /// What must be asked before it can be.
    pub setup: Option<Setup>,
    /// What is done to each record before it is stored.
    pub prepare: Option<Prepare>,
    /// Configuration switch (boolean, default true) without which it is not run.
    pub option: Option<&'static str>,
    /// Choice of the configuration and the value with which it is run: variants of a product are asked in different
    /// ways for the same thing, by streams of one name.
    pub variant: Option<crate::Choice>,
    /// Choice of the configuration and the value with which it is run: the same thing may be read in different ways, by
    /// streams of one name.
    pub way: Option<crate::Choice>,
    /// Permission it needs, in the vendor's words.
    pub permission: &'static str,
    /// Whether a refusal (403, 404, 410) leaves the stream out with a note, rather than failing the task:
    /// repositories may have issues or pipelines switched off.
    pub optional: bool,
    /// How known records are read again one by one; without it, the stream's newest pages are.
    pub refresh: Option<Refresh>,
    /// How to tell cheaply what is still there.
    pub census: Option<Census>,
    /// How to tell cheaply which of the partitions that it defines changed.
    pub changes: Option<Probe>,
    /// Which answers of its parent's [`Probe`] say that there is something new, as JSON pointers; empty when none
    /// does.
    pub changed_by: &'static [&'static str],
    /// Seconds after which it is read whatever those answers are: not every change shows in them.
    pub blind: u32,
    /// How to tell how many records there are before any is read; without it, what every list of its kind may say.
    pub count: Option<Count>,
    /// Whether an answer that is as it was the last time (304) costs nothing at the upstream, so that lists of one page
    /// are asked with the validator of their last answer.
    pub unchanged_is_free: bool,
    /// Maps one record.
    pub read: Read,
    /// The row that a key stands for.
    pub row: RowOf,
}

/// What a stream is run for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Once.
    Once,
    /// Each entry of a list in the configuration; the entry fills the placeholder `{}` of the path.
    Config(&'static str),
    /// Each partition that another stream has found; its fields fill the placeholders.
    Partition(&'static str),
    /// Once, when none of these lists of the configuration has an entry.
    Otherwise(&'static [&'static str]),
}

/// What is asked of the upstream.
#[derive(Clone, Copy, Debug)]
pub enum Request {
    /// `GET` a path below the base URL, with fixed query parameters.
    Rest {
        /// Path with placeholders: `/repos/{full_name}/releases`.
        path: &'static str,
        /// Parameters. A value `{?name}` is the configuration's switch of that name, `true` or `false`; other
        /// placeholders are filled as those of paths are, and for [`Cursor::Since`] with its parameter, which then
        /// is none of its own: `updated_on >= {since}`.
        query: &'static [(&'static str, &'static str)],
    },
    /// `POST` with a JSON body.
    Post(Post),
    /// A GraphQL connection.
    GraphQl(GraphQl),
    /// The commits, files, branches and tags of a git repository, through a persistent mirror. The partition's
    /// `clone_url` says where; records come as `git` makes them (see the engine's `git` module).
    Git(GitPart),
    /// Nothing: deliveries carry the records. See [`crate::Carried`].
    Pushed,
}

/// A GraphQL list. Its text has the variables `$n` (page size) and `$after` (cursor), and one variable for each
/// partition field it names (`$owner`, `$name`).
#[derive(Clone, Copy, Debug)]
pub struct GraphQl {
    /// Query text.
    pub text: &'static str,
    /// JSON pointer from `data` to the connection: `/repository/pullRequests`.
    pub list: &'static str,
    /// First page size tried; the engine halves it when the upstream fails and grows it back, per partition.
    pub page_size: u32,
    /// Nested connections that must be followed to their ends.
    pub tails: &'static [Tail],
}

/// A connection inside a record that may be longer than its first page. The engine fetches the rest and appends it
/// to the record's list before the record is landed.
#[derive(Clone, Copy, Debug)]
pub struct Tail {
    /// JSON pointer from the record to the connection: `/timelineItems`.
    pub list: &'static str,
    /// Query text with `$after`. Other variables it names are members of the record (`$id`, `$iid`) or, where it has
    /// none of that name, fields of the partition.
    pub text: &'static str,
    /// JSON pointer from `data` to the connection in the answer: `/node/timelineItems`.
    pub at: &'static str,
}

/// Records fetched for the records of a page: the jobs of runs.
#[derive(Clone, Copy, Debug)]
pub struct Expand {
    /// Stream name under which they are landed.
    pub stream: &'static str,
    /// What to ask, for many parents at once.
    pub text: &'static str,
    /// JSON pointer from a parent record to the id put into `$ids`.
    pub id: &'static str,
    /// How many parents one request takes.
    pub per_request: usize,
    /// Nested connections that must be followed.
    pub tails: &'static [Tail],
    /// Configuration switch (boolean, default true).
    pub option: Option<&'static str>,
    /// Maps one of them; each non-null entry of `data.nodes` is one record.
    pub read: Read,
}

/// A part of what a git mirror tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GitPart {
    /// Commits with parents and touched files.
    Commits,
    /// Branches and tags.
    Refs,
}

impl Stream {
    /// A stream with the usual settings: run once, `GET`, one unpaged list, always read in full, required.
    pub const fn of<R: Record>(name: &'static str, path: &'static str) -> Self {
        Self {
            name,
            doc: "",
            docs: "",
            each: Each::Once,
            request: Request::Rest { path, query: &[] },
            items: "",
            single: false,
            page: Page::None,
            cursor: Cursor::FullRefresh,
            expand: &[],
            attach: &[],
            enrich: &[],
            whole: &[],
            setup: None,
            prepare: None,
            option: None,
            variant: None,
            way: None,
            permission: "",
            optional: false,
            refresh: None,
            census: None,
            changes: None,
            changed_by: &[],
            blind: 0,
            count: None,
            unchanged_is_free: false,
            read: read::<R>,
            row: R::row,
        }
    }

    /// What it collects, and the vendor's page on it.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str, docs: &'static str) -> Self {
        self.doc = doc;
        self.docs = docs;
        self
    }

    /// What it is run for.
    #[must_use]
    pub const fn each(mut self, each: Each) -> Self {
        self.each = each;
        self
    }

    /// Fixed query parameters of a REST stream.
    #[must_use]
    pub const fn query(mut self, fixed: &'static [(&'static str, &'static str)]) -> Self {
        if let Request::Rest { path, .. } = self.request {
            self.request = Request::Rest { path, query: fixed };
        }
        self
    }

    /// Asks with `POST` and this JSON body instead; see [`Post`].
    #[must_use]
    pub const fn post(mut self, body: &'static str) -> Self {
        if let Request::Rest { path, .. } = self.request {
            self.request = Request::Post(Post { path, body });
        }
        self
    }

    /// Asks by GraphQL instead.
    #[must_use]
    pub const fn graphql(mut self, query: GraphQl) -> Self {
        self.request = Request::GraphQl(query);
        self
    }

    /// Reads a git mirror instead.
    #[must_use]
    pub const fn git(mut self, part: GitPart) -> Self {
        self.request = Request::Git(part);
        self
    }

    /// Asks nothing: its records are delivered.
    #[must_use]
    pub const fn pushed(mut self) -> Self {
        self.request = Request::Pushed;
        self
    }

    /// JSON pointer to the list.
    #[must_use]
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// The answer is one record.
    #[must_use]
    pub const fn single(mut self) -> Self {
        self.single = true;
        self
    }

    /// How to step.
    #[must_use]
    pub const fn page(mut self, page: Page) -> Self {
        self.page = page;
        self
    }

    /// What "newer" means.
    #[must_use]
    pub const fn cursor(mut self, cursor: Cursor) -> Self {
        self.cursor = cursor;
        self
    }

    /// Records to fetch along.
    #[must_use]
    pub const fn expand(mut self, expand: &'static [Expand]) -> Self {
        self.expand = expand;
        self
    }

    /// What to put into its records.
    #[must_use]
    pub const fn attach(mut self, attach: &'static [Attach]) -> Self {
        self.attach = attach;
        self
    }

    /// Lists to put into its records.
    #[must_use]
    pub const fn enrich(mut self, enrich: &'static [Enrich]) -> Self {
        self.enrich = enrich;
        self
    }

    /// Lists inside its records that may have come cut off.
    #[must_use]
    pub const fn whole(mut self, whole: &'static [Whole]) -> Self {
        self.whole = whole;
        self
    }

    /// What must be asked before it can be.
    #[must_use]
    pub const fn setup(mut self, setup: Setup) -> Self {
        self.setup = Some(setup);
        self
    }

    /// What is done to each record before it is stored.
    #[must_use]
    pub const fn prepare(mut self, prepare: Prepare) -> Self {
        self.prepare = Some(prepare);
        self
    }

    /// Runs only when the choice of the configuration has this value.
    #[must_use]
    pub const fn variant(mut self, choice: &'static str, value: &'static str) -> Self {
        self.variant = Some((choice, value));
        self
    }

    /// Runs only when the configuration chooses this way to read.
    #[must_use]
    pub const fn way(mut self, choice: &'static str, value: &'static str) -> Self {
        self.way = Some((choice, value));
        self
    }

    /// Configuration switch.
    #[must_use]
    pub const fn option(mut self, name: &'static str) -> Self {
        self.option = Some(name);
        self
    }

    /// Permission it needs.
    #[must_use]
    pub const fn permission(mut self, permission: &'static str) -> Self {
        self.permission = permission;
        self
    }

    /// How known records are read again.
    #[must_use]
    pub const fn refresh(mut self, refresh: Refresh) -> Self {
        self.refresh = Some(refresh);
        self
    }

    /// How to tell what is still there.
    #[must_use]
    pub const fn census(mut self, census: Census) -> Self {
        self.census = Some(census);
        self
    }

    /// How to tell which of its partitions changed.
    #[must_use]
    pub const fn changes(mut self, probe: Probe) -> Self {
        self.changes = Some(probe);
        self
    }

    /// Which answers of the parent's probe say that there is something new, and the seconds after which it is read
    /// whatever they are.
    #[must_use]
    pub const fn changed_by(mut self, pointers: &'static [&'static str], blind: u32) -> Self {
        self.changed_by = pointers;
        self.blind = blind;
        self
    }

    /// How to tell how many records there are.
    #[must_use]
    pub const fn count(mut self, count: Count) -> Self {
        self.count = Some(count);
        self
    }

    /// An answer that is as it was costs nothing.
    #[must_use]
    pub const fn unchanged_is_free(mut self) -> Self {
        self.unchanged_is_free = true;
        self
    }

    /// A refusal leaves it out with a note.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

/// [`Record::map`] with the type erased: parse, take the key, map.
pub fn read<R: Record>(raw: &str, scope: &Scope<'_>, out: &mut Batch) -> Result<Seen, MapError> {
    let record: R = serde_json::from_str(raw).map_err(|source| MapError {
        what: std::any::type_name::<R>().rsplit("::").next().unwrap_or("record"),
        source,
    })?;
    let seen = Seen {
        key: record.key(scope),
        partition: record.partition(),
        is_final: record.is_final(),
    };
    record.map(scope, out);
    Ok(seen)
}
