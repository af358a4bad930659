//! Lists read from the top: those that come newest change first, and those without any order.

use weir_connect::Cursor;

use super::{Job, Params, Reach, Turn, facts, fetch};
use crate::failure::Halt;
use crate::land;
use crate::sync::Run;

pub(super) async fn page(run: &Run<'_>, job: &mut Job, reach: Reach) -> Result<Turn, Halt> {
    let ordered = matches!(job.stream.cursor, Cursor::StopAt { .. } | Cursor::Ancestry { .. });
    let Some(walk) = job.state.walks.first() else {
        return Ok(Turn::Done);
    };
    if let Reach::Recent(edge) = reach
        && ordered
        && walk.at.unwrap_or(walk.high) <= edge
    {
        return Ok(Turn::Paused);
    }
    let token = walk.token.clone();
    let fetched = fetch(run, job, token.as_deref(), &Params::new()).await?;
    let facts = facts(job.stream.cursor, &fetched);
    job.records += fetched.records.len() as u64;
    let left = fetched.total.map(|total| total.saturating_sub(job.records));
    if job.state.advance(&facts, ordered, job.span.floor) {
        job.new_list();
    }
    let done = job.state.walks.is_empty();
    if done {
        job.finish(run.now());
    }
    land::land(run, job, fetched).await?;
    job.desk(run).estimate(left);
    Ok(if done { Turn::Done } else { Turn::Again })
}
