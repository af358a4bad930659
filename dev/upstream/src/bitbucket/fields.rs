//! Partial answers: <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#fields-parameter-syntax>.

use serde_json::{Map, Value};

/// What a request wants of a document.
pub(super) struct Fields<'a> {
    more: Vec<&'a str>,
    only: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    /// Reads `+values.closed_on,next,values.id`.
    pub(super) fn read(text: Option<&'a str>) -> Self {
        let (mut more, mut only) = (Vec::new(), Vec::new());
        for field in text
            .unwrap_or_default()
            .split(',')
            .filter(|field| !field.is_empty())
        {
            match field.strip_prefix('+') {
                Some(field) => more.push(field),
                None => only.push(field),
            }
        }
        Self { more, only }
    }

    /// Takes out of an entry what is given only to those who ask, unless they do.
    pub(super) fn abridge(&self, entry: &mut Value, hidden: &[&str], is_listed: bool) {
        for path in hidden {
            let asked = |field: &&str| {
                let field = if is_listed {
                    field.strip_prefix("values.")
                } else {
                    Some(*field)
                };
                field.is_some_and(|field| {
                    field == *path || field.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
                })
            };
            if !self.more.iter().any(asked) {
                remove(entry, path);
            }
        }
    }

    /// Keeps only what was asked for, if something was.
    pub(super) fn keep(&self, answer: Value) -> Value {
        if self.only.is_empty() {
            return answer;
        }
        kept(&answer, &self.only)
    }
}

fn remove(entry: &mut Value, path: &str) {
    match path.split_once('.') {
        Some((name, rest)) => remove(&mut entry[name], rest),
        None => drop(entry.as_object_mut().map(|members| members.remove(path))),
    }
}

fn kept(value: &Value, paths: &[&str]) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| kept(item, paths)).collect(),
        Value::Object(members) => {
            let mut all = Map::new();
            for (name, member) in members {
                let own = paths.iter().filter_map(|path| match path.split_once('.') {
                    Some((head, rest)) => (head == name).then_some(Some(rest)),
                    None => (path == name).then_some(None),
                });
                let own: Vec<Option<&str>> = own.collect();
                if own.contains(&None) {
                    all.insert(name.clone(), member.clone());
                } else if !own.is_empty() {
                    let rest: Vec<&str> = own.into_iter().flatten().collect();
                    all.insert(name.clone(), kept(member, &rest));
                }
            }
            Value::Object(all)
        }
        other => other.clone(),
    }
}
