use serde_json::{Value, json};
use weir_connect::{Expand, FetchError};

use super::graphql::{Ladder, call, count_tolerated};
use super::{Fetched, Job, tail};
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// Fetches the further records that belong to those of a page.
pub(super) async fn expand(run: &Run<'_>, job: &Job, fetched: &mut Fetched) -> Result<(), Halt> {
    for expand in job.stream.expand {
        if !run.spec.switched_on(expand.option) {
            continue;
        }
        let ids = fetched
            .records
            .iter()
            .filter_map(|record| record.pointer(expand.id)?.as_str());
        let ids: Vec<String> = ids.map(str::to_owned).collect();
        let records = nodes(run, job, expand, &ids).await?;
        fetched.expanded.push((expand, records));
    }
    Ok(())
}

async fn nodes(
    run: &Run<'_>,
    job: &Job,
    expand: &'static Expand,
    ids: &[String],
) -> Result<Vec<Value>, Halt> {
    let label = job.place.label().to_owned();
    let desk = run.board.desk(expand.stream, &label).within(job.lane);
    let permission = job.stream.permission;
    let what = format!(
        "stream `{}` of {label}, with page {} of `{}`",
        expand.stream, job.page, job.stream.name
    );
    let mut ladder = Ladder::new(&run.options);
    let mut records = Vec::new();
    let mut rest = ids;
    let mut smaller = None;
    while !rest.is_empty() {
        let usual = u32::try_from(expand.per_request).unwrap_or(u32::MAX);
        let learnt = smaller.or_else(|| run.sizes.of(job.stream.name, expand.stream));
        let learnt = learnt.unwrap_or(usual);
        let size = (learnt as usize).clamp(1, rest.len());
        let call = call(
            run,
            expand.text,
            &json!({"ids": rest[..size]}),
            what.clone(),
            permission,
        )?;
        let mut answer = match run.client()?.send(&call, desk).await {
            Ok(answer) => answer,
            Err(halt) => {
                let less = ladder.smaller(run, desk, halt, size as u64).await?;
                smaller = less.map_or(smaller, |less| u32::try_from(less).ok());
                continue;
            }
        };
        let at = u32::try_from(size).unwrap_or(u32::MAX);
        let asked = (job.stream.name, expand.stream);
        run.sizes.answered(asked, &mut smaller, (at, usual));
        ladder = Ladder::new(&run.options);
        count_tolerated(&answer.tolerated, desk);
        let list = answer.json.pointer_mut("/data/nodes").map(Value::take);
        let Some(Value::Array(found)) = list else {
            return Err(Failure::malformed(&what, "no list at `/nodes`", "the API has changed").into());
        };
        if found.len() != size {
            let message = format!("{} records for {size} ids", found.len());
            let error = FetchError::Malformed { what, message };
            return Err(error.into());
        }
        let mut found: Vec<Value> = found.into_iter().filter(|node| !node.is_null()).collect();
        let tails = (expand.tails, &job.place);
        tail::follow(run, desk, tails, permission, &mut found).await?;
        records.append(&mut found);
        rest = &rest[size..];
    }
    Ok(records)
}
