//! How much is asked for at a time, learnt for each query of an integration: what one partition found out the hard way,
//! the others need not, nor does the next run.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Note, NoteKind};

/// Answers that must come at a size before a little more is asked for: what failed may have been one heavy page.
pub(super) const GOOD_TO_GROW: u32 = 10;

/// The sizes that are known, by stream and query.
#[derive(Debug, Default)]
pub(crate) struct Sizes(Mutex<BTreeMap<(String, String), Known>>);

#[derive(Debug, Default)]
struct Known {
    /// None is the usual one.
    size: Option<u32>,
    good: u32,
    /// Whether it is not stored yet.
    new: bool,
}

impl Sizes {
    /// The sizes of earlier runs.
    pub(crate) fn stored(&self, notes: Vec<Note>) {
        let mut sizes = self.lock();
        for note in notes {
            let size = note.value.and_then(|value| value.parse().ok());
            let known = Known {
                size,
                ..Known::default()
            };
            sizes.insert((note.stream, note.name), known);
        }
    }

    /// The size at which a query is answered, when it is not the usual one.
    pub(super) fn of(&self, stream: &str, query: &str) -> Option<u32> {
        let key = (stream.to_owned(), query.to_owned());
        self.lock().get(&key).and_then(|known| known.size)
    }

    /// A query was answered: after it was not until no more than `smaller` was asked for, which is kept, or at once at
    /// the size `at`. The usual size comes back little by little.
    pub(super) fn answered(
        &self,
        (stream, query): (&str, &str),
        smaller: &mut Option<u32>,
        (at, usual): (u32, u32),
    ) {
        match smaller.take() {
            // A size at which nothing is ever answered is not kept: it is one heavy partition that fails.
            Some(size) => {
                let known = Known {
                    size: Some(size),
                    good: 0,
                    new: true,
                };
                self.lock().insert((stream.to_owned(), query.to_owned()), known);
            }
            None => self.worked(stream, query, at, usual),
        }
    }

    fn worked(&self, stream: &str, query: &str, at: u32, usual: u32) {
        let mut sizes = self.lock();
        let Some(known) = sizes.get_mut(&(stream.to_owned(), query.to_owned())) else {
            return;
        };
        let Some(size) = known.size.filter(|size| at >= *size) else {
            return;
        };
        known.good += 1;
        if known.good >= GOOD_TO_GROW {
            let larger = grown(size);
            *known = Known {
                size: (larger < usual).then_some(larger),
                good: 0,
                new: true,
            };
        }
    }

    /// What was learnt of the queries of a stream since the last call.
    pub(crate) fn news(&self, stream: &str) -> Vec<Note> {
        let mut news = Vec::new();
        for ((of, query), known) in self.lock().iter_mut() {
            if of == stream && std::mem::take(&mut known.new) {
                news.push(Note {
                    kind: NoteKind::PageSize,
                    stream: of.clone(),
                    partition: String::new(),
                    name: query.clone(),
                    value: known.size.map(|size| size.to_string()),
                });
            }
        }
        news
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<(String, String), Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A little more.
pub(super) const fn grown(size: u32) -> u32 {
    let quarter = size / 4;
    size + if quarter > 1 { quarter } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::{GOOD_TO_GROW, Sizes};

    #[test]
    fn a_size_is_learnt_stored_and_grows_back() {
        let sizes = Sizes::default();
        let list = ("issues", "");
        sizes.answered(list, &mut None, (50, 50));
        assert!(sizes.news("issues").is_empty(), "the usual size is no news");
        sizes.answered(list, &mut Some(12), (12, 50));
        assert_eq!(
            (sizes.of("issues", ""), sizes.of("issues", "other")),
            (Some(12), None)
        );
        let news = sizes.news("issues");
        assert_eq!(news[0].value.as_deref(), Some("12"));
        assert!(sizes.news("issues").is_empty(), "told once");

        let later = Sizes::default();
        later.stored(news);
        // The last page of a list is small for another reason.
        (0..GOOD_TO_GROW).for_each(|_| later.answered(list, &mut None, (3, 50)));
        assert_eq!(later.of("issues", ""), Some(12));
        (0..GOOD_TO_GROW).for_each(|_| later.answered(list, &mut None, (12, 50)));
        assert_eq!(later.of("issues", ""), Some(15));
        (0..GOOD_TO_GROW * 20).for_each(|_| later.answered(list, &mut None, (50, 50)));
        assert_eq!(later.of("issues", ""), None);
        assert_eq!(later.news("issues")[0].value, None, "forgotten");
    }
}
