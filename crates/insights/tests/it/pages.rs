use insta::assert_snapshot;
use weir_control::ControlError;
use weir_insights::{Chart, InsightContent, InsightsError, TEMPLATES, Widget, from_yaml, to_yaml};
use weir_measures::metric;

use crate::world::World;

#[test]
fn every_template_reads_and_fits_its_grid() {
    for template in TEMPLATES {
        let (name, content) = from_yaml(template.yaml).unwrap();
        assert!(!content.widgets.is_empty(), "{name}");
        // No two widgets lie on each other.
        for (place, one) in content.widgets.iter().enumerate() {
            for other in &content.widgets[place + 1..] {
                let apart = one.x + one.w <= other.x
                    || other.x + other.w <= one.x
                    || one.y + one.h <= other.y
                    || other.y + other.h <= one.y;
                assert!(apart, "{name}: {} lies on {}", one.id, other.id);
            }
        }
        let again = from_yaml(&to_yaml(&name, &content).unwrap()).unwrap();
        assert_eq!(again, (name, content));
    }
}

#[tokio::test]
async fn a_project_opens_with_the_templates() {
    let world = World::new().await;
    let all = weir_insights::insights(&world.control, world.project)
        .await
        .unwrap();
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        ["Development", "DORA metrics", "Issues", "Pipelines", "Sprints"]
    );
    let first = weir_insights::default_insight(&world.control, world.project)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(first.name, "DORA metrics");
    // Every widget of every template can be asked.
    for insight in &all {
        for widget in &insight.content.widgets {
            let answer = world.january(widget.metric.as_deref().unwrap(), None).await;
            assert_eq!(answer.metric.id, *widget.metric.as_ref().unwrap());
        }
    }
}

#[tokio::test]
async fn deleted_insights_do_not_come_back() {
    let world = World::new().await;
    let all = || weir_insights::insights(&world.control, world.project);
    for insight in all().await.unwrap() {
        weir_insights::delete_insight(&world.control, insight.id)
            .await
            .unwrap();
    }
    assert!(all().await.unwrap().is_empty());
    let first = weir_insights::default_insight(&world.control, world.project).await;
    assert!(first.unwrap().is_none());
    // Another project begins with them all the same.
    let other = world.control.create_project("another", "").await.unwrap();
    let given = weir_insights::insights(&world.control, other.id).await.unwrap();
    assert_eq!(given.len(), TEMPLATES.len());
}

#[tokio::test]
async fn the_default_is_the_one_marked_last() {
    let world = World::new().await;
    let all = weir_insights::insights(&world.control, world.project)
        .await
        .unwrap();
    let issues = all.iter().find(|one| one.name == "Issues").unwrap();
    let content = InsightContent {
        is_default: true,
        ..issues.content.clone()
    };
    weir_insights::update_insight(&world.control, issues.id, "Issues", &content, None)
        .await
        .unwrap();
    let all = weir_insights::insights(&world.control, world.project)
        .await
        .unwrap();
    let marked: Vec<&str> = all
        .iter()
        .filter(|one| one.content.is_default)
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(marked, ["Issues"]);
}

#[test]
fn a_widget_that_cannot_be_drawn_is_refused_with_the_reason() {
    let widget = |metric: &str, chart: Chart| Widget {
        id: "w".to_owned(),
        title: String::new(),
        metric: Some(metric.to_owned()),
        chart,
        aggregate: None,
        by: None,
        bucket: None,
        days: None,
        filters: Vec::new(),
        text: String::new(),
        x: 0,
        y: 0,
        w: 3,
        h: 2,
    };
    let refused = |widget: Widget| {
        let content = InsightContent {
            widgets: vec![widget],
            ..InsightContent::default()
        };
        from_yaml(&to_yaml("Mine", &content).unwrap())
            .unwrap_err()
            .to_string()
    };
    assert_snapshot!(refused(widget("commits", Chart::Stages)), @"the widget `w`: commits has no parts");
    assert_snapshot!(refused(widget("commits", Chart::Ranking)), @"the widget `w`: this chart needs a breakdown");
    assert_snapshot!(refused(Widget { by: Some("colour".to_owned()), ..widget("commits", Chart::Ranking) }), @"the widget `w`: commits has no dimension `colour`");
    assert_snapshot!(refused(Widget { x: 10, ..widget("commits", Chart::Line) }), @"the widget `w`: it does not fit the grid (x 10, width 3, height 2)");
    assert!(
        refused(widget("commit", Chart::Line))
            .starts_with("there is no metric `commit`; did you mean `commits`?")
    );
    assert!(from_yaml("weir_insight: 2\nname: x\n").is_err());
    assert!(metric("commits").is_ok());
}

#[test]
fn a_mistake_in_a_file_is_told_with_its_line() {
    let told = |text: &str| match from_yaml(text).unwrap_err() {
        InsightsError::File { message, line, .. } => {
            let short = message.split(';').next().unwrap();
            format!("{line:?} {}", short.split(", expected one of").next().unwrap())
        }
        other => panic!("{other:?}"),
    };
    let good = "weir_insight: 1\nname: Mine\nwidgets:\n- id: a\n  metric: commits\n  chart: line\n  x: 0\n  y: 0\n  w: 4\n  h: 2\n\
                - id: b\n  metric: commits\n  chart: line\n  x: 4\n  y: 0\n  w: 4\n  h: 2\n";
    assert!(from_yaml(good).is_ok());
    assert_snapshot!(told(&good.replace("w: 4", "w: wide")), @"Some(9) the file is no Insight: widgets[0].w: invalid type: string \"wide\", expected u32");
    assert_snapshot!(told(&good.replace("id: b\n  metric", "id: b\n  colour: red\n  metric")), @"Some(12) the file is no Insight: widgets[1]: unknown field `colour`");
    // What the parser cannot see is told at the beginning of the widget.
    assert_snapshot!(told(&good.replace("x: 4", "x: 10")), @"Some(11) the widget `b`: it does not fit the grid (x 10, width 4, height 2)");
    assert_snapshot!(told(&good.replace("id: b", "id: a")), @"Some(11) two widgets have the id `a`");
    assert_snapshot!(told(&good.replace("metric: commits\n  chart: line\n  x: 4", "metric: commit\n  chart: line\n  x: 4")), @"Some(11) there is no metric `commit`");
    assert_snapshot!(told(&good.replace("weir_insight: 1", "weir_insight: 7")), @"Some(1) the file has form 7, this program reads 1");
    assert_snapshot!(told(""), @"Some(1) the file is no Insight: missing field `weir_insight`");
}

#[tokio::test]
async fn a_change_to_another_version_than_was_read_is_refused() {
    let world = World::new().await;
    let all = weir_insights::insights(&world.control, world.project)
        .await
        .unwrap();
    let read = &all[0];
    let update = |seen| weir_insights::update_insight(&world.control, read.id, "Ours", &read.content, seen);
    let ours = update(Some(read.updated_at)).await.unwrap();
    assert!(ours.updated_at > read.updated_at);
    let late = update(Some(read.updated_at)).await.unwrap_err();
    assert!(
        matches!(&late, InsightsError::Control(ControlError::Changed { name, .. }) if name == "Ours"),
        "{late:?}"
    );
    // Whoever says nothing of what they read replaces what is there.
    update(None).await.unwrap();
}
