//! Many small questions in one GraphQL request, each under an alias.

use std::fmt::Write as _;

use serde_json::{Value, json};
use weir_connect::Aliases;

use super::Place;
use super::graphql::{Ladder, call, count_tolerated};
use super::known::Found;
use crate::board::Desk;
use crate::client::Tolerated;
use crate::failure::{Failure, Halt};
use crate::secrets::hash;
use crate::sync::Run;

/// Asks about each place and key; the answers come in the same order.
pub(crate) async fn ask(
    run: &Run<'_>,
    desk: Desk<'_>,
    questions: &Aliases,
    permission: &'static str,
    about: &[(&Place, &str)],
) -> Result<Vec<Found>, Halt> {
    let what = format!("stream `{}`, {} questions at once", desk.stream, about.len());
    let mut ladder = Ladder::new(&run.options);
    let query = hash(questions.item);
    let usual = u32::try_from(questions.per_request.max(1)).unwrap_or(u32::MAX);
    let mut smaller = None;
    let mut all = Vec::with_capacity(about.len());
    while all.len() < about.len() {
        let learnt = smaller.or_else(|| run.sizes.of(desk.stream, &query));
        let size = learnt.unwrap_or(usual);
        let part = &about[all.len()..(all.len() + size as usize).min(about.len())];
        let text = text(run, questions, part)?;
        let call = call(run, &text, &json!({}), what.clone(), permission)?;
        let mut answer = match run.client()?.send(&call, desk).await {
            Ok(answer) => answer,
            Err(halt) => {
                let less = ladder.smaller(run, desk, halt, part.len() as u64).await?;
                smaller = less.map_or(smaller, |less| u32::try_from(less).ok());
                continue;
            }
        };
        let at = u32::try_from(part.len()).unwrap_or(u32::MAX);
        run.sizes
            .answered((desk.stream, &query), &mut smaller, (at, usual));
        ladder = Ladder::new(&run.options);
        for position in 0..part.len() {
            let alias = format!("/r{position}");
            let around = questions.at.rsplit_once('/').map_or("", |(around, _)| around);
            let around = answer.json.pointer(&format!("/data{alias}{around}"));
            let within = !questions.at.is_empty() && around.is_some_and(Value::is_object);
            let node = answer.json.pointer_mut(&format!("/data{alias}{}", questions.at));
            let node = node.map(Value::take).unwrap_or_default();
            all.push(found(node, &alias, within, &answer.tolerated));
        }
        let inner: Vec<_> = answer
            .tolerated
            .into_iter()
            .filter(|part| part.at.matches('/').count() > 2)
            .collect();
        count_tolerated(&inner, desk);
    }
    Ok(all)
}

/// What an answer means; where there is none, the error about it says why. `within` says whether what it is in is
/// there.
pub(super) fn found(node: Value, at: &str, within: bool, tolerated: &[Tolerated]) -> Found {
    if !node.is_null() {
        return Found::Record(node);
    }
    let about = |part: &&Tolerated| {
        part.at == at || part.at.strip_prefix(at).is_some_and(|rest| rest.starts_with('/'))
    };
    match tolerated.iter().find(about) {
        Some(part) if !part.missing => Found::Refused(part.kind.clone()),
        Some(_) => Found::Missing,
        // Where what it is in is shown, it is not there; else it may be that nothing of it is shown.
        None if within => Found::Missing,
        None => Found::Refused("no answer".to_owned()),
    }
}

fn text(run: &Run<'_>, questions: &Aliases, about: &[(&Place, &str)]) -> Result<String, Failure> {
    let mut text = format!("query {{\n{}\n", questions.once);
    for (position, (place, key)) in about.iter().enumerate() {
        let value = |name: &str| match name {
            "key" => Some((*key).to_owned()),
            name => place.value(name, run.spec),
        };
        let item = fill(questions.item, value)?;
        let _ = writeln!(text, "r{position}: {item}");
    }
    text.push_str("}\n");
    text.push_str(questions.fragments);
    Ok(text)
}

/// Puts texts for `$name` and numbers for `#name`.
fn fill(item: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, Failure> {
    let mut filled = String::with_capacity(item.len());
    let mut rest = item;
    while let Some(at) = rest.find(['$', '#']) {
        filled.push_str(&rest[..at]);
        let number = rest[at..].starts_with('#');
        let name = &rest[at + 1..];
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(name.len());
        let (name, behind) = name.split_at(end);
        let value = value(name)
            .ok_or_else(|| Failure::config(format!("nothing to put for `{name}` into a query")))?;
        if !number {
            // A JSON text is a GraphQL text.
            filled.push_str(&Value::String(value).to_string());
        } else if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            filled.push_str(&value);
        } else {
            return Err(Failure::config(format!("`{value}` is not a number")));
        }
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_become_literals_and_nothing_else() {
        let value = |name: &str| Some(if name == "key" { "7" } else { "a\"b" }.to_owned());
        let filled = fill("repository(owner: $owner) { issue(number: #key) { id } }", value).unwrap();
        assert_eq!(filled, r#"repository(owner: "a\"b") { issue(number: 7) { id } }"#);
        assert!(fill("issue(number: #owner)", value).is_err());
    }
}
