//! Which field holds what, and what is done to records before they are stored.

use serde_json::{Map, Value, json};
use weir_connect::Context;

/// Under this key a record carries what only the configuration and the catalogue of fields know.
pub(super) const SETUP_KEY: &str = "_setup";

/// Fields of Jira itself that become columns.
const OWN: &[&str] = &[
    "summary",
    "description",
    "issuetype",
    "project",
    "status",
    "statuscategorychangedate",
    "priority",
    "resolution",
    "resolutiondate",
    "created",
    "updated",
    "duedate",
    "creator",
    "reporter",
    "assignee",
    "labels",
    "components",
    "fixVersions",
    "versions",
    "issuelinks",
    "parent",
    "timeoriginalestimate",
    "timeestimate",
    "timespent",
    "votes",
    "watches",
];

/// Without these there is no issue.
const NEEDED: &[&str] = &["project", "status", "created", "updated"];

/// The word for people's names and e-mail addresses among the excluded fields.
const USER_DETAILS: &str = "userdetails";

/// What a person's document says of them besides the account.
const PERSONAL: &[&str] = &["displayName", "emailAddress", "avatarUrls", "timeZone", "locale"];

/// Custom types of Jira Software, by which its fields are known whatever they are called.
/// <https://developer.atlassian.com/cloud/jira/platform/jira-expressions-type-reference/>
const SPRINT: &str = "com.pyxis.greenhopper.jira:gh-sprint";
const EPIC: &str = "com.pyxis.greenhopper.jira:gh-epic-link";
const STORY_POINTS: &str = "com.pyxis.greenhopper.jira:jsw-story-points";

/// Company-managed projects keep story points in a number field of this name.
const STORY_POINTS_NAME: &str = "story points";

/// A field of the catalogue.
struct Field<'a> {
    id: &'a str,
    name: &'a str,
    custom: &'a str,
    kind: &'a str,
    items: &'a str,
}

impl<'a> Field<'a> {
    fn all(catalogue: &'a Value) -> Vec<Self> {
        let of = |value: &'a Value, pointer: &str| {
            value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
        };
        let entries = catalogue.as_array().map(Vec::as_slice).unwrap_or_default();
        let field = |entry: &'a Value| Field {
            id: of(entry, "/id"),
            name: of(entry, "/name"),
            custom: of(entry, "/schema/custom"),
            kind: of(entry, "/schema/type"),
            items: of(entry, "/schema/items"),
        };
        entries.iter().map(field).collect()
    }

    fn is_called(&self, word: &str) -> bool {
        self.id.eq_ignore_ascii_case(word) || self.name.eq_ignore_ascii_case(word)
    }
}

/// The configuration beside the catalogue of fields.
struct Reader<'a> {
    config: &'a Value,
    fields: Vec<Field<'a>>,
    excluded: Vec<String>,
}

/// Reads the configuration with the catalogue of fields: what to ask for, and what the answers hold.
pub(super) fn read(config: &Value, answer: &Value) -> Result<Context, String> {
    let reader = Reader {
        config,
        fields: Field::all(answer),
        excluded: list(config, "exclude_fields"),
    };
    let points = reader.role("story_points_field", &|field| {
        field.custom == STORY_POINTS
            || (field.kind == "number" && field.name.eq_ignore_ascii_case(STORY_POINTS_NAME))
    })?;
    let sprint = reader.role("sprint_field", &|field| field.custom == SPRINT)?;
    let epic = reader.role("epic_field", &|field| field.custom == EPIC)?;
    let custom = reader.custom()?;
    let own = points.iter().chain(&sprint).chain(&epic).chain(custom.keys());
    let asked = reader.asked(own.map(String::as_str));
    let nameless = reader.is_excluded(USER_DETAILS);
    let names = json!({
        "story_points": reader.names(&points), "sprint": reader.names(&sprint), "epic": reader.names(&epic),
    });
    let context = json!({
        "fields": asked, "scope": scope(config)?, "projects": list(config, "projects"),
        "hidden": reader.hidden(), "people": reader.people(), "nameless": nameless,
        "setup": {
            "story_points": points, "sprint": sprint, "epic": epic, "custom": custom, "names": names,
            "site": site(config), "people": !reader.is_on("fetch_users") && !nameless,
        },
    });
    match context {
        Value::Object(context) => Ok(context),
        _ => Ok(Context::new()),
    }
}

impl Reader<'_> {
    fn find(&self, key: &str, word: &str) -> Result<&Field<'_>, String> {
        let found = self.fields.iter().find(|field| field.is_called(word));
        found.ok_or_else(|| format!("`{key}`: this Jira has no field `{word}`; enter its id or its name"))
    }

    fn known(&self, id: &str) -> Option<&Field<'_>> {
        self.fields.iter().find(|field| field.id == id)
    }

    fn is_on(&self, switch: &str) -> bool {
        self.config.get(switch).and_then(Value::as_bool).unwrap_or(true)
    }

    /// Whether it was excluded by its id.
    fn is_excluded(&self, id: &str) -> bool {
        self.excluded.iter().any(|word| word.eq_ignore_ascii_case(id))
    }

    fn is_out(&self, field: &Field<'_>) -> bool {
        self.excluded.iter().any(|word| field.is_called(word))
    }

    /// The fields that play a part: the one set by hand, else those that look like it.
    fn role(&self, key: &str, own: &dyn Fn(&Field<'_>) -> bool) -> Result<Vec<String>, String> {
        let chosen = match text(self.config, key) {
            Some(word) => vec![self.find(key, word)?],
            None => self.fields.iter().filter(|field| own(field)).collect(),
        };
        let kept = chosen.into_iter().filter(|field| !self.is_out(field));
        Ok(kept.map(|field| field.id.to_owned()).collect())
    }

    /// The chosen custom fields and their names.
    fn custom(&self) -> Result<Map<String, Value>, String> {
        let mut custom = Map::new();
        for word in list(self.config, "custom_fields") {
            let field = self.find("custom_fields", &word)?;
            if !self.is_out(field) {
                custom.insert(field.id.to_owned(), json!(field.name));
            }
        }
        Ok(custom)
    }

    /// What to ask for.
    fn asked<'a>(&self, more: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let mut asked: Vec<&str> = OWN.to_vec();
        asked.extend(self.is_on("fetch_comments").then_some("comment"));
        asked.extend(self.is_on("fetch_worklogs").then_some("worklog"));
        asked.retain(|id| {
            let out = self.is_excluded(id) || self.known(id).is_some_and(|field| self.is_out(field));
            NEEDED.contains(id) || !out
        });
        for id in more {
            if !asked.contains(&id) {
                asked.push(id);
            }
        }
        asked
    }

    /// Names under which history may show what was excluded: ids on Cloud, names on Data Center.
    fn hidden(&self) -> Vec<String> {
        let mut hidden: Vec<String> = self.excluded.iter().map(|word| word.to_lowercase()).collect();
        for field in self.fields.iter().filter(|field| self.is_out(field)) {
            hidden.extend([field.id.to_lowercase(), field.name.to_lowercase()]);
        }
        hidden
    }

    /// Names of fields that hold people.
    fn people(&self) -> Vec<String> {
        let mut people: Vec<String> = ["assignee", "reporter", "creator"].map(str::to_owned).into();
        for field in &self.fields {
            if field.kind == "user" || field.items == "user" {
                people.extend([field.id.to_lowercase(), field.name.to_lowercase()]);
            }
        }
        people
    }

    fn names(&self, ids: &[String]) -> Vec<String> {
        let names = ids.iter().filter_map(|id| self.known(id));
        names.map(|field| field.name.to_owned()).collect()
    }
}

fn text<'a>(config: &'a Value, key: &str) -> Option<&'a str> {
    let text = config.get(key)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

fn list(config: &Value, key: &str) -> Vec<String> {
    let entries = config.get(key).and_then(Value::as_array);
    let texts = entries.into_iter().flatten().filter_map(Value::as_str);
    texts
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

/// Where the pages of issues are, if that is known.
fn site(config: &Value) -> Option<String> {
    let own = text(config, "url").filter(|url| !url.contains("//api.atlassian.com"));
    let site = text(config, "site").or(own)?;
    Some(site.trim_end_matches('/').to_owned())
}

/// What comes before the condition on the time.
fn scope(config: &Value) -> Result<String, String> {
    let mut scope = String::new();
    let projects = list(config, "projects");
    if !projects.is_empty() {
        let keys: Vec<String> = projects
            .iter()
            .map(|key| format!("\"{}\"", key.replace(['"', '\\'], "")))
            .collect();
        scope = format!("project in ({}) AND ", keys.join(", "));
    }
    if let Some(jql) = text(config, "jql") {
        if jql.to_lowercase().contains("order by") {
            return Err(
                "`jql`: leave out ORDER BY; issues are read in the order of their changes".to_owned(),
            );
        }
        scope = format!("{scope}({jql}) AND ");
    }
    Ok(scope)
}

/// Takes out what was excluded and notes which field holds what.
pub(super) fn prepare(record: &mut Value, context: &Context) {
    let nameless = context.get("nameless") == Some(&Value::Bool(true));
    strip(record, nameless);
    let (hidden, people) = (texts(context, "hidden"), texts(context, "people"));
    if let Some(Value::Array(histories)) = record.pointer_mut("/changelog/histories") {
        for history in histories {
            let Some(Value::Array(items)) = history.get_mut("items") else {
                continue;
            };
            items.retain(|item| !is_among(item, &hidden));
            for item in items
                .iter_mut()
                .filter(|item| nameless && is_among(item, &people))
            {
                // The ids beside these texts stay.
                item["fromString"] = Value::Null;
                item["toString"] = Value::Null;
            }
        }
    }
    if record.get("fields").is_some_and(Value::is_object)
        && let Some(setup) = context.get("setup")
    {
        record[SETUP_KEY] = setup.clone();
    }
}

fn texts<'a>(context: &'a Context, key: &str) -> Vec<&'a str> {
    let list = context.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether a change is of one of these fields.
fn is_among(item: &Value, fields: &[&str]) -> bool {
    let names = ["fieldId", "field"].map(|key| item.get(key).and_then(Value::as_str).unwrap_or_default());
    names
        .iter()
        .any(|name| fields.contains(&name.to_lowercase().as_str()))
}

/// Pictures say nothing; names go where they are not wanted.
fn strip(value: &mut Value, nameless: bool) {
    match value {
        Value::Object(fields) => {
            fields.remove("avatarUrls");
            if nameless && (fields.contains_key("accountId") || fields.contains_key("displayName")) {
                fields.retain(|key, _| !PERSONAL.contains(&key.as_str()));
            }
            fields.values_mut().for_each(|value| strip(value, nameless));
        }
        Value::Array(entries) => entries.iter_mut().for_each(|entry| strip(entry, nameless)),
        _ => {}
    }
}

/// Leaves out projects that were not chosen.
pub(super) fn prepare_project(record: &mut Value, context: &Context) {
    let key = record.get("key").and_then(Value::as_str).unwrap_or_default();
    if is_chosen(key, context) {
        prepare(record, context);
    } else {
        *record = Value::Null;
    }
}

/// Leaves out issues of projects that were not chosen: an issue that is read by its id may be in any.
pub(super) fn chosen_issue(record: &mut Value, context: &Context) {
    let key = record.pointer("/fields/project/key").and_then(Value::as_str);
    if !key.is_none_or(|key| is_chosen(key, context)) {
        *record = Value::Null;
    }
}

fn is_chosen(project: &str, context: &Context) -> bool {
    let chosen = texts(context, "projects");
    chosen.is_empty() || chosen.iter().any(|one| one.eq_ignore_ascii_case(project))
}

#[cfg(test)]
mod tests;
