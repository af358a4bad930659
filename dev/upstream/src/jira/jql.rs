//! The part of JQL that clients of this API use: comparisons joined by AND, OR and NOT, and ORDER BY.
//! <https://support.atlassian.com/jira-software-cloud/docs/jql-fields/>

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::Zone;
use super::history::{STATUSES, Story};

/// A condition.
#[derive(Debug, PartialEq)]
pub(super) enum Clause {
    All(Vec<Clause>),
    Any(Vec<Clause>),
    Not(Box<Clause>),
    Is {
        field: String,
        operator: String,
        values: Vec<String>,
    },
}

/// A query: its condition, if it has one, and the fields it is sorted by, the flag saying descending.
#[derive(Debug, PartialEq)]
pub(super) struct Query {
    pub(super) condition: Option<Clause>,
    pub(super) order: Vec<(String, bool)>,
}

const FIELDS: &[&str] = &[
    "project",
    "key",
    "issuekey",
    "id",
    "updated",
    "created",
    "status",
    "statuscategory",
    "labels",
    "issuetype",
];

/// Reads a query, or says what is wrong with it.
pub(super) fn parse(text: &str) -> Result<Query, String> {
    let mut words = Words(split(text)?, 0);
    let condition = if words.is("order") || words.done() {
        None
    } else {
        Some(words.any()?)
    };
    let mut order = Vec::new();
    if words.take("order") {
        if !words.take("by") {
            return Err(words.unexpected());
        }
        loop {
            let field = words
                .next()
                .ok_or("the query ends after ORDER BY")?
                .to_lowercase();
            let descending = words.take("desc");
            if !descending {
                words.take("asc");
            }
            order.push((field, descending));
            if !words.take(",") {
                break;
            }
        }
    }
    if words.done() {
        Ok(Query { condition, order })
    } else {
        Err(words.unexpected())
    }
}

/// Words, signs and quoted texts; the latter keep a mark before them.
fn split(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => {
                let end = rest[1..].find(first).ok_or("a quoted text does not end")?;
                words.push(format!("\"{}", &rest[1..=end]));
                rest = rest[end + 2..].trim_start();
                continue;
            }
            '(' | ')' | ',' => 1,
            '=' | '<' | '>' | '!' | '~' => rest.find(|c| !"=<>!~".contains(c)).unwrap_or(rest.len()),
            _ => rest
                .find(|c: char| c.is_whitespace() || "(),=<>!~\"'".contains(c))
                .unwrap_or(rest.len()),
        };
        words.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    Ok(words)
}

struct Words(Vec<String>, usize);

impl Words {
    fn done(&self) -> bool {
        self.1 >= self.0.len()
    }

    fn is(&self, word: &str) -> bool {
        self.0
            .get(self.1)
            .is_some_and(|next| next.eq_ignore_ascii_case(word))
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.is(word);
        self.1 += usize::from(found);
        found
    }

    fn next(&mut self) -> Option<String> {
        let word = self.0.get(self.1).cloned();
        self.1 += 1;
        word
    }

    fn unexpected(&self) -> String {
        let word = self.0.get(self.1).map_or("the end", String::as_str);
        format!("Error in the JQL Query: Expecting something else than '{word}'.")
    }

    fn any(&mut self) -> Result<Clause, String> {
        let mut clauses = vec![self.all()?];
        while self.take("or") {
            clauses.push(self.all()?);
        }
        Ok(if clauses.len() == 1 {
            clauses.remove(0)
        } else {
            Clause::Any(clauses)
        })
    }

    fn all(&mut self) -> Result<Clause, String> {
        let mut clauses = vec![self.one()?];
        while self.take("and") {
            clauses.push(self.one()?);
        }
        Ok(if clauses.len() == 1 {
            clauses.remove(0)
        } else {
            Clause::All(clauses)
        })
    }

    fn one(&mut self) -> Result<Clause, String> {
        if self.take("not") {
            return Ok(Clause::Not(Box::new(self.one()?)));
        }
        if self.take("(") {
            let inner = self.any()?;
            return if self.take(")") {
                Ok(inner)
            } else {
                Err(self.unexpected())
            };
        }
        let field = self
            .next()
            .ok_or("the query ends too early")?
            .trim_start_matches('"')
            .to_lowercase();
        if !FIELDS.contains(&field.as_str()) {
            return Err(format!(
                "Field '{field}' does not exist or you do not have permission to view it."
            ));
        }
        let mut operator = self.next().ok_or("the query ends too early")?.to_lowercase();
        if operator == "not" && self.take("in") {
            "not in".clone_into(&mut operator);
        }
        let mut values = Vec::new();
        if matches!(operator.as_str(), "in" | "not in") {
            if !self.take("(") {
                return Err(self.unexpected());
            }
            while !self.take(")") {
                let value = self.next().ok_or("a list does not end")?;
                if value != "," {
                    values.push(value);
                }
            }
        } else if matches!(operator.as_str(), "=" | "!=" | "<" | "<=" | ">" | ">=") {
            values.push(self.next().ok_or("the query ends too early")?);
        } else {
            return Err(format!(
                "The operator '{operator}' is not supported by the '{field}' field."
            ));
        }
        Ok(Clause::Is {
            field,
            operator,
            values,
        })
    }
}

impl Clause {
    /// The values that it compares a field with.
    pub(super) fn values<'a>(&'a self, name: &str, all: &mut Vec<&'a str>) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                for clause in clauses {
                    clause.values(name, all);
                }
            }
            Self::Not(clause) => clause.values(name, all),
            Self::Is { field, values, .. } if field == name => {
                all.extend(values.iter().map(|value| value.trim_start_matches('"')));
            }
            Self::Is { .. } => {}
        }
    }

    pub(super) fn fits(&self, story: &Story<'_>, zone: Zone) -> bool {
        match self {
            Self::All(clauses) => clauses.iter().all(|clause| clause.fits(story, zone)),
            Self::Any(clauses) => clauses.iter().any(|clause| clause.fits(story, zone)),
            Self::Not(clause) => !clause.fits(story, zone),
            Self::Is {
                field,
                operator,
                values,
            } => {
                let is = |value: &String| compare(story, field, value, zone);
                let equal = values.iter().any(|value| is(value) == Some(Ordering::Equal));
                let first = values.first().and_then(is);
                match operator.as_str() {
                    "=" | "in" => equal,
                    "!=" | "not in" => !equal,
                    "<" => first == Some(Ordering::Less),
                    "<=" => matches!(first, Some(Ordering::Less | Ordering::Equal)),
                    ">" => first == Some(Ordering::Greater),
                    _ => matches!(first, Some(Ordering::Greater | Ordering::Equal)),
                }
            }
        }
    }
}

/// How the issue's value stands to the one given.
fn compare(story: &Story<'_>, field: &str, value: &str, zone: Zone) -> Option<Ordering> {
    let quoted = value.starts_with('"');
    let value = value.trim_start_matches('"');
    let same = |own: &str| {
        Some(if own.eq_ignore_ascii_case(value) {
            Ordering::Equal
        } else {
            Ordering::Less
        })
    };
    match field {
        "project" => {
            if story.project.id() == value {
                return Some(Ordering::Equal);
            }
            same(&story.project.key())
        }
        "key" | "issuekey" => same(&story.key()),
        "id" => value.parse::<u64>().ok().map(|other| story.id().cmp(&other)),
        "updated" => {
            moment(value, quoted, zone).map(|(other, minutes)| floor(story.updated, minutes).cmp(&other))
        }
        "created" => {
            moment(value, quoted, zone).map(|(other, minutes)| floor(story.created, minutes).cmp(&other))
        }
        "status" => same(STATUSES[story.status].1),
        "statuscategory" => same(["To Do", "In Progress", "Done"][story.status]),
        "labels" => {
            let labels = story.document["labels"].as_array()?;
            let has = labels.iter().any(|label| {
                super::text(label, "name")
                    .replace(' ', "-")
                    .eq_ignore_ascii_case(value)
            });
            Some(if has { Ordering::Equal } else { Ordering::Less })
        }
        _ => None,
    }
}

fn floor(at: DateTime<Utc>, minutes: bool) -> DateTime<Utc> {
    let step = if minutes { 60 } else { 1 };
    let seconds = at.timestamp().div_euclid(step) * step;
    let millis = if minutes { 0 } else { at.timestamp_subsec_millis() };
    DateTime::from_timestamp(seconds, millis * 1_000_000).unwrap_or(at)
}

/// A moment: milliseconds since the epoch, or a text in the account's time zone, to the minute.
fn moment(value: &str, quoted: bool, zone: Zone) -> Option<(DateTime<Utc>, bool)> {
    if !quoted && let Ok(millis) = value.parse::<i64>() {
        return Some((DateTime::from_timestamp_millis(millis)?, false));
    }
    let text = value.replace('/', "-");
    let local = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M").ok();
    let local = local.or_else(|| {
        NaiveDate::parse_from_str(&text, "%Y-%m-%d")
            .ok()?
            .and_hms_opt(0, 0, 0)
    })?;
    Some((zone.read(local), true))
}

/// Sorts by what the query asks, then by id.
pub(super) fn sort(stories: &mut [Story<'_>], order: &[(String, bool)]) {
    stories.sort_by(|one, other| {
        for (field, descending) in order {
            let ordering = match field.as_str() {
                "updated" => one.updated.cmp(&other.updated),
                "created" => one.created.cmp(&other.created),
                "key" | "issuekey" | "id" => one.id().cmp(&other.id()),
                _ => Ordering::Equal,
            };
            let ordering = if *descending { ordering.reverse() } else { ordering };
            if ordering != Ordering::Equal {
                return ordering;
            }
        }
        one.id().cmp(&other.id())
    });
}

#[cfg(test)]
mod tests {
    use super::{Clause, parse};

    #[test]
    fn queries_are_read() {
        let query = parse(
            r#"project in ("AB", CD) AND (labels = x OR NOT status != "In Progress") AND updated >= 17 ORDER BY updated ASC, key DESC"#,
        );
        let query = query.unwrap();
        assert_eq!(
            query.order,
            [("updated".to_owned(), false), ("key".to_owned(), true)]
        );
        let Some(Clause::All(clauses)) = query.condition else {
            panic!("no conjunction")
        };
        assert_eq!(clauses.len(), 3);
        let mut projects = Vec::new();
        clauses[0].values("project", &mut projects);
        assert_eq!(projects, ["AB", "CD"]);
        assert!(parse("order by key").unwrap().condition.is_none());
        for wrong in [
            "nothing = 1",
            "project in (A",
            "project ~ x",
            "project = A B",
            "key = \"x",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
