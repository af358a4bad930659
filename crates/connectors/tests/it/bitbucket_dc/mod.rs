//! Bitbucket Data Center: its own description and recordings, and the whole way from the simulator to rows.

mod commits;
mod contract;
mod lanes;
mod recorded;
mod requests;
mod support;
mod sync;
mod webhooks;
