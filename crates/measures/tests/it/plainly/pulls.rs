//! Pull requests: opened by people and bots, talked about before and after the merge, approved by others or oneself.

use weir_measures::StageChain;
use weir_model::Time;

use super::{Dice, Expected, chained, end, hours, january};
use crate::stages::{self, moment};
use crate::world::{Pull, SHOP, World};

const PEOPLE: [&str; 4] = ["ann", "bob", "cho", "ci[bot]"];
const HEADS: [&str; 5] = ["Feature/a", "fix", "hotfix/b", "work", "my-fix"];
const LABELS: [&str; 4] = ["Bug", "new feature", "HotFix 1", "debt"];
const STATES: [&str; 3] = ["approved", "changes_requested", "commented"];

pub(super) fn facts(dice: &mut Dice, world: &mut World) -> Expected {
    let pulls: Vec<Pull> = (1..=60).map(|number| pull(dice, number)).collect();
    for pull in &pulls {
        world.pull(pull);
    }
    expected(&pulls)
}

/// The class of a pull request by the names that are gone by when no rule is set.
fn class(head: &str, labels: &[&str]) -> &'static str {
    let from = |names: &[&str]| names.iter().any(|name| head.to_lowercase().starts_with(name));
    let has = |names: &[&str]| {
        let within = |label: &&str| names.iter().any(|name| label.to_lowercase().contains(name));
        labels.iter().any(within)
    };
    if from(&["hotfix"]) || has(&["hotfix"]) {
        "hotfix"
    } else if from(&["bug", "fix", "defect"]) || has(&["bug", "defect"]) {
        "defect"
    } else if from(&["release", "deploy"]) {
        "deployment"
    } else if from(&["feat"]) || has(&["feature", "enhancement"]) {
        "new feature"
    } else {
        "other"
    }
}

fn pull(dice: &mut Dice, number: i64) -> Pull {
    let place = usize::try_from(number).unwrap();
    let opened = dice.moment();
    let bot = dice.chance(10);
    let mut pull = Pull {
        repository: SHOP.to_owned(),
        number,
        title: format!("Change {number}"),
        author: if bot {
            "renovate[bot]"
        } else {
            dice.one_of(&PEOPLE[..3])
        }
        .to_owned(),
        bot,
        opened: Some(opened),
        head: format!("{}-{number}", HEADS[place % HEADS.len()]),
        base: "main".to_owned(),
        ..Pull::default()
    };
    if let Some(label) = LABELS.get(place % 9) {
        pull.labels = vec!["docs".to_owned(), (*label).to_owned()];
    }
    // No rule looks at titles: this one tells the test what must come out.
    let labels: Vec<&str> = pull.labels.iter().map(String::as_str).collect();
    pull.title = format!("Change {number}: {}", class(&pull.head, &labels));
    if dice.chance(20) {
        pull.draft = true;
        pull.ready = Some(dice.after(opened, 30));
    }
    for _ in 0..dice.below(5) {
        let (who, time) = (dice.one_of(&PEOPLE).to_owned(), dice.after(opened, 80));
        if dice.chance(60) {
            pull.reviews.push((who, dice.one_of(&STATES), time));
        } else {
            pull.comments.push((who, time));
        }
    }
    let end = dice.after(opened, 90);
    match dice.below(10) {
        0..6 => pull.merged = Some(end),
        6..8 => pull.closed = Some(end),
        _ => {}
    }
    pull.size = dice
        .chance(80)
        .then(|| (dice.below(300), dice.below(100), dice.below(4)));
    pull
}

/// When it was open for review: a draft, when it was marked ready, unless it was merged before.
fn ready(pull: &Pull) -> Time {
    let opened = pull.opened.unwrap();
    match pull.ready {
        Some(ready) if pull.merged.is_none_or(|merged| ready <= merged) => ready,
        _ => opened,
    }
}

fn is_bot(login: &str) -> bool {
    login.ends_with("[bot]")
}

/// The first of some answers by others between opening and merge.
fn first<'a>(pull: &Pull, answers: impl Iterator<Item = (&'a String, Time)>) -> Option<Time> {
    answers
        .filter(|(who, _)| !is_bot(who) && **who != pull.author)
        .map(|(_, time)| time)
        .filter(|time| *time >= ready(pull) && pull.merged.is_none_or(|merged| *time <= merged))
        .min()
}

fn response(pull: &Pull) -> Option<Time> {
    let reviews = pull.reviews.iter().map(|(who, _, time)| (who, *time));
    first(
        pull,
        reviews.chain(pull.comments.iter().map(|(who, time)| (who, *time))),
    )
}

fn approval(pull: &Pull) -> Option<Time> {
    let approvals = pull.reviews.iter().filter(|review| review.1 == "approved");
    first(pull, approvals.map(|(who, _, time)| (who, *time)))
}

/// Stages of the cycle time of these worlds: drafts begin when they are ready, nothing is deployed.
pub(super) fn chain() -> (&'static str, StageChain) {
    let ends = [
        ("Answer", moment("first_response_at")),
        ("Last word", moment("last_response_at")),
        ("Approval", moment("approved_at")),
        ("Merge", moment("merged_at")),
        ("Deployment", moment("deployed_at")),
    ];
    (
        "pull_request_cycle_time",
        stages::chain(moment("opened_at"), &ends),
    )
}

fn by_own_stages(pull: &Pull) -> Option<f64> {
    let reviews = pull.reviews.iter().map(|(who, _, time)| (who, *time));
    let talk: Vec<(&String, Time)> = reviews
        .chain(pull.comments.iter().map(|(who, time)| (who, *time)))
        .collect();
    let backwards = talk.iter().map(|(who, time)| (*who, *time));
    let last = backwards
        .filter(|answer| first(pull, std::iter::once(*answer)).is_some())
        .map(|(_, time)| time)
        .max();
    chained(&[
        Some(ready(pull)),
        response(pull),
        last,
        approval(pull),
        pull.merged,
    ])
}

fn has_peer(pull: &Pull) -> bool {
    pull.reviews.iter().any(|(who, state, time)| {
        *state == "approved" && !is_bot(who) && *who != pull.author && Some(*time) <= pull.merged
    })
}

fn density(pull: &Pull) -> Option<f64> {
    let (_, _, files) = pull.size.filter(|size| size.2 > 0)?;
    let comments = pull.comments.iter().filter(|(who, _)| !is_bot(who)).count();
    Some(comments as f64 / files as f64)
}

fn expected(pulls: &[Pull]) -> Expected {
    let people: Vec<&Pull> = pulls.iter().filter(|pull| !pull.bot).collect();
    let of = |item: &dyn Fn(&Pull) -> Option<(Time, f64)>| {
        january(people.iter().filter_map(|pull| {
            let (time, value) = item(pull)?;
            Some((format!("{SHOP}/{}", pull.number), time, value))
        }))
    };
    let open = people
        .iter()
        .filter(|pull| pull.opened.unwrap() <= end())
        .filter(|pull| pull.merged.or(pull.closed).is_none_or(|ended| ended > end()))
        .map(|pull| {
            (
                format!("{SHOP}/{}", pull.number),
                hours(pull.opened.unwrap(), end()),
            )
        });
    Expected::from([
        ("pull_requests_open", open.collect()),
        ("pull_requests_opened", of(&|pull| Some((pull.opened?, 1.0)))),
        ("pull_requests_merged", of(&|pull| Some((pull.merged?, 1.0)))),
        ("pull_requests_closed", of(&|pull| Some((pull.closed?, 1.0)))),
        (
            "time_to_first_review",
            of(&|pull| response(pull).map(|time| (time, hours(ready(pull), time)))),
        ),
        (
            "time_to_approval",
            of(&|pull| approval(pull).map(|time| (time, hours(ready(pull), time)))),
        ),
        (
            "first_review_to_merge",
            of(&|pull| Some((pull.merged?, hours(response(pull)?, pull.merged?)))),
        ),
        (
            "pull_request_cycle_time",
            of(&|pull| Some((pull.merged?, by_own_stages(pull)?))),
        ),
        (
            "review_collaboration",
            of(&|pull| Some((pull.merged?, if has_peer(pull) { 100.0 } else { 0.0 }))),
        ),
        (
            "comment_density",
            of(&|pull| Some((pull.merged.or(pull.closed)?, density(pull)?))),
        ),
        (
            "change_size",
            of(&|pull| {
                let (added, deleted, _) = pull.size?;
                let time = pull.merged.or(pull.closed).or(pull.opened)?;
                Some((time, (added + deleted) as f64))
            }),
        ),
    ])
}
