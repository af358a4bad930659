use super::{AREAS, Band, Limit, Metric, Named, Need, ShownColumn, Variant};
use crate::MeasureError;
use crate::aggregate::Aggregate;

/// The facts of a header, one `(key, value)` per `-- key: value` line; `--   more` continues the line before.
fn facts(text: &str) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    for line in text.lines().map_while(|line| line.strip_prefix("--")) {
        if let Some(more) = line.strip_prefix("   ") {
            if let Some((_, value)) = facts.last_mut() {
                value.push(' ');
                value.push_str(more.trim());
            }
        } else if let Some((key, value)) = line.split_once(':') {
            facts.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    facts
}

impl Metric {
    /// Reads a metric file.
    pub fn parse(id: &str, text: &str) -> Result<Self, MeasureError> {
        let mut metric = Self {
            id: id.to_owned(),
            title: String::new(),
            unit: String::new(),
            direction: String::new(),
            area: String::new(),
            variant: None,
            person: None,
            distinct: None,
            weight: None,
            until: None,
            aggregates: Vec::new(),
            bands: Vec::new(),
            needs: Vec::new(),
            dimensions: Vec::new(),
            stages: Vec::new(),
            events: Vec::new(),
            moments: None,
            chain: Vec::new(),
            columns: Vec::new(),
            sources: Vec::new(),
            version: 0,
            definition: String::new(),
            sql: text
                .lines()
                .skip_while(|line| line.starts_with("--"))
                .collect::<Vec<_>>()
                .join("\n"),
        };
        for (key, value) in facts(text) {
            metric.set(&key, value)?;
        }
        metric.complete()
    }

    fn set(&mut self, key: &str, value: String) -> Result<(), MeasureError> {
        match key {
            "title" => self.title = value,
            "unit" => self.unit = value,
            "direction" => self.direction = value,
            "area" => self.area = value,
            "person" => self.person = Some(value),
            "distinct" => self.distinct = Some(value),
            "weight" => self.weight = Some(value),
            "until" => self.until = Some(value),
            "variant" => {
                let (of, by) = word(&value);
                self.variant = Some(Variant {
                    of: of.to_owned(),
                    by: by.to_owned(),
                });
            }
            "definition" => self.definition = value,
            "source" => self.sources.push(value),
            "version" => {
                self.version = value
                    .parse()
                    .map_err(|_| self.wrong("`version` must be a whole number"))?;
            }
            "aggregates" => {
                self.aggregates = names(&value).map(Aggregate::named).collect::<Result<_, _>>()?;
            }
            "needs" => self.needs = names(&value).map(need).collect::<Result<_, _>>()?,
            "dimension" => self.dimensions.push(named(&value)),
            "stage" => self.stages.push(named(&value)),
            "event" => self.events.push(named(&value)),
            "chain" => self.chain = names(&value).map(str::to_owned).collect(),
            "moments" => self.moments = Some(value),
            "column" => {
                let (name, rest) = word(&value);
                let (kind, title) = word(rest);
                self.columns.push(ShownColumn {
                    name: name.to_owned(),
                    kind: kind.to_owned(),
                    title: title.to_owned(),
                });
            }
            "band" => {
                let band = band(&value).ok_or_else(|| {
                    self.wrong(&format!("`band: {value}` is not a level, a limit and a text"))
                })?;
                self.bands.push(band);
            }
            other => return Err(self.wrong(&format!("its header has an unknown line `{other}:`"))),
        }
        Ok(())
    }

    fn complete(self) -> Result<Self, MeasureError> {
        for (line, absent) in [
            ("title", self.title.is_empty()),
            ("unit", self.unit.is_empty()),
            (
                "direction",
                !["up", "down", "none"].contains(&self.direction.as_str()),
            ),
            ("area", !AREAS.contains(&self.area.as_str())),
            (
                "distinct",
                self.distinct.is_none()
                    && self.uses(&[
                        Aggregate::Distinct,
                        Aggregate::PerKey,
                        Aggregate::PerKeyWeek,
                        Aggregate::SumPerKey,
                    ]),
            ),
            (
                "weight",
                self.weight.is_none() && self.uses(&[Aggregate::Share, Aggregate::Ratio]),
            ),
            ("definition", self.definition.is_empty()),
            ("aggregates", self.aggregates.is_empty()),
            ("version", self.version == 0),
        ] {
            if absent {
                return Err(self.wrong(&format!("its header needs a line `-- {line}: …`")));
            }
        }
        Ok(self)
    }

    fn uses(&self, wanted: &[Aggregate]) -> bool {
        self.aggregates.iter().any(|aggregate| wanted.contains(aggregate))
    }

    pub(crate) fn wrong(&self, message: &str) -> MeasureError {
        MeasureError::Definition {
            metric: self.id.clone(),
            message: message.to_owned(),
        }
    }
}

fn names(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|name| !name.is_empty())
}

fn need(name: &str) -> Result<Need, MeasureError> {
    let known = Need::ALL.map(|(known, _)| known);
    let found = Need::ALL.iter().find(|(known, _)| *known == name);
    found
        .map(|(_, need)| *need)
        .ok_or_else(|| MeasureError::unknown("need", name, &known))
}

fn word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    (word, rest.trim())
}

fn named(value: &str) -> Named {
    let (name, title) = word(value);
    Named {
        name: name.to_owned(),
        title: title.to_owned(),
    }
}

/// `elite < 24 under 1 day`, or `low 30 days or more` for the band without a limit.
fn band(value: &str) -> Option<Band> {
    let (level, rest) = word(value);
    let (sign, after) = word(rest);
    let make: Option<fn(f64) -> Limit> = match sign {
        "<" => Some(Limit::Below),
        "<=" => Some(Limit::AtMost),
        ">" => Some(Limit::Above),
        ">=" => Some(Limit::AtLeast),
        _ => None,
    };
    let (limit, text) = match make {
        Some(make) => {
            let (number, text) = word(after);
            (Some(make(number.parse().ok()?)), text)
        }
        None => (None, rest),
    };
    (!text.is_empty()).then(|| Band {
        level: level.to_owned(),
        limit,
        text: text.to_owned(),
    })
}
