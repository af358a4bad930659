//! Jira: the connector against the simulator and against recordings.

mod recorded;
mod requests;
mod support;
mod sync;
