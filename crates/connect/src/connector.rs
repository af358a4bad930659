use crate::{AuthMethod, Budget, Cost, ErrorRule, Gap, Load, Stream, Webhooks};

/// One upstream product: data only.
#[derive(Debug)]
pub struct Connector {
    /// `github`: the folder, the documentation page and the value in the database.
    pub id: &'static str,
    /// Name as its vendor writes it.
    pub title: &'static str,
    /// Where the catalogue lists it.
    pub category: Category,
    /// One sentence for the catalogue.
    pub about: &'static str,
    /// The vendor's API documentation.
    pub docs: &'static str,
    /// JSON schema of the connector's own part of the configuration; [`Connector::schema`] has all of it. The form,
    /// its validation and the documentation come from it.
    pub config_schema: fn() -> schemars::Schema,
    /// Root of all relative paths.
    pub base_url: BaseUrl,
    /// The GraphQL endpoint of a given base URL.
    pub graphql_url: Option<fn(&str) -> String>,
    /// Ways to be let in, the usual one first; at least one.
    pub auth: &'static [AuthMethod],
    /// Headers every request carries.
    pub headers: &'static [(&'static str, &'static str)],
    /// What the upstream allows.
    pub budget: Budget,
    /// What it allows instead where the configuration has made that choice: variants of a product differ.
    pub budgets: &'static [(Choice, Budget)],
    /// What "Validate connection" asks, in order.
    pub checks: &'static [Check],
    /// What to do about failed answers; the first rule that fits decides, [`ErrorRule::DEFAULTS`] come after.
    pub errors: &'static [ErrorRule],
    /// What can be ingested; parents before children.
    pub streams: &'static [Stream],
    /// What the upstream does not say of the tables that the streams fill.
    pub gaps: &'static [Gap],
    /// What a load costs, stated before it is fetched and asserted by tests.
    pub plan: fn(&Load) -> Cost,
    /// What the upstream sends by itself.
    pub webhooks: Option<&'static Webhooks>,
}

/// A choice of the configuration, and the value that was chosen.
pub type Choice = (&'static str, &'static str);

impl Connector {
    /// What the upstream allows where these choices were made.
    pub fn budget_of(&self, chosen: impl Fn(Choice) -> bool) -> &Budget {
        let own = self.budgets.iter().find(|(choice, _)| chosen(*choice));
        own.map_or(&self.budget, |(_, budget)| budget)
    }

    /// Whether everything that is known of it is delivered: nobody is asked.
    pub fn is_pushed(&self) -> bool {
        self.webhooks.is_some_and(|webhooks| webhooks.carried.is_some())
    }

    /// The stream of that name.
    pub fn stream(&self, name: &str) -> Option<&'static Stream> {
        self.streams.iter().find(|stream| stream.name == name)
    }
}

/// Section of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Trackers.
    IssueManagement,
    /// Code hosts and git.
    SourceControl,
    /// Pipelines and deployments.
    CiCd,
    /// Code analysis.
    CodeQuality,
    /// On-call and incidents.
    IncidentManagement,
    /// Chat.
    Collaboration,
}

/// Root of the paths.
#[derive(Debug)]
pub struct BaseUrl {
    /// Used when the configuration has no `url`.
    pub default: Option<&'static str>,
    /// What the user enters, as an example.
    pub example: &'static str,
}

/// One request of "Validate connection".
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What is tried: "read pull requests".
    pub name: &'static str,
    /// Path, with placeholders as in a stream.
    pub path: &'static str,
    /// The permission that is missing when the upstream refuses.
    pub permission: &'static str,
    /// Configuration switch without which it is not asked.
    pub option: Option<&'static str>,
    /// JSON pointer to what the answer must say is `true`; else the permission is missing, whatever the status.
    pub holds: Option<&'static str>,
    /// Choice of the configuration with which it is asked.
    pub variant: Option<Choice>,
    /// JSON pointer to when the credential ends, where the answer says it. Such a question is asked by itself now and
    /// then, and a refusal of it says nothing of the connection.
    pub expires: Option<&'static str>,
}

impl Check {
    /// A question that is always asked, and whose permission the status alone tells.
    pub const fn new(name: &'static str, path: &'static str, permission: &'static str) -> Self {
        Self {
            name,
            path,
            permission,
            option: None,
            holds: None,
            variant: None,
            expires: None,
        }
    }

    /// Configuration switch.
    #[must_use]
    pub const fn option(mut self, name: &'static str) -> Self {
        self.option = Some(name);
        self
    }

    /// Is asked only when the choice of the configuration has this value.
    #[must_use]
    pub const fn variant(mut self, choice: &'static str, value: &'static str) -> Self {
        self.variant = Some((choice, value));
        self
    }

    /// When the credential ends.
    #[must_use]
    pub const fn expires(mut self, pointer: &'static str) -> Self {
        self.expires = Some(pointer);
        self
    }

    /// What the answer must say is `true`.
    #[must_use]
    pub const fn holds(mut self, pointer: &'static str) -> Self {
        self.holds = Some(pointer);
        self
    }
}
