//! What surrounds issues: fields, statuses, projects, versions, boards, sprints, users.

use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::{Key, Partition, Record, Scope};
use weir_model::entities::{
    Board as BoardRow, IssueField, IssueProject, IssueStatus, Sprint as SprintRow, Version as VersionRow,
};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use super::{Account, some, words};

/// A field of the catalogue.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-fields/#api-rest-api-2-field-get>
#[derive(Debug, Deserialize)]
pub struct Field {
    id: String,
    name: Option<String>,
    custom: Option<bool>,
    schema: Option<FieldKind>,
}

#[derive(Debug, Deserialize)]
struct FieldKind {
    r#type: Option<String>,
    items: Option<String>,
}

impl Record for Field {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let kind = self.schema.and_then(|kind| match (kind.r#type, kind.items) {
            (Some(kind), Some(items)) => Some(format!("{kind} of {items}")),
            (kind, _) => kind,
        });
        out.push(IssueField {
            id: Id::new("issue_field", &self.id),
            name: some(self.name).unwrap_or_else(|| self.id.clone()),
            field_id: self.id,
            kind,
            is_custom: self.custom.unwrap_or(false),
        });
    }
}

/// A status.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-workflow-statuses/#api-rest-api-2-status-get>
#[derive(Debug, Deserialize)]
pub struct Status {
    id: String,
    name: String,
    description: Option<String>,
    #[serde(rename = "statusCategory")]
    category: Option<Category>,
}

#[derive(Debug, Deserialize)]
struct Category {
    key: Option<String>,
}

impl Record for Status {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let key = self.category.and_then(|category| category.key);
        let category = words::category(key.as_deref(), "issue_statuses.category", out);
        out.push(IssueStatus {
            id: Id::new("issue_status", self.id),
            name: self.name,
            category,
            description: some(self.description),
        });
    }
}

/// A project.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-search-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    id: String,
    key: String,
    name: Option<String>,
    description: Option<String>,
    #[serde(rename = "projectTypeKey")]
    kind: Option<String>,
    lead: Option<Account>,
    is_private: Option<bool>,
    archived: Option<bool>,
    url: Option<String>,
}

impl Record for Project {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn partition(&self) -> Option<Partition> {
        let fields = [("project_id", &self.id), ("project_key", &self.key)];
        Some(Partition {
            id: self.id.clone(),
            name: self.key.clone(),
            fields: BTreeMap::from(fields.map(|(name, value)| (name, value.clone()))),
        })
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((IssueProject::TABLE, Id::new("issue_project", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        out.push(IssueProject {
            id: Id::new("issue_project", self.id),
            name: some(self.name).unwrap_or_else(|| self.key.clone()),
            key: self.key,
            description: some(self.description),
            kind: self.kind,
            lead_login: self.lead.as_ref().and_then(Account::login),
            is_private: self.is_private,
            is_archived: self.archived,
            url: some(self.url),
        });
    }
}

/// A version of a project.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-project-versions/#api-rest-api-2-project-projectidorkey-versions-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    id: String,
    name: Option<String>,
    description: Option<String>,
    project_id: Option<i64>,
    released: Option<bool>,
    archived: Option<bool>,
    start_date: Option<Time>,
    release_date: Option<Time>,
}

impl Record for Version {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((VersionRow::TABLE, Id::new("version", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let project = self
            .project_id
            .map_or_else(|| scope.id.to_owned(), |id| id.to_string());
        out.push(VersionRow {
            project_id: Some(project)
                .filter(|id| !id.is_empty())
                .map(|id| Id::new("issue_project", id)),
            name: some(self.name).unwrap_or_else(|| self.id.clone()),
            id: Id::new("version", self.id),
            description: some(self.description),
            is_released: self.released,
            is_archived: self.archived,
            started_at: self.start_date,
            released_at: self.release_date,
        });
    }
}

/// A board.
///
/// <https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/#api-rest-agile-1-0-board-get>
#[derive(Debug, Deserialize)]
pub struct Board {
    id: i64,
    name: Option<String>,
    r#type: Option<String>,
    location: Option<Location>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    project_id: Option<i64>,
    project_key: Option<String>,
}

impl Record for Board {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    /// Kanban boards have no sprints.
    fn partition(&self) -> Option<Partition> {
        let id = self.id.to_string();
        (self.r#type.as_deref() != Some("kanban")).then(|| Partition {
            name: self.name.clone().unwrap_or_else(|| id.clone()),
            fields: BTreeMap::from([("board_id", id.clone())]),
            id,
        })
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((BoardRow::TABLE, Id::new("board", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let (project_id, project_key) = self.location.map_or((None, None), |location| {
            (location.project_id, location.project_key)
        });
        out.push(BoardRow {
            id: Id::new("board", self.id),
            name: some(self.name).unwrap_or_else(|| self.id.to_string()),
            kind: self.r#type,
            project_id: project_id.map(|id| Id::new("issue_project", id)),
            project_key,
        });
    }
}

/// A sprint.
///
/// <https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sprint {
    id: i64,
    name: Option<String>,
    state: Option<String>,
    goal: Option<String>,
    origin_board_id: Option<i64>,
    created_date: Option<Time>,
    start_date: Option<Time>,
    activated_date: Option<Time>,
    end_date: Option<Time>,
    complete_date: Option<Time>,
}

const STATES: &[&str] = &["future", "active", "closed"];

impl Record for Sprint {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((SprintRow::TABLE, Id::new("sprint", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let state = self.state.unwrap_or_default().to_lowercase();
        if !STATES.contains(&state.as_str()) {
            out.drift("sprints.state", &state);
        }
        out.push(SprintRow {
            board_id: self.origin_board_id.map(|id| Id::new("board", id)),
            name: some(self.name).unwrap_or_else(|| self.id.to_string()),
            id: Id::new("sprint", self.id),
            state,
            goal: some(self.goal),
            created_at: self.created_date,
            started_at: self.start_date,
            activated_at: self.activated_date,
            ends_at: self.end_date,
            completed_at: self.complete_date,
        });
    }
}

/// A user of the directory.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-users-search-get>
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct User(Account);

impl Record for User {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.0.login().unwrap_or_default())
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        if self.0.login().is_none() {
            return out.drift("users.login", "null");
        }
        self.0.row(out);
    }
}
