use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::TryRngCore as _;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// What a symmetric secret begins with.
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme>
const PREFIX: &str = "whsec_";
/// The specification asks for 24 to 64 bytes.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// A secret does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// It has another form.
    #[error("the secret must be `whsec_` and 24 to 64 bytes as base64 text")]
    Form,
    /// None can be made.
    #[error("the system gives no random bytes")]
    Random,
}

/// A new secret.
pub fn new_secret() -> Result<SecretString, SecretError> {
    let mut bytes = [0u8; 32];
    rand::rngs::OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|_| SecretError::Random)?;
    Ok(format!("{PREFIX}{}", BASE64.encode(bytes)).into())
}

/// The value of the header `webhook-signature`: of the message's id, the moment of sending in seconds, and the bytes of
/// the body.
pub fn sign(secret: &SecretString, id: &str, timestamp: i64, body: &[u8]) -> Result<String, SecretError> {
    let key = key(secret)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| SecretError::Form)?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    Ok(format!("v1,{}", BASE64.encode(mac.finalize().into_bytes())))
}

pub(crate) fn key(secret: &SecretString) -> Result<Vec<u8>, SecretError> {
    let text = secret.expose_secret().trim();
    let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::Form)?;
    let bytes = BASE64.decode(encoded).map_err(|_| SecretError::Form)?;
    if BYTES.contains(&bytes.len()) {
        Ok(bytes)
    } else {
        Err(SecretError::Form)
    }
}

#[cfg(test)]
mod tests {
    use super::{new_secret, sign};

    /// The example of the specification's own libraries.
    #[test]
    fn the_published_example_has_the_published_signature() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into();
        let signed = sign(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(
            signed.as_deref(),
            Ok("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        );
    }

    #[test]
    fn secrets_have_a_form_and_differ() {
        for wrong in ["", "abc", "whsec_", "whsec_!!!", "whsec_YWJj"] {
            assert!(sign(&wrong.into(), "m", 1, b"").is_err(), "{wrong}");
        }
        let (one, other) = (new_secret().unwrap(), new_secret().unwrap());
        let of = |secret| sign(secret, "m", 1, b"{}").unwrap();
        assert_ne!(of(&one), of(&other));
    }
}
