//! Which crate may use which: data flows one way and no crate reaches back.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::sh::command;

/// A crate and the crates of the workspace it may depend on (tests may use more).
const ALLOWED: &[(&str, &[&str])] = &[
    ("weir-model", &[]),
    ("weir-connect", &["weir-model"]),
    ("weir-connectors", &["weir-connect", "weir-model"]),
    ("weir-ingest", &["weir-connect", "weir-model"]),
    ("weir-lake", &["weir-model"]),
    ("weir-control", &["weir-model"]),
    ("weir-measures", &["weir-lake", "weir-model"]),
    ("weir-notify", &["weir-model"]),
    (
        "weir-insights",
        &["weir-control", "weir-lake", "weir-measures", "weir-model"],
    ),
    ("weir-upstream", &[]),
    (
        "weir-server",
        &[
            "weir-connect",
            "weir-connectors",
            "weir-control",
            "weir-ingest",
            "weir-insights",
            "weir-lake",
            "weir-measures",
            "weir-model",
            "weir-notify",
        ],
    ),
];

/// A library and the only crates that may use it directly.
const ONLY: &[(&str, &[&str])] = &[
    ("sqlx", &["weir-control"]),
    ("datafusion", &["weir-lake"]),
    ("deltalake-core", &["weir-lake"]),
    ("lettre", &["weir-notify"]),
    // Ingest calls upstreams; notify calls whom an account asks to be told; the command line asks its own server.
    ("reqwest", &["weir-ingest", "weir-notify", "weir"]),
];

pub(crate) fn check() -> Result<Vec<String>> {
    let output = command(".", "cargo metadata --format-version 1 --no-deps --offline").output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("reading `cargo metadata`")?;
    let mut breaches = Vec::new();
    for (name, dependencies) in dependencies(&metadata) {
        for dependency in dependencies {
            let rule = ALLOWED.iter().find(|(package, _)| *package == name);
            let ours = dependency.starts_with("weir-");
            if ours && rule.is_some_and(|(_, allowed)| !allowed.contains(&dependency.as_str())) {
                breaches.push(format!("{name} may not depend on {dependency}"));
            }
            let only = ONLY.iter().find(|(library, _)| *library == dependency);
            if only.is_some_and(|(_, users)| !users.contains(&name.as_str())) {
                breaches.push(format!("{name} may not use {dependency} directly"));
            }
        }
    }
    Ok(breaches)
}

/// Normal dependencies of each package; what only tests use does not count.
fn dependencies(metadata: &Value) -> BTreeMap<String, Vec<String>> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|package| {
            let used = package["dependencies"].as_array().into_iter().flatten();
            let used = used
                .filter(|dependency| dependency["kind"].is_null())
                .map(|d| text(&d["name"]))
                .collect();
            (text(&package["name"]), used)
        })
        .collect()
}
