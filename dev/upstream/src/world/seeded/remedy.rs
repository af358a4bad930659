use rand::Rng as _;
use rand::rngs::StdRng;

use super::chance::{At, chance, minutes, within};
use super::people::HUMANS;
use super::plan::{Comment, IssuePlan, Outcome, PullPlan, RepositoryPlan, Review};
use super::planner::{blank, commit, cut, other};

/// Adds the incident that follows a bad deployment of the pull request at that position, and the revert or hotfix
/// that ends it. Gives when the remedy is merged and its position, if that is before the present.
pub(super) fn incident(
    rng: &mut StdRng,
    plan: &mut RepositoryPlan,
    (deployed, culprit): (At, usize),
    now: At,
) -> Option<(At, usize)> {
    let opened = deployed + within(rng, 12, 100);
    if opened >= now {
        return None;
    }
    let merged = opened + within(rng, 40, 60 * 9);
    let closed = merged + within(rng, 25, 60);
    let responder = rng.random_range(0..HUMANS);
    plan.issues.push(IssuePlan {
        number: 0,
        title: format!("Incident: errors after \"{}\"", plan.pulls[culprit].title),
        author: rng.random_range(0..HUMANS),
        assignee: Some(responder),
        created: opened,
        closed: (closed < now).then_some((closed, responder)),
        reopened: false,
        labels: vec!["incident"],
        comments: vec![Comment {
            at: opened + minutes(5),
            by: responder,
        }],
    });
    if let Some(issue) = plan.issues.last_mut() {
        issue.comments.retain(|comment| comment.at < now);
    }
    let pull = remedy(rng, plan, culprit, (responder, merged), now)?;
    let outcome = pull.outcome.merged();
    plan.pulls.push(pull);
    outcome.map(|(at, _)| (at, plan.pulls.len() - 1))
}

fn remedy(
    rng: &mut StdRng,
    plan: &RepositoryPlan,
    culprit: usize,
    (author, merged): (usize, At),
    now: At,
) -> Option<PullPlan> {
    let created = merged - minutes(22);
    if created >= now {
        return None;
    }
    let revert = chance(rng, 45);
    let title = if revert {
        format!("Revert \"{}\"", plan.pulls[culprit].title)
    } else {
        format!("Hotfix: mend \"{}\"", plan.pulls[culprit].title)
    };
    let mut pull = blank(title, author, created);
    pull.reverts = revert.then_some(culprit);
    pull.commits.push(commit(rng, created - minutes(2)));
    pull.labels.push((created, "hotfix"));
    let reviewer = other(rng, author);
    pull.requests.push((created + minutes(1), reviewer));
    pull.reviews.push(Review {
        at: created + minutes(11),
        by: reviewer,
        state: "APPROVED",
        line_comments: 0,
    });
    pull.outcome = Outcome::Squashed {
        at: merged,
        by: author,
    };
    cut(&mut pull, now);
    Some(pull)
}
