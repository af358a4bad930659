//! The connectors: one folder each, facts and shapes only. No IO happens here.
#![warn(missing_docs)]

pub mod azure_devops;
pub mod bitbucket;
pub mod custom;
pub mod docs;
pub mod git;
pub mod github;
pub mod gitlab;
pub mod jira;
mod parts;
mod words;

use weir_connect::Connector;

/// Every connector, as the catalogue lists them.
pub static ALL: &[&Connector] = &[
    &github::CONNECTOR,
    &gitlab::CONNECTOR,
    &bitbucket::CONNECTOR,
    &jira::CONNECTOR,
    &azure_devops::CONNECTOR,
    &git::CONNECTOR,
    &custom::CONNECTOR,
];

/// The default of configuration switches.
fn on() -> bool {
    true
}

/// The connector of that id.
pub fn find(id: &str) -> Option<&'static Connector> {
    ALL.iter().copied().find(|connector| connector.id == id)
}
