use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use weir_connect::{Scope, key_text};
use weir_model::entities::Comment as Row;
use weir_model::{Batch, Id, Time};

use crate::azure_devops::identity::{Identity, People};
use crate::azure_devops::repos::{pull_request, repository};

/// A conversation, or what Azure DevOps writes about what somebody did.
///
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads/list#gitpullrequestcommentthread>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the upstream's names")]
pub(in crate::azure_devops::repos) struct Thread {
    id: i64,
    published_date: Option<Time>,
    last_updated_date: Option<Time>,
    comments: Option<Vec<Comment>>,
    thread_context: Option<Context>,
    properties: Option<BTreeMap<String, Value>>,
    identities: Option<BTreeMap<String, Identity>>,
    is_deleted: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    file_path: Option<String>,
}

/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads/list#comment>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the upstream's names")]
struct Comment {
    id: i64,
    parent_comment_id: Option<i64>,
    author: Option<Identity>,
    content: Option<String>,
    published_date: Option<Time>,
    last_updated_date: Option<Time>,
    last_content_updated_date: Option<Time>,
    comment_type: Option<String>,
    is_deleted: Option<bool>,
}

/// What Azure DevOps wrote about what somebody did. Its properties are `{"$type": …, "$value": …}`; an account among
/// them is a key of `identities` or, where the thread is old, the account's id.
#[derive(Debug)]
pub(in crate::azure_devops::repos) struct Told {
    pub(in crate::azure_devops::repos) thread: i64,
    /// `VoteUpdate`, `StatusUpdate`, …
    pub(in crate::azure_devops::repos) kind: String,
    pub(in crate::azure_devops::repos) at: Time,
    properties: BTreeMap<String, Value>,
    identities: BTreeMap<String, Identity>,
}

impl Told {
    /// A property as text.
    pub(in crate::azure_devops::repos) fn text(&self, name: &str) -> Option<String> {
        let value = self.properties.get(name)?;
        key_text(value.get("$value").unwrap_or(value))
    }

    /// A property that says yes: `True` or `1`.
    pub(in crate::azure_devops::repos) fn says(&self, name: &str) -> bool {
        self.text(name)
            .is_some_and(|text| text == "1" || text.eq_ignore_ascii_case("true"))
    }

    /// The accounts that a property names, whose list is a JSON text; none in old threads.
    pub(in crate::azure_devops::repos) fn identities(&self, name: &str) -> Vec<&Identity> {
        let Some(text) = self.text(name) else {
            return Vec::new();
        };
        let keys: Vec<String> = match serde_json::from_str::<Value>(&text) {
            Ok(Value::Array(list)) => list.iter().filter_map(key_text).collect(),
            _ => vec![text],
        };
        keys.iter().filter_map(|key| self.identities.get(key)).collect()
    }

    /// The account of a role: `CodeReviewVotedBy` is `CodeReviewVotedByIdentity`, in old threads
    /// `CodeReviewVotedByTfId`, which is looked up among those that the pull request names.
    pub(in crate::azure_devops::repos) fn who<'a>(
        &'a self,
        role: &str,
        known: &[&'a Identity],
    ) -> Option<&'a Identity> {
        if let Some(found) = self.identities(&format!("{role}Identity")).first() {
            return Some(found);
        }
        let id = plain(&self.text(&format!("{role}TfId"))?);
        let mut known = known.iter().copied();
        known.find(|one| one.id.as_deref().is_some_and(|known| plain(known) == id))
    }
}

/// An id without hyphens, which old threads leave out.
fn plain(id: &str) -> String {
    id.replace('-', "").to_lowercase()
}

impl Thread {
    /// When it last changed, with its comments.
    pub(super) fn changed(&self) -> Option<Time> {
        let comments = self.comments.iter().flatten();
        let times = comments.flat_map(|comment| {
            [
                comment.published_date,
                comment.last_updated_date,
                comment.last_content_updated_date,
            ]
        });
        times
            .chain([self.published_date, self.last_updated_date])
            .flatten()
            .max()
    }

    /// What it tells of what somebody did; `None` for a conversation.
    pub(super) fn told(&mut self) -> Option<Told> {
        let kind = self
            .properties
            .as_ref()?
            .get("CodeReviewThreadType")
            .and_then(|value| key_text(value.get("$value").unwrap_or(value)))?;
        let first = self
            .comments
            .iter()
            .flatten()
            .find_map(|comment| comment.published_date);
        Some(Told {
            thread: self.id,
            kind,
            at: first.or(self.published_date)?,
            properties: self.properties.take().unwrap_or_default(),
            identities: self.identities.take().unwrap_or_default(),
        })
    }

    /// Its comments as rows; gives their ids.
    pub(super) fn comments(
        self,
        (scope, number): (&Scope<'_>, i64),
        people: &mut People,
        out: &mut Batch,
    ) -> Vec<Id> {
        let path = self.thread_context.and_then(|context| context.file_path);
        let path = path.map(|path| path.trim_start_matches('/').to_owned());
        let gone = self.is_deleted == Some(true);
        let id = |comment: i64| Id::new("comment", format!("{number}/{}/{comment}", self.id));
        let mut ids = Vec::new();
        for comment in self.comments.into_iter().flatten().filter(|_| !gone) {
            // Somebody's own words are `text`; old versions leave it out.
            let own = matches!(comment.comment_type.as_deref(), None | Some("text" | "unknown"));
            let (true, Some(created_at)) = (own && comment.is_deleted != Some(true), comment.published_date)
            else {
                continue;
            };
            let by = people.meet(comment.author.as_ref());
            ids.push(id(comment.id));
            out.push(Row {
                id: id(comment.id),
                repository_id: Some(repository(scope)),
                pull_request_id: Some(pull_request(number)),
                issue_id: None,
                kind: if path.is_some() { "line" } else { "conversation" }.to_owned(),
                review_id: None,
                reply_to_id: comment.parent_comment_id.filter(|parent| *parent > 0).map(id),
                author_login: by.login,
                author_kind: by.kind,
                path: path.clone(),
                body: comment.content.filter(|text| !text.is_empty()),
                created_at,
                updated_at: comment.last_content_updated_date.or(comment.last_updated_date),
                url: None,
            });
        }
        ids
    }
}
