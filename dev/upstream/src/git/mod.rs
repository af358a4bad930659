//! Real git: object names computed in memory, repositories written by `git fast-import` when first asked for,
//! served by `git http-backend`.

mod backend;
mod diff;
mod fast_import;
mod history;
mod objects;

pub(crate) use backend::{GitRequest, GitStore};
pub(crate) use diff::{FileChange, apply, diff};
pub(crate) use history::History;
pub(crate) use objects::{File, Signature, Tree};
