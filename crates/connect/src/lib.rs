//! The vocabulary in which a connector is written: facts, not code.
//!
//! A [`Connector`] is a `static` value that says where an upstream lives, how it authenticates, what it allows,
//! and which [`Stream`]s it has. A [`Record`] mirrors one upstream document and says which rows it becomes. The
//! engine (crate `ingest`) reads these facts and does all IO; nothing here or in a connector touches the network,
//! the clock or the disk.
#![warn(missing_docs)]

mod attach;
mod auth;
mod body;
mod budget;
mod connector;
mod cost;
mod error;
mod gap;
mod known;
mod page;
mod record;
mod stream;
mod webhook;

pub use attach::{Ask, Attach};
pub use auth::{AUTH_KEY, AuthField, AuthKind, AuthMethod, CA_KEY, Credential, FREE_KEY, Grant, OAuth2};
pub use body::{Context, Enrich, Post, Prepare, Setup, Whole};
pub use budget::{Bucket, Budget, QuotaHeaders};
pub use connector::{BaseUrl, Category, Check, Choice, Connector};
pub use cost::{Cost, Load};
pub use error::{Action, ErrorRule, FetchError, MapError, When};
pub use gap::Gap;
pub use known::{Aliases, Census, CensusBy, Count, Nodes, Probe, Refresh, RefreshBy};
pub use page::{Cursor, Page};
pub use record::{Key, Partition, Record, Scope, key_text};
pub use stream::{Each, Expand, GitPart, GraphQl, Read, Request, RowOf, Seen, Stream, Tail, read};
pub use webhook::{
    At, Carried, Challenge, Encoding, First, Hmac, HookList, Message, Misfit, Only, Proof, Pushed, ReadEvent,
    Redelivery, Replay, Rule, SecretFrom, Spot, Touched, WebhookEvent, Webhooks, Where, touched,
};
