//! `weir metric …`

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};
use weir_insights::Roster;
use weir_measures::{Answer, ItemFilter, Items, METRICS, Metric, MetricQuery};

use crate::args::MetricShow;
use crate::{data_dir, output};

pub(crate) fn list(as_json: bool) -> Result<()> {
    let infos: Vec<_> = METRICS.iter().map(Metric::info).collect();
    if as_json {
        return output::json(&infos);
    }
    let rows: Vec<Vec<String>> = infos
        .iter()
        .map(|info| {
            vec![
                info.id.clone(),
                info.unit.clone(),
                info.dimensions.join(", "),
                info.title.clone(),
            ]
        })
        .collect();
    output::table(&["METRIC", "UNIT", "DIMENSIONS", "TITLE"], &rows);
    Ok(())
}

pub(crate) async fn show(dir: &Path, args: &MetricShow) -> Result<()> {
    let query = MetricQuery {
        metric: args.id.clone(),
        from: super::sync::date(&args.from)?,
        to: super::sync::date(&args.to)?,
        by: args.by.clone(),
        bucket: args.bucket.as_deref().map(str::parse).transpose()?,
        aggregate: args.aggregate.clone(),
        filters: args
            .filters
            .iter()
            .map(|text| text.parse())
            .collect::<Result<_, _>>()?,
    };
    let home = data_dir::open(dir).await?;
    let project = home.control.project_named(&args.project).await?;
    let view =
        weir_insights::project_view(&home.control, &Roster::default(), project, None, Some(&args.id)).await?;
    let answer = home.measures.answer(&view, &query).await?;
    let items = if args.items {
        Some(all_items(&home, &view, &query).await?)
    } else {
        None
    };
    if args.json {
        let mut value = serde_json::to_value(&answer)?;
        if let Some(items) = items {
            value["items"] = serde_json::to_value(items.items)?;
            value["columns"] = serde_json::to_value(items.columns)?;
        }
        return output::json(&value);
    }
    print_answer(&answer);
    if let Some(items) = items {
        print_items(&items);
    }
    Ok(())
}

async fn all_items(
    home: &weir_server::runtime::Home,
    view: &weir_measures::ProjectView,
    query: &MetricQuery,
) -> Result<Items> {
    let mut filter = ItemFilter {
        limit: Some(1000),
        ..ItemFilter::default()
    };
    let mut all = home.measures.items(view, query, &filter).await?;
    while let Some(next) = all.next.take() {
        filter.after = Some(next);
        let mut page = home.measures.items(view, query, &filter).await?;
        all.items.append(&mut page.items);
        all.next = page.next;
    }
    Ok(all)
}

fn print_answer(answer: &Answer) {
    let grade = answer
        .grade
        .as_ref()
        .map(|grade| format!(" ({})", grade.label))
        .unwrap_or_default();
    output::line(&format!(
        "{}: {}{grade}, from {} items",
        answer.metric.title, answer.text, answer.n
    ));
    for basis in &answer.basis {
        output::line(&format!("  {basis}"));
    }
    for excluded in &answer.excluded {
        output::line(&format!("  left out: {} × {}", excluded.count, excluded.reason));
    }
    for missing in &answer.missing {
        output::line(&format!(
            "  missing: {}: {}; {}",
            missing.what, missing.why, missing.supply
        ));
    }
    if let Some(value) = answer.previous.value {
        output::line(&format!(
            "  previous period: {value:.2} {}, from {} items",
            answer.metric.unit.replace('_', " "),
            answer.previous.n
        ));
    }
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    if !answer.stages.is_empty() {
        let rows: Vec<_> = answer
            .stages
            .iter()
            .map(|stage| vec![stage.title.clone(), number(stage.value), stage.n.to_string()])
            .collect();
        output::table(&["STAGE", "VALUE", "ITEMS"], &rows);
    }
    if !answer.breakdown.is_empty() {
        let rows: Vec<_> = answer
            .breakdown
            .iter()
            .map(|slice| vec![slice.key.clone(), number(slice.value), slice.n.to_string()])
            .collect();
        output::table(&["KEY", "VALUE", "ITEMS"], &rows);
    }
    if !answer.series.is_empty() {
        let rows: Vec<_> = answer
            .series
            .iter()
            .map(|point| {
                let partial = if point.partial { "partial" } else { "" };
                let start: String = point.start.to_string().chars().take(10).collect();
                vec![
                    start,
                    number(point.value),
                    point.n.to_string(),
                    partial.to_owned(),
                ]
            })
            .collect();
        output::table(&["FROM", "VALUE", "ITEMS", ""], &rows);
    }
}

fn print_items(items: &Items) {
    let header: Vec<&str> = items.columns.iter().map(|column| column.title.as_str()).collect();
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |n| format!("{n:.2}")),
        other => other.to_string(),
    };
    let rows: Vec<Vec<String>> = items
        .items
        .iter()
        .map(|item| {
            items
                .columns
                .iter()
                .map(|column| cell(item.get(&column.name).unwrap_or(&json!(null))))
                .collect()
        })
        .collect();
    output::table(&header, &rows);
}
