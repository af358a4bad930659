use std::collections::BTreeMap;

use weir_connect::{Each, FetchError, Partition, Scope};

use crate::IntegrationSpec;
use crate::failure::Failure;

/// What a stream is run for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Once.
    Whole,
    /// A configuration entry.
    Entry(String),
    /// A partition.
    Partition(Partition),
    /// The record of a partition itself, which is in no partition.
    Own(Partition),
}

impl Place {
    /// What the configuration says a stream is run for; `None` where that is what another stream has found.
    pub(crate) fn configured(each: Each, spec: &IntegrationSpec) -> Result<Option<Vec<Self>>, FetchError> {
        Ok(match each {
            Each::Once => Some(vec![Self::Whole]),
            Each::Config(list) => Some(spec.list(list)?.into_iter().map(Self::Entry).collect()),
            Each::Otherwise(lists) => {
                let place = spec.otherwise(lists)?.then_some(Self::Whole);
                Some(place.into_iter().collect())
            }
            Each::Partition(_) => None,
        })
    }

    /// What people call it.
    pub(crate) fn label(&self) -> &str {
        match self {
            Self::Whole => "",
            Self::Entry(entry) => entry,
            Self::Partition(partition) | Self::Own(partition) => &partition.name,
        }
    }

    /// Under what its checkpoint is kept.
    pub(crate) fn cursor_key(&self) -> &str {
        match self {
            Self::Whole | Self::Own(_) => "",
            Self::Entry(entry) => entry,
            Self::Partition(partition) => &partition.id,
        }
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        match self {
            Self::Whole => Scope { id: "", name: "" },
            Self::Entry(entry) => Scope { id: "", name: entry },
            Self::Own(partition) => Scope {
                id: "",
                name: &partition.name,
            },
            Self::Partition(partition) => Scope {
                id: &partition.id,
                name: &partition.name,
            },
        }
    }

    /// The value of a placeholder: of the partition or entry, else of the configuration.
    pub(crate) fn value(&self, name: &str, spec: &IntegrationSpec) -> Option<String> {
        let own = match self {
            Self::Whole => None,
            Self::Entry(entry) => of_entry(entry, name),
            Self::Partition(partition) | Self::Own(partition) => field(&partition.fields, name),
        };
        own.or_else(|| spec.choice(name))
    }
}

fn field(fields: &BTreeMap<&'static str, String>, name: &str) -> Option<String> {
    fields.get(name).cloned()
}

fn of_entry(entry: &str, name: &str) -> Option<String> {
    let parts = entry.split_once('/');
    match name {
        "" | "entry" | "full_name" => Some(entry.to_owned()),
        "owner" => Some(parts?.0.to_owned()),
        "name" => Some(parts?.1.to_owned()),
        _ => None,
    }
}

/// Puts values into the placeholders of a path, encoded so that no value can change the path's shape. Only `{}` and
/// `{full_name}` keep their slashes: `owner/name` is two segments.
pub(crate) fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, Failure> {
    let mut path = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        path.push_str(before);
        let value = value(name).ok_or_else(|| {
            let shown = if name.is_empty() { "an entry" } else { name };
            Failure::config(format!("nothing to put for `{shown}` into {template}"))
        })?;
        encode(&value, matches!(name, "" | "full_name"), &mut path)?;
        rest = behind;
    }
    path.push_str(rest);
    Ok(path)
}

/// The placeholders of a path.
pub(crate) fn names(template: &str) -> impl Iterator<Item = &str> {
    let parts = template.split('{').skip(1);
    parts.filter_map(|part| Some(part.split_once('}')?.0))
}

fn encode(value: &str, slashes: bool, path: &mut String) -> Result<(), Failure> {
    use std::fmt::Write as _;
    let segments = value
        .split('/')
        .filter(|_| slashes)
        .chain((!slashes).then_some(value));
    for segment in segments {
        if matches!(segment, "" | "." | "..") {
            return Err(Failure::config(format!("`{value}` is not a name")));
        }
    }
    for byte in value.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || (slashes && byte == b'/');
        if plain {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(template: &str, value: &str) -> Result<String, String> {
        fill(template, |_| Some(value.to_owned())).map_err(|failure| failure.error.to_string())
    }

    #[test]
    fn names_of_placeholders() {
        let of = |path| super::names(path).collect::<Vec<_>>();
        assert_eq!(of("/x/{name}/y/{commit/id}?a={}"), ["name", "commit/id", ""]);
        assert!(of("/x").is_empty());
    }

    #[test]
    fn values_cannot_change_the_shape_of_a_path() {
        assert_eq!(
            filled("/repos/{full_name}/pulls", "a b/c").unwrap(),
            "/repos/a%20b/c/pulls"
        );
        assert_eq!(filled("/x/{name}/y", "a/b?c#d").unwrap(), "/x/a%2Fb%3Fc%23d/y");
        for bad in ["../admin", "a/..", "a//b", ""] {
            assert_eq!(
                filled("/repos/{}/pulls", bad).unwrap_err(),
                format!("configuration: `{bad}` is not a name")
            );
        }
    }
}
