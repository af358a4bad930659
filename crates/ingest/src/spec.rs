//! One integration, as a run needs it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use weir_connect::{AUTH_KEY, AuthMethod, Connector, FetchError};
use weir_model::Time;

/// An integration: a connector with its configuration and secrets.
#[derive(Clone)]
pub struct IntegrationSpec {
    /// Id, which becomes the prefix of all its rows' ids.
    pub id: String,
    /// Name given by the user.
    pub name: String,
    /// What it connects to.
    pub connector: &'static Connector,
    /// Configuration, by the connector's schema.
    pub config: Value,
    /// Secrets by [`weir_connect::Credential::name`].
    pub secrets: BTreeMap<String, SecretString>,
    /// This integration's own folder for git mirrors.
    pub data_dir: PathBuf,
    /// How far back to fill; everything when not set.
    pub since: Option<Time>,
}

impl IntegrationSpec {
    /// Whether a configuration switch is on; one that is not set is as the schema says, and else on.
    pub fn switched_on(&self, option: Option<&str>) -> bool {
        switched_on(self.connector, &self.config, option)
    }

    /// Whether the configuration wants the stream: its switch is on, and the variant and the way are the chosen ones.
    pub fn wants(&self, stream: &weir_connect::Stream) -> bool {
        let mut choices = stream.variant.into_iter().chain(stream.way);
        self.switched_on(stream.option) && choices.all(|choice| self.has_chosen(choice))
    }

    /// The ways to read that were chosen.
    pub(crate) fn ways(&self) -> Vec<weir_connect::Choice> {
        let ways = self.connector.streams.iter().filter_map(|stream| stream.way);
        ways.filter(|way| self.has_chosen(*way)).collect()
    }

    /// Whether the choice of the configuration has that value.
    pub fn has_chosen(&self, (choice, value): weir_connect::Choice) -> bool {
        self.choice(choice).as_deref() == Some(value)
    }

    /// What the upstream allows.
    pub(crate) fn budget(&self) -> &'static weir_connect::Budget {
        self.connector.budget_of(|choice| self.has_chosen(choice))
    }

    /// The switches of the configuration that are off, those that the schema has off included.
    pub(crate) fn switched_off(&self) -> Vec<String> {
        let schema = (self.connector.config_schema)();
        let fields = schema.as_value()["properties"].as_object().into_iter().flatten();
        let switches = fields.filter(|(_, field)| field["type"] == "boolean");
        let off = switches.filter(|(name, _)| !self.switched_on(Some(name)));
        off.map(|(name, _)| name.clone()).collect()
    }

    /// Which variant of the product it is, where there are several.
    pub fn variant(&self) -> Option<&'static str> {
        let mut variants = self.connector.streams.iter().filter_map(|stream| stream.variant);
        let chosen = variants.find(|choice| self.has_chosen(*choice));
        chosen.map(|(_, value)| value)
    }

    /// What was chosen, or what the schema says when nothing was.
    pub(crate) fn choice(&self, name: &str) -> Option<String> {
        let given = self.text(name).map(str::to_owned);
        given.or_else(|| usual(self.connector, name)?.as_str().map(str::to_owned))
    }

    /// A text of the configuration; `None` when it is not there or empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let text = self.config.get(name)?.as_str()?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// A list of the configuration; a single text counts as a list of one.
    pub fn list(&self, name: &str) -> Result<Vec<String>, FetchError> {
        let wrong = || FetchError::Config {
            message: format!("`{name}` must be a list of texts"),
        };
        let entries = match self.config.get(name) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(entries)) => entries
                .iter()
                .map(|entry| entry.as_str().map(str::to_owned).ok_or_else(wrong))
                .collect::<Result<_, _>>()?,
            Some(_) => return Err(wrong()),
        };
        let mut list: Vec<String> = Vec::new();
        for entry in entries {
            let entry = entry.trim().to_owned();
            if !entry.is_empty() && !list.contains(&entry) {
                list.push(entry);
            }
        }
        Ok(list)
    }

    /// Whether none of these lists has an entry.
    pub(crate) fn otherwise(&self, lists: &[&str]) -> Result<bool, FetchError> {
        for list in lists {
            if !self.list(list)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How it is let in.
    pub fn auth_method(&self) -> Result<&'static AuthMethod, FetchError> {
        self.connector
            .auth_method(&self.config)
            .ok_or_else(|| FetchError::Config {
                message: format!(
                    "`{AUTH_KEY}` is `{}`, which {} does not know",
                    self.text(AUTH_KEY).unwrap_or_default(),
                    self.connector.title
                ),
            })
    }

    /// The root of the upstream's paths, without a slash at its end.
    pub fn base_url(&self) -> Result<String, FetchError> {
        let text = self
            .text("url")
            .or(self.connector.base_url.default)
            .ok_or_else(|| FetchError::Config {
                message: format!(
                    "`url` is missing; enter the address, for example {}",
                    self.connector.base_url.example
                ),
            })?;
        Ok(text.trim_end_matches('/').to_owned())
    }
}

/// Whether a switch of a connector's configuration is on; one that is not set is as the schema says, and else on.
pub fn switched_on(connector: &Connector, config: &Value, option: Option<&str>) -> bool {
    option.is_none_or(|name| {
        let given = config.get(name).and_then(Value::as_bool);
        given
            .or_else(|| usual(connector, name)?.as_bool())
            .unwrap_or(true)
    })
}

/// What the schema says where the configuration says nothing.
fn usual(connector: &Connector, name: &str) -> Option<Value> {
    let schema = (connector.config_schema)();
    schema
        .as_value()
        .pointer(&format!("/properties/{name}/default"))
        .cloned()
}

/// How a run behaves; the defaults are for production.
#[derive(Clone, Debug)]
pub struct Options {
    /// Partitions worked on at a time.
    pub partitions_in_flight: usize,
    /// Requests that all integrations together may make at a time; they have them by turns.
    pub requests_in_flight: usize,
    /// Pages a partition may read before another one has its turn.
    pub pages_per_turn: usize,
    /// Tries of one request, the first included.
    pub tries: u32,
    /// Pause before the first retry; doubles each time, jittered.
    pub first_pause: Duration,
    /// Longest pause between tries.
    pub longest_pause: Duration,
    /// Longest wait for a quota; beyond it the run ends as throttled.
    pub longest_wait: Duration,
    /// Largest answer, decompressed.
    pub body_cap: usize,
    /// Time to connect.
    pub connect_timeout: Duration,
    /// Time for one request and its answer.
    pub timeout: Duration,
    /// History that is fetched first, for all partitions, before any older.
    pub recent_days: u32,
    /// While history is read, what is new is read this often.
    pub tail_every: Duration,
    /// How often it is asked what is still there.
    pub census_every: Duration,
    /// Percent of each quota left to other users of the credential.
    pub reserve_percent: u32,
    /// Seconds before the start of a run that it never claims to have covered: clocks differ.
    pub margin_seconds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            partitions_in_flight: 4,
            requests_in_flight: 32,
            pages_per_turn: 8,
            tries: 6,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_mins(1),
            longest_wait: Duration::from_mins(70),
            body_cap: 64 << 20,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(90),
            recent_days: 30,
            tail_every: Duration::from_mins(5),
            census_every: Duration::from_hours(24),
            reserve_percent: 20,
            margin_seconds: 60,
        }
    }
}
