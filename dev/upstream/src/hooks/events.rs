use serde_json::{Value, json};

use super::Event;
use crate::world::{Mutation, Repository, View, World};

/// What a change that was just made is told as. `before` is the world as it was before.
pub(crate) fn events(mutation: &Mutation, before: &World, world: &World, base: &str) -> Vec<Event> {
    let view = View {
        world,
        api: base,
        git: base,
    };
    let told = Told { view, world };
    match mutation {
        Mutation::OpenPull { repository, title } => {
            let of = world.repository(repository);
            let newest = of.and_then(|of| {
                of.pulls
                    .values()
                    .rev()
                    .find(|pull| pull["title"] == title.as_str())
            });
            told.pull(
                repository,
                newest.and_then(|pull| pull["number"].as_u64()),
                "opened",
            )
        }
        Mutation::MergePull { repository, number } => told.pull(repository, Some(*number), "closed"),
        Mutation::Retitle {
            repository, number, ..
        } => {
            let pull = told.pull(repository, Some(*number), "edited");
            if pull.is_empty() {
                told.issue(repository, *number, "edited")
            } else {
                pull
            }
        }
        Mutation::RenameRepository { repository, name } => {
            let owner = repository.split('/').next().unwrap_or_default();
            let changes = json!({"repository": {"name": {"from": repository.split('/').nth(1)}}});
            told.repository(&format!("{owner}/{name}"), "renamed", &changes)
        }
        Mutation::DeleteRepository { repository } => {
            let was = before.repository(repository);
            told.deleted(repository, was.map(|of| &of.document))
        }
        _ => Vec::new(),
    }
}

struct Told<'a> {
    view: View<'a>,
    world: &'a World,
}

impl Told<'_> {
    fn sender(&self) -> Value {
        self.view.full(&json!({"login": self.world.viewer}))
    }

    fn event(&self, of: &Repository, (name, action): (&'static str, &'static str), parts: Value) -> Event {
        let mut body = json!({
            "action": action,
            "repository": self.view.full(&of.document),
            "sender": self.sender(),
        });
        if let (Some(body), Value::Object(parts)) = (body.as_object_mut(), parts) {
            body.extend(parts);
        }
        Event {
            name,
            action: Some(action),
            repository: of.full_name().to_owned(),
            repository_id: of.id(),
            body,
        }
    }

    fn pull(&self, repository: &str, number: Option<u64>, action: &'static str) -> Vec<Event> {
        let found = self.world.repository(repository).zip(number);
        let Some((of, pull)) = found.and_then(|(of, number)| Some((of, of.pulls.get(&number)?))) else {
            return Vec::new();
        };
        let mut parts = json!({"number": pull["number"], "pull_request": self.view.full(pull)});
        if action == "edited" {
            parts["changes"] = json!({"title": {"from": ""}});
        }
        vec![self.event(of, ("pull_request", action), parts)]
    }

    fn issue(&self, repository: &str, number: u64, action: &'static str) -> Vec<Event> {
        let found = self.world.repository(repository);
        let Some((of, issue)) = found.and_then(|of| Some((of, of.issues.get(&number)?))) else {
            return Vec::new();
        };
        let parts = json!({"issue": self.view.full(issue), "changes": {"title": {"from": ""}}});
        vec![self.event(of, ("issues", action), parts)]
    }

    fn repository(&self, name: &str, action: &'static str, changes: &Value) -> Vec<Event> {
        let of = self.world.repository(name);
        of.map(|of| self.event(of, ("repository", action), json!({"changes": changes})))
            .into_iter()
            .collect()
    }

    /// What is gone is told with what it was.
    fn deleted(&self, name: &str, before: Option<&Value>) -> Vec<Event> {
        let Some(document) = before else { return Vec::new() };
        vec![Event {
            name: "repository",
            action: Some("deleted"),
            repository: name.to_owned(),
            repository_id: document["id"].as_u64().unwrap_or_default(),
            body: json!({"action": "deleted", "repository": self.view.full(document), "sender": self.sender()}),
        }]
    }
}
