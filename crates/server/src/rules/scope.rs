use weir_control::{Control, Partition};
use weir_model::Scope;
use weir_model::scope::{Verdict, matches};

use crate::AppState;
use crate::api::error::ApiError;
use crate::runtime::{loses_some, partitions as found};

/// The repositories, or projects of the tool, that an integration has found.
pub(crate) async fn partitions(control: &Control, integration: i64) -> Result<Vec<Partition>, ApiError> {
    control.integration(integration).await?;
    Ok(found(control, integration).await?)
}

/// Why a name is left out, if it is.
pub(crate) fn left_out(scope: &Scope, name: &str) -> Option<String> {
    match scope.judge(name) {
        Verdict::In(_) => None,
        Verdict::NotIncluded => Some("no pattern includes it".to_owned()),
        Verdict::Excluded(pattern) => Some(format!("excluded by `{pattern}`")),
    }
}

/// Patterns that match none of the names.
pub(crate) fn unmatched(scope: &Scope, partitions: &[Partition]) -> Vec<String> {
    let unused = |pattern: &&String| {
        !partitions
            .iter()
            .any(|partition| matches(pattern, &partition.name))
    };
    let patterns = scope.include.iter().chain(&scope.exclude);
    patterns.filter(unused).cloned().collect()
}

/// Says which repositories an integration reads. What is running reads the old scope: it gives way to a task that reads
/// the new one.
pub(crate) async fn set_scope(state: &AppState, integration: i64, scope: Scope) -> Result<(), ApiError> {
    let before = state.control.scope(integration).await?;
    if before == scope {
        return Ok(());
    }
    let found = partitions(&state.control, integration).await?;
    let loses = loses_some(&before, &scope, &found);
    state.control.set_scope(integration, &scope, loses).await?;
    if !found.is_empty() {
        state.runtime.restart(integration).await?;
    }
    Ok(())
}
