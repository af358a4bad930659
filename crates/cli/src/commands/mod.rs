//! One file per noun.

pub(crate) mod collection;
pub(crate) mod contributor;
pub(crate) mod demo;
pub(crate) mod diagnose;
pub(crate) mod doctor;
pub(crate) mod export;
pub(crate) mod insight;
pub(crate) mod integration;
pub(crate) mod log;
pub(crate) mod lookup;
pub(crate) mod mapping;
pub(crate) mod metric;
pub(crate) mod notification;
pub(crate) mod preview;
pub(crate) mod project;
pub(crate) mod query;
pub(crate) mod schedule;
pub(crate) mod serve;
pub(crate) mod sync;
pub(crate) mod webhooks;
