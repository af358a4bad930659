use insta::assert_snapshot;
use weir_insights::{Chart, InsightContent, TEMPLATES, Widget, from_yaml, to_yaml};
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
    assert_eq!(names, ["Development", "DORA metrics", "Issues", "Pipelines"]);
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
    weir_insights::update_insight(&world.control, issues.id, "Issues", &content)
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
