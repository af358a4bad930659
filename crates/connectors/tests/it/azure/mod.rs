//! Azure DevOps.

mod contract;
mod costs;
mod lanes;
mod recorded;
mod support;
mod sync;
mod webhooks;
