use serde_json::{Map, Value, json};

use super::World;
use super::document::API;

/// Writes documents out as answers: accounts and repositories in full, API links under the simulator's address,
/// private keys left out.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) world: &'a World,
    /// Address of the REST API, without a slash at the end.
    pub(crate) api: &'a str,
    /// Address that git clones from, without a slash at the end.
    pub(crate) git: &'a str,
}

impl View<'_> {
    /// The document as answered.
    pub(crate) fn full(&self, document: &Value) -> Value {
        self.value("", document)
    }

    fn value(&self, key: &str, value: &Value) -> Value {
        match value {
            Value::Object(map) => self.object(map),
            Value::Array(items) => items.iter().map(|item| self.value("", item)).collect(),
            Value::String(text) if is_link(key) => self.link(text),
            other => other.clone(),
        }
    }

    fn object(&self, map: &Map<String, Value>) -> Value {
        if let Some(login) = map
            .get("login")
            .and_then(Value::as_str)
            .filter(|_| map.len() == 1)
        {
            return self.account(login);
        }
        if let Some(name) = map.get("_repository").and_then(Value::as_str) {
            return self
                .world
                .repository(name)
                .map_or(Value::Null, |repository| self.full(&repository.document));
        }
        let mut out = Map::new();
        for (name, value) in map
            .iter()
            .filter(|(name, _)| !name.starts_with('_') || *name == "_links")
        {
            out.insert(name.clone(), self.value(name, value));
        }
        if map.contains_key("clone_url") {
            let name = map.get("full_name").and_then(Value::as_str).unwrap_or_default();
            out.insert("clone_url".to_owned(), json!(format!("{}/{name}.git", self.git)));
        }
        Value::Object(out)
    }

    /// The account without its profile; a login nobody has is a deleted account, which GitHub calls `ghost`.
    fn account(&self, login: &str) -> Value {
        match self.world.users.get(login) {
            Some(Value::Object(map)) => self.object(map),
            _ => json!({"login": login}),
        }
    }

    /// The account with its profile.
    pub(crate) fn profile(&self, login: &str) -> Option<Value> {
        let user = self.world.users.get(login)?;
        let Value::Object(mut map) = self.full(user) else {
            return None;
        };
        if let Some(Value::Object(profile)) = user.get("_profile") {
            map.extend(profile.clone());
        }
        Some(Value::Object(map))
    }

    fn link(&self, text: &str) -> Value {
        match text.strip_prefix(API) {
            Some(rest) => json!(format!("{}{rest}", self.api)),
            None => json!(text),
        }
    }
}

fn is_link(key: &str) -> bool {
    key == "url" || key == "href" || key.ends_with("_url")
}
