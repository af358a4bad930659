use serde_json::{Value, json};
use weir_connect::{Action, Tail};

use super::graphql::{Ladder, call, connection, count_tolerated, named, nodes};
use super::{Place, repeated};
use crate::board::Desk;
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// Entries of a nested list that one request asks for.
const TAIL_SIZE: u64 = 100;

/// Reads nested lists to their ends and appends what they hold to the records.
pub(super) async fn follow(
    run: &Run<'_>,
    desk: Desk<'_>,
    (tails, place): (&[Tail], &Place),
    permission: &'static str,
    records: &mut [Value],
) -> Result<(), Halt> {
    for tail in tails {
        for record in records.iter_mut() {
            match one(run, desk, (tail, place), permission, record).await {
                Err(Halt::Fetch(failure)) if failure.action == Action::NotFound => {
                    desk.skip("deleted while it was read", 1);
                }
                result => result?,
            }
        }
    }
    Ok(())
}

async fn one(
    run: &Run<'_>,
    desk: Desk<'_>,
    (tail, place): (&Tail, &Place),
    permission: &'static str,
    record: &mut Value,
) -> Result<(), Halt> {
    let what = format!(
        "stream `{}` of {}, the rest of `{}`",
        desk.stream, desk.partition, tail.list
    );
    // A query that does not take a size cannot be made smaller, only asked again.
    let sized = named(tail.text).contains(&"n");
    let mut size = if sized { TAIL_SIZE } else { 1 };
    let mut last: Option<String> = None;
    while let Some(after) = record.pointer(tail.list).and_then(more) {
        if last.as_ref() == Some(&after) {
            return Err(repeated(&what).into());
        }
        let mut variables = variables(tail.text, place, run, record);
        variables["after"] = json!(after);
        let mut ladder = Ladder::new(&run.options);
        let mut answer = loop {
            if sized {
                variables["n"] = json!(size);
            }
            let call = call(run, tail.text, &variables, what.clone(), permission)?;
            match run.client()?.send(&call, desk).await {
                Ok(answer) => break answer,
                Err(halt) => size = ladder.smaller(run, desk, halt, size).await?.unwrap_or(size),
            }
        };
        count_tolerated(&answer.tolerated, desk);
        let missing =
            || Failure::malformed(&what, format!("no list at `{}`", tail.at), "the API has changed");
        let rest = connection(&mut answer, tail.at).ok_or_else(missing)?;
        let mut entries = nodes(rest).ok_or_else(missing)?;
        let page = rest
            .get("pageInfo")
            .cloned()
            .unwrap_or_else(|| json!({"hasNextPage": false}));
        if let Some(list) = record.pointer_mut(tail.list) {
            if let Some(Value::Array(known)) = list.get_mut("nodes") {
                known.append(&mut entries);
            }
            list["pageInfo"] = page;
        }
        last = Some(after);
    }
    Ok(())
}

/// What the text names: members of the record, else fields of the place.
fn variables(text: &str, place: &Place, run: &Run<'_>, record: &Value) -> Value {
    let mut variables = json!({});
    for name in named(text)
        .into_iter()
        .filter(|name| !matches!(*name, "n" | "after"))
    {
        let own = record.get(name).filter(|value| !value.is_null()).cloned();
        let value = own.or_else(|| place.value(name, run.spec).map(Value::String));
        variables[name] = value.unwrap_or_default();
    }
    variables
}

/// The cursor after which a nested list goes on.
fn more(connection: &Value) -> Option<String> {
    let page = connection.get("pageInfo")?;
    let more = page.get("hasNextPage")?.as_bool()?;
    more.then(|| page.get("endCursor")?.as_str().map(str::to_owned))
        .flatten()
}
