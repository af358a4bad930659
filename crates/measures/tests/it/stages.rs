//! Times in stages of one's own: by moments, by statuses, by releases; what is good, and what is refused.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use weir_measures::{Answer, ProjectSettings, StageChain, StageEvent, StageRule};

use crate::tracker;
use crate::world::{at, pull, recorded, rounded};

pub(crate) fn moment(name: &str) -> StageEvent {
    StageEvent::Moment {
        name: name.to_owned(),
    }
}

pub(crate) fn status(names: &[&str]) -> StageEvent {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    StageEvent::Status { names }
}

pub(crate) fn category(name: &str) -> StageEvent {
    let category = name.to_owned();
    StageEvent::StatusCategory { category }
}

pub(crate) fn chain(start: StageEvent, stages: &[(&str, StageEvent)]) -> StageChain {
    let stage = |(title, end): &(&str, StageEvent)| StageRule {
        title: (*title).to_owned(),
        end: end.clone(),
        good_hours: None,
        acceptable_hours: None,
    };
    StageChain {
        start,
        stages: stages.iter().map(stage).collect(),
    }
}

pub(crate) fn with(settings: ProjectSettings, chains: &[(&str, StageChain)]) -> ProjectSettings {
    let chains = chains
        .iter()
        .map(|(metric, chain)| ((*metric).to_owned(), chain.clone()));
    ProjectSettings {
        stages: chains.collect::<BTreeMap<_, _>>(),
        ..settings
    }
}

fn told(answer: &Answer) -> String {
    let stages = answer.stages.iter().map(|stage| {
        let hours = stage
            .value
            .map_or_else(|| "nothing".to_owned(), |value| rounded(value).to_string());
        format!(
            "{}: {hours} of {} {}",
            stage.title,
            stage.n,
            stage.level.as_deref().unwrap_or("")
        )
    });
    let grade = answer.grade.as_ref().map(|grade| grade.label.clone());
    let sum = format!("{} in all, {}", answer.text, grade.unwrap_or_default());
    let basis = answer.basis.last().unwrap().clone();
    stages.chain([sum, basis]).collect::<Vec<_>>().join("\n")
}

/// Statuses alone: the first arrival counts, whatever comes back; at last the release.
#[tokio::test]
async fn stages_by_statuses_and_a_release() {
    let mut world = tracker::world();
    world.version("1.0", Some(at("12")), true);
    world.version("2.0", Some(at("14")), true);
    world.version("3.0", Some(at("11")), false);
    for version in ["2.0", "1.0", "3.0"] {
        world.change("ABC-1", "fix_versions", at("2"), "", version);
    }
    let mut own = chain(
        moment("created_at"),
        &[
            ("Waiting", status(&["doing"])),
            ("Check", status(&["Review", "QA"])),
            ("Finish", category("done")),
            ("Release", moment("released_at")),
        ],
    );
    for stage in &mut own.stages {
        (stage.good_hours, stage.acceptable_hours) = (Some(24), Some(48));
    }
    let project = world.project(with(recorded(), &[("issue_lead_time", own)])).await;
    let answer = project.january("issue_lead_time").await;
    assert_snapshot!(told(&answer));
    let items = project.items("issue_lead_time").await;
    let shown: Vec<&str> = items.columns.iter().map(|column| column.title.as_str()).collect();
    assert_snapshot!(shown.join(", "));
}

/// A pull request from the issue it is for until it was deployed; one that has none of the moments has no time.
#[tokio::test]
async fn stages_by_moments_of_a_pull_request() {
    let mut world = tracker::world();
    world.pull(
        &pull(1, "3T10")
            .commits(&[("c1", "3T08"), ("c2", "3T12")])
            .review("bob", "approved", "3T11")
            .review("cho", "approved", "3T13")
            .merged("3T15", None),
    );
    world.linked(1, "ABC-1", at("3T15"));
    world.pull(&pull(2, "4T10").merged("4T12", None));
    let own = chain(
        moment("issue_created_at"),
        &[
            ("Plan", moment("first_commit_at")),
            ("Code", moment("last_commit_at")),
            ("Review", moment("last_approved_at")),
            ("Ship", moment("deployed_at")),
        ],
    );
    let mut project = world
        .project(with(recorded(), &[("pull_request_cycle_time", own)]))
        .await;
    let answer = project.january("pull_request_cycle_time").await;
    assert_snapshot!(told(&answer));
    let values = project.values("pull_request_cycle_time").await;
    assert_eq!(values[1].1, Err("none of its stages ended".to_owned()));
    // Others keep the stages they come with, and so does it without a chain.
    assert_eq!(project.january("lead_time").await.stages[0].title, "Coding");
    project.view.settings = recorded();
    assert_eq!(project.january("pull_request_cycle_time").await.stages.len(), 4);
}

#[test]
fn chains_that_cannot_be_measured_are_refused() {
    let check = |metric: &str, chain: StageChain| {
        let settings = with(ProjectSettings::default(), &[(metric, chain)]);
        settings.check().unwrap_err().to_string()
    };
    let one = |end: StageEvent| chain(moment("first_commit_at"), &[("One", end)]);
    let twice = chain(
        moment("opened_at"),
        &[("A", moment("merged_at")), ("a", moment("deployed_at"))],
    );
    let mut upside = one(moment("merged_at"));
    (upside.stages[0].good_hours, upside.stages[0].acceptable_hours) = (Some(9), Some(8));
    let refusals = [
        check("commits", one(moment("merged_at"))),
        check("lead_time", one(moment("merge_at"))),
        check("lead_time", one(category("done"))),
        check("lead_time", chain(moment("opened_at"), &[])),
        check("lead_time", twice),
        check("lead_time", upside),
        check(
            "issue_lead_time",
            chain(moment("created_at"), &[("One", status(&[" "]))]),
        ),
        check(
            "issue_lead_time",
            chain(moment("created_at"), &[("One", category("late"))]),
        ),
    ];
    assert_snapshot!(refusals.join("\n"));
}
