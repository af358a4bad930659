//! The company as Jira sees it. What GitHub does not have (sprints, points, statuses between open and closed) follows
//! from the numbers and times of the issues, so it is the same every time.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::history::{self, Story};
use super::{Zone, text};
use crate::world::{Repository, World};

/// Length of a sprint.
pub(super) const SPRINT: TimeDelta = TimeDelta::days(14);

/// Id of the board without sprints.
pub(super) const KANBAN: usize = 900;

/// The project key of a repository: its letters and digits, in capitals.
pub fn project_key(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

pub(crate) struct Site<'a> {
    pub(super) world: &'a World,
    pub(super) base: &'a str,
    pub(super) cloud: bool,
    pub(super) zone: Zone,
}

/// A project: a repository and its place.
#[derive(Clone, Copy)]
pub(super) struct Project<'a> {
    pub(super) place: usize,
    pub(super) repository: &'a Repository,
}

impl<'a> Site<'a> {
    pub(super) fn new(world: &'a World, base: &'a str, cloud: bool, zone: Zone) -> Self {
        Self {
            world,
            base,
            cloud,
            zone,
        }
    }

    pub(super) fn projects(&self) -> impl Iterator<Item = Project<'a>> + use<'a> {
        let all = self.world.repositories.iter().enumerate();
        all.map(|(place, repository)| Project { place, repository })
    }

    /// By id or key.
    pub(super) fn project(&self, name: &str) -> Option<Project<'a>> {
        self.projects()
            .find(|project| project.id() == name || project.key() == name)
    }

    /// By id or key.
    pub(super) fn issue(&self, name: &str) -> Option<Story<'a>> {
        let (project, number) = if let Some((key, number)) = name.rsplit_once('-') {
            (self.project(key)?, number.parse().ok()?)
        } else {
            let id: u64 = name.parse().ok()?;
            let place = usize::try_from(id / 100_000).ok()?.checked_sub(1)?;
            (self.projects().nth(place)?, id % 100_000)
        };
        project
            .repository
            .issues
            .contains_key(&number)
            .then(|| history::story(self, project, number))
    }

    pub(super) fn stories(&self) -> impl Iterator<Item = Story<'a>> {
        self.projects().flat_map(move |project| {
            let numbers = project.repository.issues.keys();
            numbers.map(move |number| history::story(self, project, *number))
        })
    }

    pub(super) fn time(&self, at: DateTime<Utc>) -> String {
        self.zone.write(at)
    }

    /// An account by its login at the code host.
    pub(super) fn account(&self, login: &str) -> Value {
        let Some(user) = self.world.users.get(login) else {
            return Value::Null;
        };
        let id = user["id"].as_u64().unwrap_or_default();
        let (name, email) = (text(&user["_profile"], "name"), text(&user["_profile"], "email"));
        let bot = text(user, "type") == "Bot";
        let picture = json!({"48x48": format!("{}/secure/useravatar?avatarId={id}", self.base)});
        if self.cloud {
            let account = account_id(id);
            let mut document = json!({
                "self": format!("{}/rest/api/3/user?accountId={account}", self.base), "accountId": account,
                "accountType": if bot { "app" } else { "atlassian" }, "displayName": name, "active": true,
                "timeZone": "Europe/Vienna", "avatarUrls": picture,
            });
            // Every other person hides the address.
            if !email.is_empty() && id % 2 == 1 {
                document["emailAddress"] = json!(email);
            }
            return document;
        }
        json!({
            "self": format!("{}/rest/api/2/user?username={login}", self.base), "name": login,
            "key": format!("JIRAUSER{id}"), "displayName": name, "emailAddress": email, "active": true,
            "timeZone": "Europe/Vienna", "avatarUrls": picture,
        })
    }

    /// What history calls an account.
    pub(super) fn account_key(&self, login: &str) -> String {
        let id = self.world.users.get(login).and_then(|user| user["id"].as_u64());
        match id {
            Some(id) if self.cloud => account_id(id),
            Some(id) => format!("JIRAUSER{id}"),
            None => login.to_owned(),
        }
    }
}

fn account_id(id: u64) -> String {
    format!("712020:{id:08x}-0000-4000-8000-000000000000")
}

impl Project<'_> {
    pub(super) fn id(&self) -> String {
        (10_000 + self.place).to_string()
    }

    pub(super) fn key(&self) -> String {
        project_key(text(&self.repository.document, "name"))
    }

    pub(super) fn board(&self) -> usize {
        self.place + 1
    }

    pub(super) fn created(&self) -> DateTime<Utc> {
        moment(text(&self.repository.document, "created_at"))
    }

    /// The sprint that a moment falls into, counted from 0.
    pub(super) fn sprint_at(&self, at: DateTime<Utc>) -> i64 {
        (at - self.created()).num_seconds().max(0) / SPRINT.num_seconds()
    }

    pub(super) fn sprint_end(&self, sprint: i64) -> DateTime<Utc> {
        self.created() + SPRINT * i32::try_from(sprint + 1).unwrap_or(i32::MAX)
    }

    pub(super) fn sprint_id(&self, sprint: i64) -> i64 {
        i64::try_from(self.board()).unwrap_or_default() * 1000 + sprint
    }

    pub(super) fn sprint_name(&self, sprint: i64) -> String {
        format!("{} {}", self.key(), sprint + 1)
    }
}

pub(super) fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_default()
}
