use std::collections::BTreeMap;

use weir_lake::TableStats;

use crate::api::error::ApiError;

/// Deleting is meant when the integration's name was typed.
pub(crate) fn confirmed(name: &str, typed: &str) -> Result<(), ApiError> {
    if typed.trim() == name {
        return Ok(());
    }
    Err(
        ApiError::invalid(format!("`confirm` is not the integration's name `{name}`")).hint(
            "type the name exactly: everything of the integration is deleted and cannot be brought back",
        ),
    )
}

/// What rows take on disk, by their share of each table.
pub(crate) fn bytes(tables: &[TableStats], rows: &BTreeMap<&'static str, u64>) -> u64 {
    let share = |table: &TableStats| {
        let own = rows.get(table.name).copied().unwrap_or(0);
        let bytes = u128::from(table.bytes) * u128::from(own) / u128::from(table.rows.max(1));
        u64::try_from(bytes).unwrap_or(u64::MAX)
    };
    tables.iter().map(share).sum()
}
