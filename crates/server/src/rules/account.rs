use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use weir_connect::FREE_KEY;
use weir_control::{Control, ControlError};

use crate::api::error::ApiError;

/// Name under which they are stored.
const NAME: &str = "account";
/// Ten years.
const LONGEST: u32 = 3650;
/// With less than a tenth nothing would arrive.
const MOST_FREE: u32 = 90;

/// Settings of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct AccountSettings {
    /// Days for which the ingestion log is kept, 1 to 3650.
    pub(crate) log_days: u32,
    /// Percent of each upstream quota that is left to other users of the credential, 0 to 90; an integration may have
    /// its own.
    pub(crate) quota_free_percent: u32,
}

impl Default for AccountSettings {
    fn default() -> Self {
        Self {
            log_days: 90,
            quota_free_percent: 20,
        }
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

    /// The share that an integration leaves free: its own, or the account's.
    pub(crate) fn free_percent(&self, config: &Value) -> u64 {
        let own = config.get(FREE_KEY).and_then(Value::as_u64);
        own.unwrap_or_else(|| self.quota_free_percent.into())
    }

    pub(crate) async fn save(&self, control: &Control) -> Result<(), ApiError> {
        if !(1..=LONGEST).contains(&self.log_days) {
            return Err(ApiError::invalid(format!(
                "log_days {} is not between 1 and {LONGEST}",
                self.log_days
            )));
        }
        if self.quota_free_percent > MOST_FREE {
            return Err(ApiError::invalid(format!(
                "quota_free_percent {} is not between 0 and {MOST_FREE}",
                self.quota_free_percent
            )));
        }
        let text = serde_json::to_string(self).map_err(ApiError::internal)?;
        Ok(control.set_setting(NAME, &text).await?)
    }
}
