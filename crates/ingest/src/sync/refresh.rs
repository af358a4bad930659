//! Records that are read again by name: because the upstream said that they changed, or because they are not final.

use std::collections::{BTreeMap, BTreeSet};

use weir_connect::{Each, Partition, RefreshBy, Spot, Stream, Touched};

use super::{Run, drive, jobs};
use crate::failure::Halt;
use crate::fetch::known::{self, Wanted};
use crate::fetch::{Job, Place, Reach};
use crate::{Lane, Level};

/// Entries of the queue that one run looks at: the rest stays due.
const MOST_DUE: usize = 20_000;

/// Reads what was touched.
pub(super) async fn touched(run: &Run<'_>, touched: Vec<Touched>) -> Result<(), Halt> {
    let mut partitions = Known::default();
    let mut by_name: BTreeMap<&'static str, Vec<Wanted>> = BTreeMap::new();
    let mut newest = Vec::new();
    for touched in touched.into_iter().collect::<BTreeSet<_>>() {
        let Some(stream) = run.stream(touched.stream) else {
            continue; // switched off
        };
        let Some(place) = partitions.of(run, stream, &touched).await? else {
            let place = touched.partition.as_ref().map_or("", |spot| &spot.name);
            run.board.desk(stream.name, place).note(
                Level::Info,
                "not known yet; the next sync looks for it".to_owned(),
            );
            continue;
        };
        let by = stream.refresh.as_ref().map(|refresh| &refresh.by);
        // The upstream's own id is not in what is touched, so its newest pages are read.
        let by_key = by.is_some_and(|by| !matches!(by, RefreshBy::Nodes(_)));
        if let Some(key) = touched.key.filter(|_| by_key) {
            by_name.entry(stream.name).or_default().push(Wanted {
                place,
                key,
                handle: String::new(),
                entry: None,
            });
        } else if !newest
            .iter()
            .any(|(known, at): &(&Stream, Place)| known.name == stream.name && *at == place)
        {
            newest.push((stream, place));
        }
    }
    for (name, wanted) in by_name {
        if let Some(stream) = run.stream(name) {
            known::read(run, stream, Lane::Refresh, wanted).await?;
        }
    }
    let cursors = if newest.is_empty() {
        BTreeMap::new()
    } else {
        jobs::cursors(run).await?
    };
    let jobs = newest.into_iter().map(|(stream, place)| {
        let key = (stream.name.to_owned(), place.cursor_key().to_owned());
        let mut job = Job::new(stream, place, cursors.get(&key).cloned().unwrap_or_default());
        job.lane = Lane::Refresh;
        job
    });
    let recent = Reach::Recent(run.recent_edge());
    drive::drive(run, jobs.collect(), recent).await?;
    Ok(())
}

/// Looks at the records whose moment has come.
pub(super) async fn open(run: &Run<'_>) -> Result<(), Halt> {
    let due = run.store.due(&run.spec.id, run.now(), MOST_DUE).await?;
    let mut partitions = Known::default();
    let mut by_name: BTreeMap<&'static str, Vec<Wanted>> = BTreeMap::new();
    for entry in due {
        let Some(stream) = run.stream(&entry.name.stream) else {
            continue;
        };
        let place = partitions
            .place(run, stream, &entry.name.partition, &entry.name.key)
            .await?;
        by_name
            .entry(stream.name)
            .or_default()
            .extend(place.map(|place| Wanted {
                place,
                key: entry.name.key.clone(),
                handle: entry.handle.clone(),
                entry: Some(entry),
            }));
    }
    for (name, wanted) in by_name {
        let Some(stream) = run.stream(name) else { continue };
        match known::read(run, stream, Lane::Open, wanted).await {
            Err(Halt::Fetch(failure)) => drive::stream_failed(run, stream, "", *failure)?,
            other => other?,
        }
    }
    Ok(())
}

/// The partitions that were looked up, by parent stream.
#[derive(Default)]
struct Known(BTreeMap<&'static str, BTreeMap<String, Partition>>);

impl Known {
    /// Where a touched record is. `None` when its partition is not known.
    async fn of(
        &mut self,
        run: &Run<'_>,
        stream: &'static Stream,
        touched: &Touched,
    ) -> Result<Option<Place>, Halt> {
        let key = touched.key.as_deref().unwrap_or_default();
        let Some(Spot { id, name }) = &touched.partition else {
            return self.place(run, stream, "", key).await;
        };
        // Its id stays when it is renamed; a delivery may be older than what is known.
        if let Some(id) = id
            && let Some(place) = self.place(run, stream, id, key).await?
        {
            return Ok(Some(place));
        }
        self.place(run, stream, name, key).await
    }

    /// Where a record is.
    async fn place(
        &mut self,
        run: &Run<'_>,
        stream: &'static Stream,
        partition: &str,
        key: &str,
    ) -> Result<Option<Place>, Halt> {
        Ok(match stream.each {
            Each::Partition(parent) => self.find(run, parent, partition).await?.map(Place::Partition),
            Each::Config(list) => {
                let own = match self.find(run, stream.name, key).await? {
                    None => self.find(run, stream.name, partition).await?,
                    own => own,
                };
                match own {
                    Some(own) if stream.refresh.is_some() => Some(Place::Own(own)),
                    _ => {
                        let entries = run.spec.list(list)?;
                        entries
                            .into_iter()
                            .find(|entry| entry == partition)
                            .map(Place::Entry)
                    }
                }
            }
            Each::Otherwise(_) => match self.find(run, stream.name, key).await? {
                Some(own) if stream.refresh.is_some() => Some(Place::Own(own)),
                _ => Some(Place::Whole),
            },
            Each::Once => Some(Place::Whole),
        })
    }

    async fn find(
        &mut self,
        run: &Run<'_>,
        parent: &'static str,
        wanted: &str,
    ) -> Result<Option<Partition>, Halt> {
        if !self.0.contains_key(parent) {
            let mut known = BTreeMap::new();
            for partition in run.store.partitions(&run.spec.id, parent).await? {
                known.insert(partition.name.to_lowercase(), partition.clone());
                known.insert(partition.id.clone(), partition);
            }
            self.0.insert(parent, known);
        }
        let known = self.0.get(parent);
        Ok(known.and_then(|known| {
            let by_id = known.get(wanted);
            by_id.or_else(|| known.get(&wanted.to_lowercase())).cloned()
        }))
    }
}
