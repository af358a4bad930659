//! Views over the tables and the derived inputs: what several metrics would otherwise each say again.

macro_rules! views {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../inputs/", $name, ".sql")))),+]
    };
}

/// The views that a metric file may read, name and query, each over those before it.
pub const VIEWS: [(&str, &str); 11] = views![
    "project_pull_requests",
    "project_commits",
    "file_changes",
    "pull_request_times",
    "issue_assignments",
    "issue_stays",
    "issue_times",
    "issue_estimates",
    "sprint_issues",
    "pull_request_moments",
    "issue_moments",
];

/// The views that a query names, and those that these are over: planning one costs more than looking for its name.
pub(crate) fn views_in(sql: &str) -> Vec<(&'static str, &'static str)> {
    let mut text = sql.to_lowercase();
    let mut views = Vec::new();
    for (name, query) in VIEWS.into_iter().rev() {
        if text.contains(name) {
            text.push_str(query);
            views.push((name, query));
        }
    }
    views.reverse();
    views
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(sql: &str) -> Vec<&str> {
        views_in(sql).into_iter().map(|view| view.0).collect()
    }

    #[test]
    fn a_view_comes_with_those_it_is_over() {
        assert_eq!(
            names("SELECT * FROM File_Changes"),
            ["project_commits", "file_changes"]
        );
        assert!(names("SELECT * FROM issues").is_empty());
    }
}
