//! Issues that move between statuses and people, are closed, reopened, planned for a version.

use std::collections::{BTreeMap, BTreeSet};

use weir_measures::StageChain;
use weir_model::Time;
use weir_model::entities::Issue;

use super::sprints::{self, Plan};
use super::{Dice, Expected, Values, chained, end, hours, january};
use crate::stages::{self, category, moment, status};
use crate::tracker;
use crate::world::{World, at};

pub(super) struct Ticket {
    pub(super) key: String,
    opened: Time,
    closed: Option<Time>,
    reason: Option<&'static str>,
    /// Its first estimate.
    pub(super) points: Option<f64>,
    pub(super) plan: Plan,
    /// Statuses with the moment they were entered; the first when it was opened.
    statuses: Vec<(Time, &'static str)>,
    people: Vec<(Time, &'static str)>,
    comments: Vec<(Time, &'static str)>,
    version: Option<&'static str>,
    /// Whether it is assigned now, when it is due, its components, the characters of its description.
    care: (bool, bool, bool, i64),
}

/// Stages of the lead time of these worlds: by statuses, an answer and the release.
pub(super) fn chain() -> (&'static str, StageChain) {
    let ends = [
        ("Begin", category("in_progress")),
        ("Check", status(&["review"])),
        ("Answer", moment("first_response_at")),
        ("Done", category("done")),
        ("Release", moment("released_at")),
    ];
    ("issue_lead_time", stages::chain(moment("created_at"), &ends))
}

/// Versions, and when they were or will be released.
fn versions() -> [(&'static str, Option<Time>, bool); 4] {
    [
        ("1.0", Some(at("12")), true),
        ("1.1", Some(at("28")), true),
        ("2.0", Some(at("30")), false),
        ("3.0", None, false),
    ]
}

pub(super) fn facts(dice: &mut Dice, world: &mut World) -> Expected {
    let tickets: Vec<Ticket> = (1..=60).map(|number| ticket(dice, number)).collect();
    world.statuses();
    for (name, released_at, is_released) in versions() {
        world.version(name, released_at, is_released);
    }
    for ticket in &tickets {
        ticket.tell(world);
    }
    sprints::tell(world);
    let mut all = expected(&tickets);
    all.extend(sprints::expected(&tickets));
    all
}

fn ticket(dice: &mut Dice, number: i64) -> Ticket {
    let opened = dice.moment();
    let mut now = opened;
    let mut statuses = vec![(opened, "To Do")];
    let mut people: Vec<(Time, &str)> = Vec::new();
    for _ in 0..dice.below(9) {
        now = dice.after(now, 30);
        let status = dice.one_of(&["To Do", "Doing", "Review"]);
        if dice.chance(60) && statuses.last().is_none_or(|last| last.1 != status) {
            statuses.push((now, status));
        }
        let person = dice.one_of(&["ann", "bob", "cat"]);
        // Trackers tell of no change to the one who has it.
        if dice.chance(50) && people.last().is_none_or(|last| last.1 != person) {
            people.push((now, person));
        }
    }
    let closed = dice.chance(65).then(|| dice.after(now, 30));
    statuses.extend(closed.map(|time| (time, "Done")));
    let comments = (0..dice.below(3)).map(|_| {
        let writer = dice.one_of(&["ian", "bob", "helper[bot]"]);
        (dice.after(opened, 50), writer)
    });
    let comments = comments.collect();
    Ticket {
        key: format!("ABC-{number}"),
        opened,
        closed,
        reason: closed
            .filter(|_| dice.chance(15))
            .map(|_| dice.one_of(&["duplicate", "not_planned"])),
        plan: Plan::of(dice, opened),
        points: dice.chance(60).then(|| dice.below(8) as f64),
        statuses,
        people,
        comments,
        care: (dice.chance(70), dice.chance(50), dice.chance(50), dice.below(60)),
        version: dice
            .chance(60)
            .then(|| dice.one_of(&["1.0", "1.1", "1.1", "2.0", "3.0"])),
    }
}

impl Ticket {
    fn tell(&self, world: &mut World) {
        let issue = Issue {
            status: self.statuses.last().map(|(_, status)| (*status).to_owned()),
            state_reason: self.reason.map(str::to_owned),
            is_subtask: self.plan.is_subtask(),
            assignees: self.care.0.then(|| "ann".to_owned()).into_iter().collect(),
            due_at: self.care.1.then(|| at("20")),
            components: self.care.2.then(|| "cart".to_owned()).into_iter().collect(),
            description_length: (self.care.3 > 0).then_some(self.care.3),
            ..tracker::ticket(&self.key, self.opened, self.closed, self.plan.points(self.points))
        };
        self.plan.tell(&issue, self.points, world);
        world.push(issue);
        for pair in self.statuses.windows(2) {
            world.change(&self.key, "status", pair[1].0, pair[0].1, pair[1].1);
        }
        let mut before = "";
        for (time, person) in &self.people {
            world.change(&self.key, "assignee", *time, before, person);
            before = person;
        }
        if let Some(version) = self.version {
            world.change(&self.key, "fix_versions", self.opened, "", version);
        }
        for (place, (time, writer)) in self.comments.iter().enumerate() {
            world.remark(&self.key, place, writer, *time);
        }
    }

    /// How well it is kept: every criterion can be told, as the world has issues with everything.
    fn hygiene(&self, now: Time) -> f64 {
        let late = |end: Option<Time>, limit: f64| hours(self.opened, end.unwrap_or(now)) > limit;
        let (is_assigned, is_due, has_components, characters) = self.care;
        let fails = [
            !is_assigned,
            !is_due,
            !has_components,
            characters < 30,
            self.closed.is_none() && hours(self.opened, now) > 720.0,
            late(self.answered(), 72.0),
            late(self.closed, 720.0),
        ];
        100.0 - 100.0 * fails.iter().filter(|fails| **fails).count() as f64 / 7.0
    }

    /// When it was done, unless it was closed for another reason.
    pub(super) fn done(&self) -> Option<Time> {
        self.closed.filter(|_| self.reason.is_none())
    }

    fn begun(&self) -> Option<Time> {
        let work = |status: &str| matches!(status, "Doing" | "Review");
        self.statuses
            .iter()
            .find(|(_, status)| work(status))
            .map(|(time, _)| *time)
    }

    fn by_own_stages(&self) -> Option<f64> {
        let checked = self.statuses.iter().find(|(_, status)| *status == "Review");
        let planned = versions()
            .into_iter()
            .find(|(name, ..)| Some(*name) == self.version);
        let released = planned.filter(|version| version.2).and_then(|version| version.1);
        chained(&[
            Some(self.opened),
            self.begun(),
            checked.map(|(time, _)| *time),
            self.answered(),
            self.closed,
            released,
        ])
    }

    fn answered(&self) -> Option<Time> {
        let others = self.comments.iter().filter(|(_, writer)| *writer == "bob");
        others.map(|(time, _)| *time).min()
    }

    /// Version and moment of the release that brought it.
    fn released(&self) -> Option<Time> {
        let planned = versions()
            .into_iter()
            .find(|(name, ..)| Some(*name) == self.version)?;
        let released = planned.1.filter(|_| planned.2)?;
        self.closed.filter(|_| released >= self.opened).map(|_| released)
    }

    /// Statuses it came back to, with the moment and the number of the visit.
    fn returns(&self) -> Vec<(Time, &'static str, usize)> {
        let mut visits: BTreeMap<&str, usize> = BTreeMap::new();
        let mut returns = Vec::new();
        for (time, status) in &self.statuses {
            let visit = visits.entry(status).or_default();
            *visit += 1;
            if *visit > 1 {
                returns.push((*time, *status, *visit));
            }
        }
        returns
    }

    /// Hours in each status until it was closed.
    fn spent(&self) -> BTreeMap<&'static str, f64> {
        let mut spent = BTreeMap::new();
        for pair in self.statuses.windows(2) {
            *spent.entry(pair[0].1).or_default() += hours(pair[0].0, pair[1].0);
        }
        spent
    }

    fn different_people(&self) -> usize {
        self.people
            .iter()
            .map(|(_, person)| person)
            .collect::<BTreeSet<_>>()
            .len()
    }
}

fn expected(tickets: &[Ticket]) -> Expected {
    let of = |item: &dyn Fn(&Ticket) -> Option<(Time, f64)>| -> Values {
        january(tickets.iter().filter_map(|ticket| {
            let (time, value) = item(ticket)?;
            Some((ticket.key.clone(), time, value))
        }))
    };
    let assigned = |ticket: &Ticket| ticket.people.first().map(|(time, _)| *time);
    let open = tickets
        .iter()
        .filter(|ticket| ticket.opened <= end() && ticket.closed.is_none_or(|closed| closed > end()))
        .map(|ticket| (ticket.key.clone(), hours(ticket.opened, end())));
    let returns = tickets.iter().flat_map(|ticket| {
        let returns = ticket.returns().into_iter();
        returns.map(|(time, status, visit)| (format!("{}/{status}/{visit}", ticket.key), time, 1.0))
    });
    let spent = tickets.iter().filter_map(|ticket| Some((ticket, ticket.closed?)));
    let spent = spent.flat_map(|(ticket, closed)| {
        let spent = ticket.spent().into_iter();
        spent.map(move |(status, hours)| (format!("{}/{status}", ticket.key), closed, hours))
    });
    // An issue of these worlds changed last when it was closed, or else opened.
    let now = tickets
        .iter()
        .map(|ticket| ticket.closed.unwrap_or(ticket.opened))
        .max()
        .unwrap();
    Expected::from([
        (
            "issue_hygiene",
            of(&|ticket| (ticket.reason.is_none()).then(|| (ticket.opened, ticket.hygiene(now)))),
        ),
        ("issue_backlog", open.collect()),
        ("issue_stage_bounces", january(returns)),
        ("issue_time_in_status", january(spent)),
        ("issues_opened", of(&|ticket| Some((ticket.opened, 1.0)))),
        ("issues_closed", of(&|ticket| Some((ticket.done()?, 1.0)))),
        (
            "story_points_closed",
            of(&|ticket| Some((ticket.done()?, ticket.plan.points(ticket.points)?))),
        ),
        (
            "issue_resolution_time",
            of(&|ticket| Some((ticket.done()?, hours(ticket.opened, ticket.done()?)))),
        ),
        (
            "issue_lead_time",
            of(&|ticket| Some((ticket.done()?, ticket.by_own_stages()?))),
        ),
        (
            "issue_cycle_time",
            of(&|ticket| Some((ticket.done()?, hours(ticket.begun()?, ticket.done()?)))),
        ),
        (
            "issue_response_time",
            of(&|ticket| Some((ticket.answered()?, hours(ticket.opened, ticket.answered()?)))),
        ),
        (
            "issue_first_assignee_time",
            of(&|ticket| Some((assigned(ticket)?, hours(ticket.opened, assigned(ticket)?)))),
        ),
        (
            "release_time",
            of(&|ticket| Some((ticket.released()?, hours(ticket.opened, ticket.released()?)))),
        ),
        (
            "issue_bounces",
            of(&|ticket| {
                let moves = ticket.people.len();
                (moves > 0).then(|| (ticket.opened, (moves - ticket.different_people()) as f64))
            }),
        ),
        (
            "issue_hops",
            of(&|ticket| {
                let people = ticket.different_people();
                (people > 0).then(|| (ticket.opened, (people - 1) as f64))
            }),
        ),
    ])
}
