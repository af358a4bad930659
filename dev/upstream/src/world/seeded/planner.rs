use std::collections::BTreeMap;

use chrono::{Datelike as _, TimeDelta, Weekday};
use rand::Rng as _;
use rand::rngs::StdRng;

use super::chance::{At, chance, clock, minutes, pick, to_working_hours, within, working_moment};
use super::people::{DEPENDABOT, HUMANS};
use super::plan::{
    Comment, CommitPlan, DeployPlan, DeployResult, Flow, IssuePlan, Outcome, PullPlan, RepositoryPlan, Review,
};
use super::remedy;

const VERBS: &[&str] = &[
    "Add", "Fix", "Speed up", "Simplify", "Remove", "Retry", "Validate", "Document", "Cache",
];
const THINGS: &[&str] = &[
    "discount codes",
    "session refresh",
    "currency rounding",
    "order export",
    "search filters",
    "e-mail templates",
    "address check",
    "stock reservation",
    "refund flow",
    "audit log",
    "rate limits",
    "image upload",
    "feature flags",
    "health checks",
    "invoice numbers",
];
const KINDS: &[&str] = &["feature", "bug", "chore"];

/// What happens at a moment, in order of time.
#[derive(Clone, Copy, Debug)]
enum Step {
    Merge(usize),
    Deploy,
}

/// Plans a repository's history between the two moments.
pub(super) fn plan(rng: &mut StdRng, flow: Flow, count: usize, (start, now): (At, At)) -> RepositoryPlan {
    let mut plan = RepositoryPlan {
        name: String::new(),
        description: "",
        language: "",
        flow,
        created: start,
        pulls: Vec::new(),
        issues: Vec::new(),
        deploys: Vec::new(),
    };
    for _ in 0..count / 3 {
        plan.issues.push(issue(rng, start, now));
    }
    for _ in 0..count {
        let pull = pull(rng, start, now);
        plan.pulls.push(pull);
    }
    close_issues(rng, &mut plan);
    deliver(rng, &mut plan, now);
    number(&mut plan);
    plan
}

fn issue(rng: &mut StdRng, start: At, now: At) -> IssuePlan {
    let created = working_moment(rng, start + TimeDelta::days(1), now);
    let closed = created + within(rng, 60, 60 * 24 * 40);
    let closed = (chance(rng, 70) && closed < now).then(|| (closed, rng.random_range(0..HUMANS)));
    let label = *pick(rng, KINDS);
    let end = closed.map_or(now, |(at, _)| at);
    let comments = (0..rng.random_range(0..4))
        .map(|_| Comment {
            at: working_moment(rng, created, end),
            by: rng.random_range(0..HUMANS),
        })
        .collect();
    IssuePlan {
        number: 0,
        title: format!("{} does not work with {}", pick(rng, THINGS), pick(rng, THINGS)),
        author: rng.random_range(0..HUMANS),
        assignee: chance(rng, 60).then(|| rng.random_range(0..HUMANS)),
        created,
        closed,
        reopened: closed.is_some() && chance(rng, 6),
        labels: vec![label],
        comments,
    }
}

fn pull(rng: &mut StdRng, start: At, now: At) -> PullPlan {
    let created = working_moment(rng, start + TimeDelta::days(2), now - minutes(5));
    if chance(rng, 12) {
        return dependency_update(rng, created, now);
    }
    let author = rng.random_range(0..HUMANS);
    let title = format!("{} {}", pick(rng, VERBS), pick(rng, THINGS));
    let mut plan = blank(title, author, created);
    let begun = created - within(rng, 10, 60 * 50);
    for _ in 0..rng.random_range(1..4) {
        let at = working_moment(rng, begun, created);
        plan.commits.push(commit(rng, at.min(created - minutes(1))));
    }
    let mut clock = created;
    if chance(rng, 15) {
        clock = later(rng, created, 60, 60 * 30);
        plan.ready = Some(clock);
    }
    let reviewer = other(rng, author);
    plan.requests.push((clock + minutes(1), reviewer));
    if chance(rng, 40) {
        plan.requests.push((clock + minutes(2), other(rng, author)));
    }
    plan.labels.push((created + minutes(1), *pick(rng, KINDS)));
    clock = review(rng, &mut plan, clock, reviewer);
    for _ in 0..rng.random_range(0..4) {
        let at = working_moment(rng, created, clock + minutes(30));
        plan.comments.push(Comment {
            at,
            by: rng.random_range(0..HUMANS),
        });
    }
    finish(rng, &mut plan, clock, reviewer);
    cut(&mut plan, now);
    plan
}

/// A working moment that long after, the minutes drawn between the two.
fn later(rng: &mut StdRng, after: At, low: i64, high: i64) -> At {
    let at = after + within(rng, low, high);
    to_working_hours(rng, at)
}

/// Reviews until one approves; gives the moment of the last.
fn review(rng: &mut StdRng, plan: &mut PullPlan, from: At, reviewer: usize) -> At {
    let mut clock = later(rng, from, 20, 60 * 26);
    let state = match rng.random_range(0..100) {
        0..25 => "CHANGES_REQUESTED",
        25..45 => "COMMENTED",
        45..95 => "APPROVED",
        _ => return clock,
    };
    let line_comments = if state == "APPROVED" {
        0
    } else {
        rng.random_range(1..5)
    };
    plan.reviews.push(Review {
        at: clock,
        by: reviewer,
        state,
        line_comments,
    });
    if state != "APPROVED" {
        clock = later(rng, clock, 20, 60 * 20);
        plan.commits.push(commit(rng, clock));
        if chance(rng, 35) {
            clock = later(rng, clock, 5, 300);
            plan.force_pushed = Some(clock);
        }
        clock = later(rng, clock, 15, 60 * 20);
        plan.reviews.push(Review {
            at: clock,
            by: reviewer,
            state: "APPROVED",
            line_comments: 0,
        });
    }
    clock
}

fn finish(rng: &mut StdRng, plan: &mut PullPlan, last: At, reviewer: usize) {
    let at = later(rng, last, 3, 60 * 9);
    let by = if chance(rng, 70) { plan.author } else { reviewer };
    plan.outcome = match rng.random_range(0..100) {
        0..3 => Outcome::Open,
        3..10 => Outcome::Closed { at },
        10..65 => Outcome::Squashed { at, by },
        65..92 => Outcome::Merged { at, by },
        _ => Outcome::Rebased { at, by },
    };
}

fn dependency_update(rng: &mut StdRng, created: At, now: At) -> PullPlan {
    let title = format!(
        "Bump {} from 1.{} to 1.{}",
        pick(rng, &["serde", "axios", "grpc", "logback"]),
        2,
        3
    );
    let mut plan = blank(title, DEPENDABOT, created);
    plan.commits.push(commit(rng, created - minutes(1)));
    plan.labels.push((created, "dependencies"));
    let at = later(rng, created, 60, 60 * 24 * 6);
    let by = rng.random_range(0..HUMANS);
    if chance(rng, 60) {
        plan.reviews.push(Review {
            at: at - minutes(3),
            by,
            state: "APPROVED",
            line_comments: 0,
        });
    }
    plan.outcome = if chance(rng, 80) {
        Outcome::Squashed { at, by }
    } else {
        Outcome::Closed { at }
    };
    cut(&mut plan, now);
    plan
}

/// A pull request in which nothing has happened yet.
pub(crate) fn blank(title: String, author: usize, created: At) -> PullPlan {
    PullPlan {
        number: 0,
        title,
        branch: String::new(),
        author,
        created,
        ready: None,
        draft: false,
        commits: Vec::new(),
        force_pushed: None,
        requests: Vec::new(),
        reviews: Vec::new(),
        comments: Vec::new(),
        labels: Vec::new(),
        relabelled: 0,
        outcome: Outcome::Open,
        closes: None,
        reverts: None,
        names: None,
    }
}

pub(super) fn commit(rng: &mut StdRng, at: At) -> CommitPlan {
    CommitPlan {
        at,
        files: rng.random_range(1..4),
    }
}

/// Somebody else.
pub(super) fn other(rng: &mut StdRng, than: usize) -> usize {
    (than + rng.random_range(1..HUMANS)) % HUMANS
}

/// Leaves out what would be after the present.
pub(super) fn cut(plan: &mut PullPlan, now: At) {
    plan.commits.sort_by_key(|commit| commit.at);
    plan.commits.retain(|commit| commit.at < now);
    plan.reviews.retain(|review| review.at < now);
    plan.comments.sort_by_key(|comment| comment.at);
    plan.comments.retain(|comment| comment.at < now);
    plan.requests.retain(|(at, _)| *at < now);
    plan.labels.retain(|(at, _)| *at < now);
    plan.force_pushed = plan.force_pushed.filter(|at| *at < now);
    if plan.ready.is_some_and(|at| at >= now) {
        plan.ready = None;
        plan.draft = true;
    }
    if plan.outcome.at().is_some_and(|at| at >= now) {
        plan.outcome = Outcome::Open;
    }
    if plan.outcome == Outcome::Open && plan.ready.is_none() && plan.reviews.is_empty() {
        plan.draft |= plan.author != DEPENDABOT && plan.requests.len() > 1;
    }
}

/// Lets merged pull requests close issues that were open then.
fn close_issues(rng: &mut StdRng, plan: &mut RepositoryPlan) {
    for pull in &mut plan.pulls {
        let Some((at, by)) = pull.outcome.merged() else {
            continue;
        };
        if !chance(rng, 25) {
            continue;
        }
        let open = plan
            .issues
            .iter()
            .position(|issue| issue.created < pull.created && issue.closed.is_none());
        if let Some(position) = open {
            pull.closes = Some(position);
            plan.issues[position].closed = Some((at + TimeDelta::seconds(1), by));
        }
    }
}

/// Walks through the merges in order, deploys, breaks things now and then, and mends them.
fn deliver(rng: &mut StdRng, plan: &mut RepositoryPlan, now: At) {
    let mut steps: BTreeMap<(At, usize), Step> = BTreeMap::new();
    for (position, pull) in plan.pulls.iter().enumerate() {
        if let Some((at, _)) = pull.outcome.merged() {
            steps.insert((at, position), Step::Merge(position));
        }
    }
    let mut head = None;
    while let Some(((at, _), step)) = steps.pop_first() {
        match step {
            Step::Merge(position) => {
                head = Some(position);
                let urgent = plan.pulls[position]
                    .labels
                    .iter()
                    .any(|(_, label)| *label == "hotfix");
                if let Some(when) = deploy_time(rng, plan.flow, at, urgent).filter(|when| *when < now) {
                    // Merges that wait for the same moment share one deployment.
                    steps.insert(
                        (when, usize::MAX - usize::from(urgent) * (position + 1)),
                        Step::Deploy,
                    );
                }
            }
            Step::Deploy => {
                let Some(position) = head else { continue };
                if plan.deploys.last().is_some_and(|last| last.head == position) {
                    continue;
                }
                let result = deploy_result(rng, plan, position);
                plan.deploys.push(DeployPlan {
                    at,
                    head: position,
                    result,
                });
                if result == DeployResult::Bad
                    && let Some((merged, added)) = remedy::incident(rng, plan, (at, position), now)
                {
                    steps.insert((merged, added), Step::Merge(added));
                }
            }
        }
    }
}

fn deploy_time(rng: &mut StdRng, flow: Flow, merged: At, urgent: bool) -> Option<At> {
    let soon = merged + within(rng, 4, 12);
    match flow {
        Flow::Never => None,
        Flow::EachMerge | Flow::RunsOnly => Some(soon),
        Flow::Daily | Flow::Releases if urgent => Some(soon),
        Flow::Daily => Some(next(merged, 16, |_| true)),
        Flow::Releases => Some(next(merged, 10, |day| day == Weekday::Tue)),
    }
}

fn next(after: At, hour: u32, fits: impl Fn(Weekday) -> bool) -> At {
    let mut day = after.date_naive();
    loop {
        let at = day.and_time(clock(hour)).and_utc();
        let working = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if at > after && working && fits(day.weekday()) {
            return at;
        }
        let Some(following) = day.succ_opt() else {
            return at;
        };
        day = following;
    }
}

fn deploy_result(rng: &mut StdRng, plan: &RepositoryPlan, head: usize) -> DeployResult {
    if plan.pulls[head]
        .labels
        .iter()
        .any(|(_, label)| *label == "hotfix")
    {
        return DeployResult::Good;
    }
    match rng.random_range(0..100) {
        0..3 => DeployResult::StagingFailed,
        3..6 => DeployResult::ProductionFailed,
        6..14 if plan.flow != Flow::RunsOnly => DeployResult::Bad,
        _ => DeployResult::Good,
    }
}

/// Numbers issues and pull requests together, in order of creation.
pub(crate) fn number(plan: &mut RepositoryPlan) {
    let mut order: Vec<(At, bool, usize)> = Vec::new();
    order.extend(
        plan.issues
            .iter()
            .enumerate()
            .map(|(position, issue)| (issue.created, false, position)),
    );
    order.extend(
        plan.pulls
            .iter()
            .enumerate()
            .map(|(position, pull)| (pull.created, true, position)),
    );
    order.sort_unstable();
    for (number, (_, is_pull, position)) in (1..).zip(order) {
        if is_pull {
            let pull = &mut plan.pulls[position];
            pull.number = number;
            pull.branch = branch(&pull.title, number);
        } else {
            plan.issues[position].number = number;
        }
    }
}

fn branch(title: &str, number: u64) -> String {
    let words: String = title
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    format!("{}-{number}", words.trim_matches('-').replace("--", "-"))
}

/// Branches of pull requests that close an issue begin with its key in the tracker, and their commits name it.
pub(super) fn name_issues(plan: &mut RepositoryPlan, project: &str) {
    for pull in &mut plan.pulls {
        if let Some(issue) = pull.closes.and_then(|place| plan.issues.get(place)) {
            let key = format!("{project}-{}", issue.number);
            pull.branch = format!("{}-{}", key.to_lowercase(), pull.branch);
            pull.names = Some(key);
        }
    }
}
