//! The questions the program itself asks the tables, as plain queries for [`crate::Session::sql`].

use weir_model::Table;

/// Rows, oldest and newest of each integration.
pub fn counts(table: &Table) -> String {
    let (oldest, newest) = match table.created {
        Some(column) => (format!("min(\"{column}\")"), format!("max(\"{column}\")")),
        None => ("NULL".to_owned(), "NULL".to_owned()),
    };
    format!(
        "SELECT integration_id, count(*) AS row_count, {oldest} AS oldest, {newest} AS newest FROM \"{}\" \
         GROUP BY integration_id",
        table.name
    )
}

/// A page of rows by id.
pub fn page(table: &Table, after: Option<&str>, rows: usize) -> String {
    let condition = after
        .map(|id| format!("WHERE id > {}", text(id)))
        .unwrap_or_default();
    format!(
        "SELECT * FROM \"{}\" {condition} ORDER BY id LIMIT {rows}",
        table.name
    )
}

/// The rows of these ids.
pub fn by_ids(table: &Table, ids: &[String]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| text(id)).collect();
    format!(
        "SELECT * FROM \"{}\" WHERE id IN ({}) ORDER BY id",
        table.name,
        ids.join(", ")
    )
}

/// All rows.
pub fn all(table: &Table) -> String {
    format!("SELECT * FROM \"{}\"", table.name)
}

/// Names of branches, also of those that pull requests went to.
pub const BRANCHES: &str = "SELECT name FROM branches WHERE name IS NOT NULL \
    UNION SELECT base_branch FROM pull_requests WHERE base_branch IS NOT NULL ORDER BY 1 LIMIT 1000";
/// Names of environments.
pub const ENVIRONMENTS: &str =
    "SELECT DISTINCT environment FROM deployments WHERE environment IS NOT NULL ORDER BY 1 LIMIT 1000";
/// Names of pipelines.
pub const WORKFLOWS: &str =
    "SELECT DISTINCT name FROM pipeline_runs WHERE name IS NOT NULL ORDER BY 1 LIMIT 1000";
/// Names of labels of issues.
pub const LABELS: &str = "SELECT DISTINCT label FROM (SELECT unnest(labels) AS label FROM issues) \
    WHERE label IS NOT NULL ORDER BY 1 LIMIT 1000";
/// Names of statuses of issues.
pub const ISSUE_STATUSES: &str =
    "SELECT DISTINCT name FROM issue_statuses WHERE name IS NOT NULL ORDER BY 1 LIMIT 1000";
/// Names of labels of pull requests.
pub const PULL_REQUEST_LABELS: &str = "SELECT DISTINCT label FROM (SELECT unnest(labels) AS label FROM pull_requests) \
    WHERE label IS NOT NULL ORDER BY 1 LIMIT 1000";
/// Full names of repositories.
pub const REPOSITORIES: &str =
    "SELECT DISTINCT full_name FROM repositories WHERE full_name IS NOT NULL ORDER BY 1 LIMIT 1000";

/// Every account that rows name, by integration: login or address, with what is known of it. An address that a code host shows
/// beside a login is verified by it.
pub const ACCOUNTS: &str = "SELECT integration_id, account, max(name) AS name, max(email) AS email, max(kind) AS kind FROM ( \
    SELECT integration_id, lower(login) AS account, name, lower(email) AS email, kind FROM users \
    UNION ALL SELECT integration_id, lower(author_login), NULL, NULL, author_kind FROM pull_requests \
    UNION ALL SELECT integration_id, lower(author_login), NULL, NULL, author_kind FROM reviews \
    UNION ALL SELECT integration_id, lower(author_login), NULL, NULL, author_kind FROM comments \
    UNION ALL SELECT integration_id, lower(author_login), NULL, NULL, author_kind FROM issues \
    UNION ALL SELECT integration_id, lower(author_login), author_name, lower(author_email), NULL FROM pull_request_commits \
    UNION ALL SELECT integration_id, lower(author_email), author_name, lower(author_email), NULL FROM commits \
    ) WHERE account IS NOT NULL AND account <> '' GROUP BY integration_id, account ORDER BY integration_id, account";

fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
