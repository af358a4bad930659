//! Which items a question is about. The number and its drill-down both choose here, so they cannot differ.

use std::borrow::Cow;
use std::cell::OnceCell;

use weir_lake::{Calendar, hours};
use weir_model::Time;

use crate::MeasureError;
use crate::catalogue::Metric;
use crate::query::{Filter, MetricQuery, ProjectView, Who};

use super::items::{ItemSet, Keys};

/// Dimension that every metric has whose items belong to a person: the person, whatever account they used.
pub(super) const CONTRIBUTOR: &str = "contributor";

/// A metric's items as one question narrows them.
pub(super) struct Selection<'a> {
    pub(super) items: &'a ItemSet,
    /// Whether the metric is a level: what lasts at a moment, not what happened in a range.
    level: bool,
    /// Keys, and by place whether items with that key are wanted.
    wanted: Vec<(Cow<'a, Keys>, Vec<bool>)>,
    who: &'a Who,
    /// Accounts the items belong to.
    accounts: Option<&'a Keys>,
    /// What different things are counted by.
    distinct: Option<&'a Keys>,
    /// Whose the items are; only some questions ask.
    person: OnceCell<Option<Keys>>,
    counted_by_person: bool,
    /// By place of the person's account: whether it is a program's.
    bots: Vec<bool>,
    /// Where days begin.
    pub(super) zone: chrono_tz::Tz,
    calendar: Option<Calendar>,
    /// Conditions of the project's view that the metric has no dimension for.
    pub(super) unheeded: Vec<String>,
    pub(super) now: Time,
}

/// Why the work of programs is left out.
const BY_BOT: &str = "by a bot, as its contributor says";

impl<'a> Selection<'a> {
    pub(super) fn new(
        metric: &Metric,
        project: &'a ProjectView,
        query: &MetricQuery,
        items: &'a ItemSet,
        now: Time,
    ) -> Result<Self, MeasureError> {
        let keys = |name: &Option<String>| name.as_deref().and_then(|name| items.keys(name));
        let accounts = keys(&metric.person);
        let mut selection = Self {
            items,
            accounts,
            distinct: keys(&metric.distinct),
            level: metric.until.is_some(),
            wanted: Vec::new(),
            who: &project.who,
            person: OnceCell::new(),
            bots: match accounts {
                Some(accounts) if project.settings.exclude_bots && !project.who.bots.is_empty() => accounts
                    .names
                    .iter()
                    .map(|account| project.who.bots.contains(&account.to_lowercase()))
                    .collect(),
                _ => Vec::new(),
            },
            zone: project.settings.zone()?,
            calendar: project.settings.calendar()?,
            unheeded: Vec::new(),
            counted_by_person: metric.distinct.is_some() && metric.distinct == metric.person,
            now,
        };
        if let (Some(people), Some(accounts)) = (&project.who.people, accounts) {
            let keep = accounts
                .names
                .iter()
                .map(|account| people.contains(&account.to_lowercase()))
                .collect();
            selection.wanted.push((Cow::Borrowed(accounts), keep));
        }
        for filter in project.who.filters.iter() {
            match selection.dimension(metric, &filter.dimension) {
                Ok(keys) => {
                    let keep = keys.names.iter().map(|name| filter.holds(name)).collect();
                    selection.wanted.push((keys, keep));
                }
                Err(_) => selection.unheeded.push(filter.dimension.clone()),
            }
        }
        for filter in &query.filters {
            let keys = selection.dimension(metric, &filter.dimension)?;
            let keep = keys.names.iter().map(|name| filter.holds(name)).collect();
            selection.wanted.push((keys, keep));
        }
        Ok(selection)
    }

    /// The dimension of that name.
    pub(super) fn dimension(&self, metric: &Metric, name: &str) -> Result<Cow<'a, Keys>, MeasureError> {
        if name == CONTRIBUTOR
            && let Some(person) = self.person()
        {
            return Ok(Cow::Owned(person.clone()));
        }
        let is_known = metric.dimensions.iter().any(|dimension| dimension.name == name);
        let found = self.items.keys(name).filter(|_| is_known);
        found.map(Cow::Borrowed).ok_or_else(|| {
            let known = metric.dimension_names();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            MeasureError::unknown("dimension", name, &known)
        })
    }

    /// The person of each item, whatever account they used.
    fn person(&self) -> Option<&Keys> {
        let people = || {
            let accounts = self.accounts?;
            Some(accounts.map(CONTRIBUTOR, |account| self.who.name(account)))
        };
        self.person.get_or_init(people).as_ref()
    }

    /// The moment at which a level is read for a range, if time has come that far.
    fn moment(&self, from: Time, to: Time) -> Option<Time> {
        (from <= self.now).then_some(to.min(self.now))
    }

    /// The items of a range, counted or left out, in order of time.
    pub(super) fn over(&self, from: Time, to: Time) -> Vec<usize> {
        let keep = |item: &usize| {
            self.wanted
                .iter()
                .all(|(keys, keep)| keep[keys.places[*item] as usize])
        };
        if !self.level {
            return if from < to {
                self.items.range(from, to).filter(keep).collect()
            } else {
                Vec::new()
            };
        }
        match self.moment(from, to) {
            Some(moment) => self.items.lasting(moment).filter(keep).collect(),
            None => Vec::new(),
        }
    }

    /// Those of some items in order of time that lie in a range; nothing for a level, whose items lie in many.
    pub(super) fn part<'c>(&self, items: &'c [usize], from: Time, to: Time) -> Option<&'c [usize]> {
        let place = |moment: Time| items.partition_point(|item| self.items.at(*item) < moment);
        (!self.level).then(|| &items[place(from)..place(to).max(place(from))])
    }

    /// The item's value: for a level, how long it has lasted.
    pub(super) fn value(&self, item: usize, to: Time) -> f64 {
        if self.level {
            let (from, to) = (self.items.at(item), to.min(self.now));
            hours(self.calendar.as_ref(), from.0, to.0)
        } else {
            self.items.value(item)
        }
    }

    /// Whether the item counts. One of a level has its value from the clock.
    pub(super) fn is_included(&self, item: usize) -> bool {
        self.items.is_included(item) && !self.is_by_bot(item)
    }

    /// Why it does not.
    pub(super) fn reason(&self, item: usize) -> Option<&str> {
        self.items
            .reason(item)
            .or_else(|| self.is_by_bot(item).then_some(BY_BOT))
    }

    fn is_by_bot(&self, item: usize) -> bool {
        let place = self.accounts.map(|accounts| accounts.places[item] as usize);
        place.is_some_and(|place| self.bots.get(place).copied().unwrap_or(false))
    }

    /// How many of the accounts that some items belong to may be of a person who has another one, too.
    pub(super) fn undecided(&self, project: &ProjectView, items: &[usize]) -> usize {
        let Some(accounts) = self.accounts else {
            return 0;
        };
        let concerned: std::collections::BTreeSet<u32> =
            items.iter().map(|item| accounts.places[*item]).collect();
        let open = concerned.into_iter().filter(|place| {
            project
                .who
                .undecided
                .contains(&accounts.names[*place as usize].to_lowercase())
        });
        open.count()
    }

    /// What different things are counted by: people where that is what the metric counts, else the column's keys.
    pub(super) fn counted(&self, item: usize) -> Option<u32> {
        if self.counted_by_person {
            return self.person().map(|keys| keys.places[item]);
        }
        self.distinct.map(|keys| keys.places[item])
    }
}

impl Filter {
    /// Whether a key passes. Upper and lower case are the same.
    pub fn holds(&self, key: &str) -> bool {
        let values: Vec<String> = self.values.iter().map(|value| value.to_lowercase()).collect();
        self.operator.holds(&key.to_lowercase(), &values)
    }
}
