//! A job of a run and its steps.

use std::collections::BTreeMap;

use serde_json::Value;
use weir_connect::Misfit;

use super::event::{RESULTS, STATUSES, Times, segment};
use super::fields::Fields;
use super::part::{Part, Stamp};

const JOB: &[&str] = &[
    "name",
    "stage",
    "status",
    "result",
    "url",
    "queued_at",
    "started_at",
    "finished_at",
    "steps",
];
const STEP: &[&str] = &["name", "result", "started_at", "finished_at"];

/// A job: known by the attempt, its stage and its name.
pub(super) fn read(value: &Value, at: &str, stamp: Stamp) -> Result<Value, Misfit> {
    let fields = Fields::of(value, at, Some(JOB))?;
    let name = fields.needed("name", "the name of the job")?;
    let stage = fields.text("stage")?;
    let of_stage = stage.as_deref().map(segment).unwrap_or_default();
    let mut part = Part::new(&format!("{}/{of_stage}/{}", stamp.attempt, segment(&name)), stamp);
    part.say("attempt", Some(stamp.attempt));
    part.say("name", Some(name));
    part.say("stage", stage);
    let times = Times::read(&fields)?;
    let result = fields.word("result", RESULTS)?;
    part.say(
        "status",
        times.status(fields.word("status", STATUSES)?, result.as_ref()),
    );
    part.say("result", result);
    part.say("url", fields.text("url")?);
    times.say(&mut part);
    let mut steps = Vec::new();
    // Steps of one name are told apart by their order.
    let mut named = BTreeMap::<String, usize>::new();
    for (place, (step, at)) in fields.list("steps")?.into_iter().enumerate() {
        let fields = Fields::of(step, &at, Some(STEP))?;
        let name = fields.needed("name", "the name of the step")?;
        let nth = named.entry(name.clone()).or_default();
        *nth += 1;
        let mut part = Part::new(&format!("{}/{nth}", segment(&name)), stamp);
        part.say("number", Some(place + 1));
        part.say("name", Some(name));
        part.say("result", fields.word("result", RESULTS)?);
        Times::read(&fields)?.say(&mut part);
        steps.push(part.done());
    }
    part.list("steps", steps);
    Ok(part.done())
}
