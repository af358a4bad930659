//! Questions to answers: items are computed once per project, definitions and version of the tables, everything else from
//! them.

mod answer;
mod buckets;
mod cache;
mod cells;
mod drill;
mod items;
mod pack;
mod select;
mod stages;
mod sums;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use weir_lake::{DataScope, Lake};
use weir_model::Time;

use crate::MeasureError;
use crate::answer::{Answer, Items};
use crate::catalogue::{Metric, metric};
use crate::prepare::{self, Graph, Prepared, VIEWS, views_in};
use crate::query::{ItemFilter, MetricQuery, ProjectView};
use crate::settings::{ClassRule, ProjectSettings};
use buckets::{Period, period};
use cache::Cache;
use items::{ItemSet, Shape};
use select::Selection;

/// Memory for items, for derived inputs and for commit graphs; each is bounded so by itself.
const CACHE_BYTES: usize = 256 << 20;

/// Answers questions about metrics.
#[derive(Debug)]
pub struct Measures {
    lake: Arc<Lake>,
    clock: fn() -> Time,
    graphs: Cache<(DataScope, Versions), Graph>,
    prepared: Cache<View, Prepared>,
    items: Cache<(View, Shape, Period), ItemSet>,
}

/// The Delta version of every table.
type Versions = BTreeMap<&'static str, i64>;

/// All that items depend on, apart from the shape of the metric and the period.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct View {
    scope: DataScope,
    settings: ProjectSettings,
    versions: Versions,
}

/// The tables that hold the commit graph: a sync of anything else must not make it be read again.
const GRAPH_TABLES: [&str; 2] = ["commit_parents", "commits"];

/// A project's items of one metric, and what they were derived from.
struct Computed<'m> {
    /// The metric as the project's settings shape it.
    metric: Cow<'m, Metric>,
    prepared: Arc<Prepared>,
    items: Arc<ItemSet>,
}

impl Measures {
    /// Measures over a lake.
    pub fn new(lake: Arc<Lake>) -> Self {
        Self::with_clock(lake, || chrono::Utc::now().into())
    }

    /// Measures whose present moment is given: it decides which buckets are still partial.
    pub fn with_clock(lake: Arc<Lake>, clock: fn() -> Time) -> Self {
        Self {
            lake,
            clock,
            graphs: Cache::new(CACHE_BYTES),
            prepared: Cache::new(CACHE_BYTES),
            items: Cache::new(CACHE_BYTES),
        }
    }

    /// Forgets everything computed, as if just started.
    pub fn clear(&self) {
        self.graphs.clear();
        self.prepared.clear();
        self.items.clear();
    }

    /// The metric's number over a range, with its parts, series, breakdown, grade, basis and what it lacks.
    pub async fn answer(&self, project: &ProjectView, query: &MetricQuery) -> Result<Answer, MeasureError> {
        let metric = check(query)?;
        let computed = self.compute(project, metric, query).await?;
        answer::answer(project, query, &computed, (self.clock)())
    }

    /// The same question under every definition of the metric there is, the metric's own first.
    pub async fn compare(
        &self,
        project: &ProjectView,
        query: &MetricQuery,
    ) -> Result<Vec<Answer>, MeasureError> {
        let asked = check(query)?;
        let mut answers = Vec::new();
        for metric in asked.definitions() {
            // Dimensions and aggregates are each definition's own.
            let query = MetricQuery {
                metric: metric.id.clone(),
                by: None,
                aggregate: None,
                filters: Vec::new(),
                ..query.clone()
            };
            answers.push(self.answer(project, &query).await?);
        }
        Ok(answers)
    }

    /// The items behind it.
    pub async fn items(
        &self,
        project: &ProjectView,
        query: &MetricQuery,
        filter: &ItemFilter,
    ) -> Result<Items, MeasureError> {
        let metric = check(query)?;
        let computed = self.compute(project, metric, query).await?;
        let selection = Selection::new(&computed.metric, project, query, &computed.items, (self.clock)())?;
        drill::items(&computed.metric, query, filter, &selection)
    }

    /// Runs a metric that is not in the catalogue, for its author.
    pub async fn try_metric(
        &self,
        project: &ProjectView,
        metric: &Metric,
        query: &MetricQuery,
    ) -> Result<Answer, MeasureError> {
        check_range(query)?;
        let computed = self.compute(project, metric, query).await?;
        answer::answer(project, query, &computed, (self.clock)())
    }

    /// The rules for the classes of changes that are in force: the project's, or those for want of any.
    pub async fn class_rules(&self, project: &ProjectView) -> Result<Vec<ClassRule>, MeasureError> {
        Ok(self.prepare(project).await?.class_rules.clone())
    }

    /// Opens a session in which everything is registered that metric files may read.
    pub async fn session(
        &self,
        project: &ProjectView,
        from: Time,
        to: Time,
    ) -> Result<weir_lake::Session, MeasureError> {
        let prepared = self.prepare(project).await?;
        self.open(project, &prepared, period(from, to), &VIEWS).await
    }

    async fn compute<'m>(
        &self,
        project: &ProjectView,
        metric: &'m Metric,
        query: &MetricQuery,
    ) -> Result<Computed<'m>, MeasureError> {
        let settings = &project.settings;
        let shaped = stages::shaped(metric, settings);
        let prepared = self.prepare(project).await?;
        let period = period(query.from, query.to);
        let key = (self.view(project), Shape::of(metric), period);
        let items = self.items.get(key, ItemSet::bytes, async || {
            let session = self
                .open(
                    project,
                    &prepared,
                    period,
                    &views_in(&stages::reads(metric, settings)),
                )
                .await?;
            let rows = session.sql(&metric.sql).await?;
            let rows = stages::apply(&session, metric, settings, rows).await?;
            ItemSet::read(&shaped, &settings.skipped_stages, rows)
        });
        let items = items.await?;
        Ok(Computed {
            metric: shaped,
            prepared,
            items,
        })
    }

    async fn open(
        &self,
        project: &ProjectView,
        prepared: &Prepared,
        period: Period,
        views: &[(&str, &str)],
    ) -> Result<weir_lake::Session, MeasureError> {
        let session = self.lake.session(&project.scope).await?;
        session.begin_days_in(project.settings.zone()?);
        if let Some(calendar) = project.settings.calendar()? {
            session.count_by(calendar);
        }
        for (name, batch) in &prepared.tables {
            session.register(name, vec![batch.clone()])?;
        }
        session.register("period", vec![period.table()?])?;
        session.register("weeks", vec![buckets::weeks(period)?])?;
        for (name, sql) in views {
            session.view(name, sql).await?;
        }
        Ok(session)
    }

    async fn prepare(&self, project: &ProjectView) -> Result<Arc<Prepared>, MeasureError> {
        let view = self.view(project);
        let graph_key = (project.scope.clone(), only(&view.versions, &GRAPH_TABLES));
        let prepared = self.prepared.get(view, Prepared::bytes, async || {
            let session = self.lake.session(&project.scope).await?;
            let graph = self
                .graphs
                .get(graph_key, Graph::bytes, async || {
                    Ok(prepare::graph(&session).await?)
                })
                .await?;
            Ok(prepare::prepare(&session, &project.settings, &graph).await?)
        });
        prepared.await
    }

    fn view(&self, project: &ProjectView) -> View {
        View {
            scope: project.scope.clone(),
            settings: project.settings.clone(),
            versions: self.lake.versions(),
        }
    }
}

fn only(versions: &Versions, tables: &[&str]) -> Versions {
    versions
        .iter()
        .filter(|(table, _)| tables.contains(table))
        .map(|(table, version)| (*table, *version))
        .collect()
}

fn check(query: &MetricQuery) -> Result<&'static Metric, MeasureError> {
    let metric = metric(&query.metric)?;
    check_range(query)?;
    Ok(metric)
}

fn check_range(query: &MetricQuery) -> Result<(), MeasureError> {
    if query.from >= query.to {
        return Err(MeasureError::InvalidRange {
            from: query.from,
            to: query.to,
        });
    }
    Ok(())
}
