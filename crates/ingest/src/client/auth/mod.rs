//! How requests carry credentials: fixed headers, or tokens that are got and renewed when they are needed.

mod jwt;
mod source;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret, SecretString};
use weir_connect::{AuthKind, AuthMethod, Connector, Grant};

use crate::IntegrationSpec;
use crate::failure::Failure;
use crate::secrets::hash;
use source::Recipe;
pub(crate) use source::{Held, Source, exchange};

/// One credential of an integration.
pub(crate) struct Given {
    /// What its budget is kept under; does not give it away.
    pub(crate) key: String,
    pub(crate) way: Way,
}

/// How a credential gets into a request.
pub(crate) enum Way {
    /// Not at all.
    Open,
    /// A header that stays as it is, and the secret in it.
    Fixed(HeaderName, HeaderValue, SecretString),
    /// A token that is got first.
    Got(Recipe),
}

/// The credentials of an integration, one for each token that was given.
pub(crate) fn given(spec: &IntegrationSpec) -> Result<Vec<Given>, Failure> {
    let method = spec.auth_method()?;
    match method.kind {
        AuthKind::None => Ok(vec![open()]),
        AuthKind::Bearer => fixed(spec, "token", |token| {
            Ok((AUTHORIZATION, format!("Bearer {token}")))
        }),
        AuthKind::Header { name, prefix } => fixed(spec, "token", |token| {
            Ok((header_name(name)?, format!("{prefix}{token}")))
        }),
        AuthKind::Basic { user, secret } => fixed(spec, secret, |token| {
            let pair = match spec.text(user) {
                None if !user.is_empty() => token.to_owned(),
                user => format!("{}:{token}", user.unwrap_or_default()),
            };
            Ok((AUTHORIZATION, format!("Basic {}", STANDARD.encode(pair))))
        }),
        AuthKind::OAuth2(_) | AuthKind::GitHubApp => {
            let recipe = Recipe::new(spec, method)?;
            Ok(vec![Given {
                key: key_of(spec, method),
                way: Way::Got(recipe),
            }])
        }
    }
}

fn open() -> Given {
    Given {
        key: "anonymous".to_owned(),
        way: Way::Open,
    }
}

fn fixed(
    spec: &IntegrationSpec,
    secret: &str,
    header: impl Fn(&str) -> Result<(HeaderName, String), Failure>,
) -> Result<Vec<Given>, Failure> {
    let Some(secret) = spec.secrets.get(secret) else {
        return Ok(vec![open()]);
    };
    let mut all: Vec<Given> = Vec::new();
    for line in secret.expose_secret().lines().map(str::trim) {
        let key = hash(line);
        if line.is_empty() || all.iter().any(|known| known.key == key) {
            continue;
        }
        let (name, value) = header(line)?;
        let way = Way::Fixed(name, sensitive(&value)?, line.to_owned().into());
        all.push(Given { key, way });
    }
    if all.is_empty() {
        all.push(open());
    }
    Ok(all)
}

/// What makes the credential of a method one: integrations that use the same share its quota.
fn key_of(spec: &IntegrationSpec, method: &AuthMethod) -> String {
    let text = |name: &str| spec.text(name).unwrap_or_default();
    let parts = match method.kind {
        AuthKind::GitHubApp => [text(AuthMethod::APP_ID), text(AuthMethod::INSTALLATION_ID), ""],
        // A person's agreement belongs to the integration it was given to.
        AuthKind::OAuth2(server) if matches!(server.grant, Grant::AuthorizationCode { .. }) => {
            [text(AuthMethod::CLIENT_ID), spec.id.as_str(), "code"]
        }
        _ => [text(AuthMethod::CLIENT_ID), "", "client"],
    };
    hash(&parts.join("\n"))
}

/// A header value that no log prints.
pub(super) fn sensitive(value: &str) -> Result<HeaderValue, Failure> {
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| Failure::config("the token holds characters that no token has; paste it again"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The headers every request carries.
pub(super) fn fixed_headers(connector: &Connector) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    let agent = concat!("weir/", env!("CARGO_PKG_VERSION"));
    headers.insert(USER_AGENT, HeaderValue::from_static(agent));
    for (name, value) in connector.headers {
        headers.insert(header_name(name)?, HeaderValue::from_static(value));
    }
    Ok(headers)
}

fn header_name(name: &str) -> Result<HeaderName, Failure> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Failure::config(format!("`{name}` is not a header name")))
}
