use serde_json::{Value, json};

use super::{View, user};
use crate::gitlab::at;

/// A note: somebody's, or one that GitLab writes about what somebody did.
#[derive(Clone, Debug, Default)]
pub(in crate::gitlab) struct Note {
    pub(in crate::gitlab) id: u64,
    /// The first note of its discussion.
    pub(in crate::gitlab) first: u64,
    pub(in crate::gitlab) author: Value,
    pub(in crate::gitlab) body: String,
    pub(in crate::gitlab) created: String,
    pub(in crate::gitlab) updated: String,
    /// What a system note is about.
    pub(in crate::gitlab) action: Option<&'static str>,
    /// The file a note on the code is on.
    pub(in crate::gitlab) path: Option<String>,
}

impl Note {
    /// A system note. <https://docs.gitlab.com/user/project/system_notes/>
    pub(super) fn system(id: u64, author: &Value, at: &str, action: &'static str, body: String) -> Self {
        Self {
            id,
            first: id,
            author: author.clone(),
            body,
            created: at.to_owned(),
            updated: at.to_owned(),
            action: Some(action),
            path: None,
        }
    }

    /// Somebody's comment, from a GitHub comment's document.
    pub(super) fn comment(document: &Value) -> Self {
        let text = |key: &str| document[key].as_str().unwrap_or_default().to_owned();
        let id = document["id"].as_u64().unwrap_or_default();
        Self {
            id,
            first: document["in_reply_to_id"].as_u64().unwrap_or(id),
            author: document["user"].clone(),
            body: text("body"),
            created: text("created_at"),
            updated: text("updated_at"),
            action: None,
            path: document["path"].as_str().map(str::to_owned),
        }
    }

    /// In REST's shape. <https://docs.gitlab.com/api/notes/>
    pub(in crate::gitlab) fn document(&self, view: View<'_>, (kind, id, iid): (&str, u64, u64)) -> Value {
        let mut document = json!({
            "id": self.id, "type": self.path.as_ref().map(|_| "DiffNote"), "body": self.body, "attachment": null,
            "author": user(view, &self.author), "created_at": at(&self.created), "updated_at": at(&self.updated),
            "system": self.action.is_some(), "noteable_id": id, "noteable_type": kind, "resolvable": self.path.is_some(),
            "confidential": false, "internal": false, "noteable_iid": iid, "commands_changes": {},
        });
        if let Some(path) = &self.path {
            let none = "0".repeat(40);
            document["position"] = json!({
                "base_sha": none, "start_sha": none, "head_sha": none, "old_path": path, "new_path": path,
                "position_type": "text", "old_line": null, "new_line": 4,
            });
            document["resolved"] = json!(false);
        }
        document
    }
}
