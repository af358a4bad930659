//! What the tickets of `issues` were in sprints.

use weir_model::Time;
use weir_model::entities::Issue;

use super::issues::Ticket;
use super::{Dice, Expected, Values, january};
use crate::world::{World, at};

/// Name, the moments it began and was completed.
const SPRINTS: [(&str, &str, &str); 3] = [("S1", "1", "11"), ("S2", "11", "21"), ("S3", "21", "31")];

/// What was planned for a ticket.
pub(super) struct Plan {
    /// Sprint, from when to when.
    stays: Vec<(&'static str, Time, Option<Time>)>,
    /// Estimates after the first one.
    estimates: Vec<(Time, f64)>,
    is_subtask: bool,
}

impl Plan {
    pub(super) fn of(dice: &mut Dice, opened: Time) -> Self {
        let mut stays = Vec::new();
        for (sprint, ..) in SPRINTS {
            if dice.chance(60) {
                let added = dice.after(opened, 300);
                let removed = dice.chance(40).then(|| dice.after(added, 300));
                stays.push((sprint, added, removed));
                if let Some(removed) = removed.filter(|_| dice.chance(30)) {
                    stays.push((sprint, dice.after(removed, 100), None));
                }
            }
        }
        let mut now = opened;
        let estimates = (0..dice.below(3)).map(|_| {
            now = dice.after(now, 200);
            (now, dice.below(8) as f64)
        });
        Self {
            estimates: estimates.collect(),
            stays,
            is_subtask: dice.chance(10),
        }
    }

    /// The estimate at last, of a ticket that was first estimated at so many points.
    pub(super) fn points(&self, first: Option<f64>) -> Option<f64> {
        self.estimates.last().map(|(_, points)| *points).or(first)
    }

    pub(super) fn is_subtask(&self) -> Option<bool> {
        self.is_subtask.then_some(true)
    }

    pub(super) fn tell(&self, issue: &Issue, first: Option<f64>, world: &mut World) {
        let text = |points: Option<f64>| points.map_or_else(String::new, |points| points.to_string());
        let mut before = first;
        for (time, points) in &self.estimates {
            world.change(
                &issue.key,
                "story_points",
                *time,
                &text(before),
                &text(Some(*points)),
            );
            before = Some(*points);
        }
        for (sprint, added, removed) in &self.stays {
            world.plan(issue, sprint, (*added, *removed));
        }
    }

    fn estimate(&self, first: Option<f64>, time: Time) -> Option<f64> {
        let known = self.estimates.iter().rev().find(|(at, _)| *at <= time);
        known.map(|(_, points)| *points).or(first)
    }
}

pub(super) fn tell(world: &mut World) {
    for (name, began, ended) in SPRINTS {
        world.sprint(name, (at(began), Some(at(began)), at(ended)), "closed");
    }
}

/// A ticket of a sprint: points when it was committed or else added, points when it was done.
struct Part {
    id: String,
    ended: Time,
    is_committed: bool,
    is_done: bool,
    then: Option<f64>,
    points: Option<f64>,
}

fn parts(tickets: &[Ticket]) -> Vec<Part> {
    let mut parts = Vec::new();
    for ticket in tickets.iter().filter(|ticket| !ticket.plan.is_subtask) {
        for (sprint, began, ended) in SPRINTS {
            let (began, ended) = (at(began), at(ended));
            let mine = || ticket.plan.stays.iter().filter(|stay| stay.0 == sprint);
            let is_committed =
                mine().any(|(_, added, removed)| *added <= began && removed.is_none_or(|time| time > began));
            let is_in =
                mine().any(|(_, added, removed)| *added < ended && removed.is_none_or(|time| time >= ended));
            if is_committed || is_in {
                parts.push(Part {
                    id: format!("{}/1/sprint/{sprint}", ticket.key),
                    ended,
                    is_committed,
                    is_done: is_in && ticket.done().is_some_and(|done| done <= ended),
                    then: ticket.plan.estimate(ticket.points, began),
                    points: ticket.plan.estimate(ticket.points, ended),
                });
            }
        }
    }
    parts
}

pub(super) fn expected(tickets: &[Ticket]) -> Expected {
    let parts = parts(tickets);
    let of = |value: &dyn Fn(&Part) -> Option<f64>| -> Values {
        january(
            parts
                .iter()
                .filter_map(|part| Some((part.id.clone(), part.ended, value(part)?))),
        )
    };
    let when = |is: bool, value: Option<f64>| if is { value } else { Some(0.0) };
    let all = Some(1.0);
    let committed = |part: &Part| when(part.is_committed, part.then);
    let hundredfold = |value: Option<f64>| value.map(|value| value * 100.0);
    Expected::from([
        ("sprint_committed_points", of(&committed)),
        (
            "sprint_committed_issues",
            of(&|part| when(part.is_committed, all)),
        ),
        (
            "sprint_creep_points",
            of(&|part| when(!part.is_committed, part.points)),
        ),
        ("sprint_creep_issues", of(&|part| when(!part.is_committed, all))),
        (
            "sprint_delivered_points",
            of(&|part| when(part.is_done, part.points)),
        ),
        ("sprint_delivered_issues", of(&|part| when(part.is_done, all))),
        (
            "sprint_commit_done_ratio_issues",
            of(&|part| {
                part.is_committed
                    .then_some(if part.is_done { 100.0 } else { 0.0 })
            }),
        ),
        (
            "sprint_commit_done_ratio_points",
            of(&|part| {
                part.then.filter(|_| part.is_committed)?;
                hundredfold(when(part.is_done, part.points))
            }),
        ),
        (
            "sprint_delivered_to_commit_issues",
            of(&|part| hundredfold(when(part.is_done, all))),
        ),
        (
            "sprint_delivered_to_commit_points",
            of(&|part| {
                committed(part)?;
                hundredfold(when(part.is_done, part.points))
            }),
        ),
        (
            "sprint_creep_to_commit_issues",
            of(&|part| hundredfold(when(!part.is_committed, all))),
        ),
        (
            "sprint_creep_to_commit_points",
            of(&|part| {
                committed(part)?;
                hundredfold(when(!part.is_committed, part.points))
            }),
        ),
    ])
}
