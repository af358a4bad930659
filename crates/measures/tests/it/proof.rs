//! The proof that a number is the aggregate of the items its drill-down shows.

use serde_json::Value;
use weir_measures::{Bucket, ItemFilter, METRICS, Metric, MetricQuery};
use weir_model::Time;

use crate::world::{Project, rounded};

/// To a thousandth, alike for sums that differ in the last digits only since they were added in another order.
fn about(value: f64) -> f64 {
    rounded(value + 1e-7)
}

/// Checks every metric: whole, each bucket, each key of each dimension, with each aggregate.
pub(crate) async fn all(project: &Project, from: Time, to: Time) {
    for metric in METRICS.iter() {
        one(project, metric, from, to).await;
    }
}

pub(crate) async fn one(project: &Project, metric: &Metric, from: Time, to: Time) {
    for aggregate in &metric.aggregates {
        let mut query = MetricQuery::new(&metric.id, from, to);
        query.aggregate = Some(aggregate.name().to_owned());
        query.bucket = Some(Bucket::Week);
        check(project, metric, &query).await;
        for dimension in metric.dimension_names() {
            query.by = Some(dimension);
            check(project, metric, &query).await;
        }
    }
}

async fn check(project: &Project, metric: &Metric, query: &MetricQuery) {
    let answer = project.ask(query).await.unwrap();
    let whole = items(project, query, &ItemFilter::default()).await;
    let (from, to) = (query.from, query.to);
    assert_eq!(answer.n, whole.len() as u64, "{query:?}");
    if let Some(value) = answer.value {
        assert_eq!(
            Some(about(value)),
            plain(metric, query, &whole, (from, to)),
            "{query:?}"
        );
    }
    for slice in &answer.breakdown {
        let filter = ItemFilter {
            group: Some(slice.key.clone()),
            ..ItemFilter::default()
        };
        let found = items(project, query, &filter).await;
        assert_eq!(slice.n, found.len() as u64, "{query:?} {}", slice.key);
        assert_eq!(
            slice.value.map(about),
            plain(metric, query, &found, (from, to)),
            "{query:?} {}",
            slice.key
        );
    }
    if query.by.is_some() {
        return;
    }
    for point in &answer.series {
        let filter = ItemFilter {
            bucket_start: Some(point.start),
            ..ItemFilter::default()
        };
        let found = items(project, query, &filter).await;
        assert_eq!(point.n, found.len() as u64, "{query:?} {}", point.start);
        if let (Some(value), false) = (point.value, found.is_empty()) {
            let week = Time(point.start.0 + 7 * 86_400_000_000);
            let range = (point.start.max(from), week.min(to));
            assert_eq!(
                Some(about(value)),
                plain(metric, query, &found, range),
                "{query:?} {}",
                point.start
            );
        }
    }
}

async fn items(
    project: &Project,
    query: &MetricQuery,
    filter: &ItemFilter,
) -> Vec<serde_json::Map<String, Value>> {
    let filter = ItemFilter {
        included: Some(true),
        limit: Some(100_000),
        ..filter.clone()
    };
    project
        .measures
        .items(&project.view, query, &filter)
        .await
        .unwrap()
        .items
}

/// The aggregate once more, as plainly as its name says.
fn plain(
    metric: &Metric,
    query: &MetricQuery,
    items: &[serde_json::Map<String, Value>],
    (from, to): (Time, Time),
) -> Option<f64> {
    let mut values: Vec<f64> = items.iter().map(|item| item["value"].as_f64().unwrap()).collect();
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let weeks = (to.0 - from.0) as f64 / (7.0 * 86_400e6);
    let keys = || {
        let column = metric.distinct.as_deref().unwrap();
        let mut keys: Vec<&Value> = items.iter().map(|item| &item[column]).collect();
        keys.sort_by_key(ToString::to_string);
        keys.dedup();
        keys.len() as f64
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 <= place < n"
    )]
    let at = |p: f64| {
        let place = p * (n - 1.0);
        let (low, high) = (values[place.floor() as usize], values[place.ceil() as usize]);
        low + (high - low) * place.fract()
    };
    let some = !values.is_empty();
    let value = match query.aggregate.as_deref().unwrap() {
        "count" => Some(values.iter().filter(|value| **value != 0.0).count() as f64),
        "sum" => Some(values.iter().sum()),
        "per_day" => Some(n / weeks / 7.0),
        "per_week" => Some(n / weeks),
        "distinct" => Some(keys()),
        "per_key" => some.then(|| n / keys()),
        "per_key_week" => some.then(|| n / keys() / weeks),
        "sum_per_key" => some.then(|| values.iter().sum::<f64>() / keys()),
        "share" => {
            let weight = |item: &serde_json::Map<String, Value>| {
                item[metric.weight.as_deref().unwrap()].as_f64().unwrap()
            };
            let all: f64 = items.iter().map(weight).sum();
            let part: f64 = items
                .iter()
                .map(|item| weight(item) * item["value"].as_f64().unwrap())
                .sum();
            (all > 0.0).then(|| part / all)
        }
        "ratio" => {
            let weight = |item: &serde_json::Map<String, Value>| item["weight"].as_f64().unwrap();
            let all: f64 = items.iter().map(weight).sum();
            (all > 0.0).then(|| values.iter().sum::<f64>() / all)
        }
        "lower_median" => some.then(|| values[(values.len() - 1) / 2]),
        "mean" | "rate" => some.then(|| values.iter().sum::<f64>() / n),
        "min" => values.first().copied(),
        "max" => values.last().copied(),
        "median" => some.then(|| at(0.5)),
        "p75" => some.then(|| at(0.75)),
        "p90" => some.then(|| at(0.9)),
        "p95" => some.then(|| at(0.95)),
        other => panic!("no plain reading of `{other}`"),
    };
    value.map(about)
}
