use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Control, ControlError};

use crate::api::error::ApiError;

/// Name under which they are stored.
const NAME: &str = "account";
/// Ten years.
const LONGEST: u32 = 3650;

/// Settings of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct AccountSettings {
    /// Days for which the ingestion log is kept, 1 to 3650.
    pub(crate) log_days: u32,
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self { log_days: 90 }
    }
}

impl AccountSettings {
    pub(crate) async fn load(control: &Control) -> Result<Self, ControlError> {
        let stored = control.setting(NAME).await?;
        // What another version wrote and this one cannot read falls back to the defaults.
        Ok(stored
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    pub(crate) async fn save(&self, control: &Control) -> Result<(), ApiError> {
        if !(1..=LONGEST).contains(&self.log_days) {
            return Err(ApiError::invalid(format!(
                "log_days {} is not between 1 and {LONGEST}",
                self.log_days
            )));
        }
        let text = serde_json::to_string(self).map_err(ApiError::internal)?;
        Ok(control.set_setting(NAME, &text).await?)
    }
}
