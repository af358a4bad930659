//! The signed statement with which a GitHub App asks for tokens.
//! <https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app>

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PKCS1_SHA256;
use secrecy::{ExposeSecret, SecretString};
use weir_model::Time;

use crate::failure::Failure;

/// Clocks differ: it is dated a minute back, and lives less than the ten minutes that are allowed.
const BACK: i64 = 60;
const AHEAD: i64 = 540;

/// Reads an RSA key from PEM, PKCS#1 (as GitHub hands it out) or PKCS#8.
pub(super) fn key(pem: &SecretString) -> Result<Arc<KeyPair>, Failure> {
    let wrong = |what: &str| Failure::config(format!("the private key {what}; paste the whole PEM file"));
    let text = pem.expose_secret();
    let begin = text.find("-----BEGIN ").ok_or_else(|| wrong("is no PEM text"))?;
    let body = text.get(begin..).unwrap_or_default();
    let pkcs1 = body.starts_with("-----BEGIN RSA PRIVATE KEY-----");
    // A form may have turned the line breaks into blanks.
    let inner = body.split("-----").nth(2).unwrap_or_default();
    let base64: String = inner.split_whitespace().collect();
    let der = STANDARD.decode(base64).map_err(|_| wrong("is damaged"))?;
    let pair = if pkcs1 {
        KeyPair::from_der(&der)
    } else {
        KeyPair::from_pkcs8(&der)
    };
    pair.map(Arc::new)
        .map_err(|_| wrong("is no RSA key of 2048 bits or more"))
}

/// A JSON Web Token by RS256.
pub(super) fn sign(key: &KeyPair, issuer: &str, now: Time) -> Result<SecretString, Failure> {
    let seconds = now.0.div_euclid(1_000_000);
    let claims = serde_json::json!({"iat": seconds - BACK, "exp": seconds + AHEAD, "iss": issuer});
    let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","typ":"JWT"}"#);
    let body = URL_SAFE_NO_PAD.encode(claims.to_string());
    let text = format!("{head}.{body}");
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        text.as_bytes(),
        &mut signature,
    )
    .map_err(|_| Failure::config("the private key does not sign; make a new one"))?;
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)).into())
}
