//! The simulator from outside: over HTTP, with a real git, against the published descriptions.

mod api;
mod bitbucket_dc;
mod costs;
mod faults;
mod git;
mod gitlab;
mod hooks;
mod limits;
mod openapi;
mod recorded;
mod schema;
mod standalone;
mod support;
mod world;
