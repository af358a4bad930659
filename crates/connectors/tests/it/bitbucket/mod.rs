//! Bitbucket Cloud.

mod contract;
mod recorded;
mod requests;
mod support;
mod sync;
mod webhooks;
