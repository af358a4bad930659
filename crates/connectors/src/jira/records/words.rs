//! The vendor's words and ours.

use weir_model::Batch;

/// Keys of status categories.
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-status-categories/>
const CATEGORIES: &[(&str, &str)] = &[
    ("new", "todo"),
    ("indeterminate", "in_progress"),
    ("done", "done"),
];

/// What a status stands for; `undefined` is Jira's word for not saying it.
pub(super) fn category(key: Option<&str>, column: &'static str, out: &mut Batch) -> Option<String> {
    let key = key.filter(|key| *key != "undefined")?;
    let known = CATEGORIES.iter().find(|(theirs, _)| *theirs == key);
    if known.is_none() {
        out.drift(column, key);
    }
    Some(known.map_or(key, |(_, ours)| *ours).to_owned())
}

/// Fields whose changes have a word of ours: Cloud's id, the name in the history, our word.
const FIELDS: &[(&str, &str, &str)] = &[
    ("status", "status", "status"),
    ("assignee", "assignee", "assignee"),
    ("reporter", "reporter", "reporter"),
    ("priority", "priority", "priority"),
    ("resolution", "resolution", "resolution"),
    ("issuetype", "issuetype", "kind"),
    ("labels", "labels", "labels"),
    ("fixVersions", "Fix Version", "fix_versions"),
    ("versions", "Version", "affected_versions"),
    ("components", "Component", "components"),
    ("duedate", "duedate", "due_at"),
    ("summary", "summary", "title"),
    ("description", "description", "description"),
    ("issuelinks", "Link", "link"),
    ("issuekey", "Key", "key"),
    ("project", "project", "project"),
    ("parent", "Parent", "parent"),
    ("parent", "IssueParentAssociation", "parent"),
    ("parent", "Parent Issue", "parent"),
];

/// Our word for a field, if there is one.
pub(super) fn field(id: Option<&str>, name: &str) -> Option<&'static str> {
    let by_id = FIELDS.iter().find(|(theirs, _, _)| Some(*theirs) == id);
    let found = by_id.or_else(|| {
        FIELDS
            .iter()
            .find(|(_, theirs, _)| theirs.eq_ignore_ascii_case(name))
    });
    found.map(|(_, _, ours)| *ours)
}
