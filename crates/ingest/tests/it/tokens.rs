//! A server that hands out tokens: OAuth 2 with refresh tokens that work once, and installations of a GitHub App.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rsa::KeyPair;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::{Value, json};
use weir_ingest::{Clock, TestClock};
use weir_model::Time;

use crate::upstream::World;

/// Key of the App, made for this test and used nowhere else.
pub(crate) const APP_KEY: &str = include_str!("app_key.pem");
pub(crate) const CLIENT: (&str, &str) = ("the-client", "the-client-secret");

#[derive(Default)]
pub(crate) struct Server {
    /// The refresh token that works now.
    pub(crate) refresh: String,
    /// One that was spent works again for so long, as long as its successor was not used.
    pub(crate) grace: i64,
    pub(crate) spent: BTreeMap<String, i64>,
    pub(crate) made: u64,
    /// Seconds that access tokens live.
    pub(crate) lives: i64,
    /// Grants that were asked for.
    pub(crate) asked: Vec<String>,
    /// Answers that fail before the first good one.
    pub(crate) failures: u32,
}

pub(crate) fn answer(
    world: &mut World,
    clock: &TestClock,
    path: &str,
    authorization: Option<&str>,
    body: &[u8],
) -> Option<(u16, Value)> {
    let now = clock.now().0 / 1_000_000;
    match path {
        "/oauth/token" => Some(oauth(world, now, body)),
        "/app/installations/7/access_tokens" => Some(installation(world, now, authorization)),
        _ => None,
    }
}

/// A new access token is the only one that is let in.
fn hand_out(world: &mut World) -> String {
    world.tokens_of.made += 1;
    let token = format!("access-token-{}", world.tokens_of.made);
    world.accepted = Some(BTreeSet::from([token.clone()]));
    token
}

fn oauth(world: &mut World, now: i64, body: &[u8]) -> (u16, Value) {
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    if (field("client_id"), field("client_secret")) != CLIENT {
        return (401, json!({"error": "invalid_client"}));
    }
    let server = &mut world.tokens_of;
    server.asked.push(field("grant_type").to_owned());
    if server.failures > 0 {
        server.failures -= 1;
        return (503, json!({"error": "temporarily_unavailable"}));
    }
    let lives = server.lives;
    let given = field("refresh_token").to_owned();
    match field("grant_type") {
        "client_credentials" => {}
        "authorization_code" if field("code") == "good" && field("code_verifier").len() == 43 => {}
        "refresh_token" => {
            let graced = server
                .spent
                .get(&given)
                .is_some_and(|at| now - at <= server.grace);
            if given != server.refresh && !graced {
                return (
                    400,
                    json!({"error": "invalid_grant", "error_description": format!("{given} was used")}),
                );
            }
            server.spent.entry(given).or_insert(now);
        }
        _ => return (400, json!({"error": "invalid_grant"})),
    }
    let access = hand_out(world);
    let mut answer = json!({"access_token": access, "expires_in": lives, "token_type": "bearer"});
    if field("grant_type") != "client_credentials" {
        let server = &mut world.tokens_of;
        server.refresh = format!("refresh-token-{}", server.made);
        answer["refresh_token"] = server.refresh.clone().into();
    }
    (200, answer)
}

fn installation(world: &mut World, now: i64, authorization: Option<&str>) -> (u16, Value) {
    world.tokens_of.asked.push("installation".to_owned());
    let statement = authorization.unwrap_or_default().trim_start_matches("Bearer ");
    let refuse = |why: &str| (401, json!({ "message": why }));
    let Some((signed, signature)) = statement.rsplit_once('.') else {
        return refuse("no statement");
    };
    let base64: String = APP_KEY.lines().filter(|line| !line.starts_with('-')).collect();
    let pair = KeyPair::from_der(&STANDARD.decode(base64).unwrap()).unwrap();
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public());
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    if key.verify(signed.as_bytes(), &signature).is_err() {
        return refuse("the signature is wrong");
    }
    let claims = signed.split_once('.').unwrap().1;
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let (from, to) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
    if claims["iss"] != "4711" || from > now || to <= now || to - now > 600 {
        return refuse("the statement does not hold");
    }
    let token = hand_out(world);
    let expires = Time::from_seconds(now + 3600).to_string();
    (201, json!({"token": token, "expires_at": expires}))
}
