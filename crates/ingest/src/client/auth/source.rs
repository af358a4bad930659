//! Access tokens that are got when they are needed and renewed before they end, by one request at a time however
//! many wait for it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use ring::rsa::KeyPair;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use url::form_urlencoded;
use weir_connect::{Action, AuthKind, AuthMethod, FetchError, Grant, OAuth2};
use weir_model::Time;

use super::{jwt, sensitive};
use crate::clock::plus_seconds;
use crate::failure::Failure;
use crate::secrets::Scrubber;
use crate::{Clock, IntegrationSpec, Store};

/// Renewed this long before its end.
const MARGIN_SECONDS: i64 = 300;
/// When the server does not say how long a token lives.
const USUAL_SECONDS: i64 = 3600;
const LARGEST: usize = 1 << 20;
const TRIES: u32 = 3;
const AGAIN: &str = "authorise the integration again";

/// The token that is in use, shared by all who use the credential.
#[derive(Default)]
pub(crate) struct Held(Mutex<Option<Access>>);

/// An access token as it is held and stored.
#[derive(Clone, Serialize, Deserialize)]
struct Access {
    token: String,
    expires: Time,
}

/// What is needed to get a token.
#[derive(Clone)]
pub(crate) enum Recipe {
    OAuth2(Client),
    App {
        app: String,
        installation: String,
        key: Arc<KeyPair>,
    },
}

/// An OAuth 2 client.
#[derive(Clone)]
pub(crate) struct Client {
    server: OAuth2,
    url: String,
    id: String,
    secret: SecretString,
}

/// Gets the tokens of one credential.
pub(crate) struct Source {
    pub(crate) recipe: Recipe,
    pub(crate) held: Arc<Held>,
    pub(crate) http: reqwest::Client,
    pub(crate) base: String,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) integration: String,
    /// What the integration had when the run began.
    pub(crate) secrets: BTreeMap<String, SecretString>,
    pub(crate) scrubber: Scrubber,
}

impl Recipe {
    pub(super) fn new(spec: &IntegrationSpec, method: &'static AuthMethod) -> Result<Self, Failure> {
        let text = |name: &str| {
            let missing = || Failure::config(format!("`{name}` is missing"));
            spec.text(name).map(str::to_owned).ok_or_else(missing)
        };
        let secret = |name: &str| {
            let missing = || Failure::config(format!("the secret `{name}` is missing"));
            spec.secrets.get(name).cloned().ok_or_else(missing)
        };
        match method.kind {
            AuthKind::OAuth2(server) => Ok(Self::OAuth2(Client {
                server,
                url: match spec.text(AuthMethod::TOKEN_URL) {
                    Some(url) => url.to_owned(),
                    None => (server.token_url)(&spec.base_url()?),
                },
                id: text(AuthMethod::CLIENT_ID)?,
                secret: secret(AuthMethod::CLIENT_SECRET)?,
            })),
            _ => Ok(Self::App {
                app: text(AuthMethod::APP_ID)?,
                installation: text(AuthMethod::INSTALLATION_ID)?,
                key: jwt::key(&secret(AuthMethod::PRIVATE_KEY)?)?,
            }),
        }
    }
}

impl Source {
    /// A token that is good for a while. `refused` is one that the upstream no longer takes.
    pub(crate) async fn token(&self, refused: Option<&SecretString>) -> Result<SecretString, Failure> {
        let mut held = self.held.0.lock().await;
        let usable = |access: &Access| {
            plus_seconds(access.expires, -MARGIN_SECONDS) > self.clock.now()
                && refused.is_none_or(|refused| refused.expose_secret() != access.token)
        };
        if let Some(access) = held.as_ref().filter(|access| usable(access)) {
            return Ok(access.token.clone().into());
        }
        let access = match &self.recipe {
            Recipe::App {
                app,
                installation,
                key,
            } => self.installation(app, installation, key).await?,
            Recipe::OAuth2(client) => match client.server.grant {
                Grant::ClientCredentials => self.by_client(client).await?,
                Grant::AuthorizationCode { .. } => self.by_refresh(client, usable).await?,
            },
        };
        let token = SecretString::from(access.token.clone());
        self.scrubber.learn(&token);
        *held = Some(access);
        Ok(token)
    }

    async fn by_client(&self, client: &Client) -> Result<Access, Failure> {
        let scopes = client.server.scopes.join(" ");
        let mut form = vec![("grant_type", "client_credentials")];
        if !scopes.is_empty() {
            form.push(("scope", &scopes));
        }
        Ok(self.ask(client, &form).await?.access)
    }

    /// The refresh token is spent by its use, so that the use is noted before, and what it brought is stored before
    /// anybody gets it.
    async fn by_refresh(&self, client: &Client, usable: impl Fn(&Access) -> bool) -> Result<Access, Failure> {
        let store = |error: crate::StoreError| {
            let hint = "look at the disk and its free space";
            let message = format!("the renewed credential was not stored: {error}");
            Failure::new(Action::Fail, FetchError::Config { message }, hint)
        };
        let mut secrets = self.store.renewing(&self.integration).await.map_err(store)?;
        if !secrets.contains_key(AuthMethod::REFRESH_TOKEN) {
            secrets.clone_from(&self.secrets);
        }
        let stored = secrets
            .get(AuthMethod::ACCESS_TOKEN)
            .and_then(|text| serde_json::from_str::<Access>(text.expose_secret()).ok());
        if let Some(access) = stored.filter(usable) {
            // Another process has renewed it, or this one before it was started again.
            self.store
                .renewed(&self.integration, BTreeMap::new())
                .await
                .map_err(store)?;
            return Ok(access);
        }
        let Some(refresh) = secrets.get(AuthMethod::REFRESH_TOKEN) else {
            return Err(refused(
                401,
                "nobody has authorised the integration yet".to_owned(),
            ));
        };
        self.scrubber.learn(refresh);
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh.expose_secret()),
        ];
        let answer = self.ask(client, &form).await?;
        self.note_end(answer.ends).await;
        let handed_out = answer.secrets()?;
        for again in 1.. {
            match self.store.renewed(&self.integration, handed_out.clone()).await {
                Ok(()) => break,
                Err(error) if again >= TRIES => return Err(store(error)),
                Err(_) => self.clock.sleep(Duration::from_secs(1)).await,
            }
        }
        Ok(answer.access)
    }

    /// Stores when the agreement ends, where the token server says so.
    async fn note_end(&self, ends: Option<Time>) {
        let Some(at) = ends else { return };
        if let Err(error) = self.store.credential_expires(&self.integration, at).await {
            tracing::warn!(%error, "end of the credential not stored");
        }
    }

    async fn installation(&self, app: &str, installation: &str, key: &KeyPair) -> Result<Access, Failure> {
        let url = format!("{}/app/installations/{installation}/access_tokens", self.base);
        let json = self
            .post(|| {
                let statement = jwt::sign(key, app, self.clock.now())?;
                let value = sensitive(&format!("Bearer {}", statement.expose_secret()))?;
                Ok(self.http.post(&url).header(AUTHORIZATION, value))
            })
            .await?;
        let token = json.get("token").and_then(Value::as_str);
        let expires = json
            .get("expires_at")
            .and_then(Value::as_str)
            .and_then(Time::parse);
        let token = token.ok_or_else(|| no_token("token"))?.to_owned();
        let usual = plus_seconds(self.clock.now(), USUAL_SECONDS);
        Ok(Access {
            token,
            expires: expires.unwrap_or(usual),
        })
    }

    async fn ask(&self, client: &Client, form: &[(&str, &str)]) -> Result<Answer, Failure> {
        let json = self
            .post(|| {
                let mut body = form_urlencoded::Serializer::new(String::new());
                body.extend_pairs(form);
                let mut request = self.http.post(&client.url);
                if client.server.basic {
                    let pair = format!("{}:{}", client.id, client.secret.expose_secret());
                    let value = sensitive(&format!("Basic {}", STANDARD.encode(pair)))?;
                    request = request.header(AUTHORIZATION, value);
                } else {
                    body.append_pair("client_id", &client.id);
                    body.append_pair("client_secret", client.secret.expose_secret());
                }
                Ok(request
                    .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(body.finish()))
            })
            .await?;
        Answer::read(&json, self.clock.now())
    }

    /// Asks until there is an answer, a few times.
    async fn post(
        &self,
        request: impl Fn() -> Result<reqwest::RequestBuilder, Failure>,
    ) -> Result<Value, Failure> {
        let mut tried = 1;
        loop {
            let failure = match self.once(request()?).await {
                Ok(json) => return Ok(json),
                Err(failure) => failure,
            };
            if failure.action != Action::Retry || tried >= TRIES {
                return Err(Failure {
                    action: if failure.action == Action::Retry {
                        Action::Fail
                    } else {
                        failure.action
                    },
                    ..failure
                });
            }
            self.clock.sleep(Duration::from_secs(u64::from(tried))).await;
            tried += 1;
        }
    }

    async fn once(&self, request: reqwest::RequestBuilder) -> Result<Value, Failure> {
        let unreachable = |message: String| {
            let error = FetchError::Unreachable {
                host: "the token server".to_owned(),
                message,
            };
            Failure::new(
                Action::Retry,
                error,
                "check the address, and that this machine may reach it",
            )
        };
        let request = request
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, concat!("weir/", env!("CARGO_PKG_VERSION")));
        let mut response = request
            .send()
            .await
            .map_err(|error| unreachable(self.scrubber.clean(&error.without_url().to_string())))?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() <= LARGEST => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Ok(Some(_)) => return Err(unreachable("the answer is too large".to_owned())),
                Err(error) => return Err(unreachable(error.without_url().to_string())),
            }
        }
        let json: Value = serde_json::from_slice(&body).unwrap_or_default();
        let word = |name: &str| json.get(name).and_then(Value::as_str);
        let said = word("error_description").or(word("error")).or(word("message"));
        let said = self.scrubber.clean(said.unwrap_or("no explanation"));
        match status {
            // GitHub answers 200 with an error.
            200..300 if word("error").is_none() => Ok(json),
            429 | 500.. => Err(unreachable(format!("it answered {status}: {said}"))),
            _ => Err(refused(status, said)),
        }
    }
}

/// What a token endpoint hands out.
struct Answer {
    access: Access,
    refresh: Option<String>,
    /// When a person has to agree again: the end of the refresh token, which some servers state.
    ends: Option<Time>,
}

/// Names under which servers state the seconds that a refresh token is good for. None of them is in RFC 6749.
const REFRESH_ENDS: [&str; 2] = ["refresh_token_expires_in", "refresh_expires_in"];

impl Answer {
    fn read(json: &Value, now: Time) -> Result<Self, Failure> {
        let text = |name: &str| json.get(name).and_then(Value::as_str);
        let token = text("access_token").ok_or_else(|| no_token("access_token"))?;
        let number = |name: &str| json.get(name).and_then(Value::as_i64);
        let seconds = number("expires_in");
        let ends = REFRESH_ENDS
            .iter()
            .find_map(|name| number(name))
            .filter(|seconds| *seconds > 0);
        Ok(Self {
            ends: ends.map(|seconds| plus_seconds(now, seconds)),
            access: Access {
                token: token.to_owned(),
                expires: plus_seconds(now, seconds.unwrap_or(USUAL_SECONDS)),
            },
            refresh: text("refresh_token").map(str::to_owned),
        })
    }

    fn secrets(&self) -> Result<BTreeMap<String, SecretString>, Failure> {
        let access = serde_json::to_string(&self.access).map_err(|_| no_token("access_token"))?;
        let mut secrets = BTreeMap::from([(AuthMethod::ACCESS_TOKEN.to_owned(), access.into())]);
        if let Some(refresh) = &self.refresh {
            secrets.insert(AuthMethod::REFRESH_TOKEN.to_owned(), refresh.clone().into());
        }
        Ok(secrets)
    }
}

/// Trades the code that a person's agreement brought for tokens: secrets to be stored.
pub(crate) async fn exchange(
    source: &Source,
    code: &str,
    verifier: &str,
    redirect: &str,
) -> Result<BTreeMap<String, SecretString>, Failure> {
    let Recipe::OAuth2(client) = &source.recipe else {
        return Err(Failure::config(
            "this way to authenticate needs nobody's agreement",
        ));
    };
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("code_verifier", verifier),
        ("redirect_uri", redirect),
    ];
    let answer = source.ask(client, &form).await?;
    source.note_end(answer.ends).await;
    let secrets = answer.secrets()?;
    *source.held.0.lock().await = Some(answer.access);
    Ok(secrets)
}

fn refused(status: u16, message: String) -> Failure {
    Failure::new(
        Action::Unauthorized,
        FetchError::Unauthorized { status, message },
        AGAIN,
    )
}

fn no_token(name: &str) -> Failure {
    let message = format!("it has no `{name}`");
    Failure::malformed(
        "the token server",
        message,
        "check the address of the token server",
    )
}
