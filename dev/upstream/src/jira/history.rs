//! What happened to an issue.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::site::{Project, Site, moment};
use super::text;
use crate::world::list;

/// Fields that the customer made.
pub(super) const POINTS: (&str, &str) = ("customfield_10016", "Story Points");
pub(super) const SPRINT: (&str, &str) = ("customfield_10020", "Sprint");
pub(super) const EPIC: (&str, &str) = ("customfield_10014", "Epic Link");
pub(super) const TEAM: (&str, &str) = ("customfield_10050", "Team");

/// Id, name, key of the category.
pub(super) const STATUSES: &[(&str, &str, &str)] = &[
    ("10000", "To Do", "new"),
    ("3", "In Progress", "indeterminate"),
    ("10002", "Done", "done"),
];

/// An issue with its history.
pub(super) struct Story<'a> {
    pub(super) project: Project<'a>,
    pub(super) number: u64,
    pub(super) document: &'a Value,
    pub(super) changes: Vec<Change>,
    pub(super) created: DateTime<Utc>,
    pub(super) updated: DateTime<Utc>,
    pub(super) status: usize,
    pub(super) status_at: DateTime<Utc>,
    pub(super) points: Option<u32>,
    pub(super) sprints: Vec<i64>,
    pub(super) closed: Option<DateTime<Utc>>,
}

/// Values that changed at one moment.
pub(super) struct Change {
    pub(super) at: DateTime<Utc>,
    pub(super) by: String,
    pub(super) items: Vec<Item>,
}

/// One value: field's id and name, then id and text before and after.
pub(super) struct Item {
    pub(super) field: (&'static str, &'static str),
    pub(super) custom: bool,
    pub(super) from: (Option<String>, Option<String>),
    pub(super) to: (Option<String>, Option<String>),
}

impl<'a> Story<'a> {
    /// The first release after it was closed.
    pub(super) fn fixed(&self) -> Option<&'a Value> {
        let closed = self.closed?;
        let at = |release: &&Value| release["published_at"].as_str().map(moment);
        let releases = self.project.repository.releases.iter();
        let after = releases.filter(|release| at(release).is_some_and(|at| at >= closed));
        after.min_by_key(at)
    }

    pub(super) fn id(&self) -> u64 {
        (self.project.place as u64 + 1) * 100_000 + self.number
    }

    pub(super) fn key(&self) -> String {
        format!("{}-{}", self.project.key(), self.number)
    }

    pub(super) fn comments(&self) -> &[Value] {
        list(&self.project.repository.comments, self.number)
    }

    /// The first issue of a project is its epic.
    pub(super) fn epic(&self) -> Option<u64> {
        let first = *self.project.repository.issues.keys().next()?;
        (self.number != first && self.number.is_multiple_of(2)).then_some(first)
    }

    pub(super) fn is_epic(&self) -> bool {
        self.project.repository.issues.keys().next() == Some(&self.number)
    }
}

fn item(field: (&'static str, &'static str), custom: bool, from: (&str, &str), to: (&str, &str)) -> Item {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Item {
        field,
        custom,
        from: (some(from.0), some(from.1)),
        to: (some(to.0), some(to.1)),
    }
}

/// Tells what happened to an issue: it is planned and estimated within an hour, somebody takes it, it moves from
/// sprint to sprint until it is closed.
pub(super) fn story<'a>(site: &Site<'_>, project: Project<'a>, number: u64) -> Story<'a> {
    let document = &project.repository.issues[&number];
    let created = moment(text(document, "created_at"));
    let mut story = Story {
        project,
        number,
        document,
        changes: Vec::new(),
        created,
        updated: moment(text(document, "updated_at")).max(created),
        status: 0,
        status_at: created,
        points: None,
        sprints: Vec::new(),
        closed: None,
    };
    let now = site.world.now;
    let author = text(&document["user"], "login").to_owned();
    let ends = document["closed_at"].as_str().map(moment);
    plan(&mut story, &author, now);
    if let Some(login) = document["assignee"]["login"].as_str() {
        take(site, &mut story, login, ends.unwrap_or(now));
    }
    roll_over(&mut story, &author, ends.unwrap_or(now));
    end(&mut story, &author);
    release(&mut story, &author);
    story.changes.retain(|change| change.at <= now);
    story.changes.sort_by_key(|change| change.at);
    let last = story.changes.iter().map(|change| change.at).max();
    story.updated = story.updated.max(last.unwrap_or(created));
    story
}

fn plan(story: &mut Story<'_>, author: &str, now: DateTime<Utc>) {
    let at = story.created + TimeDelta::hours(1);
    if story.number % 4 == 3 || at > now || story.is_epic() {
        return;
    }
    let sprint = story.project.sprint_at(story.created);
    let (id, name) = (
        story.project.sprint_id(sprint).to_string(),
        story.project.sprint_name(sprint),
    );
    let points: u32 = [1, 2, 3, 5, 8][usize::try_from(story.number % 5).unwrap_or(0)];
    story.sprints = vec![sprint];
    story.points = Some(points);
    story.changes.push(Change {
        at,
        by: author.to_owned(),
        items: vec![
            item(SPRINT, true, ("", ""), (&id, &name)),
            item(POINTS, true, ("", ""), ("", &points.to_string())),
        ],
    });
    let later = at + TimeDelta::days(2);
    if story.number.is_multiple_of(7) && later < now {
        let more = points + 2;
        story.points = Some(more);
        story.changes.push(Change {
            at: later,
            by: author.to_owned(),
            items: vec![item(
                POINTS,
                true,
                ("", &points.to_string()),
                ("", &more.to_string()),
            )],
        });
    }
}

fn take(site: &Site<'_>, story: &mut Story<'_>, login: &str, until: DateTime<Utc>) {
    let at = story.created + (until - story.created) / 3;
    let name = site
        .world
        .users
        .get(login)
        .map(|user| text(&user["_profile"], "name"))
        .unwrap_or_default();
    let mut items = vec![item(
        ("assignee", "assignee"),
        false,
        ("", ""),
        (&site.account_key(login), name),
    )];
    items.extend(moved(story, 1, at));
    story.changes.push(Change {
        at,
        by: login.to_owned(),
        items,
    });
}

fn moved(story: &mut Story<'_>, to: usize, at: DateTime<Utc>) -> Option<Item> {
    let from = story.status;
    if from == to {
        return None;
    }
    story.status = to;
    story.status_at = at;
    let of = |status: usize| (STATUSES[status].0, STATUSES[status].1);
    Some(item(("status", "status"), false, of(from), of(to)))
}

/// At most three sprints further.
fn roll_over(story: &mut Story<'_>, author: &str, until: DateTime<Utc>) {
    for _ in 0..3 {
        let Some(&sprint) = story.sprints.last() else {
            return;
        };
        let at = story.project.sprint_end(sprint);
        if at >= until {
            return;
        }
        let joined = |story: &Story<'_>, of: &dyn Fn(i64) -> String| {
            let all: Vec<String> = story.sprints.iter().map(|sprint| of(*sprint)).collect();
            all.join(", ")
        };
        let project = story.project;
        let ids = |sprint| project.sprint_id(sprint).to_string();
        let names = |sprint| project.sprint_name(sprint);
        let before = (joined(story, &ids), joined(story, &names));
        // Jira keeps the closed sprints of an issue in the field; one in five is taken out instead.
        if story.number.is_multiple_of(5) {
            story.sprints.clear();
        }
        story.sprints.push(sprint + 1);
        let after = (joined(story, &ids), joined(story, &names));
        story.changes.push(Change {
            at,
            by: author.to_owned(),
            items: vec![item(SPRINT, true, (&before.0, &before.1), (&after.0, &after.1))],
        });
    }
}

/// Closed and opened again as the code host tells it.
fn end(story: &mut Story<'_>, author: &str) {
    let events = list(&story.project.repository.events, story.number);
    for event in events {
        let at = moment(text(event, "created_at"));
        let by = event["actor"]["login"].as_str().unwrap_or(author).to_owned();
        match text(event, "event") {
            "closed" => close(story, at, by),
            "reopened" => {
                let mut items = vec![item(
                    ("resolution", "resolution"),
                    false,
                    ("10000", "Done"),
                    ("", ""),
                )];
                items.extend(moved(story, 1, at));
                story.closed = None;
                story.changes.push(Change { at, by, items });
            }
            _ => {}
        }
    }
    if story.closed.is_none()
        && let Some(at) = story.document["closed_at"].as_str().map(moment)
    {
        close(story, at, author.to_owned());
    }
}

/// The first release after it was closed gets it on its list.
fn release(story: &mut Story<'_>, author: &str) {
    let Some(release) = story.fixed() else { return };
    story.changes.push(Change {
        at: moment(text(release, "published_at")),
        by: author.to_owned(),
        items: vec![item(
            ("fixVersions", "Fix Version"),
            false,
            ("", ""),
            (&release["id"].to_string(), text(release, "tag_name")),
        )],
    });
}

fn close(story: &mut Story<'_>, at: DateTime<Utc>, by: String) {
    let mut items = vec![item(
        ("resolution", "resolution"),
        false,
        ("", ""),
        ("10000", "Done"),
    )];
    items.extend(moved(story, 2, at));
    story.closed = Some(at);
    story.changes.push(Change { at, by, items });
}

/// Histories as documents; `numbers` writes times as milliseconds, as the bulk address does.
pub(super) fn documents(site: &Site<'_>, story: &Story<'_>, numbers: bool) -> Vec<Value> {
    let document = |(place, change): (usize, &Change)| {
        let items: Vec<Value> = change
            .items
            .iter()
            .map(|item| item.document(site.cloud))
            .collect();
        json!({
            "id": (story.id() * 100 + place as u64).to_string(), "author": site.account(&change.by),
            "created": if numbers { json!(change.at.timestamp_millis()) } else { json!(site.time(change.at)) },
            "items": items,
        })
    };
    story.changes.iter().enumerate().map(document).collect()
}

impl Item {
    fn document(&self, cloud: bool) -> Value {
        let mut document = json!({
            "field": self.field.1, "fieldtype": if self.custom { "custom" } else { "jira" }, "from": self.from.0,
            "fromString": self.from.1, "to": self.to.0, "toString": self.to.1,
        });
        if cloud {
            document["fieldId"] = json!(self.field.0);
        }
        document
    }
}
