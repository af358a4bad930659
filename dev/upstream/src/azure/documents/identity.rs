use serde_json::{Value, json};

use super::View;
use crate::azure::text;

/// Whoever did something; `null` for nobody. People are called by their e-mail address, bots are services.
pub(in crate::azure) fn identity(view: View<'_>, reference: &Value) -> Value {
    let login = text(reference, "login");
    let Some(account) = view.world.users.get(login) else {
        return Value::Null;
    };
    let id = id(account);
    let (unique, kind) = match account["_profile"]["email"].as_str() {
        Some(email) => (email.to_owned(), "aad"),
        None => (format!("Build\\{id}"), "svc"),
    };
    json!({
        "displayName": account["_profile"]["name"], "url": format!("{}/_apis/Identities/{id}", view.root), "id": id,
        "uniqueName": unique, "descriptor": format!("{kind}.{}", account["id"]),
        "imageUrl": format!("{}/_api/_common/identityImage?id={id}", view.root),
    })
}

fn id(account: &Value) -> String {
    format!(
        "1de00000-0000-4000-8000-{:012x}",
        account["id"].as_u64().unwrap_or_default()
    )
}

/// Azure DevOps itself, which writes what others did.
pub(in crate::azure) fn nobody() -> Value {
    json!({
        "displayName": "Microsoft.VisualStudio.Services.TFS", "id": "00000002-0000-8888-8000-000000000000",
        "uniqueName": "", "descriptor": "s2s.0",
    })
}
