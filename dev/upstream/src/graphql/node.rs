use std::cell::RefCell;
use std::rc::Rc;

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::response::JsonValue;
use serde_json::Value;

use super::cost::Price;
use super::fields::{self, Source};
use super::{Quota, types};
use crate::world::{Repository, World};

pub(super) type Resolved<'a> = Result<ResolvedValue<'a>, FieldError>;

/// What one execution reads.
pub(super) struct Scope<'a> {
    pub(super) world: &'a World,
    pub(super) quota: Quota,
    pub(super) price: Price,
    pub(super) repeat_cursor: bool,
    /// Permissions that the credential lacks.
    pub(super) lacks: &'a [String],
    /// Errors about single items of a list, which stay null.
    pub(super) errors: RefCell<Vec<Value>>,
}

/// A document, the world's own or one made up for this answer.
#[derive(Clone)]
pub(super) enum Document<'a> {
    Kept(&'a Value),
    Made(Rc<Value>),
}

impl std::ops::Deref for Document<'_> {
    type Target = Value;
    fn deref(&self) -> &Value {
        match self {
            Self::Kept(value) => value,
            Self::Made(value) => value,
        }
    }
}

/// One object of the graph: a document read as a GraphQL type.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) scope: &'a Scope<'a>,
    /// The GraphQL type.
    pub(super) kind: &'static str,
    pub(super) repository: Option<&'a Repository>,
    pub(super) document: Document<'a>,
    /// Number or id of what the document belongs to: the pull request of a review, the run of a job.
    pub(super) owner: u64,
}

impl<'a> Node<'a> {
    pub(super) fn root(scope: &'a Scope<'a>) -> Self {
        Self {
            scope,
            kind: "Query",
            repository: None,
            document: Document::Made(Rc::new(Value::Null)),
            owner: 0,
        }
    }

    /// Another document of the same repository.
    pub(super) fn sibling(&self, kind: &'static str, document: &'a Value, owner: u64) -> Self {
        Self {
            kind,
            document: Document::Kept(document),
            owner,
            ..self.clone()
        }
    }

    /// A document made up for this answer, in the same repository.
    pub(super) fn made(&self, kind: &'static str, document: Value, owner: u64) -> Self {
        Self {
            kind,
            document: Document::Made(Rc::new(document)),
            owner,
            ..self.clone()
        }
    }

    /// A repository.
    pub(super) fn of(&self, repository: &'a Repository) -> Self {
        Self {
            scope: self.scope,
            kind: "Repository",
            repository: Some(repository),
            document: Document::Kept(&repository.document),
            owner: 0,
        }
    }

    /// The repository; every type that has one is only made with one.
    pub(super) fn home(&self) -> Result<&'a Repository, FieldError> {
        self.repository
            .ok_or_else(|| error(format!("{} without a repository", self.kind)))
    }

    /// The text under a key.
    pub(super) fn text(&self, key: &str) -> &str {
        self.document[key].as_str().unwrap_or_default()
    }

    pub(super) fn number(&self, key: &str) -> u64 {
        self.document[key].as_u64().unwrap_or_default()
    }

    /// The account behind a document's reference, as the type it is; nothing when there is none.
    pub(super) fn account(&self, reference: &Value) -> Option<Node<'a>> {
        let login = reference["login"].as_str()?;
        match self.scope.world.users.get(login) {
            Some(document) => Some(self.sibling(account_kind(document), document, 0)),
            None if reference.get("id").is_some() => {
                Some(self.made(account_kind(reference), reference.clone(), 0))
            }
            None => None,
        }
    }

    /// The commit of that name, if it is known here.
    pub(super) fn commit(&self, sha: &str) -> Option<Node<'a>> {
        let document = self.repository?.commits.get(sha)?;
        Some(self.sibling("Commit", document, 0))
    }
}

/// The GraphQL type of an account.
fn account_kind(account: &Value) -> &'static str {
    match account["type"].as_str() {
        Some("Bot") => "Bot",
        Some("Organization") => "Organization",
        Some("Mannequin") => "Mannequin",
        _ => "User",
    }
}

impl ObjectValue for Node<'_> {
    fn type_name(&self) -> &str {
        self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        let name = info.field_name();
        if self
            .scope
            .lacks
            .iter()
            .any(|lacking| types::permission(self.kind, name) == lacking)
        {
            return Err(error("Resource not accessible by personal access token"));
        }
        let Some(source) = types::source(self.kind, name) else {
            return Err(self.unknown_field_error(info));
        };
        match source {
            Source::At(pointer) => Ok(leaf(self.document.pointer(pointer))),
            Source::Upper(pointer) => Ok(match self.document.pointer(pointer).and_then(Value::as_str) {
                Some(text) => ResolvedValue::leaf(fields::upper(text)),
                None => ResolvedValue::null(),
            }),
            Source::Text(pointer) => Ok(match self.document.pointer(pointer) {
                Some(Value::Number(number)) => ResolvedValue::leaf(number.to_string()),
                other => ResolvedValue::leaf(other.and_then(Value::as_str).unwrap_or_default().to_owned()),
            }),
            Source::Account(pointer) => {
                let account = self
                    .document
                    .pointer(pointer)
                    .and_then(|reference| self.account(reference));
                Ok(ResolvedValue::nullable_object(account))
            }
            Source::Call(resolve) => resolve(self, info),
        }
    }
}

/// A document's value as a leaf; GraphQL writes links as REST does, apart from the API's own.
fn leaf<'a>(value: Option<&Value>) -> ResolvedValue<'a> {
    value.map_or_else(ResolvedValue::null, |value| {
        ResolvedValue::Leaf(JsonValue::from(value.clone()))
    })
}

pub(super) fn error(message: impl Into<String>) -> FieldError {
    FieldError {
        message: message.into(),
    }
}
