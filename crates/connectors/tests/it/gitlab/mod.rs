//! GitLab: its own descriptions and recordings, and the whole way from the simulator to rows.

mod commits;
mod contract;
mod costs;
mod queries;
mod recorded;
mod redelivery;
mod sync;
mod webhooks;
