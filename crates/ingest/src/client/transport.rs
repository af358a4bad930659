use std::error::Error as _;
use std::sync::Once;

use bytes::{Bytes, BytesMut};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Method};
use url::Url;

use super::{Call, Client, host};
use crate::Options;
use crate::failure::Failure;

const MOST_REDIRECTS: usize = 5;

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) moved: bool,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Broken {
    /// No connection.
    Connect(String),
    /// No answer in time.
    Timeout,
    /// The connection ended before the answer did.
    Cut(String),
    /// More than the body cap.
    TooLarge(usize),
    /// A redirect that must not be followed.
    Redirect(String),
    /// A redirect to where people sign in: the credential is not accepted.
    SignIn(u16),
}

impl Broken {
    /// Whether it says something about the health of the host.
    pub(super) const fn counts(&self) -> bool {
        matches!(self, Self::Connect(_) | Self::Timeout | Self::Cut(_))
    }
}

/// A connection pool for one address. `authority` holds the certificates of a private authority; proxies come from
/// the environment.
pub(super) fn client(
    base: &Url,
    options: &Options,
    authority: Option<&str>,
) -> Result<reqwest::Client, Failure> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // An error says that the process has chosen one already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let mut builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(options.connect_timeout)
        .timeout(options.timeout);
    if matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")) {
        builder = builder.no_proxy();
    }
    if let Some(pem) = authority {
        let wrong = || {
            let what = "is no certificate; paste the PEM text that begins with -----BEGIN CERTIFICATE-----";
            Failure::config(format!("`{}` {what}", weir_connect::CA_KEY))
        };
        let certificates = Certificate::from_pem_bundle(pem.as_bytes()).map_err(|_| wrong())?;
        if certificates.is_empty() {
            return Err(wrong());
        }
        builder = builder.tls_certs_merge(certificates);
    }
    builder
        .build()
        .map_err(|error| Failure::config(format!("no TLS client: {}", root_cause(&error))))
}

/// Sends once, following redirects that stay with the upstream.
pub(super) async fn send(
    client: &Client,
    call: &Call,
    credential: Option<&(HeaderName, HeaderValue)>,
) -> Result<Received, Broken> {
    let mut url = call.url.clone();
    let mut moved = false;
    for _ in 0..=MOST_REDIRECTS {
        let mut request = match call.body.as_ref().or(call.post.as_ref()) {
            None => client.http.request(Method::GET, url.clone()),
            Some(body) => client
                .http
                .request(Method::POST, url.clone())
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone()),
        };
        request = request.headers(client.headers.clone());
        if let Some(validator) = &call.validator {
            request = request.header(IF_NONE_MATCH, validator);
        }
        if let Some((name, value)) = credential
            && host(&url) == host(&call.url)
        {
            request = request.header(name.clone(), value.clone());
        }
        let response = request.send().await.map_err(|error| broken(&error))?;
        let status = response.status().as_u16();
        let location = response
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok());
        if !matches!(status, 301 | 302 | 303 | 307 | 308) || location.is_none() {
            return receive(response, moved, client.options.body_cap).await;
        }
        moved |= matches!(status, 301 | 308);
        let kept = (call.body.is_none() && call.post.is_none()) || matches!(status, 307 | 308);
        url = target(&url, location.unwrap_or_default(), status, kept)?;
    }
    Err(Broken::Redirect(format!(
        "redirects more than {MOST_REDIRECTS} times"
    )))
}

/// Where a redirect may lead: the same host, or another of the same site over TLS.
fn target(from: &Url, location: &str, status: u16, kept: bool) -> Result<Url, Broken> {
    let to = from
        .join(location)
        .map_err(|_| Broken::Redirect("redirects to no address".to_owned()))?;
    if matches!(status, 302 | 303) && is_sign_in(&to) {
        return Err(Broken::SignIn(status));
    }
    let place = format!("{}://{}", to.scheme(), host(&to));
    if !kept {
        return Err(Broken::Redirect(format!("moved to {place}")));
    }
    let same_host = to.scheme() == from.scheme() && host(&to) == host(from);
    let same_site = to.scheme() == "https" && site(&to) == site(from) && site(&to).is_some();
    if same_host || same_site {
        return Ok(to);
    }
    Err(Broken::Redirect(format!("redirects to another site, {place}")))
}

/// Whether an address is a page where people sign in, by the words that vendors use in its path or host.
fn is_sign_in(to: &Url) -> bool {
    const WORDS: [&str; 6] = ["signin", "sign_in", "sign-in", "login", "sso", "saml"];
    let mut parts = to
        .path()
        .split('/')
        .chain(to.host_str().unwrap_or_default().split('.'));
    parts.any(|part| {
        let part = part.to_ascii_lowercase();
        WORDS
            .iter()
            .any(|word| part.trim_start_matches('_').starts_with(word))
    })
}

/// The last two labels of a host name.
fn site(url: &Url) -> Option<String> {
    let domain = url.domain()?;
    let labels: Vec<&str> = domain.rsplit('.').take(2).collect();
    (labels.len() == 2).then(|| labels.join("."))
}

async fn receive(mut response: reqwest::Response, moved: bool, cap: usize) -> Result<Received, Broken> {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
        if body.len() + chunk.len() > cap {
            return Err(Broken::TooLarge(cap));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Received {
        status,
        headers,
        body: body.freeze(),
        moved,
    })
}

fn broken(error: &reqwest::Error) -> Broken {
    if error.is_timeout() {
        return Broken::Timeout;
    }
    let cause = root_cause(error);
    if error.is_connect() {
        Broken::Connect(cause)
    } else {
        Broken::Cut(cause)
    }
}

/// The innermost cause: the outer ones repeat the address.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut text = String::from("no answer");
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    text
}
