use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::Issue as Row;
use weir_model::{Batch, Entity as _, Id, Table, Time};

use super::timeline::{self, Item, On};
use crate::github::parts::{Actor, Label, List, Login, People, Titled, entries, issue, repository, some};
use crate::github::words::{REASON, STATE, word, word_or_null};

/// An issue with its comments and events.
///
/// <https://docs.github.com/graphql/reference/objects#issue>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    number: i64,
    title: Option<String>,
    body: Option<String>,
    url: Option<String>,
    state: String,
    state_reason: Option<String>,
    created_at: Time,
    updated_at: Time,
    closed_at: Option<Time>,
    author: Option<Actor>,
    milestone: Option<Titled>,
    comments: Option<Count>,
    labels: Option<List<Label>>,
    assignees: Option<List<Login>>,
    timeline_items: Option<List<Item>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Count {
    total_count: Option<i64>,
}

impl Record for Issue {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.number, self.updated_at)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, issue(scope, key.parse().ok()?)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let on = On {
            scope,
            number: self.number,
            updated_at: self.updated_at,
        };
        let author = people.meet(self.author);
        let state = word(STATE, "issues.state", &self.state, out);
        let state_reason = word_or_null(REASON, "issues.state_reason", self.state_reason.as_deref(), out);
        let body = some(self.body);
        let key = (format!("{}#{}", scope.name, self.number), self.number);
        out.push(Row {
            repository_id: Some(repository(scope)),
            title: self.title,
            description_length: body.as_deref().map(weir_model::characters),
            body,
            url: self.url,
            state_reason,
            author_login: author.login,
            author_kind: author.kind,
            closed_at: self.closed_at,
            milestone: self.milestone.and_then(|milestone| milestone.title),
            labels: entries(self.labels).filter_map(Label::name).collect(),
            assignees: entries(self.assignees)
                .filter_map(|assignee| assignee.login)
                .collect(),
            comments: self.comments.and_then(|comments| comments.total_count),
            ..Row::new(
                issue(scope, self.number),
                key,
                state,
                self.created_at,
                self.updated_at,
            )
        });
        let items: Vec<Item> = entries(self.timeline_items).collect();
        timeline::deleted_comments(&items, "issue_id", issue(scope, on.number), out);
        for item in items {
            item.map_on_issue(&on, &mut people, out);
        }
        people.rows(out);
    }
}
