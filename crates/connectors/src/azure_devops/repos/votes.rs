//! Votes, which are reviews: their times are in what Azure DevOps writes about them.

use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::{PullRequestEvent, Review};
use weir_model::{Batch, Id, Time};

use super::records::Told;
use super::words;
use super::{pull_request, repository};
use crate::azure_devops::identity::{Identity, Named, People};

/// Who was asked or has voted, with the vote that counts now.
///
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-reviewers/list#identityrefwithvote>
#[derive(Debug, Deserialize)]
pub(super) struct Reviewer {
    #[serde(flatten)]
    pub(super) who: Identity,
    vote: Option<i64>,
}

/// Each vote becomes a review; one that was taken back or reset is dismissed. `known` are the accounts that the pull
/// request names.
pub(super) fn of_pull_request(
    told: &[Told],
    (reviewers, known): (&[Reviewer], &[&Identity]),
    on: (&Scope<'_>, i64),
    people: &mut People,
    out: &mut Batch,
) {
    let mut given: Vec<Review> = Vec::new();
    for one in told {
        match one.kind.as_str() {
            "VoteUpdate" => voted(one, known, on, (&mut given, people), out),
            "ResetAllVotes" => {
                let by = people.meet(one.who("CodeReviewResetAllVotesInitiator", known));
                dismiss(&mut given, one, &by, on, out, |_| true);
            }
            "ResetMultipleVotes" => {
                let by = people.meet(one.who("CodeReviewResetMultipleVotesInitiator", known));
                let whose = one.identities("CodeReviewResetMultipleVotesExampleVoterIdentities");
                let whose: Vec<Option<String>> = whose.into_iter().map(Identity::login).collect();
                dismiss(&mut given, one, &by, on, out, |login| whose.contains(login));
            }
            _ => {}
        }
    }
    for reviewer in reviewers {
        let who = people.meet(Some(&reviewer.who));
        let told = given.iter().any(|review| review.author_login == who.login);
        let state = reviewer.vote.and_then(|vote| words::vote(vote, out));
        // The vote of a group is that of one of its members.
        if let (Some(state), Some(_), false) = (state, &who.login, told) {
            let key = reviewer.who.id.clone().or_else(|| who.login.clone());
            given.push(review(&key.unwrap_or_default(), (who, state), None, on));
        }
    }
    for review in given {
        out.push(review);
    }
}

fn voted(
    one: &Told,
    known: &[&Identity],
    on: (&Scope<'_>, i64),
    (given, people): (&mut Vec<Review>, &mut People),
    out: &mut Batch,
) {
    let who = people.meet(one.who("CodeReviewVotedBy", known));
    let Some(vote) = one
        .text("CodeReviewVoteResult")
        .and_then(|text| text.parse().ok())
    else {
        return out.drift("reviews.state", "null");
    };
    match words::vote(vote, out) {
        Some(state) => given.push(review(&one.thread.to_string(), (who, state), Some(one.at), on)),
        None if vote == 0 => {
            let login = who.login.clone();
            dismiss(given, one, &who, on, out, |other| *other == login);
        }
        None => {}
    }
}

/// Takes back the newest vote of each account that is meant.
fn dismiss(
    given: &mut [Review],
    one: &Told,
    by: &Named,
    on: (&Scope<'_>, i64),
    out: &mut Batch,
    is_meant: impl Fn(&Option<String>) -> bool,
) {
    let mut seen: Vec<Option<String>> = Vec::new();
    for review in given.iter_mut().rev() {
        let again = seen.contains(&review.author_login);
        seen.push(review.author_login.clone());
        if again || review.state == "dismissed" || !is_meant(&review.author_login) {
            continue;
        }
        let previous = std::mem::replace(&mut review.state, "dismissed".to_owned());
        review.updated_at = Some(one.at);
        let subject = review.id.0.rsplit('/').next().map(str::to_owned);
        out.push(PullRequestEvent {
            id: Id::new(
                "pull_request_event",
                format!(
                    "{}/{}-{}",
                    on.1,
                    one.thread,
                    subject.as_deref().unwrap_or_default()
                ),
            ),
            pull_request_id: pull_request(on.1),
            repository_id: repository(on.0),
            kind: "review_dismissed".to_owned(),
            occurred_at: one.at,
            actor_login: by.login.clone(),
            subject,
            previous: Some(previous),
        });
    }
}

fn review(
    key: &str,
    (who, state): (Named, &str),
    at: Option<Time>,
    (scope, number): (&Scope<'_>, i64),
) -> Review {
    Review {
        id: Id::new("review", format!("{number}/{key}")),
        pull_request_id: pull_request(number),
        repository_id: repository(scope),
        author_login: who.login,
        author_kind: who.kind,
        state: state.to_owned(),
        submitted_at: at,
        created_at: at,
        updated_at: at,
        body: None,
        commit_sha: None,
        url: None,
    }
}
