//! How commits are read from a host of repositories, as its configuration chooses: `commits`.

use weir_connect::{Choice, Cost, Load};

const COMMITS: &str = "commits";

/// By a mirror of each repository.
pub(crate) const BY_GIT: Choice = (COMMITS, "git");
/// By the API, without files.
pub(crate) const BY_METADATA: Choice = (COMMITS, "metadata");
/// By the API, with files and without their lines.
pub(crate) const BY_PATHS: Choice = (COMMITS, "paths");
/// By the API, with files and their lines.
pub(crate) const BY_LINES: Choice = (COMMITS, "lines");

pub(crate) fn by_git() -> String {
    BY_GIT.1.to_owned()
}

/// Requests that commits take: so many come on a page, and each whose files are wanted takes one of its own. The mirror
/// takes none.
pub(crate) fn cost(load: &Load, page: u64) -> Cost {
    let with_files = load.is_by(BY_LINES) || load.is_by(BY_PATHS);
    if !with_files && !load.is_by(BY_METADATA) {
        return Cost::default();
    }
    let records = load.of("commits");
    let pages = records.div_ceil(page).max(load.partitions.min(records));
    Cost {
        requests: pages + if with_files { records } else { 0 },
        points: pages,
    }
}
