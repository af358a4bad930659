//! Views over the tables and the derived inputs: what several metrics would otherwise each say again.

macro_rules! views {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../inputs/", $name, ".sql")))),+]
    };
}

/// The views that a metric file may read, name and query, each over those before it.
pub const VIEWS: [(&str, &str); 7] = views![
    "project_pull_requests",
    "project_commits",
    "file_changes",
    "pull_request_times",
    "issue_assignments",
    "issue_stays",
    "issue_times",
];
