//! The items behind a number.

use crate::MeasureError;
use crate::answer::{ItemColumn, Items};
use crate::catalogue::Metric;
use crate::prepare::read::Texts;
use crate::query::{Bucket, ItemFilter, MetricQuery};
use weir_model::Time;

use super::cells;
use super::items::ItemSet;
use super::select::Selection;

/// Items of a page when the caller does not say.
const PAGE: usize = 100;

/// One page of the items of a range, newest first.
pub(crate) fn items(
    metric: &Metric,
    query: &MetricQuery,
    filter: &ItemFilter,
    selection: &Selection<'_>,
) -> Result<Items, MeasureError> {
    let items = selection.items;
    let zone = selection.zone;
    let bucket = query
        .bucket
        .unwrap_or_else(|| Bucket::fitting(query.from, query.to));
    let (from, to) = match filter.bucket_start {
        Some(start) => (
            query.from.max(bucket.start(zone, start)),
            query.to.min(bucket.next(zone, bucket.start(zone, start))),
        ),
        None => (query.from, query.to),
    };
    let keys = query
        .by
        .as_deref()
        .map(|by| selection.dimension(metric, by))
        .transpose()?
        .zip(filter.group.as_ref());
    let mut range = selection.over(from, to);
    range.retain(|item| keys.as_ref().is_none_or(|(keys, group)| keys.of(*item) == *group));
    let included = range.iter().filter(|item| selection.is_included(**item)).count() as u64;
    let excluded = range.len() as u64 - included;
    let mut page = Vec::new();
    let mut next = None;
    let limit = filter.limit.unwrap_or(PAGE).max(1);
    let end = filter
        .after
        .as_deref()
        .map_or(Ok(usize::MAX), |cursor| position(items, cursor))?;
    let kept = |item: &usize| {
        filter
            .included
            .is_none_or(|wanted| wanted == selection.is_included(*item))
    };
    let earlier = range.into_iter().rev().filter(|item| *item < end);
    for item in earlier.filter(kept) {
        if page.len() == limit {
            next = page.last().map(|last: &usize| cursor(items, *last));
            break;
        }
        page.push(item);
    }
    Ok(Items {
        columns: columns(metric),
        items: page.into_iter().map(|item| row(selection, item, to)).collect(),
        total: included + excluded,
        included,
        excluded,
        next,
    })
}

fn row(selection: &Selection<'_>, item: usize, to: Time) -> serde_json::Map<String, serde_json::Value> {
    let items = selection.items;
    let mut cells = cells::object(items.cells(), item);
    for (column, name) in [("item_id", "id"), ("happened_at", "at")] {
        if let Some(cell) = cells.remove(column) {
            cells.insert(name.to_owned(), cell);
        }
    }
    cells.insert("excluded_because".to_owned(), selection.reason(item).into());
    let value = selection.is_included(item).then(|| selection.value(item, to));
    cells.insert("value".to_owned(), value.into());
    cells
}

fn id(items: &ItemSet, item: usize) -> &str {
    Texts::of(items.cells(), "item_id").must(item)
}

/// Time and id of the last item of a page: items that come or go in between move nothing.
fn cursor(items: &ItemSet, item: usize) -> String {
    format!("{}~{}", items.at(item).0, id(items, item))
}

/// The place of the item that a cursor names, or of the first one after where it was.
fn position(items: &ItemSet, cursor: &str) -> Result<usize, MeasureError> {
    let invalid = || MeasureError::InvalidCursor(cursor.to_owned());
    let (at, wanted) = cursor.split_once('~').ok_or_else(invalid)?;
    let at = Time(at.parse().map_err(|_| invalid())?);
    let same = items.range(at, Time(at.0.saturating_add(1)));
    let before = same.clone().take_while(|item| id(items, *item) < wanted).count();
    Ok(same.start + before)
}

fn columns(metric: &Metric) -> Vec<ItemColumn> {
    let shown = metric.columns.iter().map(|column| ItemColumn {
        name: column.name.clone(),
        title: column.title.clone(),
        unit: match column.kind.as_str() {
            "hours" => Some("hours".to_owned()),
            // Other numbers of an item are counts.
            "number" if column.name == "value" => Some(metric.unit.clone()),
            _ => None,
        },
        kind: column.kind.clone(),
    });
    let stages = metric.stages.iter().map(|stage| ItemColumn {
        name: stage.name.clone(),
        title: stage.title.clone(),
        unit: Some(metric.unit.clone()),
        kind: "hours".to_owned(),
    });
    let reason = ItemColumn {
        name: "excluded_because".to_owned(),
        title: "Left out because".to_owned(),
        unit: None,
        kind: "text".to_owned(),
    };
    shown.chain(stages).chain([reason]).collect()
}
