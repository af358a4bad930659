//! The embedded UI and what protects it in a browser.

mod guards;
mod ui;

pub(crate) use guards::{allowed_host, allowed_origin, secure_headers};
pub(crate) use ui::asset;

#[cfg(test)]
mod tests;
