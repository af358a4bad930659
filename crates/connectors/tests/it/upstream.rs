//! Descriptions and recordings that nobody here wrote; tests that need them say so and pass where they are absent.

use std::io::Read as _;
use std::path::{Path, PathBuf};

pub(crate) fn find(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("WEIR_UPSTREAM_DIR").map(PathBuf::from);
    let root = root.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/upstream"));
    let path = root.join(path);
    let found = path.exists();
    if !found {
        println!("skipped: {} is not there", path.display());
    }
    found.then_some(path)
}

/// The files of a folder with their names, in order.
pub(crate) fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let named = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), path);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| named(entry.unwrap().path())).collect();
    files.sort();
    files
}

pub(crate) fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .unwrap();
        return text;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
