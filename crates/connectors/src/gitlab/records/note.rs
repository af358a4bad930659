use std::collections::BTreeMap;

use serde::Deserialize;
use weir_model::entities::Comment;
use weir_model::{Batch, Id, Time};

use crate::gitlab::parts::{Named, People, Who, number, some};

/// A note: a comment, or what GitLab writes about what somebody did.
/// <https://docs.gitlab.com/api/graphql/reference/#note>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Note {
    id: String,
    body: Option<String>,
    system: Option<bool>,
    system_note_metadata: Option<Metadata>,
    created_at: Option<Time>,
    updated_at: Option<Time>,
    url: Option<String>,
    author: Option<Who>,
    discussion: Option<Discussion>,
    position: Option<Position>,
}

#[derive(Debug, Deserialize)]
struct Metadata {
    action: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Discussion {
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Position {
    file_path: Option<String>,
}

/// What a comment hangs on.
#[derive(Clone)]
pub(super) struct On {
    pub(super) repository: Id,
    pub(super) pull_request: Option<Id>,
    pub(super) issue: Option<Id>,
}

/// What GitLab wrote about what somebody did.
#[derive(Debug)]
pub(in crate::gitlab) struct System {
    /// The note's number.
    pub(in crate::gitlab) number: String,
    /// What it is about, in the vendor's word; empty where an old version does not say.
    pub(in crate::gitlab) action: String,
    pub(in crate::gitlab) body: String,
    pub(in crate::gitlab) by: Named,
    pub(in crate::gitlab) at: Time,
    pub(in crate::gitlab) url: Option<String>,
}

/// Emits the comments and gives back the system notes, oldest first.
pub(super) fn split(notes: Vec<Note>, on: &On, people: &mut People, out: &mut Batch) -> Vec<System> {
    let mut notes: Vec<Note> = notes
        .into_iter()
        .filter(|note| note.created_at.is_some())
        .collect();
    notes.sort_by_key(|note| (note.created_at, note.place()));
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut system = Vec::new();
    for note in notes {
        let by = people.meet(note.author.clone());
        let Some(at) = note.created_at else { continue };
        if note.system == Some(true) {
            system.push(System {
                number: number(&note.id).to_owned(),
                action: note
                    .system_note_metadata
                    .and_then(|data| data.action)
                    .unwrap_or_default(),
                body: note.body.unwrap_or_default(),
                by,
                at,
                url: note.url,
            });
        } else {
            let own = number(&note.id).to_owned();
            let discussion = note.discussion.as_ref().map(|discussion| discussion.id.clone());
            let opened = discussion.map(|id| first.entry(id).or_insert_with(|| own.clone()).clone());
            let reply_to = opened.filter(|opened| *opened != own);
            out.push(note.comment(on, (at, by), reply_to));
        }
    }
    system
}

impl Note {
    /// Its number, to order notes of the same time.
    fn place(&self) -> u64 {
        number(&self.id).parse().unwrap_or_default()
    }

    fn comment(self, on: &On, (created_at, by): (Time, Named), reply_to: Option<String>) -> Comment {
        let id = |number: &str| Id::new("comment", format!("note-{number}"));
        let path = self.position.and_then(|position| position.file_path);
        Comment {
            id: id(number(&self.id)),
            repository_id: Some(on.repository.clone()),
            pull_request_id: on.pull_request.clone(),
            issue_id: on.issue.clone(),
            kind: if path.is_some() { "line" } else { "conversation" }.to_owned(),
            review_id: None,
            reply_to_id: reply_to.map(|number| id(&number)),
            author_login: by.login,
            author_kind: by.kind,
            path,
            body: some(self.body),
            created_at,
            updated_at: self.updated_at,
            url: self.url,
        }
    }
}

/// The account names after `@` in a note.
pub(in crate::gitlab) fn mentioned(text: &str) -> Vec<String> {
    let name = |part: &str| {
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c)));
        part[..end.unwrap_or(part.len())].trim_end_matches('.').to_owned()
    };
    text.split('@')
        .skip(1)
        .map(name)
        .filter(|name| !name.is_empty())
        .collect()
}
