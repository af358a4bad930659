//! JSON bodies of REST requests.

use serde_json::{Map, Value};
use url::Url;
use weir_connect::{Page, Post};
use weir_model::Time;

use super::{Job, Params, rest};
use crate::failure::{Failure, Halt};
use crate::sync::Run;

/// Where to ask for a page, and with which body.
pub(super) fn ask(
    run: &Run<'_>,
    job: &Job,
    (ask, page): (&Post, Page),
    token: Option<&str>,
    params: &Params,
) -> Result<(Url, Option<String>), Halt> {
    let value = |name: &str| {
        params
            .iter()
            .find_map(|(param, text)| of_param(param, text, name))
            .or_else(|| job.place.value(name, run.spec).map(Value::String))
            .or_else(|| job.context.get(name).cloned())
    };
    let url = rest::url(run.client()?.base(), ask.path, |name| {
        value(name)?.as_str().map(str::to_owned)
    })?;
    let mut body = rendered(ask, &value)?;
    paged(page, token, &mut body);
    Ok((url, Some(Value::Object(body).to_string())))
}

/// A moment among the parameters, in the way the placeholder asks for it.
fn of_param(param: &str, text: &str, name: &str) -> Option<Value> {
    match name.strip_prefix(param)? {
        "" => Some(Value::String(text.to_owned())),
        ":ms" => Some(Value::from(Time::parse(text)?.0.div_euclid(1000))),
        _ => None,
    }
}

/// The body with its placeholders filled.
pub(super) fn rendered(
    ask: &Post,
    value: &dyn Fn(&str) -> Option<Value>,
) -> Result<Map<String, Value>, Failure> {
    let wrong = || Failure::config(format!("the body for {} is not a JSON object", ask.path));
    let template: Value = serde_json::from_str(ask.body).map_err(|_| wrong())?;
    match filled(template, value)? {
        Value::Object(body) => Ok(body),
        _ => Err(wrong()),
    }
}

fn filled(template: Value, value: &dyn Fn(&str) -> Option<Value>) -> Result<Value, Failure> {
    Ok(match template {
        Value::String(text) => of_text(&text, value)?,
        Value::Array(list) => Value::Array(
            list.into_iter()
                .map(|entry| filled(entry, value))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, entry)| Ok((name, filled(entry, value)?)))
                .collect::<Result<_, Failure>>()?,
        ),
        other => other,
    })
}

fn of_text(text: &str, value: &dyn Fn(&str) -> Option<Value>) -> Result<Value, Failure> {
    let known = |name: &str| {
        value(name).ok_or_else(|| Failure::config(format!("nothing to put for `{name}` into the request")))
    };
    let alone = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .filter(|name| !name.contains(['{', '}']));
    if let Some(name) = alone {
        return known(name);
    }
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        written.push_str(before);
        match known(name)? {
            Value::String(text) => written.push_str(&text),
            other => written.push_str(&other.to_string()),
        }
        rest = behind;
    }
    written.push_str(rest);
    Ok(Value::String(written))
}

/// Puts the page's parameters beside the body's own keys.
pub(super) fn paged(page: Page, token: Option<&str>, body: &mut Map<String, Value>) {
    let number = |text: &str| text.parse::<u64>().map_or(Value::from(text), Value::from);
    let (size, position) = match page {
        Page::Number { page, size } => (Some(size), Some((page, number(token.unwrap_or("1"))))),
        Page::Offset { offset, size, .. } => (Some(size), Some((offset, number(token.unwrap_or("0"))))),
        Page::Token { param, size, .. } => (Some(size), token.map(|token| (param, Value::from(token)))),
        Page::None | Page::Link { .. } | Page::NextUrl { .. } => (None, None),
    };
    if let Some((name, size)) = size.filter(|size| !size.0.is_empty()) {
        body.insert(name.to_owned(), Value::from(size));
    }
    if let Some((name, position)) = position {
        body.insert(name.to_owned(), position);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use weir_connect::{Page, Post};

    use super::{of_param, paged, rendered};

    #[test]
    fn values_stay_what_they_are_where_they_stand_alone() {
        let ask = Post {
            path: "/search",
            body: r#"{"jql": "{scope}updated >= {since:ms} ORDER BY updated", "fields": "{fields}", "deep": [{"x": "{n}"}]}"#,
        };
        let value = |name: &str| match name {
            "scope" => Some(json!("project = \"A\" AND ")),
            "fields" => Some(json!(["summary", "status"])),
            "n" => Some(json!(7)),
            name => of_param("since", "2024-01-02T00:00:00Z", name),
        };
        let mut body = rendered(&ask, &value).unwrap();
        let page = Page::Token {
            param: "nextPageToken",
            at: "/nextPageToken",
            size: ("maxResults", 100),
        };
        paged(page, Some("t1"), &mut body);
        assert_eq!(
            Value::Object(body),
            json!({
                "jql": "project = \"A\" AND updated >= 1704153600000 ORDER BY updated",
                "fields": ["summary", "status"], "deep": [{"x": 7}], "nextPageToken": "t1", "maxResults": 100,
            })
        );
        let missing = rendered(&ask, &|_| None).unwrap_err();
        assert!(missing.error.to_string().contains("nothing to put for"));
    }

    #[test]
    fn offsets_are_numbers() {
        let page = Page::Offset {
            offset: "startAt",
            size: ("maxResults", 50),
            more: "/total",
            max: u32::MAX,
        };
        let mut body = serde_json::Map::new();
        paged(page, Some("100"), &mut body);
        assert_eq!(Value::Object(body), json!({"startAt": 100, "maxResults": 50}));
    }
}
