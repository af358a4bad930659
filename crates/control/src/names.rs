use sqlx::AnyConnection;

use crate::{ControlError, Result};

const LONGEST: usize = 80;

/// A name as people may give it, without the spaces around it.
///
/// Names stand in commands, paths of exported files and sentences; they are unique regardless of case.
pub(crate) fn valid(name: &str) -> Result<&str> {
    let name = name.trim();
    let wrong = if name.is_empty() {
        "is empty: enter a name"
    } else if name.chars().count() > LONGEST {
        "is too long: at most 80 characters"
    } else if name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\')) {
        "may not contain slashes, line breaks or other control characters"
    } else if name.starts_with('-') {
        "may not start with `-`"
    } else {
        return Ok(name);
    };
    Err(ControlError::invalid("name", wrong))
}

/// The form in which two names are the same name.
pub(crate) fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Whether a name is free for `what` (`a project`), or is that of `but`. `owner` asks who has the key `$1`.
pub(crate) async fn free(
    connection: &mut AnyConnection,
    owner: &'static str,
    what: &str,
    name: &str,
    but: Option<i64>,
) -> Result<()> {
    let owner: Option<(i64,)> = sqlx::query_as(owner)
        .bind(key(name))
        .fetch_optional(connection)
        .await?;
    refuse(owner, what, name, but)
}

/// Refuses a name that another than `but` has.
pub(crate) fn refuse(owner: Option<(i64,)>, what: &str, name: &str, but: Option<i64>) -> Result<()> {
    match owner {
        Some((id,)) if Some(id) != but => Err(ControlError::Conflict {
            message: format!("there is already {what} named `{name}`: choose another name"),
        }),
        _ => Ok(()),
    }
}

/// Settings and configurations are objects.
pub(crate) fn object(field: &'static str, value: &serde_json::Value) -> Result<()> {
    if value.is_object() {
        Ok(())
    } else {
        Err(ControlError::invalid(field, "must be a JSON object"))
    }
}
