use std::collections::BTreeMap;

use secrecy::SecretString;
use weir_control::{Control, Integration, IntegrationChange};

use crate::api::error::ApiError;

/// New credentials as a change of the integration: its secrets and, with another method, what belongs to that; nothing
/// else.
pub(crate) async fn credentials(
    control: &Control,
    integration: &Integration,
    method: Option<&str>,
    fields: BTreeMap<String, String>,
    mut secrets: BTreeMap<String, Option<SecretString>>,
) -> Result<IntegrationChange, ApiError> {
    let connector = super::connector(&integration.kind)?;
    let mut config = integration.config.clone();
    if let Some(method) = method {
        config[weir_connect::AUTH_KEY] = method.into();
    }
    let Some(chosen) = connector.auth_method(&config) else {
        let known: Vec<&str> = connector.auth.iter().map(|method| method.id).collect();
        let asked = method.unwrap_or_default();
        return Err(
            ApiError::invalid(format!("{} knows no method `{asked}`", connector.title))
                .hint(format!("known: {}", known.join(", "))),
        );
    };
    for (name, text) in fields {
        if !chosen.fields.iter().any(|field| field.name == name) {
            return Err(ApiError::invalid(format!(
                "`{name}` does not belong to the method `{}`",
                chosen.id
            )));
        }
        config[name] = text.into();
    }
    // Secrets of another method are of no use any more.
    let stored = control.secret_names().await?.remove(&integration.id);
    for name in stored.unwrap_or_default() {
        if !chosen.knows_secret(&name) {
            secrets.insert(name, None);
        }
    }
    if !secrets.values().any(Option::is_some) && chosen.credentials.iter().any(|one| !one.optional) {
        return Err(ApiError::invalid("no secret is given").hint(chosen.doc));
    }
    Ok(IntegrationChange {
        config: (config != integration.config).then_some(config),
        secrets,
        ..IntegrationChange::default()
    })
}
