//! Which partitions changed: one cheap question for many, so that those that did not need not be read.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use weir_connect::{Each, Probe, Stream};

use super::Run;
use crate::clock::plus_seconds;
use crate::failure::Halt;
use crate::fetch::known::Found;
use crate::fetch::{Job, Place, aliases};
use crate::secrets::hash;
use crate::{Lane, Level, NoteKind};

/// What the probes of one pass answered.
#[derive(Default)]
pub(super) struct Gate {
    /// Answers by parent stream and partition.
    answers: BTreeMap<&'static str, HashMap<String, Value>>,
    /// What was answered before each stream was last read, by stream and partition.
    before: Option<HashMap<(String, String), String>>,
}

impl Gate {
    /// Parts the jobs of a stream into those that may find something and those that cannot.
    pub(super) async fn split(
        &mut self,
        run: &Run<'_>,
        stream: &'static Stream,
        mut jobs: Vec<Job>,
    ) -> Result<(Vec<Job>, Vec<Job>), Halt> {
        let Each::Partition(parent) = stream.each else {
            return Ok((jobs, Vec::new()));
        };
        let parents = run.streams.iter().filter(|stream| stream.name == parent);
        let probe = parents.copied().find_map(|stream| stream.changes);
        let Some(probe) =
            probe.filter(|probe| jobs.len() >= probe.worth_from && !stream.changed_by.is_empty())
        else {
            return Ok((jobs, Vec::new()));
        };
        if !self.answers.contains_key(parent) {
            let answers = ask(run, parent, &probe, &jobs).await?;
            self.answers.insert(parent, answers);
        }
        if self.before.is_none() {
            let notes = run.store.notes(&run.spec.id, NoteKind::Probe).await?;
            let note = |note: crate::Note| Some(((note.stream, note.partition), note.value?));
            self.before = Some(notes.into_iter().filter_map(note).collect());
        }
        let (Some(answers), Some(before)) = (self.answers.get(parent), &self.before) else {
            return Ok((jobs, Vec::new()));
        };
        let fresh = plus_seconds(run.now(), -i64::from(stream.blind));
        for job in &mut jobs {
            job.signature = answers
                .get(job.place.cursor_key())
                .map(|answer| signature(stream, answer));
        }
        let changed = |job: &Job| {
            let key = (stream.name.to_owned(), job.place.cursor_key().to_owned());
            let same = job.signature.is_some() && before.get(&key) == job.signature.as_ref();
            let read = job.state.finished && job.state.synced.is_some_and(|at| at >= fresh);
            !(same && read)
        };
        Ok(jobs.into_iter().partition(changed))
    }
}

/// The answers that concern a stream, in short.
fn signature(stream: &Stream, answer: &Value) -> String {
    let parts = stream.changed_by.iter().map(|pointer| answer.pointer(pointer));
    let text: Vec<String> = parts
        .map(|part| part.map(Value::to_string).unwrap_or_default())
        .collect();
    hash(&text.join("\n"))
}

/// Asks about every partition. A probe that fails says nothing, and everything is read.
async fn ask(
    run: &Run<'_>,
    parent: &'static str,
    probe: &Probe,
    jobs: &[Job],
) -> Result<HashMap<String, Value>, Halt> {
    let desk = run.board.desk(parent, "").within(Lane::Probe);
    let about: Vec<(&Place, &str)> = jobs.iter().map(|job| (&job.place, "")).collect();
    let found = match aliases::ask(run, desk, &probe.question, "", &about).await {
        Ok(found) => found,
        Err(Halt::Fetch(failure)) => {
            desk.note(
                Level::Warning,
                format!(
                    "what changed could not be asked, so everything is read: {}",
                    failure.error
                ),
            );
            return Ok(HashMap::new());
        }
        Err(halt) => return Err(halt),
    };
    let answers = jobs.iter().zip(found).filter_map(|(job, found)| match found {
        Found::Record(answer) => Some((job.place.cursor_key().to_owned(), answer)),
        Found::Missing | Found::Refused(_) => None,
    });
    Ok(answers.collect())
}
