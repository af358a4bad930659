//! What happened to a pull request.

use weir_connect::Scope;
use weir_model::entities::PullRequestEvent;
use weir_model::{Batch, Id, Time};

use super::records::{Iteration, Told};
use super::{branch, pull_request, repository};
use crate::azure_devops::identity::{Identity, People};

/// How a pull request ended.
pub(super) struct Ended {
    pub(super) at: Time,
    pub(super) by: Option<String>,
    pub(super) merged: bool,
    pub(super) commit: Option<String>,
}

/// What one thread tells: kind of event, and the account it is about.
struct Event<'a> {
    kind: &'static str,
    about: Option<&'a Identity>,
    /// The role whose account did it.
    role: &'static str,
}

/// The kinds of threads are not documented; those that say nothing for a row are left out: pushes, tries to merge,
/// states of policies.
pub(super) fn of_pull_request(
    told: &[Told],
    (known, ended): (&[&Identity], &Option<Ended>),
    on: (&Scope<'_>, i64),
    people: &mut People,
    out: &mut Batch,
) {
    let mut told_closing = false;
    for one in told {
        for (place, event) in events(one, known).into_iter().enumerate() {
            told_closing |= event.kind == "closed";
            let by = people.meet(one.who(event.role, known));
            people.meet(event.about);
            let key = match place {
                0 => one.thread.to_string(),
                place => format!("{}-{place}", one.thread),
            };
            let subject = event.about.and_then(Identity::name);
            out.push(row((key, event.kind), (one.at, by.login), (subject, None), on));
        }
    }
    let Some(ended) = ended else { return };
    if ended.merged || !told_closing {
        let kind = if ended.merged { "merged" } else { "closed" };
        let (by, subject) = (ended.by.clone(), ended.commit.clone());
        out.push(row((kind.to_owned(), kind), (ended.at, by), (subject, None), on));
    }
}

fn events<'a>(one: &'a Told, known: &[&'a Identity]) -> Vec<Event<'a>> {
    let event = |kind, about, role| vec![Event { kind, about, role }];
    match one.kind.as_str() {
        "StatusUpdate" => match one.text("CodeReviewStatus").as_deref() {
            Some("Abandoned") => event("closed", None, "CodeReviewStatusUpdatedBy"),
            Some("Active") => event("reopened", None, "CodeReviewStatusUpdatedBy"),
            // That it was completed is told by the pull request itself.
            _ => Vec::new(),
        },
        "IsDraftUpdate" if one.says("CodeReviewIsDraftNowSet") => {
            event("converted_to_draft", None, "CodeReviewIsDraftUpdatedBy")
        }
        "IsDraftUpdate" => event("ready_for_review", None, "CodeReviewIsDraftUpdatedBy"),
        "AutoCompleteUpdate" if one.says("CodeReviewAutoCompleteNowSet") => {
            event("auto_merge_enabled", None, "CodeReviewAutoCompleteUpdatedBy")
        }
        "ReviewersUpdate" => reviewers(one, known),
        _ => Vec::new(),
    }
}

/// Who adds themselves was not asked: voting does that.
fn reviewers<'a>(one: &'a Told, known: &[&'a Identity]) -> Vec<Event<'a>> {
    const BY: &str = "CodeReviewReviewersUpdatedBy";
    let by = one.who(BY, known).and_then(Identity::name);
    let kinds = [
        ("review_requested", "CodeReviewReviewersUpdatedAdded"),
        ("review_request_removed", "CodeReviewReviewersUpdatedRemoved"),
    ];
    let found = kinds.iter().filter_map(|(kind, role)| {
        let about = one.who(role, known)?;
        let itself = *kind == "review_requested" && about.name() == by;
        (!itself).then_some(Event {
            kind,
            about: Some(about),
            role: BY,
        })
    });
    found.collect()
}

/// Force pushes and other target branches.
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-iterations/list#iterationreason>
pub(super) fn of_iterations(
    iterations: &[Iteration],
    on: (&Scope<'_>, i64),
    people: &mut People,
    out: &mut Batch,
) {
    let head = |iteration: &Iteration| iteration.source_ref_commit.as_ref()?.commit_id.clone();
    let mut before = None;
    for iteration in iterations {
        let (kind, changed) = match iteration.reason.as_deref() {
            Some("forcePush" | "rebase") => ("head_force_pushed", (head(iteration), before.take())),
            Some("retarget") => {
                let names = (&iteration.new_target_ref_name, &iteration.old_target_ref_name);
                ("base_changed", (branch(names.0.clone()), branch(names.1.clone())))
            }
            _ => ("", (None, None)),
        };
        before = head(iteration);
        if let (false, Some(at)) = (kind.is_empty(), iteration.created_date) {
            let by = people.meet(iteration.author.as_ref());
            let key = format!("iteration-{}", iteration.id);
            out.push(row((key, kind), (at, by.login), changed, on));
        }
    }
}

fn row(
    (key, kind): (String, &str),
    (occurred_at, actor_login): (Time, Option<String>),
    (subject, previous): (Option<String>, Option<String>),
    (scope, number): (&Scope<'_>, i64),
) -> PullRequestEvent {
    PullRequestEvent {
        id: Id::new("pull_request_event", format!("{number}/{key}")),
        pull_request_id: pull_request(number),
        repository_id: repository(scope),
        kind: kind.to_owned(),
        occurred_at,
        actor_login,
        subject,
        previous,
    }
}
