use serde_json::Value;
use url::Url;
use weir_connect::{Action, Cursor, Page, Request};

use super::step::{self, Next};
use super::{Fetched, Job, Params, body, fill, first_url, validators};
use crate::client::{Call, host};
use crate::failure::{Failure, Halt};
use crate::sync::Run;
use crate::{IntegrationSpec, Level};

/// One page of a REST list.
pub(super) async fn page(
    run: &Run<'_>,
    job: &mut Job,
    token: Option<&str>,
    params: &Params,
) -> Result<Fetched, Halt> {
    let client = run.client()?;
    let (url, post) = match job.stream.request {
        Request::Post(ask) => body::ask(run, job, (&ask, job.stream.page), token, params)?,
        _ => (
            page_url(run, job, job.stream.page, token, (params, job.what()))?,
            None,
        ),
    };
    let known = match token {
        None => validators::known(run, job, &url).await?,
        Some(_) => None,
    };
    let call = Call {
        post,
        validator: known.as_ref().map(|known| known.etag.clone()),
        ..Call::get(url, job.what(), job.stream.permission)
    };
    let desk = job.desk(run);
    let answer = client.send(&call, desk).await?;
    if answer.moved {
        desk.note(
            Level::Warning,
            format!("{} was renamed; its new name is used", job.place.label()),
        );
    }
    if answer.unchanged {
        if let Some(known) = known.filter(|known| !known.partitions.is_empty()) {
            run.found(job.stream.name, &known.partitions);
        }
        return Ok(Fetched::default());
    }
    let total = match job.stream.cursor {
        Cursor::Windows { total, .. } => answer.json.pointer(total).and_then(Value::as_u64),
        _ => None,
    };
    let headers = answer.headers;
    let mut json = answer.json;
    let count = if job.stream.single {
        1
    } else {
        list(&json, job)?.len()
    };
    let next = step::next(job.stream.page, token, &json, &headers, count)
        .map_err(|failure| named(failure, &job.what()))?;
    let records = items(&mut json, job.stream.items, job.stream.single);
    let next = match next {
        Next::End => None,
        Next::Token(token) => Some(token),
        Next::OutOfReach => {
            desk.skip("beyond the last offset that the upstream answers", 1);
            None
        }
    };
    if token.is_none() {
        job.validator = validators::seen(job, &call.url, &headers, next.is_none());
    }
    Ok(Fetched {
        records,
        next,
        total,
        ..Fetched::default()
    })
}

fn list<'a>(json: &'a Value, job: &Job) -> Result<&'a Vec<Value>, Failure> {
    json.pointer(job.stream.items)
        .and_then(Value::as_array)
        .ok_or_else(|| {
            let hint = "check that the address is that of the API";
            Failure::malformed(job.what(), no_list(job.stream.items), hint)
        })
}

/// What an answer without a list lacks.
pub(super) fn no_list(pointer: &str) -> String {
    match pointer {
        "" => "no list".to_owned(),
        pointer => format!("no list at `{pointer}`"),
    }
}

/// A failure to step, which does not know what was asked.
pub(super) fn named(failure: Failure, what: &str) -> Failure {
    match failure.error {
        weir_connect::FetchError::Malformed { message, .. } => {
            Failure::malformed(what, message, &failure.hint)
        }
        error => Failure { error, ..failure },
    }
}

/// Takes the records out of an answer.
pub(crate) fn items(json: &mut Value, pointer: &str, single: bool) -> Vec<Value> {
    match json.pointer_mut(pointer).map(Value::take) {
        Some(Value::Array(records)) if !single => records,
        Some(record) if single => vec![record],
        _ => Vec::new(),
    }
}

/// The address of a page of a stream's list, which is stepped through as `page` says.
pub(crate) fn page_url(
    run: &Run<'_>,
    job: &Job,
    page: Page,
    token: Option<&str>,
    asked: (&Params, String),
) -> Result<Url, Halt> {
    let Request::Rest { path, query } = job.stream.request else {
        return Err(Failure::config("not a REST stream").into());
    };
    list_url(run, List { path, query, page }, token, asked, |name| {
        let known = job.place.value(name, run.spec);
        known.or_else(|| job.context.get(name)?.as_str().map(str::to_owned))
    })
}

/// A list: where it is, and how to step through it.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) path: &'static str,
    pub(super) query: &'static [(&'static str, &'static str)],
    pub(super) page: Page,
}

/// The address of a page of a list.
pub(super) fn list_url(
    run: &Run<'_>,
    list: List,
    token: Option<&str>,
    (params, what): (&Params, String),
    value: impl Fn(&str) -> Option<String>,
) -> Result<Url, Halt> {
    let base = run.client()?.base();
    if let (Some(token), true) = (token, step::by_url(list.page)) {
        let from = Url::parse(base).map_err(|_| Failure::config("the address is not a URL"))?;
        let next = from
            .join(token)
            .ok()
            .filter(|next| next.scheme() == from.scheme() && host(next) == host(&from));
        // The credential goes with it, so it must not lead elsewhere. After the address was changed, a page that was
        // saved before it does; the list then begins again.
        return next.ok_or_else(|| {
            let hint = "set the address to the one that the upstream uses for itself";
            let failure = Failure::malformed(what, "the next page is at another host", hint);
            Failure {
                action: Action::ResetPagination,
                ..failure
            }
            .into()
        });
    }
    let mut url = url(base, list.path, &value)?;
    let asked = |name: &str| params.iter().find(|(param, _)| *param == name);
    add_query(&mut url, list.query, run.spec, |name| {
        let param = asked(name).map(|(_, value)| value.clone());
        param.or_else(|| value(name))
    })?;
    for (name, value) in params {
        // Inside another parameter it is none of its own.
        let placeholder = format!("{{{name}}}");
        if !list.query.iter().any(|(_, text)| text.contains(&placeholder)) {
            url.query_pairs_mut().append_pair(name, value);
        }
    }
    Ok(first_url(list.page, url, token))
}

/// Adds the parameters of a stream, their placeholders filled.
pub(crate) fn add_query(
    url: &mut Url,
    query: &[(&str, &str)],
    spec: &IntegrationSpec,
    value: impl Fn(&str) -> Option<String>,
) -> Result<(), Failure> {
    for (name, text) in query {
        let switch = text.strip_prefix("{?").and_then(|rest| rest.strip_suffix('}'));
        let text = match switch {
            Some(switch) => spec.switched_on(Some(switch)).to_string(),
            None => written(text, &value)?,
        };
        url.query_pairs_mut().append_pair(name, &text);
    }
    Ok(())
}

/// A text with its placeholders filled as they are; the address encodes it.
fn written(template: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, Failure> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, (name, behind))) = rest
        .split_once('{')
        .and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        let value = value(name);
        let value =
            value.ok_or_else(|| Failure::config(format!("nothing to put for `{name}` into {template}")))?;
        text.push_str(before);
        text.push_str(&value);
        rest = behind;
    }
    text.push_str(rest);
    Ok(text)
}

/// A path below the base, its placeholders filled.
pub(crate) fn url(base: &str, path: &str, value: impl Fn(&str) -> Option<String>) -> Result<Url, Failure> {
    let path = fill(path, value)?;
    Url::parse(&format!("{base}{path}"))
        .map_err(|error| Failure::config(format!("{path} is not a path ({error})")))
}
