//! One number and everything around it, from the items.

use weir_model::Time;

use crate::MeasureError;
use crate::aggregate::Aggregate;
use crate::answer::{Answer, BandText, Grade, MetricInfo, Missing, Previous};
use crate::catalogue::{Metric, Need};
use crate::prepare::Prepared;
use crate::query::{Bucket, MetricQuery, ProjectView};
use crate::text;

use super::Computed;
use super::buckets::previous;
use super::items::ItemSet;
use super::select::{CONTRIBUTOR, Selection};
use super::stages;
use super::sums::{Chosen, Sums};

/// The dimension of the classes of changes.
const CLASS: &str = "change_class";

fn aggregate(metric: &Metric, name: Option<&str>) -> Result<Aggregate, MeasureError> {
    let known = &metric.aggregates;
    let Some(name) = name else { return Ok(known[0]) };
    known
        .iter()
        .copied()
        .find(|aggregate| aggregate.name() == name)
        .ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|aggregate| aggregate.name()).collect();
            MeasureError::unknown("aggregate", name, &names)
        })
}

/// The whole answer.
pub(super) fn answer(
    project: &ProjectView,
    query: &MetricQuery,
    computed: &Computed<'_>,
    now: Time,
) -> Result<Answer, MeasureError> {
    let metric = computed.metric.as_ref();
    let (items, prepared) = (computed.items.as_ref(), computed.prepared.as_ref());
    let lacks: Vec<Missing> = prepared
        .lacks
        .iter()
        .filter(|lack| metric.needs.contains(&lack.need))
        .map(|lack| lack.missing.clone())
        .collect();
    let sums = Sums {
        metric,
        selection: Selection::new(metric, project, query, items, now)?,
        aggregate: aggregate(metric, query.aggregate.as_deref())?,
        covered: since(metric, prepared, items).zip(prepared.fresh_at),
        lacking: !lacks.is_empty(),
    };
    let (from, to) = (query.from, query.to);
    let bucket = query.bucket.unwrap_or_else(|| Bucket::fitting(from, to));
    let chosen = sums.choose(from, to);
    let before = sums.choose(previous(from, to).0, from);
    let (value, n) = sums.total(sums.aggregate, &chosen);
    let (old, old_n) = sums.total(sums.aggregate, &before);
    let missing = if lacks.is_empty() {
        sums.thin(value, items, &chosen)
    } else {
        lacks
    };
    Ok(Answer {
        metric: sums.info(),
        project: project.name.clone(),
        from,
        to,
        value,
        text: text::number(value, sums.aggregate.unit(&metric.unit)),
        n,
        excluded: sums.excluded(&chosen),
        grade: sums.grade(value, &chosen),
        previous: Previous {
            from: before.from,
            to: before.to,
            value: old,
            n: old_n,
        },
        change: value
            .zip(old)
            .filter(|(_, old)| *old != 0.0)
            .map(|(value, old)| (value - old) / old),
        stages: sums.stages(project.settings.stages.get(&metric.id), &chosen),
        series: sums.series(bucket, &chosen),
        breakdown: match &query.by {
            Some(by) => {
                let keys = sums.selection.dimension(metric, by)?;
                sums.breakdown(&keys, &before, &chosen, bucket)
            }
            None => Vec::new(),
        },
        basis: basis(metric, project, query, prepared),
        notes: sums.notes(project, &chosen),
        missing,
        fresh_at: prepared.fresh_at,
    })
}

impl Sums<'_> {
    /// What makes the number less certain.
    fn notes(&self, project: &ProjectView, chosen: &Chosen) -> Vec<String> {
        let mut notes = Vec::new();
        let open = self.selection.undecided(project, &chosen.all);
        if open > 0 {
            let counts = self.metric.distinct.is_some() && self.metric.distinct == self.metric.person;
            notes.push(format!(
                "{open} of the accounts may belong to people who have another one, too, and nobody has decided: {}",
                if counts { "people may be counted twice" } else { "breakdowns by person may show them twice" }
            ));
        }
        for dimension in &self.selection.unheeded {
            notes.push(format!("the collection narrows `{dimension}`, which this metric does not know: it is not narrowed by it"));
        }
        notes
    }

    /// The grade; of the default aggregate where the asked one has another unit.
    fn grade(&self, value: Option<f64>, chosen: &Chosen) -> Option<Grade> {
        let metric = self.metric;
        let graded = if self.aggregate.unit(&metric.unit) == metric.unit {
            value?
        } else {
            self.total(metric.aggregates[0], chosen).0?
        };
        let band = metric
            .bands
            .iter()
            .find(|band| band.limit.is_none_or(|limit| limit.holds(graded)))?;
        let bands = metric.bands.iter().map(|band| BandText {
            level: band.level.clone(),
            text: band.text.clone(),
        });
        Some(Grade {
            level: band.level.clone(),
            label: text::capital(&band.level),
            bands: bands.collect(),
        })
    }

    /// What a number without data, or with data for part of the range only, must say.
    fn thin(&self, value: Option<f64>, items: &ItemSet, chosen: &Chosen) -> Vec<Missing> {
        let title = self.metric.title.to_lowercase();
        if value.is_none() {
            let left_out = chosen.all.len();
            let (why, supply) = match (left_out, items.span()) {
                (0, Some((oldest, newest))) => (
                    format!(
                        "nothing happened in the range; what is known lies between {oldest} and {newest}"
                    ),
                    "choose another range, or sync further back".to_owned(),
                ),
                (0, None) => (
                    "nothing is known around the range".to_owned(),
                    "choose another range, or sync further back".to_owned(),
                ),
                (some, _) => (
                    format!("all {some} items of the range are left out"),
                    "see the reasons beside the items".to_owned(),
                ),
            };
            return vec![Missing {
                what: format!("items for {title}"),
                why,
                supply,
            }];
        }
        let late = self
            .covered
            .map(|(since, _)| since)
            .filter(|since| *since > chosen.from);
        let counts = self.metric.needs == [Need::Deployments] && self.metric.aggregates[0].counts();
        let late = late.filter(|_| counts).map(|since| Missing {
            what: format!("deployments before {since}"),
            why: "the oldest record is younger than the range, whose earlier days count as days without deployments".to_owned(),
            supply: "sync further back, if there were any".to_owned(),
        });
        late.into_iter().collect()
    }

    fn info(&self) -> MetricInfo {
        let metric = self.metric;
        MetricInfo {
            unit: self.aggregate.unit(&metric.unit).to_owned(),
            aggregate: self.aggregate.name().to_owned(),
            ..metric.info()
        }
    }
}

/// The project's definitions in words, and whom the number is of.
fn basis(metric: &Metric, project: &ProjectView, query: &MetricQuery, prepared: &Prepared) -> Vec<String> {
    let mut lines = prepared.basis.clone();
    if let Some(profile) = &project.who.profile {
        lines.insert(0, format!("Definitions of the profile `{profile}`"));
    }
    lines.extend(stages::basis(metric, &project.settings));
    if goes_by_class(metric, project, query) {
        lines.push(prepared.class_basis.clone());
    }
    let settings = &project.settings;
    if let Some(hours) = &settings.working_hours {
        lines.push(format!(
            "Hours are working hours only: {}",
            hours.describe(&settings.time_zone)
        ));
    }
    if settings.time_zone != "UTC" {
        lines.push(format!("Days begin at midnight in {}", settings.time_zone));
    }
    if metric
        .stages
        .iter()
        .any(|stage| settings.skipped_stages.contains(&stage.name))
    {
        lines.push(format!(
            "Without these parts: {}",
            settings.skipped_stages.join(", ")
        ));
    }
    if let Some(people) = &project.who.people {
        lines.push(match metric.person {
            Some(_) => format!("Only the work of the collection's people: {} accounts", people.len()),
            None => "Of everybody: what it counts belongs to no person, so the collection's people do not narrow it".to_owned(),
        });
    }
    lines
}

/// Whether the classes of changes shape what is shown.
fn goes_by_class(metric: &Metric, project: &ProjectView, query: &MetricQuery) -> bool {
    let filters = query.filters.iter().chain(project.who.filters.iter());
    let mut named = filters
        .map(|filter| filter.dimension.as_str())
        .chain(query.by.as_deref());
    metric.dimensions.iter().any(|own| own.name == CLASS) && named.any(|name| name == CLASS)
}

/// From when on nothing found means that nothing happened: the oldest record that deployments are found among; for other
/// metrics the oldest item.
fn since(metric: &Metric, prepared: &Prepared, items: &ItemSet) -> Option<Time> {
    if metric.needs.contains(&Need::Deployments) {
        return prepared.deployments_since;
    }
    items.span().map(|(oldest, _)| oldest)
}

impl Metric {
    /// Names of the dimensions it can be broken down by.
    pub fn dimension_names(&self) -> Vec<String> {
        let own = self.dimensions.iter().map(|dimension| dimension.name.clone());
        own.chain(self.person.as_ref().map(|_| CONTRIBUTOR.to_owned()))
            .collect()
    }

    /// What the metric is, with its default aggregate.
    pub fn info(&self) -> MetricInfo {
        MetricInfo {
            id: self.id.clone(),
            title: self.title.clone(),
            unit: self.unit.clone(),
            direction: self.direction.clone(),
            definition: self.definition.clone(),
            aggregate: self.aggregates[0].name().to_owned(),
            aggregates: self
                .aggregates
                .iter()
                .map(|aggregate| aggregate.name().to_owned())
                .collect(),
            area: self.area.clone(),
            variant_of: self.variant.as_ref().map(|variant| variant.of.clone()),
            variant_by: self.variant.as_ref().map(|variant| variant.by.clone()),
            dimensions: self.dimension_names(),
            stages: self.stages.iter().map(|stage| stage.title.clone()).collect(),
            needs: self.needs.iter().map(|need| need.name().to_owned()).collect(),
            source: self.sources.first().cloned(),
            version: self.version,
        }
    }
}
