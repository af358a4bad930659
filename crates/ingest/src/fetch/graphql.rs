use serde_json::{Map, Value, json};
use url::Url;
use weir_connect::{Action, GraphQl};

use super::{Fetched, Job, Place, sizes, tail};
use crate::Options;
use crate::board::Desk;
use crate::client::{Answer, Call, Tolerated};
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// The query of a stream that is its list.
const LIST: &str = "";

/// One page of a GraphQL list, at the size that the upstream can answer.
pub(super) async fn page(
    run: &Run<'_>,
    job: &mut Job,
    query: &GraphQl,
    token: Option<&str>,
) -> Result<Fetched, Halt> {
    let mut ladder = Ladder::new(&run.options);
    let mut shrunk = None;
    let mut answer = loop {
        let learnt = || run.sizes.of(job.stream.name, LIST);
        let size = job.state.page_size.or_else(learnt).unwrap_or(query.page_size);
        let mut variables = variables(query.text, &job.place, run);
        variables.insert("n".to_owned(), json!(size));
        variables.insert("after".to_owned(), json!(token));
        let call = call(
            run,
            query.text,
            &Value::Object(variables),
            job.what(),
            job.stream.permission,
        )?;
        match run.client()?.send(&call, job.desk(run)).await {
            Ok(answer) => break answer,
            Err(halt) => {
                let smaller = ladder.smaller(run, job.desk(run), halt, u64::from(size)).await?;
                if let Some(smaller) = smaller {
                    shrunk = u32::try_from(smaller).ok();
                    job.state.page_size = shrunk;
                    job.state.good_pages = 0;
                }
            }
        }
    };
    let asked = (job.stream.name, LIST);
    let at = job.state.page_size.or_else(|| run.sizes.of(asked.0, asked.1));
    let at = at.unwrap_or(query.page_size);
    run.sizes.answered(asked, &mut shrunk, (at, query.page_size));
    grow(job, query.page_size);
    count_tolerated(&answer.tolerated, job.desk(run));
    let missing = || {
        Failure::malformed(
            job.what(),
            format!("no list at `{}`", query.list),
            "the API has changed",
        )
    };
    if is_nothing(&answer.json["data"], query.list) {
        return Ok(Fetched::default());
    }
    let connection = connection(&mut answer, query.list).ok_or_else(missing)?;
    let next = next(connection, &job.what())?;
    let total = connection.get("totalCount").and_then(Value::as_u64);
    let mut records = nodes(connection).ok_or_else(missing)?;
    tail::follow(
        run,
        job.desk(run),
        (query.tails, &job.place),
        job.stream.permission,
        &mut records,
    )
    .await?;
    Ok(Fetched {
        records,
        next,
        total,
        ..Fetched::default()
    })
}

/// Whether what holds the list is not there, though what holds that is: a repository without commits has no branch, and
/// one that may not be seen is not there itself.
fn is_nothing(data: &Value, list: &str) -> bool {
    let mut inner = list.match_indices('/').map(|(at, _)| &list[..at]).skip(2);
    inner.any(|pointer| data.pointer(pointer).is_some_and(Value::is_null))
}

/// The cursor after which a connection goes on; `None` at its end. `what` is what was asked.
pub(crate) fn next(connection: &Value, what: &str) -> Result<Option<String>, Failure> {
    let malformed = |message: &str| Failure::malformed(what, message, "the API has changed");
    let more = connection
        .pointer("/pageInfo/hasNextPage")
        .and_then(Value::as_bool);
    if !more.ok_or_else(|| malformed("it does not say whether there is more"))? {
        return Ok(None);
    }
    let cursor = connection.pointer("/pageInfo/endCursor").and_then(Value::as_str);
    let cursor = cursor.ok_or_else(|| malformed("there is more but no page cursor"))?;
    Ok(Some(cursor.to_owned()))
}

/// The connection at a pointer below `data`.
pub(crate) fn connection<'a>(answer: &'a mut Answer, pointer: &str) -> Option<&'a mut Value> {
    let connection = answer.json.get_mut("data")?.pointer_mut(pointer)?;
    connection.is_object().then_some(connection)
}

/// Takes the nodes of a connection, without those that the upstream could not give.
pub(super) fn nodes(connection: &mut Value) -> Option<Vec<Value>> {
    match connection.get_mut("nodes").map(Value::take) {
        Some(Value::Array(nodes)) => Some(nodes.into_iter().filter(|node| !node.is_null()).collect()),
        _ => None,
    }
}

/// Counts the parts that the upstream left out.
pub(super) fn count_tolerated(tolerated: &[Tolerated], desk: Desk<'_>) {
    for part in tolerated {
        let what = if part.field.is_empty() {
            "a record"
        } else {
            &part.field
        };
        desk.skip(&format!("the upstream does not give {what} ({})", part.kind), 1);
    }
}

/// A GraphQL request.
pub(crate) fn call(
    run: &Run<'_>,
    text: &str,
    variables: &Value,
    what: String,
    permission: &'static str,
) -> Result<Call, Halt> {
    let endpoint = run.spec.connector.graphql_url;
    let endpoint = endpoint.ok_or_else(|| Failure::config("the connector has no GraphQL endpoint"))?;
    let url = Url::parse(&endpoint(run.client()?.base()))
        .map_err(|error| Failure::config(format!("the GraphQL address is not a URL ({error})")))?;
    Ok(Call {
        body: Some(json!({"query": text, "variables": variables}).to_string()),
        ..Call::get(url, what, permission)
    })
}

/// The variables of a query that the place gives: those that the text names.
pub(crate) fn variables(text: &str, place: &Place, run: &Run<'_>) -> Map<String, Value> {
    let mut variables = Map::new();
    for name in named(text) {
        if matches!(name, "n" | "after") {
            continue;
        }
        if let Some(value) = place.value(name, run.spec) {
            variables.insert(name.to_owned(), Value::String(value));
        }
    }
    variables
}

/// The names after `$` in a query.
pub(super) fn named(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for part in text.split('$').skip(1) {
        let end = part
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(part.len());
        if !names.contains(&&part[..end]) {
            names.push(&part[..end]);
        }
    }
    names
}

/// The page size that worked grows back slowly: what failed may have been one heavy page.
fn grow(job: &mut Job, usual: u32) {
    let Some(size) = job.state.page_size else { return };
    job.state.good_pages += 1;
    if job.state.good_pages >= sizes::GOOD_TO_GROW {
        job.state.good_pages = 0;
        let larger = sizes::grown(size);
        job.state.page_size = (larger < usual).then_some(larger);
    }
}

/// Asks for as much once more, because gateways also fail whatever is asked; then for less each time the upstream
/// fails, and at last waits longer and longer. Less for no reason is dear: it takes dozens of pages to grow back.
pub(crate) struct Ladder {
    tries: u32,
    pause: std::time::Duration,
    /// Whether what fails may have been chance.
    chance: bool,
}

impl Ladder {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            tries: options.tries,
            pause: options.first_pause,
            chance: true,
        }
    }

    /// What to ask for after an answer that was too large: nothing less, or half the size. Any other failure is given
    /// back.
    pub(crate) async fn smaller(
        &mut self,
        run: &Run<'_>,
        desk: Desk<'_>,
        halt: Halt,
        size: u64,
    ) -> Result<Option<u64>, Halt> {
        let failure = match halt {
            Halt::Fetch(failure) if failure.action == Action::ShrinkPage => failure,
            halt => return Err(halt),
        };
        if size <= 1 {
            self.tries = self.tries.saturating_sub(1);
            if self.tries == 0 {
                return Err(Failure {
                    action: Action::Fail,
                    ..*failure
                }
                .into());
            }
        }
        let chance = std::mem::take(&mut self.chance) && !failure.lasts;
        if size <= 1 || chance {
            desk.retry(format!("{}; tried again", failure.error));
            run.sleep(self.pause).await?;
            self.pause = (self.pause * 2).min(run.options.longest_pause);
            return Ok(None);
        }
        let smaller = size / 2;
        desk.retry(format!("{}; asked again for {smaller} at a time", failure.error));
        Ok(Some(smaller))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn variables_are_found_in_the_text() {
        let text =
            "query($owner:String!,$name:String!,$n:Int!){repository(owner:$owner,name:$name){x(first:$n)}}";
        assert_eq!(super::named(text), ["owner", "name", "n"]);
    }
}
