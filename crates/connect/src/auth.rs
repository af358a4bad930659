use schemars::Schema;
use serde_json::{Map, Value, json};

use crate::{Connector, Request};

/// Key of the configuration that chooses an [`AuthMethod`]; without it the first one is used.
pub const AUTH_KEY: &str = "auth";

/// Key of the configuration that holds the certificates of a private authority, as PEM.
pub const CA_KEY: &str = "ca_certificate";

/// Key of the configuration that says how much of each quota stays free for others, in percent.
pub const FREE_KEY: &str = "quota_free_percent";

/// One way to be let in. An integration chooses one by the configuration key [`AUTH_KEY`].
#[derive(Clone, Copy, Debug)]
pub struct AuthMethod {
    /// `token`: the value of the configuration key; unique in the connector.
    pub id: &'static str,
    /// Label of the choice.
    pub title: &'static str,
    /// When to choose it.
    pub doc: &'static str,
    /// How requests carry the credential.
    pub kind: AuthKind,
    /// Secrets it needs, stored apart from the configuration and never shown again.
    pub credentials: &'static [Credential],
    /// Further texts of the configuration that it needs: user names, client ids.
    pub fields: &'static [AuthField],
    /// The user that git gives with the secret, where the host asks for a certain one.
    pub git_user: Option<&'static str>,
}

/// A secret that a method needs.
#[derive(Clone, Copy, Debug)]
pub struct Credential {
    /// Name under which it is stored: `token`.
    pub name: &'static str,
    /// Label of the field.
    pub title: &'static str,
    /// What to make and with which permissions.
    pub doc: &'static str,
    /// Whether the method works without it (git on a public or local repository).
    pub optional: bool,
    /// Whether several may be given, one a line: their quotas add up, and one that is refused is left out.
    pub several: bool,
}

/// A text of the configuration that belongs to a method.
#[derive(Clone, Copy, Debug)]
pub struct AuthField {
    /// Key of the configuration.
    pub name: &'static str,
    /// Label of the field.
    pub title: &'static str,
    /// What to enter.
    pub doc: &'static str,
    /// Whether the method works without it.
    pub optional: bool,
}

/// How a request carries the credential.
#[derive(Clone, Copy, Debug)]
pub enum AuthKind {
    /// No header.
    None,
    /// `Authorization: Bearer TOKEN`, the secret being `token`.
    Bearer,
    /// `Authorization: Basic base64(user:secret)`.
    Basic {
        /// Configuration key of the user; empty when the upstream wants none. When the configuration has no such
        /// text, each line of the secret is `user:secret`.
        user: &'static str,
        /// Name of the secret.
        secret: &'static str,
    },
    /// Any other header with the secret `token`.
    Header {
        /// Its name, lower case.
        name: &'static str,
        /// What stands before the token.
        prefix: &'static str,
    },
    /// Access tokens of an OAuth 2 server.
    OAuth2(OAuth2),
    /// A GitHub App: the configuration has [`AuthMethod::APP_ID`] and [`AuthMethod::INSTALLATION_ID`], the secret
    /// [`AuthMethod::PRIVATE_KEY`] signs requests for the installation's tokens, which live an hour.
    /// <https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app>
    GitHubApp,
}

/// An OAuth 2 server. The configuration has [`AuthMethod::CLIENT_ID`] (and, when the upstream stands elsewhere,
/// [`AuthMethod::TOKEN_URL`]), the secrets are [`AuthMethod::CLIENT_SECRET`] and what the server hands out.
#[derive(Clone, Copy, Debug)]
pub struct OAuth2 {
    /// How the first token is got.
    pub grant: Grant,
    /// Address of the token endpoint for a base URL.
    pub token_url: fn(base: &str) -> String,
    /// What is asked for.
    pub scopes: &'static [&'static str],
    /// Whether client id and secret travel as basic authentication rather than in the body.
    pub basic: bool,
    /// Whether each refresh hands out a new refresh token and spoils the old one.
    pub rotates: bool,
}

/// How the first access token is got.
#[derive(Clone, Copy, Debug)]
pub enum Grant {
    /// The client's own right.
    ClientCredentials,
    /// A person agrees in the browser; refreshed afterwards.
    AuthorizationCode {
        /// Address of the page where the person agrees, for a base URL.
        authorize_url: fn(base: &str) -> String,
        /// Further parameters of that page.
        extra: &'static [(&'static str, &'static str)],
    },
}

const APP_SECRETS: &[Credential] = &[Credential::new(
    AuthMethod::PRIVATE_KEY,
    "Private key",
    "The PEM file that the App's settings page hands out under `Private keys`.",
)];

const APP_FIELDS: &[AuthField] = &[
    AuthField::new(
        AuthMethod::APP_ID,
        "App ID",
        "The number or the client id on the App's settings page.",
    ),
    AuthField::new(
        AuthMethod::INSTALLATION_ID,
        "Installation ID",
        "The number at the end of the address of the installation's page.",
    ),
];

const CLIENT_SECRETS: &[Credential] = &[Credential::new(
    AuthMethod::CLIENT_SECRET,
    "Client secret",
    "What the registration of the client hands out.",
)];

const CLIENT_FIELDS: &[AuthField] = &[
    AuthField::new(
        AuthMethod::CLIENT_ID,
        "Client ID",
        "What the registration of the client hands out.",
    ),
    AuthField::new(
        AuthMethod::TOKEN_URL,
        "Token address",
        "Where access tokens are got; leave it empty for the usual place.",
    )
    .optional(),
];

impl AuthKind {
    /// Its kind in one word, for the API and the documentation.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Bearer => "bearer",
            Self::Basic { .. } => "basic",
            Self::Header { .. } => "header",
            Self::OAuth2(OAuth2 {
                grant: Grant::ClientCredentials,
                ..
            }) => "oauth2_client",
            Self::OAuth2(_) => "oauth2_code",
            Self::GitHubApp => "github_app",
        }
    }
}

impl Credential {
    /// A secret that is needed.
    pub const fn new(name: &'static str, title: &'static str, doc: &'static str) -> Self {
        Self {
            name,
            title,
            doc,
            optional: false,
            several: false,
        }
    }

    /// … that can be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// … of which there may be several, one a line.
    #[must_use]
    pub const fn several(mut self) -> Self {
        self.several = true;
        self
    }
}

impl AuthField {
    /// A text that is needed.
    pub const fn new(name: &'static str, title: &'static str, doc: &'static str) -> Self {
        Self {
            name,
            title,
            doc,
            optional: false,
        }
    }

    /// … that can be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

impl AuthMethod {
    /// Configuration key: id of an OAuth 2 client.
    pub const CLIENT_ID: &'static str = "client_id";
    /// Configuration key: address of the token endpoint, where it is not the usual one.
    pub const TOKEN_URL: &'static str = "token_url";
    /// Secret of an OAuth 2 client.
    pub const CLIENT_SECRET: &'static str = "client_secret";
    /// Secret that the authorization hands out: what new access tokens are got with.
    pub const REFRESH_TOKEN: &'static str = "refresh_token";
    /// Secret that the authorization hands out: what requests carry.
    pub const ACCESS_TOKEN: &'static str = "access_token";
    /// Configuration key: id of a GitHub App.
    pub const APP_ID: &'static str = "app_id";
    /// Configuration key: id of its installation.
    pub const INSTALLATION_ID: &'static str = "installation_id";
    /// Secret: its private key, as PEM.
    pub const PRIVATE_KEY: &'static str = "private_key";

    /// One `Authorization: Bearer` token, or several.
    pub const fn bearer(
        id: &'static str,
        title: &'static str,
        doc: &'static str,
        credentials: &'static [Credential],
    ) -> Self {
        Self {
            id,
            title,
            doc,
            kind: AuthKind::Bearer,
            credentials,
            fields: &[],
            git_user: None,
        }
    }

    /// … with which git gives this user.
    #[must_use]
    pub const fn git_user(mut self, user: &'static str) -> Self {
        self.git_user = Some(user);
        self
    }

    /// Nothing in the requests; the secrets, if any, are for git.
    pub const fn none(credentials: &'static [Credential]) -> Self {
        Self {
            id: "none",
            title: "None",
            doc: "Nothing is needed.",
            kind: AuthKind::None,
            credentials,
            fields: &[],
            git_user: None,
        }
    }

    /// A GitHub App.
    pub const fn github_app(doc: &'static str) -> Self {
        Self {
            id: "app",
            title: "GitHub App",
            doc,
            kind: AuthKind::GitHubApp,
            credentials: APP_SECRETS,
            fields: APP_FIELDS,
            git_user: None,
        }
    }

    /// OAuth 2 in either grant. `doc` says where to register the client and with which scopes.
    pub const fn oauth2(id: &'static str, title: &'static str, doc: &'static str, server: OAuth2) -> Self {
        Self {
            id,
            title,
            doc,
            kind: AuthKind::OAuth2(server),
            credentials: CLIENT_SECRETS,
            fields: CLIENT_FIELDS,
            git_user: None,
        }
    }

    /// Secrets it may hold: those entered, and those an authorization hands out.
    pub fn knows_secret(&self, name: &str) -> bool {
        let handed_out = matches!(self.kind, AuthKind::OAuth2(_))
            && matches!(name, Self::REFRESH_TOKEN | Self::ACCESS_TOKEN);
        handed_out || self.credentials.iter().any(|credential| credential.name == name)
    }
}

impl Connector {
    /// The method a configuration chooses; `None` when it names one that there is not.
    pub fn auth_method(&self, config: &Value) -> Option<&'static AuthMethod> {
        match config.get(AUTH_KEY).and_then(Value::as_str).map(str::trim) {
            None | Some("") => self.auth.first(),
            Some(id) => self.auth.iter().find(|method| method.id == id),
        }
    }

    /// Whether it asks an API, rather than only git.
    pub fn has_api(&self) -> bool {
        let asks = |stream: &crate::Stream| !matches!(stream.request, Request::Git(_) | Request::Pushed);
        !self.checks.is_empty() || self.streams.iter().any(asks)
    }

    /// JSON schema of the whole configuration: the connector's own fields, those of its methods of
    /// authentication, and those that every connector with an API has.
    pub fn schema(&self) -> Schema {
        let mut schema = (self.config_schema)();
        let added = self.added_fields();
        if added.is_empty() {
            return schema;
        }
        let fields = schema
            .ensure_object()
            .entry("properties")
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(fields) = fields.as_object_mut() {
            for (name, field) in added {
                fields.entry(name).or_insert(field);
            }
        }
        schema
    }

    fn added_fields(&self) -> Vec<(String, Value)> {
        let text =
            |title: &str, doc: &str| json!({"type": ["string", "null"], "title": title, "description": doc});
        let mut added = Vec::new();
        if let [first, _, ..] = self.auth {
            let ids: Vec<&str> = self.auth.iter().map(|method| method.id).collect();
            let field = json!({
                "type": "string", "enum": ids, "default": first.id, "title": "Authentication",
                "description": "How Weir is let in.",
            });
            added.push((AUTH_KEY.to_owned(), field));
        }
        for field in self.auth.iter().flat_map(|method| method.fields) {
            added.push((field.name.to_owned(), text(field.title, field.doc)));
        }
        if self.has_api() {
            let doc = "Certificates (PEM) of the authority that signed the upstream's certificate, when it is a \
                       private one.";
            let mut field = text("Certificate authority", doc);
            field["format"] = "lines".into();
            added.push((CA_KEY.to_owned(), field));
            let doc = "Percent of each quota that is left to other users of the credential; the account's setting \
                       when empty.";
            let field = json!({
                "type": ["integer", "null"], "minimum": 0, "maximum": 90, "title": "Quota left free",
                "description": doc,
            });
            added.push((FREE_KEY.to_owned(), field));
        }
        added
    }
}
