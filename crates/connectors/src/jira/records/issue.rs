use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{
    Comment as CommentRow, Issue as Row, IssueFieldValue, IssueLink, Worklog as WorklogRow,
};
use weir_model::{Batch, Entity as _, Id, Table, Time, characters};

use super::history::{self, History};
use super::{Account, Named, names, some, text, value, words};

/// An issue, with what the configuration and the catalogue of fields say about it under `_setup`.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post>
#[derive(Debug, Deserialize)]
pub struct Issue {
    id: String,
    key: String,
    fields: Fields,
    changelog: Option<Changelog>,
    #[serde(rename = "_setup")]
    setup: Option<Setup>,
}

#[derive(Debug, Deserialize)]
struct Fields {
    summary: Option<String>,
    description: Option<Value>,
    issuetype: Option<Kind>,
    project: Option<Project>,
    status: Status,
    statuscategorychangedate: Option<Time>,
    priority: Option<Named>,
    resolution: Option<Named>,
    resolutiondate: Option<Time>,
    created: Time,
    updated: Time,
    duedate: Option<Time>,
    creator: Option<Account>,
    reporter: Option<Account>,
    assignee: Option<Account>,
    labels: Option<Vec<String>>,
    components: Option<Vec<Named>>,
    #[serde(rename = "fixVersions")]
    fix_versions: Option<Vec<Named>>,
    versions: Option<Vec<Named>>,
    issuelinks: Option<Vec<Link>>,
    parent: Option<Parent>,
    timeoriginalestimate: Option<i64>,
    timeestimate: Option<i64>,
    timespent: Option<i64>,
    votes: Option<Votes>,
    watches: Option<Watches>,
    comment: Option<Comments>,
    worklog: Option<Worklogs>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kind {
    name: Option<String>,
    subtask: Option<bool>,
    hierarchy_level: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Project {
    id: String,
    key: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Status {
    name: Option<String>,
    #[serde(rename = "statusCategory")]
    category: Option<Category>,
}

#[derive(Debug, Deserialize)]
struct Category {
    key: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Parent {
    id: Option<String>,
    key: Option<String>,
    fields: Option<ParentFields>,
}

#[derive(Debug, Deserialize)]
struct ParentFields {
    issuetype: Option<Kind>,
}

#[derive(Debug, Deserialize)]
struct Votes {
    votes: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Watches {
    watch_count: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Changelog {
    histories: Option<Vec<History>>,
}

#[derive(Debug, Deserialize)]
struct Comments {
    comments: Option<Vec<Comment>>,
    total: Option<i64>,
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/>
#[derive(Debug, Deserialize)]
struct Comment {
    id: String,
    author: Option<Account>,
    body: Option<Value>,
    created: Time,
    updated: Option<Time>,
}

#[derive(Debug, Deserialize)]
struct Worklogs {
    worklogs: Option<Vec<Worklog>>,
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Worklog {
    id: String,
    author: Option<Account>,
    started: Option<Time>,
    time_spent_seconds: Option<i64>,
    created: Time,
    updated: Option<Time>,
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Link {
    id: Option<String>,
    r#type: LinkKind,
    inward_issue: Option<Other>,
    outward_issue: Option<Other>,
}

#[derive(Debug, Deserialize)]
struct LinkKind {
    name: Option<String>,
    inward: Option<String>,
    outward: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Other {
    id: Option<String>,
    key: Option<String>,
}

/// Which field holds what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Setup {
    story_points: Vec<String>,
    sprint: Vec<String>,
    epic: Vec<String>,
    custom: BTreeMap<String, String>,
    names: Names,
    site: Option<String>,
    people: bool,
}

/// The names of the same fields, as history writes them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Names {
    story_points: Vec<String>,
    sprint: Vec<String>,
    epic: Vec<String>,
}

impl Setup {
    /// What a field stands for, by its id or its name.
    pub(super) fn role(&self, id: Option<&str>, name: &str) -> Option<&'static str> {
        let roles = [
            ("story_points", &self.story_points, &self.names.story_points),
            ("sprint", &self.sprint, &self.names.sprint),
            ("epic", &self.epic, &self.names.epic),
        ];
        let is = |(_, ids, names): &(&str, &Vec<String>, &Vec<String>)| match id {
            Some(id) => ids.iter().any(|known| known == id),
            None => names.iter().any(|known| known == name),
        };
        roles.into_iter().find(is).map(|(role, _, _)| role)
    }
}

impl Record for Issue {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.id, self.fields.updated)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("issue", key)))
    }

    fn map(mut self, _: &Scope<'_>, out: &mut Batch) {
        let setup = self.setup.take().unwrap_or_default();
        let id = Id::new("issue", &self.id);
        let histories = self.changelog.take().and_then(|changelog| changelog.histories);
        let histories = history::in_order(histories.unwrap_or_default(), out);
        let comments = self.fields.comment.take();
        let count = comments.as_ref().and_then(|comments| comments.total);
        let comments = comments
            .and_then(|comments| comments.comments)
            .unwrap_or_default();
        let worklogs = self.fields.worklog.take().and_then(|worklogs| worklogs.worklogs);
        let links = self.fields.issuelinks.take();
        if setup.people {
            self.people(&histories, &comments, out);
        }
        let times = (self.fields.created, self.fields.updated);
        let now: Vec<String> = setup
            .sprint
            .iter()
            .filter_map(|field| self.fields.other.get(field))
            .flat_map(value::sprints)
            .collect();
        custom(&self, &id, &setup, out);
        for link in links.unwrap_or_default() {
            link.row(&self.id, &id, times.1, out);
        }
        for worklog in worklogs.unwrap_or_default() {
            worklog.row(&id, times.1, out);
        }
        let page = page(&setup, &self.key);
        for comment in comments {
            comment.row(&id, page.as_deref(), out);
        }
        history::rows(&id, &histories, &setup, out);
        history::sprints((&self.id, &id), times, &now, &histories, &setup, out);
        self.row(id, page, count, &setup, out);
    }
}

fn page(setup: &Setup, key: &str) -> Option<String> {
    Some(format!("{}/browse/{key}", setup.site.as_deref()?))
}

/// The rows of the chosen custom fields that have a value.
fn custom(issue: &Issue, id: &Id, setup: &Setup, out: &mut Batch) {
    for (field, name) in &setup.custom {
        let Some(value) = issue.fields.other.get(field) else {
            continue;
        };
        let list_value = value::texts(value);
        if list_value.is_empty() {
            continue;
        }
        out.push(IssueFieldValue {
            id: Id::new("issue_field_value", format_args!("{}/{field}", issue.id)),
            issue_id: id.clone(),
            field_id: field.clone(),
            name: some(Some(name.clone())),
            text_value: list_value.first().cloned(),
            number_value: value.as_f64(),
            time_value: value::time(value),
            list_value,
            updated_at: issue.fields.updated,
        });
    }
}

impl Issue {
    /// The accounts that it names.
    fn people(&self, histories: &[(Time, String, History)], comments: &[Comment], out: &mut Batch) {
        let fields = &self.fields;
        let own = [&fields.creator, &fields.reporter, &fields.assignee].map(Option::as_ref);
        let writers = comments.iter().map(|comment| comment.author.as_ref());
        let changers = histories.iter().map(|(_, _, history)| history.author());
        let mut met: BTreeMap<String, Account> = BTreeMap::new();
        for account in own.into_iter().chain(writers).chain(changers).flatten() {
            if let Some(login) = account.login() {
                met.entry(login).or_insert_with(|| account.clone());
            }
        }
        for account in met.into_values() {
            account.row(out);
        }
    }

    fn row(self, id: Id, url: Option<String>, comments: Option<i64>, setup: &Setup, out: &mut Batch) {
        let fields = self.fields;
        let key = fields.status.category.and_then(|category| category.key);
        let category = words::category(key.as_deref(), "issues.status_category", out);
        let is_done = match &category {
            Some(category) => category == "done",
            None => fields.resolutiondate.is_some(),
        };
        let number = self.key.rsplit('-').next().and_then(|number| number.parse().ok());
        let body = fields.description.as_ref().and_then(text::plain);
        let text_in = |ids: &[String]| {
            ids.iter()
                .find_map(|id| fields.other.get(id)?.as_str().map(str::to_owned))
        };
        let own_epic = text_in(&setup.epic).filter(|key| !key.is_empty());
        let parent_is_epic = fields.parent.as_ref().is_some_and(Parent::is_epic);
        let parent_key = fields.parent.as_ref().and_then(|parent| parent.key.clone());
        let creator = fields.creator.as_ref();
        let state = if is_done { "closed" } else { "open" };
        let key = (self.key, number.unwrap_or(0));
        out.push(Row {
            project_id: fields
                .project
                .as_ref()
                .map(|project| Id::new("issue_project", &project.id)),
            project_key: fields.project.and_then(|project| project.key),
            title: some(fields.summary),
            description_length: body.as_deref().map(characters),
            body,
            url,
            is_subtask: fields.issuetype.as_ref().and_then(|kind| kind.subtask),
            kind: fields.issuetype.and_then(|kind| kind.name),
            status: fields.status.name,
            status_category: category,
            status_category_at: fields.statuscategorychangedate,
            priority: fields.priority.and_then(|priority| priority.name),
            resolution: fields.resolution.and_then(|resolution| resolution.name),
            author_login: creator.and_then(Account::login),
            author_kind: creator.and_then(Account::kind),
            reporter_login: fields.reporter.as_ref().and_then(Account::login),
            parent_id: fields
                .parent
                .as_ref()
                .and_then(|parent| Some(Id::new("issue", parent.id.as_ref()?))),
            epic_key: own_epic.or_else(|| parent_key.clone().filter(|_| parent_is_epic)),
            parent_key,
            story_points: setup
                .story_points
                .iter()
                .find_map(|id| fields.other.get(id)?.as_f64()),
            estimate_seconds: fields.timeoriginalestimate,
            spent_seconds: fields.timespent,
            remaining_seconds: fields.timeestimate,
            due_at: fields.duedate,
            closed_at: if is_done {
                fields.resolutiondate.or(fields.statuscategorychangedate)
            } else {
                None
            },
            labels: fields.labels.unwrap_or_default(),
            assignees: fields
                .assignee
                .as_ref()
                .and_then(Account::login)
                .into_iter()
                .collect(),
            components: names(fields.components),
            fix_versions: names(fields.fix_versions),
            affected_versions: names(fields.versions),
            comments,
            votes: fields.votes.and_then(|votes| votes.votes),
            watchers: fields.watches.and_then(|watches| watches.watch_count),
            ..Row::new(id, key, state.to_owned(), fields.created, fields.updated)
        });
    }
}

impl Parent {
    /// Cloud says on which level the parent stands; epics are the first above stories.
    fn is_epic(&self) -> bool {
        let kind = self.fields.as_ref().and_then(|fields| fields.issuetype.as_ref());
        kind.is_some_and(|kind| match kind.hierarchy_level {
            Some(level) => level == 1,
            None => kind.name.as_deref() == Some("Epic"),
        })
    }
}

impl Link {
    fn row(self, number: &str, issue: &Id, updated_at: Time, out: &mut Batch) {
        let is_outward = self.outward_issue.is_some();
        let Some(other) = self.outward_issue.or(self.inward_issue) else {
            return out.drift("issue_links.other_id", "null");
        };
        let kind = self.r#type.name.unwrap_or_default();
        let key = self
            .id
            .unwrap_or_else(|| format!("{kind}/{}", other.key.as_deref().unwrap_or_default()));
        out.push(IssueLink {
            id: Id::new("issue_link", format_args!("{number}/{key}")),
            issue_id: issue.clone(),
            other_id: other.id.map(|id| Id::new("issue", id)),
            other_key: other.key,
            kind,
            phrase: if is_outward {
                self.r#type.outward
            } else {
                self.r#type.inward
            },
            is_outward,
            updated_at,
        });
    }
}

impl Worklog {
    fn row(self, issue: &Id, updated_at: Time, out: &mut Batch) {
        out.push(WorklogRow {
            id: Id::new("worklog", self.id),
            issue_id: issue.clone(),
            author_login: self.author.as_ref().and_then(Account::login),
            started_at: self.started,
            spent_seconds: self.time_spent_seconds,
            created_at: self.created,
            edited_at: self.updated,
            updated_at,
        });
    }
}

impl Comment {
    fn row(self, issue: &Id, page: Option<&str>, out: &mut Batch) {
        out.push(CommentRow {
            repository_id: None,
            pull_request_id: None,
            issue_id: Some(issue.clone()),
            kind: "conversation".to_owned(),
            review_id: None,
            reply_to_id: None,
            author_login: self.author.as_ref().and_then(Account::login),
            author_kind: self.author.as_ref().and_then(Account::kind),
            path: None,
            body: self.body.as_ref().and_then(text::plain),
            created_at: self.created,
            updated_at: self.updated,
            url: page.map(|page| format!("{page}?focusedCommentId={}", self.id)),
            id: Id::new("comment", self.id),
        });
    }
}
