//! The first pages of lists whose records others are read for.

use serde_json::Value;
use weir_connect::{Request, Stream};
use weir_model::Batch;

use super::facts::{Found, Missing};
use crate::client::Call;
use crate::failure::Halt;
use crate::fetch::{Params, Place, count, items, page_size, page_url, setup};
use crate::sync::{Run, in_scope};
use crate::{CursorState, Lane};

/// Lists whose first page is asked for.
const MOST: usize = 10;

/// What the first pages say.
#[derive(Default)]
pub(super) struct Pages {
    pub(super) found: Found,
    /// Records in each of the lists that were asked.
    pub(super) counts: Vec<u64>,
    /// Requests for all lists; `None` where a list does not say how long it is.
    pub(super) requests: Option<u64>,
}

/// Asks for the first pages of a few of the lists.
pub(super) async fn pages(
    run: &Run<'_>,
    stream: &'static Stream,
    missing: &[Missing<'_>],
) -> Result<Pages, Halt> {
    let mut pages = Pages::default();
    let Request::Rest { .. } = stream.request else {
        return Ok(pages);
    };
    let asked: Vec<&Missing<'_>> = missing.iter().take(MOST).collect();
    let mut requests = Some(0);
    let scope = run.scope().await?;
    for one in &asked {
        let (records, count) = page(run, stream, one.place).await?;
        let partitions = records.iter().filter_map(|record| {
            let read = (stream.read)(&record.to_string(), &one.place.scope(), &mut Batch::default());
            read.ok()?.partition
        });
        let partitions: Vec<_> = partitions.collect();
        let all = partitions.len() as u64;
        let wanted = partitions
            .into_iter()
            .filter(|partition| in_scope(stream.name, &scope, partition));
        let places: Vec<Place> = wanted.map(Place::Partition).collect();
        // Pages that were not asked for are as the first one.
        let there = count.unwrap_or(all);
        pages.found.total += (there * places.len() as u64).checked_div(all).unwrap_or(0);
        pages.found.places.extend(places);
        pages.counts.push(there);
        let size = page_size(stream.page).map_or(there, u64::from).max(1);
        let of_list = count.map(|count| count.div_ceil(size).max(1));
        requests = requests.zip(of_list).map(|(sum, one)| sum + one);
    }
    let (asked, of) = (asked.len() as u64, missing.len() as u64);
    if asked > 0 {
        pages.found.total = (pages.found.total * of).div_ceil(asked);
        pages.requests = requests.map(|requests| (requests * of).div_ceil(asked));
    }
    Ok(pages)
}

/// The records of a first page, and how many there are in all. What is not there or may not be seen has none.
async fn page(
    run: &Run<'_>,
    stream: &'static Stream,
    place: &Place,
) -> Result<(Vec<Value>, Option<u64>), Halt> {
    let mut job = crate::fetch::Job::new(stream, place.clone(), CursorState::default());
    job.lane = Lane::Probe;
    setup::begin(run, &mut job).await?;
    let client = run.client()?;
    let what = format!("how many {} there are", stream.name);
    let url = page_url(run, &job, stream.page, None, (&Params::new(), what.clone()))?;
    let call = Call::get(url, what, stream.permission);
    let mut answer = match client.send(&call, job.desk(run)).await {
        Ok(answer) => answer,
        Err(halt) => return count::refused(halt).map(|()| (Vec::new(), Some(0))),
    };
    let mut records = items(&mut answer.json.clone(), stream.items, stream.single);
    let count = if stream.single {
        Some(records.len() as u64)
    } else {
        count::stated(stream, stream.page, &mut answer, records.len())
    };
    setup::prepare(run, &job, &mut records);
    Ok((records, count))
}
