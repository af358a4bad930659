//! `weir metric …`

use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use weir_measures::{Bucket, Filter, METRICS, Metric};

use crate::api::{Api, items, part, text};
use crate::args::MetricShow;
use crate::output;

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
    let query = query(args)?;
    let api = Api::open(dir).await?;
    let found = found(&api, args, &query).await;
    api.close().await;
    let (mut answer, rows) = found?;
    if args.json {
        if let Some(mut rows) = rows {
            answer["items"] = rows["items"].take();
            answer["columns"] = rows["columns"].take();
        }
        return output::json(&answer);
    }
    print_answer(&answer);
    if let Some(rows) = rows {
        print_items(&rows);
    }
    Ok(())
}

/// What is asked, as the API takes it.
fn query(args: &MetricShow) -> Result<String> {
    let filters: Vec<Filter> = args
        .filters
        .iter()
        .map(|text| text.parse())
        .collect::<Result<_, _>>()?;
    args.bucket.as_deref().map(str::parse::<Bucket>).transpose()?;
    let parameters = [
        ("from", Some(super::sync::date(&args.from)?.to_string())),
        ("to", Some(super::sync::date(&args.to)?.to_string())),
        ("by", args.by.clone()),
        ("bucket", args.bucket.clone()),
        ("aggregate", args.aggregate.clone()),
        ("filters", Some(serde_json::to_string(&filters)?)),
    ];
    let written = |(name, value): (&str, Option<String>)| Some(format!("{name}={}", part(&value?)));
    let written: Vec<String> = parameters.into_iter().filter_map(written).collect();
    Ok(written.join("&"))
}

/// The number and, where they are wanted, all rows behind it.
async fn found(api: &Api, args: &MetricShow, query: &str) -> Result<(Value, Option<Value>)> {
    let metric = format!("metrics/{}", part(&args.id));
    let path = api.of_project(&args.project, &metric).await?;
    let answer = api.get(&format!("{path}?{query}")).await?;
    if !args.items {
        return Ok((answer, None));
    }
    let path = format!("{path}/items?{query}&limit=1000");
    let mut all = api.get(&path).await?;
    let mut rows: Vec<Value> = items(&all).cloned().collect();
    while let Some(next) = all["next"].as_str() {
        let mut page = api.get(&format!("{path}&after={}", part(next))).await?;
        rows.extend(items(&page).cloned());
        all["next"] = page["next"].take();
    }
    all["items"] = rows.into();
    Ok((answer, Some(all)))
}

fn print_answer(answer: &Value) {
    let list = |name: &str| answer[name].as_array().into_iter().flatten();
    let grade = answer["grade"]["label"]
        .as_str()
        .map(|label| format!(" ({label})"))
        .unwrap_or_default();
    output::line(&format!(
        "{}: {}{grade}, from {} items",
        text(&answer["metric"]["title"]),
        text(&answer["text"]),
        answer["n"]
    ));
    for basis in list("basis") {
        output::line(&format!("  {}", text(basis)));
    }
    for excluded in list("excluded") {
        output::line(&format!(
            "  left out: {} × {}",
            excluded["count"],
            text(&excluded["reason"])
        ));
    }
    for missing in list("missing") {
        let [what, why, supply] = ["what", "why", "supply"].map(|name| text(&missing[name]));
        output::line(&format!("  missing: {what}: {why}; {supply}"));
    }
    let previous = &answer["previous"];
    if let Some(value) = previous["value"].as_f64() {
        output::line(&format!(
            "  previous period: {value:.2} {}, from {} items",
            text(&answer["metric"]["unit"]).replace('_', " "),
            previous["n"]
        ));
    }
    let number = |one: &Value| {
        one["value"]
            .as_f64()
            .map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
    };
    let table = |header: &[&str], rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            output::table(header, &rows);
        }
    };
    let named =
        |one: &Value, name: &str| vec![text(&one[name]).to_owned(), number(one), one["n"].to_string()];
    let stages = list("stages").map(|stage| named(stage, "title"));
    table(&["STAGE", "VALUE", "ITEMS"], stages.collect());
    let slices = list("breakdown").map(|slice| named(slice, "key"));
    table(&["KEY", "VALUE", "ITEMS"], slices.collect());
    let points = list("series").map(|point| {
        let partial = if point["partial"] == true { "partial" } else { "" };
        let mut row = named(point, "start");
        row[0] = row[0].chars().take(10).collect();
        row.push(partial.to_owned());
        row
    });
    table(&["FROM", "VALUE", "ITEMS", ""], points.collect());
}

fn print_items(rows: &Value) {
    let columns: Vec<&Value> = rows["columns"].as_array().into_iter().flatten().collect();
    let header: Vec<&str> = columns.iter().map(|column| text(&column["title"])).collect();
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |n| format!("{n:.2}")),
        other => other.to_string(),
    };
    let row = |item: &Value| -> Vec<String> {
        let cells = columns.iter().map(|column| &item[text(&column["name"])]);
        cells.map(cell).collect()
    };
    let rows: Vec<Vec<String>> = items(rows).map(row).collect();
    output::table(&header, &rows);
}
