use std::collections::{HashSet, VecDeque};

use weir_connect::{Cursor, Stream};
use weir_model::Time;

use super::ascending::Range;
use super::windows::Windows;
use super::{Place, ascending, repeated, rewind, windows};
use crate::board::Desk;
use crate::cursor::{FLOOR, Span};
use crate::failure::{Failure, Halt};
use crate::sync::Run;
use crate::{CursorState, Lane, Note, NoteKind, RecordName, SavedCursor};

const MOST_RESETS: u32 = 3;

/// One stream in one partition, during one run.
pub(crate) struct Job {
    pub(crate) stream: &'static Stream,
    pub(crate) place: Place,
    pub(crate) state: CursorState,
    pub(crate) plan: Plan,
    pub(crate) span: Span,
    /// What its setup found, once it was asked.
    pub(crate) context: std::sync::Arc<weir_connect::Context>,
    /// Pages asked for in this run.
    pub(crate) page: u64,
    /// Records read in this run.
    pub(crate) records: u64,
    /// Why it runs.
    pub(crate) lane: Lane,
    /// Whether it reads single records, so that there is no checkpoint.
    pub(crate) single: bool,
    /// What is not asked for again, since the upstream refuses it.
    pub(super) refused: Vec<&'static str>,
    /// What the change probe answered before it began, to be kept once everything is read.
    pub(crate) signature: Option<String>,
    /// What is to be remembered of its list, so that it need not be given again.
    pub(super) validator: super::validators::Seen,
    /// What is new of a list of commits, while only that is read.
    pub(super) lineage: Option<super::ancestry::Lineage>,
    seen: HashSet<String>,
    resets: u32,
}

/// What is left to read in this run.
pub(crate) enum Plan {
    /// Not looked at yet.
    New,
    /// What the cursor's walks say.
    Walks,
    /// Time ranges read upwards.
    Ranges(VecDeque<Range>),
    /// Time windows with a cap.
    Windows(Windows),
}

impl Job {
    pub(crate) fn new(stream: &'static Stream, place: Place, state: CursorState) -> Self {
        Self {
            stream,
            place,
            state,
            plan: Plan::New,
            span: Span {
                floor: FLOOR,
                high: FLOOR,
            },
            context: std::sync::Arc::default(),
            page: 0,
            records: 0,
            lane: Lane::Backfill,
            single: false,
            refused: Vec::new(),
            signature: None,
            validator: super::validators::Seen::default(),
            lineage: None,
            seen: HashSet::new(),
            resets: 0,
        }
    }

    /// Decides what to read, once in a run.
    pub(super) fn begin(&mut self, run: &Run<'_>) {
        if !matches!(self.plan, Plan::New) {
            return;
        }
        self.span = run.span();
        self.state.finished = false;
        for walk in &mut self.state.walks {
            walk.token = walk
                .token
                .take()
                .and_then(|token| rewind(self.stream.page, &token));
        }
        if matches!(self.stream.cursor, Cursor::StopAt { .. } | Cursor::Since { .. }) {
            self.state.take_back(self.span);
        }
        self.plan = match self.stream.cursor {
            Cursor::FullRefresh => {
                self.state.begin_full(self.span);
                if self.state.walks.iter().any(|walk| walk.token.is_some()) {
                    run.resumes(self.stream.name);
                }
                Plan::Walks
            }
            Cursor::StopAt { overlap, .. } => {
                self.state.begin_descending(self.span, overlap);
                Plan::Walks
            }
            Cursor::Ancestry { .. } => {
                let way = self.stream.way.map(|(_, value)| value);
                self.state.begin_ancestry(self.span, way);
                Plan::Walks
            }
            Cursor::Since { overlap, .. } => {
                Plan::Ranges(ascending::plan(run, &self.state, self.span, overlap))
            }
            Cursor::Windows {
                days, lookback_days, ..
            } => Plan::Windows(windows::plan(
                run,
                &mut self.state,
                self.span,
                days,
                lookback_days,
            )),
        };
    }

    /// Notes that the page at `token` leads to `next`; a way back is the upstream's fault.
    pub(super) fn step_to(&mut self, token: Option<&str>, next: &str) -> Result<(), Halt> {
        if let Some(token) = token {
            self.seen.insert(token.to_owned());
        }
        if self.seen.contains(next) {
            return Err(repeated(&self.what()).into());
        }
        Ok(())
    }

    /// Forgets the pages read: another list begins.
    pub(super) fn new_list(&mut self) {
        self.seen.clear();
    }

    /// Begins the list again, since its page cursor is no longer good.
    pub(super) fn reset(&mut self, failure: Failure) -> Result<(), Halt> {
        self.resets += 1;
        if self.resets > MOST_RESETS {
            return Err(failure.into());
        }
        self.new_list();
        if let Some(walk) = self.state.walks.first_mut() {
            walk.token = None;
        }
        if let Plan::Ranges(ranges) = &mut self.plan
            && let Some(range) = ranges.front_mut()
        {
            range.token = None;
        }
        Ok(())
    }

    /// The name of a record of its stream.
    pub(crate) fn name(&self, key: &str) -> RecordName {
        RecordName {
            stream: self.stream.name.to_owned(),
            partition: self.place.scope().id.to_owned(),
            key: key.to_owned(),
        }
    }

    /// What is asked, for people.
    pub(crate) fn what(&self) -> String {
        let place = match self.place.label() {
            "" => String::new(),
            label => format!(" of {label}"),
        };
        format!("stream `{}`{place}, page {}", self.stream.name, self.page)
    }

    pub(crate) fn desk<'a>(&'a self, run: &'a Run<'_>) -> Desk<'a> {
        run.board
            .desk(self.stream.name, self.place.label())
            .within(self.lane)
    }

    /// Notes that everything wanted was read.
    pub(super) fn finish(&mut self, now: Time) {
        self.state.walks.clear();
        if let Some(head) = self.state.head.take() {
            self.state.tip = Some(head);
        }
        self.state.finished = true;
        self.state.synced = Some(now);
    }

    /// What the change probe answered, once everything up to then is read.
    pub(crate) fn answered(&self) -> Option<Note> {
        let signature = self.signature.clone().filter(|_| self.state.finished)?;
        Some(Note {
            kind: NoteKind::Probe,
            stream: self.stream.name.to_owned(),
            partition: self.place.cursor_key().to_owned(),
            name: String::new(),
            value: Some(signature),
        })
    }

    /// How far it has come; nothing when it reads single records.
    pub(crate) fn checkpoint(&self) -> Option<SavedCursor> {
        (!self.single).then(|| SavedCursor {
            stream: self.stream.name.to_owned(),
            partition: self.place.cursor_key().to_owned(),
            state: self.state.clone(),
        })
    }
}
