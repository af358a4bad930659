//! Issues by query, and what belongs to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use super::history::{self, Story};
use super::{Call, documents, jql, refusal};
use crate::faults::FaultKind;
use crate::server::answer::Answer;

/// Most issues a page when only ids and keys are asked for.
const MOST_IDS: usize = 5_000;
/// Most entries of history a page.
const MOST_HISTORIES: usize = 10_000;

fn body(call: &Call<'_>) -> Result<Value, Answer> {
    serde_json::from_slice(&call.incoming.body).map_err(|_| refusal(400, "The request body is not JSON."))
}

fn texts(value: &Value) -> Vec<String> {
    let entries = value.as_array().map(Vec::as_slice).unwrap_or_default();
    entries
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn size(value: &Value, usual: u64) -> usize {
    usize::try_from(value.as_u64().unwrap_or(usual))
        .unwrap_or(1)
        .max(1)
}

/// What a query finds, sorted.
fn found<'a>(call: &Call<'a>, text: &str) -> Result<Vec<Story<'a>>, Answer> {
    let query = jql::parse(text).map_err(|wrong| refusal(400, &wrong))?;
    let Some(condition) = query.condition else {
        let text =
            "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
        return Err(refusal(400, text));
    };
    let mut projects = Vec::new();
    condition.values("project", &mut projects);
    for name in projects {
        let known = call
            .site
            .project(name)
            .filter(|project| call.sees(&project.key()));
        if known.is_none() {
            return Err(refusal(
                400,
                &format!("The value '{name}' does not exist for the field 'project'."),
            ));
        }
    }
    // The index is behind: it does not have the last changes yet.
    let indexed = chrono::Utc::now() - call.limits.jira_lag;
    let seen = |story: &Story<'_>| call.sees(&story.project.key()) && story.updated <= indexed;
    let mut stories: Vec<Story<'_>> = call
        .site
        .stories()
        .filter(|story| seen(story) && condition.fits(story, call.site.zone))
        .collect();
    jql::sort(&mut stories, &query.order);
    Ok(stories)
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-approximate-count-post>
pub(super) fn count(call: &Call<'_>, _: &[&str]) -> Answer {
    let stories = body(call).and_then(|asked| found(call, asked["jql"].as_str().unwrap_or_default()));
    match stories {
        Ok(stories) => Answer::json(200, &json!({"count": stories.len()})),
        Err(answer) => answer,
    }
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post>
pub(super) fn by_token(call: &Call<'_>, _: &[&str]) -> Answer {
    let asked = match body(call) {
        Ok(asked) => asked,
        Err(answer) => return answer,
    };
    let text = asked["jql"].as_str().unwrap_or_default();
    let stories = match found(call, text) {
        Ok(stories) => stories,
        Err(answer) => return answer,
    };
    let fields = texts(&asked["fields"]);
    let most = if fields.iter().all(|field| matches!(field.as_str(), "id" | "key")) {
        MOST_IDS
    } else {
        call.limits.jira_page
    };
    let size = size(&asked["maxResults"], 50).min(most);
    let begin = match asked["nextPageToken"].as_str() {
        None => 0,
        Some(token) => match position(token, text) {
            Some(begin) => begin,
            None => return refusal(400, "The provided nextPageToken is invalid or has expired."),
        },
    };
    let issues: Vec<Value> = stories
        .iter()
        .skip(begin)
        .take(size)
        .map(|story| documents::issue(&call.site, story, &fields, call.limits.jira_embedded))
        .collect();
    let mut next = begin + issues.len();
    let last = next >= stories.len();
    if call.fault == Some(FaultKind::RepeatedCursor) {
        next = begin;
    }
    if last && call.fault != Some(FaultKind::RepeatedCursor) {
        return Answer::json(200, &json!({"issues": issues, "isLast": true}));
    }
    Answer::json(
        200,
        &json!({"issues": issues, "nextPageToken": token(next, text), "isLast": false}),
    )
}

/// A token is good for one query only.
fn token(position: usize, text: &str) -> String {
    let mut token = String::new();
    for byte in Sha1::digest(text.as_bytes()).iter().take(6) {
        let _ = write!(token, "{byte:02x}");
    }
    format!("{token}.{position}")
}

fn position(given: &str, text: &str) -> Option<usize> {
    let position = given.rsplit_once('.')?.1.parse().ok()?;
    (token(position, text) == given).then_some(position)
}

/// <https://docs.atlassian.com/software/jira/docs/api/REST/latest/#api/2/search-searchUsingSearchRequest>
pub(super) fn by_offset(call: &Call<'_>, _: &[&str]) -> Answer {
    let asked = match body(call) {
        Ok(asked) => asked,
        Err(answer) => return answer,
    };
    let stories = match found(call, asked["jql"].as_str().unwrap_or_default()) {
        Ok(stories) => stories,
        Err(answer) => return answer,
    };
    let fields = texts(&asked["fields"]);
    let begin = usize::try_from(asked["startAt"].as_u64().unwrap_or(0)).unwrap_or(usize::MAX);
    let size = size(&asked["maxResults"], 50).min(call.limits.jira_page);
    let history = texts(&asked["expand"]).iter().any(|part| part == "changelog");
    let one = |story: &Story<'_>| {
        let mut issue = documents::issue(&call.site, story, &fields, usize::MAX);
        if history {
            issue["changelog"] = changelog(call, story);
        }
        issue
    };
    let issues: Vec<Value> = stories.iter().skip(begin).take(size).map(one).collect();
    let begin = if call.fault == Some(FaultKind::RepeatedCursor) {
        0
    } else {
        begin
    };
    let body = json!({
        "expand": "schema,names", "startAt": begin, "maxResults": size, "total": stories.len(), "issues": issues,
    });
    Answer::json(200, &body)
}

/// One issue, by id or key.
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get>
pub(super) fn issue(call: &Call<'_>, free: &[&str]) -> Answer {
    let Some(story) = visible(call, free) else {
        return missing();
    };
    let given = |name: &str| {
        call.incoming
            .query
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    };
    let fields: Vec<String> = match given("fields") {
        "" => vec!["*all".to_owned()],
        some => some.split(',').map(str::to_owned).collect(),
    };
    let embedded = if call.site.cloud {
        call.limits.jira_embedded
    } else {
        usize::MAX
    };
    let mut issue = documents::issue(&call.site, &story, &fields, embedded);
    if given("expand").split(',').any(|part| part == "changelog") {
        issue["changelog"] = changelog(call, &story);
    }
    Answer::json(200, &issue)
}

fn changelog(call: &Call<'_>, story: &Story<'_>) -> Value {
    let histories = history::documents(&call.site, story, false);
    json!({"startAt": 0, "maxResults": histories.len(), "total": histories.len(), "histories": histories})
}

fn visible<'a>(call: &Call<'a>, free: &[&str]) -> Option<Story<'a>> {
    let story = free.first().and_then(|id| call.site.issue(id))?;
    call.sees(&story.project.key()).then_some(story)
}

fn missing() -> Answer {
    refusal(
        404,
        "Issue does not exist or you do not have permission to see it.",
    )
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-changelog-bulkfetch-post>
pub(super) fn changelogs(call: &Call<'_>, _: &[&str]) -> Answer {
    let asked = match body(call) {
        Ok(asked) => asked,
        Err(answer) => return answer,
    };
    let ids = texts(&asked["issueIdsOrKeys"]);
    if ids.is_empty() || ids.len() > 1000 {
        return refusal(400, "issueIdsOrKeys must have between 1 and 1000 entries.");
    }
    let size = size(&asked["maxResults"], 1000)
        .min(MOST_HISTORIES)
        .min(call.limits.jira_histories);
    let mut all: Vec<(i64, u64, Value)> = Vec::new();
    for story in ids
        .iter()
        .filter_map(|id| call.site.issue(id))
        .filter(|story| call.sees(&story.project.key()))
    {
        for history in history::documents(&call.site, &story, true) {
            all.push((
                history["created"].as_i64().unwrap_or_default(),
                story.id(),
                history,
            ));
        }
    }
    all.sort_by_key(|(at, id, _)| (*at, *id));
    let key = ids.join(",");
    let begin = match asked["nextPageToken"].as_str() {
        None => 0,
        Some(token) => match position(token, &key) {
            Some(begin) => begin,
            None => return refusal(400, "The provided nextPageToken is invalid or has expired."),
        },
    };
    let total = all.len();
    let mut by_issue: BTreeMap<u64, Vec<Value>> = BTreeMap::new();
    for (_, id, history) in all.into_iter().skip(begin).take(size) {
        by_issue.entry(id).or_default().push(history);
    }
    let logs: Vec<Value> = by_issue
        .into_iter()
        .map(|(id, histories)| json!({"issueId": id.to_string(), "changeHistories": histories}))
        .collect();
    let mut answer = json!({"issueChangeLogs": logs});
    if begin + size < total {
        answer["nextPageToken"] = json!(token(begin + size, &key));
    }
    Answer::json(200, &answer)
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/>
pub(super) fn comments(call: &Call<'_>, free: &[&str]) -> Answer {
    of_issue(call, free, "comments", |story| {
        documents::comments(&call.site, story)
    })
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/>
pub(super) fn worklogs(call: &Call<'_>, free: &[&str]) -> Answer {
    of_issue(call, free, "worklogs", |story| {
        documents::worklogs(&call.site, story)
    })
}

fn of_issue(call: &Call<'_>, free: &[&str], name: &str, list: impl Fn(&Story<'_>) -> Vec<Value>) -> Answer {
    let Some(story) = visible(call, free) else {
        return missing();
    };
    let all = list(&story);
    let (begin, size) = (
        call.number("startAt", 0),
        call.number("maxResults", 100)
            .clamp(1, 5000)
            .min(call.limits.jira_page),
    );
    let total = all.len();
    let part: Vec<Value> = all.into_iter().skip(begin).take(size).collect();
    Answer::json(
        200,
        &json!({"startAt": begin, "maxResults": size, "total": total, name: part}),
    )
}
