use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::{PullRequestEvent, Review};
use weir_model::{Batch, Id, Time};

use super::comment::{Anchor, Comment, On};
use super::commit::Commit;
use crate::bitbucket::dc::parts::{Moment, Named, People, User, numbered, pull_request, repository};

/// Something that happened to a pull request.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-pullrequestid-activities-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Activity {
    id: i64,
    action: String,
    created_date: Moment,
    user: Option<User>,
    comment_action: Option<String>,
    comment: Option<Comment>,
    comment_anchor: Option<Anchor>,
    from_hash: Option<String>,
    previous_from_hash: Option<String>,
    removed: Option<Counted>,
    added_reviewers: Option<Vec<Reviewer>>,
    removed_reviewers: Option<Vec<Reviewer>>,
    commit: Option<Commit>,
}

/// Commits of which only the number counts.
#[derive(Debug, Deserialize)]
struct Counted {
    total: Option<i64>,
}

/// An account, in some versions within a participant.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Reviewer {
    Participant { user: User },
    Account(User),
}

impl Reviewer {
    fn user(self) -> User {
        match self {
            Self::Participant { user } | Self::Account(user) => user,
        }
    }
}

/// A pull request as its activities see it.
pub(super) struct Of<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) number: i64,
    pub(super) created_at: Time,
    pub(super) author: Option<String>,
    pub(super) page: Option<String>,
    /// The reviewers that it has now.
    pub(super) reviewers: Vec<String>,
    /// On which commit somebody gave the last review.
    pub(super) reviewed: Vec<(String, String)>,
}

/// What activities tell of the pull request itself.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) merged: Option<(Time, Option<String>)>,
    pub(super) closed_at: Option<Time>,
    pub(super) commit: Option<Commit>,
    /// Ids of the comments that there are.
    pub(super) comments: Vec<Id>,
}

/// What is not a row of its own: it is in the pull request itself, or says nothing that rows hold.
const SILENT: &[&str] = &[
    "OPENED",
    "AUTO_MERGE_CANCELLED",
    "DELETED",
    // Comments of a review that was given as a whole come as comments, its verdict as an approval or not.
    "REVIEW_COMMENTED",
    "REVIEW_DISCARDED",
    "REVIEW_FINISHED",
];

/// Activities on their way to rows.
struct Reading<'a, 'b> {
    of: &'a Of<'a>,
    people: &'b mut People,
    out: &'b mut Batch,
    reviews: Vec<Review>,
    added: Vec<String>,
    removed: Vec<String>,
    told: Told,
}

/// Emits what the activities tell.
pub(super) fn rows(mut activities: Vec<Activity>, of: &Of<'_>, people: &mut People, out: &mut Batch) -> Told {
    // They come newest first.
    activities.reverse();
    activities.sort_by_key(|activity| activity.created_date);
    let mut reading = Reading {
        of,
        people,
        out,
        reviews: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
        told: Told::default(),
    };
    for activity in activities {
        reading.one(activity);
    }
    reading.asked_at_first();
    reading.end()
}

impl Reading<'_, '_> {
    fn one(&mut self, activity: Activity) {
        let at = activity.created_date.0;
        let by = activity.user.clone().map(|user| user.row(self.out));
        let by = self.people.meet(by);
        let id = activity.id;
        match activity.action.as_str() {
            "APPROVED" => self.review("approved", id, at, by),
            "REVIEWED" => self.review("changes_requested", id, at, by),
            "UNAPPROVED" => self.withdrawn(id, at, &by),
            "COMMENTED" => self.commented(activity),
            "RESCOPED" => self.rescoped(activity, &by),
            "UPDATED" => self.updated(activity, &by),
            "REOPENED" => self.event("reopened", id, at, by.login),
            "AUTO_MERGE_REQUESTED" => self.event("auto_merge_enabled", id, at, by.login),
            "DECLINED" => {
                self.told.closed_at = Some(at);
                self.event("closed", id, at, by.login);
            }
            "MERGED" => self.merged(activity, by),
            other if SILENT.contains(&other) => {}
            other => self.out.drift("pull_request_events.kind", other),
        }
    }

    fn review(&mut self, state: &str, id: i64, at: Time, by: Named) {
        self.reviews.push(Review {
            id: Id::new("review", id),
            pull_request_id: pull_request(self.of.scope, self.of.number),
            repository_id: repository(self.of.scope),
            author_login: by.login,
            author_kind: by.kind,
            state: state.to_owned(),
            submitted_at: Some(at),
            created_at: Some(at),
            updated_at: Some(at),
            body: None,
            commit_sha: None,
            url: None,
        });
    }

    /// Somebody takes the last verdict back.
    fn withdrawn(&mut self, id: i64, at: Time, by: &Named) {
        let given = self.reviews.iter_mut().rev();
        let mut given = given.filter(|review| review.author_login == by.login);
        let Some(given) = given.next().filter(|review| review.state != "dismissed") else {
            return;
        };
        let previous = std::mem::replace(&mut given.state, "dismissed".to_owned());
        given.updated_at = Some(at);
        let subject = given.id.0.rsplit('/').next().map(str::to_owned);
        let event = PullRequestEvent {
            previous: Some(previous),
            subject,
            ..self.new_event("review_dismissed", &id.to_string(), at, by.login.clone())
        };
        self.out.push(event);
    }

    /// Only the activity that begins a thread counts: the others repeat what is in it.
    fn commented(&mut self, activity: Activity) {
        let begins = activity
            .comment_action
            .as_deref()
            .is_none_or(|action| action == "ADDED");
        let Some(comment) = activity.comment.filter(|_| begins) else {
            return;
        };
        let on = On {
            scope: self.of.scope,
            number: self.of.number,
            path: activity.comment_anchor.and_then(Anchor::path),
            page: self.of.page.as_deref(),
        };
        comment.rows(&on, None, self.people, &mut self.told.comments, self.out);
    }

    /// Commits were pushed; where some are gone, they were replaced.
    fn rescoped(&mut self, activity: Activity, by: &Named) {
        let replaced = activity
            .removed
            .and_then(|removed| removed.total)
            .unwrap_or_default()
            > 0;
        if !replaced || activity.from_hash == activity.previous_from_hash {
            return;
        }
        let at = activity.created_date.0;
        let event = PullRequestEvent {
            subject: activity.from_hash,
            previous: activity.previous_from_hash,
            ..self.new_event(
                "head_force_pushed",
                &activity.id.to_string(),
                at,
                by.login.clone(),
            )
        };
        self.out.push(event);
    }

    fn updated(&mut self, activity: Activity, by: &Named) {
        let at = activity.created_date.0;
        for (kind, reviewers) in [
            ("review_requested", activity.added_reviewers),
            ("review_request_removed", activity.removed_reviewers),
        ] {
            for reviewer in reviewers.into_iter().flatten() {
                let Some(login) = self.people.meet(Some(reviewer.user().row(self.out))).login else {
                    continue;
                };
                self.requested(
                    kind,
                    &format!("{}-{login}", activity.id),
                    (at, by.login.clone()),
                    &login,
                );
                let list = if kind == "review_requested" {
                    &mut self.added
                } else {
                    &mut self.removed
                };
                list.push(login);
            }
        }
    }

    fn requested(&mut self, kind: &str, key: &str, (at, by): (Time, Option<String>), login: &str) {
        let event = PullRequestEvent {
            subject: Some(login.to_owned()),
            ..self.new_event(kind, key, at, by)
        };
        self.out.push(event);
    }

    /// A reviewer that nobody added later was asked when it was opened.
    fn asked_at_first(&mut self) {
        let of = self.of;
        let known = of.reviewers.iter().chain(&self.removed);
        let mut first: Vec<String> = known
            .filter(|login| !self.added.contains(login))
            .cloned()
            .collect();
        first.sort();
        first.dedup();
        for login in first {
            let opened = (of.created_at, of.author.clone());
            self.requested("review_requested", &format!("opened-{login}"), opened, &login);
        }
    }

    fn merged(&mut self, activity: Activity, by: Named) {
        let at = activity.created_date.0;
        let event = PullRequestEvent {
            subject: activity.commit.as_ref().map(|commit| commit.id.clone()),
            ..self.new_event("merged", &activity.id.to_string(), at, by.login.clone())
        };
        self.out.push(event);
        self.told.merged = Some((at, by.login));
        self.told.commit = activity.commit;
    }

    fn event(&mut self, kind: &str, id: i64, at: Time, by: Option<String>) {
        let event = self.new_event(kind, &id.to_string(), at, by);
        self.out.push(event);
    }

    fn new_event(&self, kind: &str, key: &str, at: Time, by: Option<String>) -> PullRequestEvent {
        let (scope, number) = (self.of.scope, self.of.number);
        PullRequestEvent {
            id: Id::new("pull_request_event", format!("{}/{key}", numbered(scope, number))),
            pull_request_id: pull_request(scope, number),
            repository_id: repository(scope),
            kind: kind.to_owned(),
            occurred_at: at,
            actor_login: by,
            previous: None,
            subject: None,
        }
    }

    /// The reviews; of each reviewer's last one it is known on which commit it was given.
    fn end(mut self) -> Told {
        for (login, sha) in &self.of.reviewed {
            let own = self.reviews.iter_mut().rev();
            let mut own = own.filter(|review| review.author_login.as_deref() == Some(login.as_str()));
            if let Some(last) = own.next().filter(|review| review.state != "dismissed") {
                last.commit_sha = Some(sha.clone());
            }
        }
        for review in self.reviews {
            self.out.push(review);
        }
        self.told
    }
}
