//! Insights: pages of widgets. Each widget is a question about one metric and a way to draw the answer.

mod template;
mod yaml;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Control, Object, ObjectContent, ObjectKind};
use weir_measures::{Filter, metric};
use weir_model::Time;

pub use template::{TEMPLATES, Template};
pub use yaml::{from_yaml, to_yaml};

use crate::{InsightsError, Result, store};

/// Columns of the grid.
const COLUMNS: u32 = 12;
/// Longest range of a widget of its own: ten years.
const LONGEST_DAYS: u32 = 3660;
/// Widgets of a page.
const MOST_WIDGETS: usize = 60;

/// A page of widgets.
#[derive(Clone, Debug, PartialEq)]
pub struct Insight {
    /// Its id.
    pub id: i64,
    /// Its project.
    pub project: i64,
    /// Its name, unique in the project.
    pub name: String,
    /// Everything else.
    pub content: InsightContent,
    /// When it last changed.
    pub updated_at: Time,
}

/// What a page shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InsightContent {
    /// What people note about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether the project opens with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_default: bool,
    /// The widgets, in reading order.
    #[serde(default)]
    pub widgets: Vec<Widget>,
}

/// One box of a page: a metric and how it is drawn, or a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Widget {
    /// Its id within the page: a short word.
    pub id: String,
    /// Its title; the metric's when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The metric; none for a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// How it is drawn.
    pub chart: Chart,
    /// One of the metric's aggregates; its first when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<String>,
    /// Dimension to break down by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// `day`, `week` or `month`; by the length of the range when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
    /// The number is of so many days up to the end of the page's range; of the page's whole range when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Conditions that items must meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
    /// Text of a note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Column of its left edge, 0 to 11.
    pub x: u32,
    /// Row of its upper edge.
    pub y: u32,
    /// Columns it takes.
    pub w: u32,
    /// Rows it takes.
    pub h: u32,
}

/// How a widget is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Chart {
    /// The number, its grade and its change.
    Number,
    /// The number over time.
    Line,
    /// The number over time as bars.
    Bars,
    /// The keys of the breakdown over time, on top of each other.
    Stacked,
    /// The keys of the breakdown, one bar each.
    Ranking,
    /// The parts of the number, one after the other.
    Stages,
    /// The items behind the number.
    Table,
    /// A text of the page's author.
    Note,
}

fn read(object: Object) -> Result<Insight> {
    Ok(Insight {
        content: store::read(&object)?,
        id: object.id,
        project: object.project.unwrap_or_default(),
        name: object.name,
        updated_at: object.updated_at,
    })
}

/// The Insights of a project, by name. A project that never had any gets those of the templates when it is first asked;
/// those that people delete do not come back.
pub async fn insights(control: &Control, project: i64) -> Result<Vec<Insight>> {
    control.project(project).await?;
    let mut objects = control.objects(ObjectKind::Insight, Some(project)).await?;
    if objects.is_empty() {
        give_templates(control, project).await?;
        objects = control.objects(ObjectKind::Insight, Some(project)).await?;
    }
    objects.into_iter().map(read).collect()
}

async fn give_templates(control: &Control, project: i64) -> Result<()> {
    let mut named = Vec::new();
    for template in TEMPLATES {
        let (name, content) = from_yaml(template.yaml)?;
        named.push((name, store::body(&content)?));
    }
    let contents: Vec<ObjectContent<'_>> = named
        .iter()
        .map(|(name, body)| store::content(name, body, &[]))
        .collect();
    Ok(control.create_first_insights(project, &contents).await?)
}

/// One Insight.
pub async fn insight(control: &Control, id: i64) -> Result<Insight> {
    read(control.object(ObjectKind::Insight, id).await?)
}

/// The Insight a project opens with: the one marked so, else the first.
pub async fn default_insight(control: &Control, project: i64) -> Result<Option<Insight>> {
    let all = insights(control, project).await?;
    let marked = all.iter().position(|one| one.content.is_default);
    Ok(all.into_iter().nth(marked.unwrap_or(0)))
}

/// Makes an Insight.
pub async fn create_insight(
    control: &Control,
    project: i64,
    name: &str,
    content: &InsightContent,
) -> Result<Insight> {
    check(content)?;
    let body = store::body(content)?;
    let stored = store::content(name, &body, &[]);
    let made = read(
        control
            .create_object(ObjectKind::Insight, Some(project), stored)
            .await?,
    )?;
    only_default(control, &made).await?;
    Ok(made)
}

/// Makes an Insight from a file; with `replace`, the one of the same name gets its content.
pub async fn import_insight(control: &Control, project: i64, text: &str, replace: bool) -> Result<Insight> {
    let (name, content) = from_yaml(text)?;
    let all = insights(control, project).await?;
    let same = all
        .iter()
        .find(|one| one.name.to_lowercase() == name.to_lowercase());
    match same.filter(|_| replace) {
        Some(old) => update_insight(control, old.id, &name, &content, None).await,
        None => create_insight(control, project, &name, &content).await,
    }
}

/// Replaces an Insight's name and content; with `read_at`, only if it has not changed since that version of it.
pub async fn update_insight(
    control: &Control,
    id: i64,
    name: &str,
    content: &InsightContent,
    read_at: Option<Time>,
) -> Result<Insight> {
    check(content)?;
    let body = store::body(content)?;
    let stored = ObjectContent {
        read_at,
        ..store::content(name, &body, &[])
    };
    let changed = read(control.update_object(ObjectKind::Insight, id, stored).await?)?;
    only_default(control, &changed).await?;
    Ok(changed)
}

/// Removes an Insight.
pub async fn delete_insight(control: &Control, id: i64) -> Result<()> {
    Ok(control.delete_object(ObjectKind::Insight, id).await?)
}

/// At most one Insight of a project is its default: the one marked last.
async fn only_default(control: &Control, marked: &Insight) -> Result<()> {
    if !marked.content.is_default {
        return Ok(());
    }
    for object in control.objects(ObjectKind::Insight, Some(marked.project)).await? {
        let other = read(object)?;
        if other.id != marked.id && other.content.is_default {
            let content = InsightContent {
                is_default: false,
                ..other.content
            };
            let body = store::body(&content)?;
            let stored = store::content(&other.name, &body, &[]);
            control
                .update_object(ObjectKind::Insight, other.id, stored)
                .await?;
        }
    }
    Ok(())
}

/// Whether every widget can be drawn.
fn check(content: &InsightContent) -> Result<()> {
    match first_wrong(content) {
        Some((_, error)) => Err(error),
        None => Ok(()),
    }
}

/// What is wrong first, with the place of the widget if it is one.
fn first_wrong(content: &InsightContent) -> Option<(Option<usize>, InsightsError)> {
    if content.widgets.len() > MOST_WIDGETS {
        let error = InsightsError::invalid(
            format!("an Insight holds at most {MOST_WIDGETS} widgets"),
            "make a second one",
        );
        return Some((None, error));
    }
    let mut seen = std::collections::BTreeSet::new();
    content.widgets.iter().enumerate().find_map(|(place, widget)| {
        let checked = if seen.insert(&widget.id) {
            widget.check()
        } else {
            Err(InsightsError::invalid(
                format!("two widgets have the id `{}`", widget.id),
                "give each its own",
            ))
        };
        checked.err().map(|error| (Some(place), error))
    })
}

impl Widget {
    fn check(&self) -> Result<()> {
        let wrong = |message: String, hint: &str| {
            Err(InsightsError::invalid(
                format!("the widget `{}`: {message}", self.id),
                hint,
            ))
        };
        if self.w == 0 || self.h == 0 || self.x + self.w > COLUMNS {
            return wrong(
                format!(
                    "it does not fit the grid (x {}, width {}, height {})",
                    self.x, self.w, self.h
                ),
                "a page has 12 columns; a widget is at least one column wide and one row high",
            );
        }
        if self.days.is_some_and(|days| !(1..=LONGEST_DAYS).contains(&days)) {
            return wrong(
                format!("its days are not 1 to {LONGEST_DAYS}"),
                "leave `days` out to show the page's range",
            );
        }
        let Some(id) = &self.metric else {
            return match self.chart {
                Chart::Note => Ok(()),
                _ => wrong(
                    "it has no metric".to_owned(),
                    "choose one of GET /metrics, or the chart `note`",
                ),
            };
        };
        let metric = metric(id)?;
        let dimensions = metric.dimension_names();
        let known = |name: &String| dimensions.contains(name);
        if let Some(by) = self.by.as_ref().filter(|by| !known(by)) {
            return wrong(
                format!("{id} has no dimension `{by}`"),
                &format!("it has: {}", dimensions.join(", ")),
            );
        }
        if let Some(filter) = self.filters.iter().find(|filter| !known(&filter.dimension)) {
            return wrong(
                format!("{id} has no dimension `{}`", filter.dimension),
                &format!("it has: {}", dimensions.join(", ")),
            );
        }
        let aggregates: Vec<&str> = metric.aggregates.iter().map(|one| one.name()).collect();
        if let Some(aggregate) = self
            .aggregate
            .as_deref()
            .filter(|name| !aggregates.contains(name))
        {
            return wrong(
                format!("{id} has no aggregate `{aggregate}`"),
                &format!("it has: {}", aggregates.join(", ")),
            );
        }
        if matches!(self.chart, Chart::Stacked | Chart::Ranking) && self.by.is_none() {
            return wrong(
                "this chart needs a breakdown".to_owned(),
                "choose a dimension in `by`",
            );
        }
        if self.chart == Chart::Stages && metric.stages.is_empty() {
            return wrong(format!("{id} has no parts"), "choose another chart");
        }
        Ok(())
    }
}
