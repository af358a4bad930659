//! Jira: the connector against the simulator and against recordings.

mod contract;
mod lanes;
mod recorded;
mod requests;
mod support;
mod sync;
mod wadl;
mod webhooks;
