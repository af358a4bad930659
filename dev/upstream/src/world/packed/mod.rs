use std::io::{Read as _, Write as _};
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Repository, World};

/// A part of a repository. In a world of very many repositories it is compressed while nobody reads it: documents take
/// a hundredth of the memory then.
#[derive(Debug, Default)]
pub struct Packed<T> {
    value: OnceLock<T>,
    /// What it was when it was packed last; nothing when it never is.
    bytes: Option<Arc<[u8]>>,
    /// Bytes of the documents.
    weight: usize,
    /// Whether the value is not what was packed.
    changed: bool,
    /// When it was last read, by a count of readings.
    used: AtomicU64,
}

static READINGS: AtomicU64 = AtomicU64::new(0);

/// Bytes of documents that are not packed. Each takes seven or so in memory.
const MOST: usize = 24 << 20;

impl World {
    /// Whether more is in memory than needs to be.
    pub(crate) fn is_crowded(&self) -> bool {
        let parts = self.repositories.iter().filter(|one| one.recipe.is_some());
        parts.flat_map(Repository::parts).map(Part::weight).sum::<usize>() > MOST
    }

    /// Packs what was not read lately.
    pub(crate) fn pack(&mut self) {
        let packable = self.repositories.iter_mut().filter(|one| one.recipe.is_some());
        let mut parts: Vec<&mut dyn Part> = packable.flat_map(Repository::parts_mut).collect();
        parts.retain(|part| part.weight() > 0);
        parts.sort_by_key(|part| part.used());
        let mut rest: usize = parts.iter().map(|part| part.weight()).sum();
        for part in parts {
            if rest < MOST / 2 {
                break;
            }
            rest -= part.weight();
            part.pack();
        }
    }
}

/// Any part of a repository.
pub(super) trait Part {
    /// Bytes of its documents, when they are not packed.
    fn weight(&self) -> usize;
    fn used(&self) -> u64;
    fn pack(&mut self);
}

impl<T: Serialize> Part for Packed<T> {
    fn weight(&self) -> usize {
        self.value.get().map_or(0, |_| self.weight.max(1))
    }

    fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    fn pack(&mut self) {
        let Some(value) = self.value.take() else { return };
        if self.bytes.is_some() && !self.changed {
            return;
        }
        match compressed(&value) {
            Ok((weight, packed)) => {
                (self.weight, self.bytes, self.changed) = (weight, Some(packed.into()), false);
            }
            // Memory is never full.
            Err(_) => self.value = OnceLock::from(value),
        }
    }
}

fn compressed(value: &impl Serialize) -> std::io::Result<(usize, Vec<u8>)> {
    let text = serde_json::to_vec(value)?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&text)?;
    Ok((text.len(), encoder.finish()?))
}

fn decompressed<T: DeserializeOwned>(packed: &[u8]) -> std::io::Result<T> {
    let mut text = Vec::new();
    DeflateDecoder::new(packed).read_to_end(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

impl<T: DeserializeOwned + Default> Packed<T> {
    fn unpacked(&self) -> &T {
        self.value.get_or_init(|| {
            let packed = self.bytes.as_deref();
            packed
                .map(|packed| decompressed(packed).expect("it was packed from the same type"))
                .unwrap_or_default()
        })
    }
}

impl<T: DeserializeOwned + Default> Deref for Packed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        if self.bytes.is_some() {
            let reading = READINGS.fetch_add(1, Ordering::Relaxed);
            self.used.store(reading, Ordering::Relaxed);
        }
        self.unpacked()
    }
}

impl<T: DeserializeOwned + Default> DerefMut for Packed<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.unpacked();
        self.changed = true;
        self.value.get_mut().expect("it was just unpacked")
    }
}

impl<T> From<T> for Packed<T> {
    fn from(value: T) -> Self {
        Self {
            value: OnceLock::from(value),
            bytes: None,
            weight: 0,
            changed: true,
            used: AtomicU64::new(0),
        }
    }
}

impl<T: Clone> Clone for Packed<T> {
    fn clone(&self) -> Self {
        let is_packed = self.bytes.is_some() && !self.changed;
        Self {
            value: if is_packed {
                OnceLock::new()
            } else {
                self.value.clone()
            },
            bytes: self.bytes.clone(),
            weight: self.weight,
            changed: self.changed,
            used: AtomicU64::new(0),
        }
    }
}

impl<T: Serialize + DeserializeOwned + Default> Serialize for Packed<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

#[expect(clippy::into_iter_without_iter, reason = "the value has it")]
impl<'a, T: DeserializeOwned + Default> IntoIterator for &'a Packed<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

#[expect(clippy::into_iter_without_iter, reason = "the value has it")]
impl<'a, T: DeserializeOwned + Default> IntoIterator for &'a mut Packed<T>
where
    &'a mut T: IntoIterator,
{
    type Item = <&'a mut T as IntoIterator>::Item;
    type IntoIter = <&'a mut T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (**self).into_iter()
    }
}

impl Repository {
    fn parts(&self) -> [&dyn Part; 10] {
        [
            &self.pulls,
            &self.pull_commits,
            &self.pull_files,
            &self.reviews,
            &self.line_comments,
            &self.comments,
            &self.events,
            &self.runs,
            &self.jobs,
            &self.commits,
        ]
    }

    pub(super) fn parts_mut(&mut self) -> [&mut dyn Part; 10] {
        [
            &mut self.pulls,
            &mut self.pull_commits,
            &mut self.pull_files,
            &mut self.reviews,
            &mut self.line_comments,
            &mut self.comments,
            &mut self.events,
            &mut self.runs,
            &mut self.jobs,
            &mut self.commits,
        ]
    }
}

#[cfg(test)]
mod tests;
