use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use secrecy::ExposeSecret;
use weir_connect::{AuthKind, Connector};

use crate::IntegrationSpec;
use crate::failure::Failure;

/// The header that carries the credential, marked so that no log prints it.
pub(super) fn header(spec: &IntegrationSpec) -> Result<Option<(HeaderName, HeaderValue)>, Failure> {
    let method = spec.auth_method()?;
    let secret = match method.kind {
        AuthKind::Basic { secret, .. } => secret,
        _ => "token",
    };
    let Some(token) = spec.secrets.get(secret) else {
        return Ok(None);
    };
    let token = token.expose_secret().lines().next().unwrap_or_default().trim();
    let (name, value) = match method.kind {
        AuthKind::None | AuthKind::OAuth2(_) | AuthKind::GitHubApp => return Ok(None),
        AuthKind::Bearer => (AUTHORIZATION, format!("Bearer {token}")),
        AuthKind::Basic { user, .. } => {
            let pair = match spec.text(user) {
                None if !user.is_empty() => token.to_owned(),
                user => format!("{}:{token}", user.unwrap_or_default()),
            };
            (AUTHORIZATION, format!("Basic {}", STANDARD.encode(pair)))
        }
        AuthKind::Header { name, prefix } => (header_name(name)?, format!("{prefix}{token}")),
    };
    let mut value = HeaderValue::from_str(&value)
        .map_err(|_| Failure::config("the token holds characters that no token has; paste it again"))?;
    value.set_sensitive(true);
    Ok(Some((name, value)))
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
