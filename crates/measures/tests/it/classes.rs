//! What changes are for: each way to tell it, and the numbers by it.

use insta::assert_snapshot;
use weir_measures::{ChangeClass, ClassRule, ClassSubject, Filter, MetricQuery, Operator, ProjectSettings};

use crate::world::{Project, World, at, january, pull, recorded, rounded, shop};

fn rule(class: ChangeClass, subject: ClassSubject, operator: Operator, values: &[&str]) -> ClassRule {
    ClassRule {
        class,
        subject,
        operator,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

/// Merged pull requests of one to five hours, and a repository without pull requests.
fn world() -> World {
    let mut world = World::new();
    let merged = |number: i64, hours: u32, head: &str, base: &str| {
        let sha = format!("{number}234567890abcdef");
        pull(number, "2T00")
            .branches(head, base)
            .merged(&format!("2T0{hours}"), Some(&sha))
    };
    world.pull(&merged(1, 1, "Hotfix/till", "main"));
    world.pull(&merged(2, 2, "feature/basket", "release/1"));
    let mut three = merged(3, 3, "work", "main").commits(&[("abcdefabcdef01", "1T23")]);
    three.labels = vec!["area: till".to_owned(), "Customer BUG".to_owned()];
    world.pull(&three);
    world.pull(&merged(4, 4, "work-too", "main"));
    world.pull(&merged(5, 5, "feat-tax", "main"));
    // On a commit of the third; on the merge of the fourth, which the tag names by more digits.
    world.tag("shop", "v1.0", "abcdefabcdef01", at("3"));
    world.tag("shop", "v1.1-rc", "4234567890abcdef", at("3"));
    world.push(shop("tools", None));
    world.commit("tools", "t1", at("5T10"), &[]);
    world
}

async fn classes(project: &Project, metric: &str) -> String {
    let items = project.items(metric).await.items;
    let mut lines: Vec<String> = items
        .iter()
        .map(|item| {
            let because = item["class_because"].as_str().unwrap_or("no rule");
            format!(
                "{}: {} ({because})",
                item["title"].as_str().unwrap(),
                item["change_class"].as_str().unwrap()
            )
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

#[tokio::test]
async fn names_that_many_teams_use_tell_when_no_rule_is_set() {
    let project = world().project(recorded()).await;
    assert_snapshot!(classes(&project, "pull_request_cycle_time").await);
    let mut query = january("pull_request_cycle_time");
    let plain = project.ask(&query).await.unwrap();
    assert!(!plain.basis.iter().any(|line| line.starts_with("Change classes")));
    query.by = Some("change_class".to_owned());
    let answer = project.ask(&query).await.unwrap();
    let slices: Vec<String> = answer
        .breakdown
        .iter()
        .map(|slice| format!("{}: {} of {}", slice.key, rounded(slice.value.unwrap()), slice.n))
        .collect();
    let basis = answer.basis.last().unwrap();
    assert_snapshot!(format!("{}\n{basis}", slices.join("\n")));
}

#[tokio::test]
async fn the_first_rule_that_matches_gives_the_class() {
    use ChangeClass::{Defect, Deployment, Hotfix, NewFeature};
    let settings = ProjectSettings {
        change_classes: vec![
            rule(
                Deployment,
                ClassSubject::TargetBranch,
                Operator::StartsWith,
                &["Release/"],
            ),
            rule(Hotfix, ClassSubject::Tag, Operator::Contains, &["RC"]),
            rule(
                NewFeature,
                ClassSubject::SourceBranch,
                Operator::StartsWith,
                &["feat"],
            ),
            rule(Defect, ClassSubject::Label, Operator::Contains, &["bug"]),
            rule(Hotfix, ClassSubject::Tag, Operator::Is, &["v1.0"]),
            rule(NewFeature, ClassSubject::DirectBranch, Operator::Is, &["main"]),
        ],
        ..recorded()
    };
    let project = world().project(settings).await;
    assert_snapshot!(classes(&project, "lead_time").await);
    let items = project.items("lead_time").await.items;
    let third = items.iter().find(|item| item["title"] == "Change 3").unwrap();
    assert_eq!(
        third["class_rules"], "3,4",
        "the label decides, the tag matches too"
    );
    let filtered = MetricQuery {
        filters: vec![Filter {
            dimension: "change_class".to_owned(),
            operator: Operator::Is,
            values: vec!["hotfix".to_owned()],
        }],
        ..january("pull_requests_merged")
    };
    let answer = project.ask(&filtered).await.unwrap();
    assert_eq!(answer.value, Some(1.0));
    assert!(
        answer.basis.iter().any(|line| line.starts_with("Change classes")),
        "{:?}",
        answer.basis
    );
}

#[test]
fn rules_that_cannot_match_are_refused() {
    let check = |operator, values: &[&str]| {
        let settings = ProjectSettings {
            change_classes: vec![rule(ChangeClass::Defect, ClassSubject::Label, operator, values)],
            ..ProjectSettings::default()
        };
        settings.check().unwrap_err().to_string()
    };
    assert_snapshot!(check(Operator::Contains, &["bug", " "]), @"rule 1 for classes of changes has an empty value: write what is looked for, or take it out");
    assert_snapshot!(check(Operator::IsNot, &["bug"]), @"rule 1 for classes of changes says what must not be: say what a name starts with, contains or is");
}
