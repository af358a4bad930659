//! Which repositories an integration, or a project's view of one, holds.

use serde::{Deserialize, Serialize};

/// Which repositories (or, where a tool has none, projects) are meant, by patterns of their names.
///
/// Names are compared without case; `*` stands for any characters, `?` for one. No pattern to include means all.
/// What is excluded is out, whatever includes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Patterns of names that are in; empty is all.
    #[serde(default)]
    pub include: Vec<String>,
    /// Patterns of names that are out.
    #[serde(default)]
    pub exclude: Vec<String>,
}

/// What a scope says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// It is in; by this pattern, or by none when all are.
    In(Option<&'a str>),
    /// It is out: no pattern includes it.
    NotIncluded,
    /// It is out by this pattern.
    Excluded(&'a str),
}

impl<'a> Verdict<'a> {
    /// The pattern that decides.
    pub const fn pattern(self) -> Option<&'a str> {
        match self {
            Self::In(by) => by,
            Self::NotIncluded => None,
            Self::Excluded(by) => Some(by),
        }
    }

    /// Whether the name is in.
    pub const fn is_in(self) -> bool {
        matches!(self, Self::In(_))
    }
}

impl Scope {
    /// Whether it leaves nothing out.
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Says whether a name is in, and by which pattern.
    pub fn judge(&self, name: &str) -> Verdict<'_> {
        let first = |patterns: &'_ [String]| patterns.iter().position(|pattern| matches(pattern, name));
        if let Some(position) = first(&self.exclude) {
            return Verdict::Excluded(&self.exclude[position]);
        }
        match first(&self.include) {
            Some(position) => Verdict::In(Some(&self.include[position])),
            None if self.include.is_empty() => Verdict::In(None),
            None => Verdict::NotIncluded,
        }
    }
}

/// Whether a pattern stands for a name.
pub fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let (mut at, mut in_name) = (0, 0);
    // Where the last `*` stands, and how much of the name it has taken.
    let mut star: Option<(usize, usize)> = None;
    while in_name < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, in_name));
                at += 1;
            }
            Some(&expected) if expected == '?' || expected == name[in_name] => {
                at += 1;
                in_name += 1;
            }
            _ => {
                let Some((position, taken)) = star else {
                    return false;
                };
                star = Some((position, taken + 1));
                at = position + 1;
                in_name = taken + 1;
            }
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::{Scope, Verdict, matches};

    #[test]
    fn patterns_stand_for_names() {
        for (pattern, name, expected) in [
            ("acme/web", "Acme/Web", true),
            ("acme/web", "acme/web2", false),
            ("acme/*", "acme/web", true),
            ("acme/*", "acme2/web", false),
            ("*legacy*", "acme/old-legacy-app", true),
            ("*a*b*c", "xxaxxbxxbc", true),
            ("*a*b*c", "xxaxxbxxcb", false),
            ("pay?", "pays", true),
            ("pay?", "pay", false),
            ("*", "", true),
            ("", "", true),
            ("", "a", false),
            ("a_b", "axb", false),
            ("ÄB*", "äbc", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn what_is_excluded_is_out_whatever_includes_it() {
        let scope = Scope {
            include: vec!["acme/*".to_owned(), "other/tool".to_owned()],
            exclude: vec!["*/archive-*".to_owned()],
        };
        assert_eq!(scope.judge("acme/web"), Verdict::In(Some("acme/*")));
        assert_eq!(scope.judge("acme/archive-1"), Verdict::Excluded("*/archive-*"));
        assert_eq!(scope.judge("third/thing"), Verdict::NotIncluded);
        assert_eq!(Scope::default().judge("third/thing"), Verdict::In(None));
        assert!(Scope::default().is_everything() && !scope.is_everything());
    }
}
