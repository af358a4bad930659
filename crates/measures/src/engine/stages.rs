//! Stages that a profile defines itself: the moments of each item become stages and their sum.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_schema::{Field, Schema};
use weir_lake::{Calendar, LakeError, Session, hours};

use crate::MeasureError;
use crate::catalogue::{Band, Limit, Metric, Named, ShownColumn};
use crate::prepare::read::{Texts, Times};
use crate::settings::{ProjectSettings, StageChain, StageEvent, StageRule};

/// Why an item has no time.
const NONE_ENDED: &str = "none of its stages ended";

/// The moments that a metric's query does not give, by item.
#[derive(Default)]
struct Looked {
    /// By event of the chain: the moment of each item.
    events: Vec<HashMap<String, i64>>,
}

/// The metric as the settings shape it: with the stages of its own, or those that are defined for it.
pub(super) fn shaped<'m>(metric: &'m Metric, settings: &ProjectSettings) -> Cow<'m, Metric> {
    let Some(chain) = settings.stages.get(&metric.id) else {
        return Cow::Borrowed(metric);
    };
    let mut shaped = metric.clone();
    let stages = chain.stages.iter().enumerate();
    shaped.stages = stages
        .map(|(place, stage)| Named {
            name: hours_column(place),
            title: stage.title.clone(),
        })
        .collect();
    for (place, event) in chain.events().enumerate() {
        if metric
            .columns
            .iter()
            .all(|column| Some(column.name.as_str()) != moment(event))
        {
            shaped.columns.push(ShownColumn {
                name: time_column(place),
                kind: "time".to_owned(),
                title: match place.checked_sub(1) {
                    None => "Begun by its stages".to_owned(),
                    Some(stage) => format!("{} ended", chain.stages[stage].title),
                },
            });
        }
    }
    if let Some(bands) = bands(&chain.stages) {
        shaped.bands = bands;
    }
    Cow::Owned(shaped)
}

/// The stages in words, as a line of a number's basis.
pub(super) fn basis(metric: &Metric, settings: &ProjectSettings) -> Option<String> {
    let chain = settings.stages.get(&metric.id)?;
    let stages: Vec<String> = chain
        .stages
        .iter()
        .map(|stage| format!("{} until {}", stage.title, stage.end.words(metric)))
        .collect();
    Some(format!(
        "Stages of its own, from {}: {}. Each is measured from the nearest event before it that happened; the time is their sum, 0 for what never ended",
        chain.start.words(metric),
        stages.join("; ")
    ))
}

/// The limits of a stage, where it has both.
pub(super) fn level(stage: &StageRule, hours: f64) -> Option<&'static str> {
    let (good, acceptable) = stage.good_hours.zip(stage.acceptable_hours)?;
    Some(if hours <= f64::from(good) {
        "good"
    } else if hours <= f64::from(acceptable) {
        "acceptable"
    } else {
        "slow"
    })
}

/// The grades of the sum: good while it is no more than what is good of all stages together.
fn bands(stages: &[StageRule]) -> Option<Vec<Band>> {
    let sum = |of: fn(&StageRule) -> Option<u32>| -> Option<f64> {
        let hours = stages.iter().map(of).collect::<Option<Vec<u32>>>()?;
        Some(hours.into_iter().map(f64::from).sum())
    };
    let (good, acceptable) = (
        sum(|stage| stage.good_hours)?,
        sum(|stage| stage.acceptable_hours)?,
    );
    let band = |level: &str, limit, text| Band {
        level: level.to_owned(),
        limit,
        text,
    };
    Some(vec![
        band("good", Some(Limit::AtMost(good)), format!("at most {good} hours")),
        band(
            "acceptable",
            Some(Limit::AtMost(acceptable)),
            format!("at most {acceptable} hours"),
        ),
        band("slow", None, format!("more than {acceptable} hours")),
    ])
}

fn moment(event: &StageEvent) -> Option<&str> {
    match event {
        StageEvent::Moment { name } => Some(name),
        _ => None,
    }
}

fn hours_column(place: usize) -> String {
    format!("own_stage_{place}")
}

fn time_column(place: usize) -> String {
    format!("own_event_{place}")
}

/// What a query needs besides the metric's own text: the views that hold the other moments.
pub(super) fn reads(metric: &Metric, settings: &ProjectSettings) -> String {
    let chain = settings.stages.contains_key(&metric.id);
    if !chain {
        return metric.sql.clone();
    }
    let moments = metric.moments.as_deref().unwrap_or_default();
    format!("{} {moments} issue_stays", metric.sql)
}

/// Replaces stages and value of what a metric's query gave by those that the settings define.
pub(super) async fn apply(
    session: &Session,
    metric: &Metric,
    settings: &ProjectSettings,
    batches: Vec<RecordBatch>,
) -> Result<Vec<RecordBatch>, MeasureError> {
    let Some(chain) = settings.stages.get(&metric.id) else {
        return Ok(batches);
    };
    let looked = Looked::up(session, metric, chain, &batches).await?;
    let calendar = settings.calendar()?;
    let shape = |batch: &RecordBatch| {
        let shaped = shape(chain, &looked, calendar.as_ref(), batch);
        shaped.map_err(|error| metric.wrong(&error.to_string()))
    };
    batches.iter().map(shape).collect()
}

impl Looked {
    async fn up(
        session: &Session,
        metric: &Metric,
        chain: &StageChain,
        batches: &[RecordBatch],
    ) -> Result<Self, LakeError> {
        let mut looked = Self {
            events: chain.events().map(|_| HashMap::new()).collect(),
        };
        let items: HashSet<&str> = batches.iter().flat_map(ids).collect();
        let given = |name: &str| {
            batches
                .first()
                .is_none_or(|batch| batch.column_by_name(name).is_some())
        };
        let events = || chain.events().enumerate();
        let elsewhere: Vec<(usize, &str)> = events()
            .filter_map(|(place, event)| Some((place, moment(event)?)))
            .filter(|(_, name)| !given(name))
            .collect();
        if let (Some(view), false) = (&metric.moments, elsewhere.is_empty()) {
            let rows = session.sql(&format!("SELECT * FROM {view}")).await?;
            looked.moments(&elsewhere, &items, &rows);
        }
        let statuses: Vec<(usize, &StageEvent)> =
            events().filter(|(_, event)| moment(event).is_none()).collect();
        if !statuses.is_empty() {
            let rows = session
                .sql(include_str!("../../inputs/issue_entries.sql"))
                .await?;
            looked.entries(&statuses, &items, &rows);
        }
        Ok(looked)
    }

    fn moments(&mut self, wanted: &[(usize, &str)], items: &HashSet<&str>, rows: &[RecordBatch]) {
        for batch in rows {
            let ids = Texts::of(batch, "id");
            for (place, name) in wanted {
                let times = Times::of(batch, name);
                let found = (0..batch.num_rows()).filter_map(|row| Some((ids.get(row)?, times.get(row)?)));
                self.keep(*place, items, found);
            }
        }
    }

    fn entries(&mut self, wanted: &[(usize, &StageEvent)], items: &HashSet<&str>, rows: &[RecordBatch]) {
        for batch in rows {
            let (ids, times) = (Texts::of(batch, "issue_id"), Times::of(batch, "entered_at"));
            let (statuses, categories) = (Texts::of(batch, "status"), Texts::of(batch, "category"));
            for (place, event) in wanted {
                let entered = |row: &usize| is(event, statuses.get(*row), categories.get(*row));
                let found = (0..batch.num_rows()).filter(entered);
                let found = found.filter_map(|row| Some((ids.get(row)?, times.get(row)?)));
                self.keep(*place, items, found);
            }
        }
    }

    /// Keeps the first moment of each of the items.
    fn keep<'a>(&mut self, place: usize, items: &HashSet<&str>, found: impl Iterator<Item = (&'a str, i64)>) {
        for (id, at) in found.filter(|(id, _)| items.contains(id)) {
            match self.events[place].get_mut(id) {
                Some(first) => *first = at.min(*first),
                None => drop(self.events[place].insert(id.to_owned(), at)),
            }
        }
    }
}

fn ids(batch: &RecordBatch) -> Vec<&str> {
    let ids = Texts::of(batch, "item_id");
    (0..batch.num_rows()).filter_map(|row| ids.get(row)).collect()
}

fn is(event: &StageEvent, status: Option<&str>, category: Option<&str>) -> bool {
    match event {
        StageEvent::Status { names } => {
            let status = status.map(str::to_lowercase);
            names
                .iter()
                .any(|name| status.as_deref() == Some(name.trim().to_lowercase().as_str()))
        }
        StageEvent::StatusCategory { category: wanted } => category == Some(wanted),
        StageEvent::Moment { .. } => false,
    }
}

/// The hours of each stage: from the nearest earlier event of the chain that happened, 0 when that was later.
fn chained(moments: &[Option<i64>], calendar: Option<&Calendar>) -> Vec<Option<f64>> {
    let mut before = moments[0];
    let mut stages = Vec::with_capacity(moments.len() - 1);
    for at in &moments[1..] {
        stages.push(before.zip(*at).map(|(before, at)| {
            if at < before {
                0.0
            } else {
                hours(calendar, before, at)
            }
        }));
        before = at.or(before);
    }
    stages
}

fn shape(
    chain: &StageChain,
    looked: &Looked,
    calendar: Option<&Calendar>,
    batch: &RecordBatch,
) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let rows = batch.num_rows();
    let ids = Texts::of(batch, "item_id");
    let columns: Vec<Times<'_>> = chain
        .events()
        .map(|event| moment(event).map_or(Times::Absent, |name| Times::of(batch, name)))
        .collect();
    let why = Texts::of(batch, "excluded_because");
    let mut moments: Vec<Vec<Option<i64>>> = vec![Vec::with_capacity(rows); columns.len()];
    let mut stages: Vec<Vec<Option<f64>>> = vec![Vec::with_capacity(rows); chain.stages.len()];
    let (mut values, mut reasons) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    for row in 0..rows {
        let at = |(place, column): (usize, &Times<'_>)| {
            column
                .get(row)
                .or_else(|| looked.events[place].get(ids.must(row)).copied())
        };
        let own: Vec<Option<i64>> = columns.iter().enumerate().map(at).collect();
        let parts = chained(&own, calendar);
        let known: Vec<f64> = parts.iter().flatten().copied().collect();
        values.push((!known.is_empty()).then(|| known.iter().sum::<f64>()));
        reasons.push(why.get(row).or_else(|| known.is_empty().then_some(NONE_ENDED)));
        moments
            .iter_mut()
            .zip(own)
            .for_each(|(column, at)| column.push(at));
        stages
            .iter_mut()
            .zip(parts)
            .for_each(|(column, part)| column.push(part));
    }
    let mut made: Vec<(String, ArrayRef)> = vec![
        ("value".to_owned(), Arc::new(Float64Array::from(values))),
        (
            "excluded_because".to_owned(),
            Arc::new(reasons.into_iter().collect::<StringArray>()),
        ),
    ];
    for (place, times) in moments.into_iter().enumerate() {
        let times = times.into_iter().collect::<TimestampMicrosecondArray>();
        made.push((time_column(place), Arc::new(times.with_timezone("UTC"))));
    }
    for (place, hours) in stages.into_iter().enumerate() {
        made.push((hours_column(place), Arc::new(Float64Array::from(hours))));
    }
    replaced(batch, made)
}

/// The batch with some columns in place of those of the same name.
fn replaced(
    batch: &RecordBatch,
    made: Vec<(String, ArrayRef)>,
) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let schema = batch.schema();
    let kept = schema.fields().iter().zip(batch.columns());
    let kept = kept.filter(|(field, _)| made.iter().all(|(name, _)| name != field.name()));
    let (mut fields, mut columns): (Vec<Field>, Vec<ArrayRef>) = kept
        .map(|(field, column)| (field.as_ref().clone(), column.clone()))
        .unzip();
    for (name, column) in made {
        fields.push(Field::new(name, column.data_type().clone(), true));
        columns.push(column);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}
