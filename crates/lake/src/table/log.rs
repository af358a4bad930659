//! A look at a table's log before it is trusted.

use std::path::Path;

use serde_json::Value;

use super::commit::LOG;
use crate::LakeError;
use crate::layout::Layout;

/// The newest protocol this version writes; a table that asks for more was written by something newer.
const READER: u64 = 1;
const WRITER: u64 = 2;
/// The value of the table property `weir.format` this version writes.
const FORMAT: u64 = 1;

/// Whether the table has a log at all. Reads what was committed since the last checkpoint and reports the
/// first entry that is missing, broken or newer than this version.
pub(super) fn examine(layout: &Layout, folder: &Path) -> Result<bool, LakeError> {
    let log = folder.join(LOG);
    if !log.exists() {
        return no_log(layout, folder);
    }
    let names = names(&log)?;
    let checkpoint = names
        .iter()
        .filter(|n| n.contains(".checkpoint."))
        .filter_map(|n| version(n))
        .max();
    let mut entries: Vec<u64> = names
        .iter()
        .filter(|n| {
            Path::new(n)
                .extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter_map(|n| version(n))
        .collect();
    entries.sort_unstable();
    if entries.is_empty() && checkpoint.is_none() {
        return no_log(layout, folder);
    }
    let first = checkpoint.map_or(0, |version| version + 1);
    entries.retain(|version| *version >= first);
    for (expected, found) in (first..).zip(entries) {
        let name = format!("{expected:020}.json");
        if expected != found {
            return Err(damaged(
                layout,
                &format!("{LOG}/{name}"),
                "an entry of the log is missing",
            ));
        }
        let bytes = std::fs::read(log.join(&name)).map_err(|error| LakeError::io(&log.join(&name), error))?;
        entry(layout, &format!("{LOG}/{name}"), &bytes)?;
    }
    Ok(true)
}

/// A folder without a log is a table that was never written, unless it holds data.
fn no_log(layout: &Layout, folder: &Path) -> Result<bool, LakeError> {
    let data = folder.exists() && names(folder)?.iter().any(|name| name.ends_with(".parquet"));
    if data {
        return Err(damaged(layout, LOG, "the log is missing"));
    }
    Ok(false)
}

fn names(folder: &Path) -> Result<Vec<String>, LakeError> {
    let names = std::fs::read_dir(folder).and_then(|entries| {
        entries
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<std::io::Result<Vec<_>>>()
    });
    names.map_err(|error| LakeError::io(folder, error))
}

fn version(name: &str) -> Option<u64> {
    name.split('.').next()?.parse().ok()
}

fn entry(layout: &Layout, path: &str, bytes: &[u8]) -> Result<(), LakeError> {
    let broken = || damaged(layout, path, "an entry of the log is not readable JSON");
    let text = std::str::from_utf8(bytes).map_err(|_| broken())?;
    if text.trim().is_empty() {
        return Err(broken());
    }
    for line in text.lines() {
        let action: Value = serde_json::from_str(line).map_err(|_| broken())?;
        if let Some(protocol) = action.get("protocol") {
            check_protocol(layout, path, protocol)?;
        }
        if let Some(format) = action["metaData"]["configuration"]["weir.format"].as_str() {
            check_format(layout, path, format)?;
        }
    }
    Ok(())
}

/// Refuses a protocol beyond the one this version writes.
pub(super) fn check_protocol(layout: &Layout, path: &str, protocol: &Value) -> Result<(), LakeError> {
    let version = |name: &str| protocol[name].as_u64().unwrap_or(0);
    let (reader, writer) = (version("minReaderVersion"), version("minWriterVersion"));
    if reader <= READER && writer <= WRITER {
        return Ok(());
    }
    let features = ["readerFeatures", "writerFeatures"]
        .iter()
        .filter_map(|list| protocol[*list].as_array());
    let mut features: Vec<&str> = features.flatten().filter_map(Value::as_str).collect();
    features.sort_unstable();
    features.dedup();
    let mut message = format!("it needs Delta reader {reader} and writer {writer}");
    if !features.is_empty() {
        message = format!("{message} with {}", features.join(", "));
    }
    Err(newer(layout.name, &format!("{}/{path}", layout.name), message))
}

pub(super) fn check_format(layout: &Layout, path: &str, format: &str) -> Result<(), LakeError> {
    if format.parse().is_ok_and(|format: u64| format <= FORMAT) {
        return Ok(());
    }
    let message = format!("its format is {format}, this version knows up to {FORMAT}");
    Err(newer(layout.name, &format!("{}/{path}", layout.name), message))
}

pub(crate) fn newer(table: &str, path: &str, message: String) -> LakeError {
    LakeError::Newer {
        table: table.to_owned(),
        path: path.to_owned(),
        message,
        hint: "install the version that wrote it, or a later one".to_owned(),
    }
}

pub(super) fn damaged(layout: &Layout, path: &str, message: &str) -> LakeError {
    LakeError::Damaged {
        table: layout.name.to_owned(),
        path: format!("{}/{path}", layout.name),
        message: message.to_owned(),
        hint: format!(
            "restore the folder `{0}` from a backup, or move it away and sync again to fetch its rows anew",
            layout.name
        ),
    }
}
