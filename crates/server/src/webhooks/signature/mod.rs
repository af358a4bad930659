//! Whether a delivery is genuine. Everything is compared in a time that does not depend on what is compared.

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac::{self, HMAC_SHA256, Key};
use secrecy::{ExposeSecret as _, SecretString};
use weir_connect::{Encoding, First, Hmac, Message, Proof};

/// What a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Who knows the secret has sent it.
    Genuine,
    /// Anybody may have sent it.
    Forged,
    /// Its time is too far from now: somebody may be sending an old one again.
    Stale,
}

/// Judges a delivery by the first proof whose header it carries. Any of the secrets will do; `now` is in seconds.
pub(super) fn judge(
    proofs: &[Proof],
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[&SecretString],
    now: i64,
) -> Verdict {
    let carried = proofs
        .iter()
        .find_map(|proof| Some((proof, header(headers, proof.header())?)));
    let Some((proof, given)) = carried else {
        return Verdict::Forged;
    };
    let genuine = match proof {
        Proof::Hmac(hmac) => {
            let Some(parts) = parts(hmac, headers) else {
                return Verdict::Forged;
            };
            secrets.iter().fold(false, |found, secret| {
                found | signed(hmac, &parts, body, given, secret)
            })
        }
        Proof::Token { .. } => secrets
            .iter()
            .fold(false, |found, secret| found | equal(given.as_bytes(), secret)),
        Proof::Basic => password(given).is_some_and(|given| {
            secrets
                .iter()
                .fold(false, |found, secret| found | equal(&given, secret))
        }),
        Proof::Key { schemes } => after(schemes, given).is_some_and(|given| {
            secrets
                .iter()
                .fold(false, |found, secret| found | equal(given.as_bytes(), secret))
        }),
    };
    match proof {
        _ if !genuine => Verdict::Forged,
        Proof::Hmac(hmac) if !is_recent(hmac, headers, now) => Verdict::Stale,
        _ => Verdict::Genuine,
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// What stands before the body in what is signed; `None` when a header that belongs there is missing.
fn parts(hmac: &Hmac, headers: &HeaderMap) -> Option<String> {
    let Message::Stamped { first, separator } = hmac.message else {
        return Some(String::new());
    };
    let stamp = header(headers, hmac.replay?.header)?;
    let first = match first {
        First::Text(text) => text,
        First::Header(name) => header(headers, name)?,
    };
    Some(format!("{first}{separator}{stamp}{separator}"))
}

fn signed(hmac: &Hmac, before: &str, body: &[u8], given: &str, secret: &SecretString) -> bool {
    let key = Key::new(HMAC_SHA256, &key(hmac, secret.expose_secret()));
    let mut context = hmac::Context::with_key(&key);
    context.update(before.as_bytes());
    context.update(body);
    let tag = context.sign();
    let candidates: Vec<&str> = match hmac.several {
        Some(separator) => given.split(separator).collect(),
        None => vec![given],
    };
    // Verifying the tag of the tag compares two tags without saying where they differ.
    let blind = Key::new(HMAC_SHA256, b"weir");
    let expected = hmac::sign(&blind, tag.as_ref());
    candidates.into_iter().fold(false, |found, candidate| {
        let bytes = candidate
            .trim()
            .strip_prefix(hmac.prefix)
            .and_then(|text| decoded(hmac.encoding, text));
        found | bytes.is_some_and(|bytes| hmac::verify(&blind, &bytes, expected.as_ref()).is_ok())
    })
}

/// The bytes of the key.
fn key(hmac: &Hmac, secret: &str) -> Vec<u8> {
    let text = secret.strip_prefix("whsec_").filter(|_| hmac.decoded_key);
    text.and_then(|text| STANDARD.decode(text).ok())
        .unwrap_or_else(|| secret.as_bytes().to_vec())
}

fn decoded(encoding: Encoding, text: &str) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Base64 => STANDARD.decode(text).ok(),
        Encoding::Hex => {
            let digits = text.as_bytes();
            let digit = |byte: u8| char::from(byte).to_digit(16);
            digits
                .chunks(2)
                .map(|pair| match pair {
                    [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
                    _ => None,
                })
                .collect()
        }
    }
}

/// Whether a text is the secret.
pub(super) fn equal(given: &[u8], secret: &SecretString) -> bool {
    let blind = Key::new(HMAC_SHA256, b"weir");
    let expected = hmac::sign(&blind, secret.expose_secret().as_bytes());
    hmac::verify(&blind, given, expected.as_ref()).is_ok()
}

/// The password of basic authentication.
fn password(given: &str) -> Option<Vec<u8>> {
    let (scheme, text) = given.split_once(' ')?;
    let decoded = STANDARD
        .decode(text.trim())
        .ok()
        .filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let colon = decoded.iter().position(|byte| *byte == b':')?;
    Some(decoded[colon + 1..].to_vec())
}

/// What stands behind one of the words, in whatever case.
fn after<'a>(schemes: &[&str], given: &'a str) -> Option<&'a str> {
    let (scheme, text) = given.split_once(' ')?;
    let known = schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    known.then(|| text.trim())
}

fn is_recent(hmac: &Hmac, headers: &HeaderMap, now: i64) -> bool {
    hmac.replay.is_none_or(|replay| {
        let stamp = header(headers, replay.header).and_then(|text| text.parse::<i64>().ok());
        stamp.is_some_and(|stamp| now.abs_diff(stamp) <= replay.seconds.unsigned_abs())
    })
}

#[cfg(test)]
mod tests;
