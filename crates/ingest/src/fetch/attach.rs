//! What is asked for the records of a page and put into them.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use weir_connect::{Action, Ask, Attach, FetchError, Tail, key_text};

use super::graphql::{Ladder, call, connection, count_tolerated, next, nodes, variables};
use super::listed::{self, End};
use super::rest::{self, List, list_url};
use super::windows::{seconds, stamp};
use super::{Job, Params, moment, place, repeated, tail};
use crate::client::{Answer, Call};
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// Puts into the records what their list leaves out.
pub(super) async fn attach(run: &Run<'_>, job: &mut Job, records: &mut [Value]) -> Result<(), Halt> {
    for attach in job.stream.attach {
        let wanted = run.spec.switched_on(attach.option) && !job.refused.contains(&attach.member);
        if !wanted || records.is_empty() {
            continue;
        }
        match one(run, job, attach, records).await {
            Err(Halt::Fetch(failure)) if attach.optional && refused(failure.action) => {
                job.refused.push(attach.member);
                let reason = format!("the upstream refuses `{}`", attach.member);
                job.desk(run).skip(&reason, 1);
            }
            result => result?,
        }
    }
    Ok(())
}

const fn refused(action: Action) -> bool {
    matches!(action, Action::NotFound | Action::MissingPermission)
}

async fn one(run: &Run<'_>, job: &mut Job, attach: &Attach, records: &mut [Value]) -> Result<(), Halt> {
    match attach.ask {
        Ask::Ids {
            text,
            id,
            at,
            by,
            per_request,
            tails,
        } => {
            let query = Query {
                name: attach.member,
                text,
                at,
                tails,
            };
            let mut rest = records;
            while !rest.is_empty() {
                let ids: Vec<String> = rest.iter().map(|record| key(record, id)).collect();
                let most = per_request.min(rest.len());
                let (size, found) = by_ids(run, job, &query, (&ids, most, per_request)).await?;
                let (these, others) = rest.split_at_mut(size);
                put(run, job, these, found, (attach.member, id, by));
                rest = others;
            }
            Ok(())
        }
        Ask::Span {
            text,
            field,
            id,
            at,
            by,
            page_size,
            tails,
        } => {
            let query = Query {
                name: attach.member,
                text,
                at,
                tails,
            };
            let found = in_span(run, job, &query, (records, field, page_size)).await?;
            put(run, job, records, found, (attach.member, id, by));
            Ok(())
        }
        Ask::List {
            path,
            query,
            items,
            page,
        } => {
            let list = List { path, query, page };
            let is_asked = |record: &&mut Value| attach.unless.is_none_or(|it| record.pointer(it).is_none());
            for record in records.iter_mut().filter(is_asked) {
                let found = of_record(run, job, list, items, record).await;
                let found = found.map(|found| found.map(Value::Array));
                put_in(run, job, attach, (record, found))?;
            }
            Ok(())
        }
        Ask::Whole { path, has } => {
            for record in records.iter_mut().filter(|record| record.pointer(has).is_none()) {
                let found = whole(run, job, path, record).await.map(Some);
                put_in(run, job, attach, (record, found))?;
            }
            Ok(())
        }
    }
}

/// A GraphQL text, where the list is in its answer, and what must be followed in the entries.
struct Query {
    name: &'static str,
    text: &'static str,
    at: &'static str,
    tails: &'static [Tail],
}

/// The key at a pointer, as text.
fn key(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(key_text).unwrap_or_default()
}

/// What is found for the first of the ids, at most so many, and how many of them it answers.
async fn by_ids(
    run: &Run<'_>,
    job: &mut Job,
    query: &Query,
    (ids, most, usual): (&[String], usize, usize),
) -> Result<(usize, Vec<Value>), Halt> {
    let mut ladder = Ladder::new(&run.options);
    let mut smaller = None;
    loop {
        let learnt = smaller.or_else(|| run.sizes.of(job.stream.name, query.name));
        let size = learnt.map_or(most, |size| size as usize).clamp(1, most);
        let mut variables = variables(query.text, &job.place, run);
        variables.insert("ids".to_owned(), json!(ids[..size]));
        match send(run, job, query.text, variables).await {
            Ok(mut answer) => {
                let asked = (job.stream.name, query.name);
                run.sizes
                    .answered(asked, &mut smaller, (of_count(size), of_count(usual)));
                let mut found = entries(&mut answer, query.at, job)?;
                follow(run, job, query, &mut found).await?;
                return Ok((size, found));
            }
            Err(halt) => {
                let less = ladder.smaller(run, job.desk(run), halt, size as u64).await?;
                smaller = less.map_or(smaller, |less| u32::try_from(less).ok());
            }
        }
    }
}

fn of_count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// All entries of the time that the records span, both ends included.
async fn in_span(
    run: &Run<'_>,
    job: &mut Job,
    query: &Query,
    (records, field, page_size): (&[Value], &str, u32),
) -> Result<Vec<Value>, Halt> {
    let times = || records.iter().filter_map(|record| moment(record.pointer(field)?));
    let (Some(from), Some(to)) = (times().min(), times().max()) else {
        return Ok(Vec::new());
    };
    let mut ladder = Ladder::new(&run.options);
    let (mut all, mut after) = (Vec::new(), None::<String>);
    let mut smaller = None;
    loop {
        let learnt = smaller.or_else(|| run.sizes.of(job.stream.name, query.name));
        let size = learnt.unwrap_or(page_size);
        let mut variables = variables(query.text, &job.place, run);
        // It is not documented whether the bounds are included.
        variables.insert("from".to_owned(), json!(stamp(seconds(from) - 1)));
        variables.insert("to".to_owned(), json!(stamp(seconds(to) + 2)));
        variables.insert("n".to_owned(), json!(size));
        variables.insert("after".to_owned(), json!(after));
        let mut answer = match send(run, job, query.text, variables).await {
            Ok(answer) => answer,
            Err(halt) => {
                let less = ladder.smaller(run, job.desk(run), halt, u64::from(size)).await?;
                smaller = less.map_or(smaller, |less| u32::try_from(less).ok());
                continue;
            }
        };
        let asked = (job.stream.name, query.name);
        run.sizes.answered(asked, &mut smaller, (size, page_size));
        ladder = Ladder::new(&run.options);
        let list = connection(&mut answer, query.at).ok_or_else(|| absent(job, query.at))?;
        let following = next(list, &job.what())?;
        let mut found = nodes(list).ok_or_else(|| absent(job, query.at))?;
        follow(run, job, query, &mut found).await?;
        all.append(&mut found);
        match following {
            None => return Ok(all),
            same if same == after => return Err(repeated(&job.what()).into()),
            following => after = following,
        }
    }
}

async fn send(run: &Run<'_>, job: &Job, text: &str, variables: Map<String, Value>) -> Result<Answer, Halt> {
    let variables = Value::Object(variables);
    let call = call(run, text, &variables, job.what(), job.stream.permission)?;
    let answer = run.client()?.send(&call, job.desk(run)).await?;
    count_tolerated(&answer.tolerated, job.desk(run));
    Ok(answer)
}

async fn follow(run: &Run<'_>, job: &Job, query: &Query, found: &mut [Value]) -> Result<(), Halt> {
    let tails = (query.tails, &job.place);
    tail::follow(run, job.desk(run), tails, job.stream.permission, found).await
}

/// The entries of a list, without those that the upstream could not give.
fn entries(answer: &mut Answer, at: &str, job: &Job) -> Result<Vec<Value>, Halt> {
    let list = answer.json.get_mut("data").and_then(|data| data.pointer_mut(at));
    match list.map(Value::take) {
        Some(Value::Array(found)) => Ok(found.into_iter().filter(|entry| !entry.is_null()).collect()),
        _ => Err(absent(job, at).into()),
    }
}

/// GraphQL answers nothing for what is not there or may not be seen.
fn absent(job: &Job, at: &str) -> Failure {
    let what = format!("{}: nothing at `{at}`", job.what());
    let hint = "check that the token may see it";
    Failure::new(Action::NotFound, FetchError::NotFound { what }, hint)
}

/// The end of a global id.
fn last(key: &str) -> String {
    key.rsplit('/').next().unwrap_or(key).to_owned()
}

/// Puts each entry into the record that it belongs to.
fn put(
    run: &Run<'_>,
    job: &Job,
    records: &mut [Value],
    found: Vec<Value>,
    (member, id, by): (&str, &str, &str),
) {
    let keyed = found.into_iter().map(|entry| (last(&key(&entry, by)), entry));
    let mut found: HashMap<String, Value> = keyed.collect();
    let mut missing = 0;
    for record in records {
        let own = found.remove(&last(&key(record, id)));
        missing += u64::from(own.is_none());
        if let (Value::Object(members), Some(own)) = (record, own) {
            members.insert(member.to_owned(), own);
        }
    }
    if missing > 0 {
        // It has changed since the list was read, so the next run reads it again, or it is gone.
        job.desk(run).skip("changed while it was read", missing);
    }
}

/// Puts into a record what was asked for it.
fn put_in(
    run: &Run<'_>,
    job: &Job,
    attach: &Attach,
    (record, found): (&mut Value, Result<Option<Value>, Halt>),
) -> Result<(), Halt> {
    let found = match found {
        Err(Halt::Fetch(failure)) if !attach.optional && failure.action == Action::NotFound => {
            job.desk(run).skip("deleted while it was read", 1);
            return Ok(());
        }
        found => found?,
    };
    if let (Value::Object(members), Some(found)) = (record, found) {
        members.insert(attach.member.to_owned(), found);
    }
    Ok(())
}

/// The list that belongs to one record; none when the record lacks what must be known to ask for it.
async fn of_record(
    run: &Run<'_>,
    job: &Job,
    list: List,
    pointer: &str,
    record: &Value,
) -> Result<Option<Vec<Value>>, Halt> {
    let value = |name: &str| named(run, job, record, name);
    if !place::names(list.path).all(|name| value(name).is_some()) {
        return Ok(None);
    }
    let call = |token: Option<&str>| -> Result<Call, Halt> {
        let url = list_url(run, list, token, (&Params::new(), job.what()), value)?;
        Ok(Call::get(url, job.what(), job.stream.permission))
    };
    let mut all = Vec::new();
    let take = |mut entries: Vec<Value>| all.append(&mut entries);
    let (desk, from) = (job.desk(run), (pointer, list.page));
    if listed::pages(run, desk, from, &job.what(), call, take).await? == End::OutOfReach {
        desk.skip("beyond the last offset that the upstream answers", 1);
    }
    Ok(Some(all))
}

/// The record as it is under its own name.
async fn whole(run: &Run<'_>, job: &Job, path: &'static str, record: &Value) -> Result<Value, Halt> {
    let client = run.client()?;
    let url = rest::url(client.base(), path, |name| named(run, job, record, name))?;
    let call = Call::get(url, job.what(), job.stream.permission);
    Ok(client.send(&call, job.desk(run)).await?.json)
}

/// The value of a placeholder: a member of the record, or else a field of the partition.
fn named(run: &Run<'_>, job: &Job, record: &Value, name: &str) -> Option<String> {
    let own = Some(key(record, &format!("/{name}"))).filter(|own| !own.is_empty());
    own.or_else(|| job.place.value(name, run.spec))
}
