//! Lists that fit on one page are asked with the validator of their last answer, where an unchanged one costs nothing.

use std::collections::HashMap;

use reqwest::header::{ETAG, HeaderMap};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;
use url::Url;
use weir_connect::{Partition, Request, Stream};

use super::Job;
use crate::failure::Halt;
use crate::secrets::hash;
use crate::sync::Run;
use crate::{Note, NoteKind};

/// The validators that are known, by stream and partition.
pub(crate) type Validators = OnceCell<HashMap<(String, String), Validator>>;

/// What is remembered of an answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Validator {
    /// Hash of the address that was asked.
    address: String,
    /// What the answer carried.
    etag: String,
    /// Ids of the partitions that it defined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    partitions: Vec<String>,
}

/// What the first page of a list leaves to be remembered.
#[derive(Clone, Debug, Default)]
pub(crate) enum Seen {
    /// What was.
    #[default]
    AsBefore,
    /// Nothing any more.
    Nothing,
    /// This.
    Answer(Validator),
}

/// An answer that is known.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) etag: String,
    /// The partitions that it defines.
    pub(super) partitions: Vec<Partition>,
}

/// The answer that is known of an address: the list was read to its end in one page, and what it defines is there.
pub(super) async fn known(run: &Run<'_>, job: &Job, url: &Url) -> Result<Option<Known>, Halt> {
    if !fits(job.stream) || job.single || job.state.synced.is_none() {
        return Ok(None);
    }
    let load = || async {
        let notes = run.store.notes(&run.spec.id, NoteKind::Validator).await?;
        let note = |note: Note| {
            let validator = serde_json::from_str(&note.value?).ok()?;
            Some(((note.stream, note.partition), validator))
        };
        Ok::<_, Halt>(notes.into_iter().filter_map(note).collect())
    };
    let all = run.validators.get_or_try_init(load).await?;
    let key = (job.stream.name.to_owned(), job.place.cursor_key().to_owned());
    let Some(validator) = all
        .get(&key)
        .filter(|validator| validator.address == hash(url.as_str()))
    else {
        return Ok(None);
    };
    let mut partitions = Vec::new();
    if !validator.partitions.is_empty() {
        partitions = run.store.partitions(&run.spec.id, job.stream.name).await?;
        partitions.retain(|partition| validator.partitions.contains(&partition.id));
    }
    let whole = partitions.len() == validator.partitions.len();
    Ok(whole.then(|| Known {
        etag: validator.etag.clone(),
        partitions,
    }))
}

/// What is to be remembered of the first page of a list. When there are more, nothing is: they may change while the
/// first stays.
pub(super) fn seen(job: &Job, url: &Url, headers: &HeaderMap, whole: bool) -> Seen {
    if !fits(job.stream) || job.single {
        return Seen::AsBefore;
    }
    let etag = headers.get(ETAG).and_then(|value| value.to_str().ok());
    etag.filter(|_| whole).map_or(Seen::Nothing, |etag| {
        Seen::Answer(Validator {
            address: hash(url.as_str()),
            etag: etag.to_owned(),
            partitions: Vec::new(),
        })
    })
}

/// The note about a list, kept with what the list holds.
pub(crate) fn note(job: &Job, partitions: &[Partition]) -> Option<Note> {
    let value = match &job.validator {
        Seen::Answer(validator) if job.state.finished => {
            let partitions = partitions.iter().map(|partition| partition.id.clone()).collect();
            let validator = validator.clone();
            serde_json::to_string(&Validator {
                partitions,
                ..validator
            })
            .ok()
        }
        Seen::Nothing => None,
        Seen::AsBefore | Seen::Answer(_) => return None,
    };
    Some(Note {
        kind: NoteKind::Validator,
        stream: job.stream.name.to_owned(),
        partition: job.place.cursor_key().to_owned(),
        name: String::new(),
        value,
    })
}

/// Whether all that is read is in the answer: what is asked for besides may change by itself.
fn fits(stream: &Stream) -> bool {
    stream.unchanged_is_free
        && matches!(stream.request, Request::Rest { .. })
        && stream.attach.is_empty()
        && stream.enrich.is_empty()
        && stream.expand.is_empty()
        && stream.whole.is_empty()
}
