//! Vectors that vendors publish, and what must not pass.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::SecretString;
use weir_connect::Proof;

use super::{Verdict, judge};

struct Vector {
    proof: Proof,
    secret: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    now: i64,
}

/// <https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation>
const GITHUB: Vector = Vector {
    proof: Proof::GITHUB,
    secret: "It's a Secret to Everybody",
    headers: &[(
        "x-hub-signature-256",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    )],
    body: "Hello, World!",
    now: 0,
};

/// <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>, the same vector under Atlassian's header.
const ATLASSIAN: Vector = Vector {
    proof: Proof::ATLASSIAN,
    headers: &[(
        "x-hub-signature",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    )],
    ..GITHUB
};

/// <https://docs.slack.dev/authentication/verifying-requests-from-slack>
const SLACK: Vector = Vector {
    proof: Proof::SLACK,
    secret: "8f742231b10e8888abcd99yyyzzz85a5",
    headers: &[
        (
            "x-slack-signature",
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        ),
        ("x-slack-request-timestamp", "1531420618"),
    ],
    body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&\
           channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=\
           https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=\
           398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    now: 1_531_420_700,
};

/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
const STANDARD: Vector = Vector {
    proof: Proof::STANDARD,
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    headers: &[
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        (
            "webhook-signature",
            "v1,bm9ldHUjKzFob2VudXRob2VodWUzMjRvdWVvdW9ldQo= v2,abc v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ],
    body: "{\"test\": 2432232314}",
    now: 1_614_265_300,
};

const PAGERDUTY: Vector = Vector {
    proof: Proof::PAGERDUTY,
    headers: &[(
        "x-pagerduty-signature",
        "v1=0000000000000000000000000000000000000000000000000000000000000000,\
         v1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    )],
    ..GITHUB
};

const SONAR: Vector = Vector {
    proof: Proof::SONAR,
    headers: &[(
        "x-sonar-webhook-hmac-sha256",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    )],
    ..GITHUB
};

const GITLAB: Vector = Vector {
    proof: Proof::GITLAB_TOKEN,
    headers: &[("x-gitlab-token", "It's a Secret to Everybody")],
    ..GITHUB
};

/// `azure:It's a Secret to Everybody`
const AZURE_DEVOPS: Vector = Vector {
    proof: Proof::Basic,
    headers: &[(
        "authorization",
        "Basic YXp1cmU6SXQncyBhIFNlY3JldCB0byBFdmVyeWJvZHk=",
    )],
    ..GITHUB
};

const KEY: Vector = Vector {
    proof: Proof::Key {
        schemes: &["Bearer", "ApiKey"],
    },
    headers: &[("authorization", "APIKEY It's a Secret to Everybody")],
    ..GITHUB
};

const ALL: &[Vector] = &[
    GITHUB,
    ATLASSIAN,
    SLACK,
    STANDARD,
    PAGERDUTY,
    SONAR,
    GITLAB,
    AZURE_DEVOPS,
    KEY,
];

impl Vector {
    fn headers(&self) -> HeaderMap {
        let header = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        self.headers.iter().map(header).collect()
    }

    fn judge(&self, headers: &HeaderMap, body: &[u8], secrets: &[&str], now: i64) -> Verdict {
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| SecretString::from(*secret)).collect();
        judge(
            &[self.proof],
            headers,
            body,
            &secrets.iter().collect::<Vec<_>>(),
            now,
        )
    }
}

#[test]
fn published_vectors_pass() {
    for vector in ALL {
        let headers = vector.headers();
        let pass = |secrets: &[&str]| vector.judge(&headers, vector.body.as_bytes(), secrets, vector.now);
        assert_eq!(pass(&[vector.secret]), Verdict::Genuine, "{:?}", vector.proof);
        assert_eq!(
            pass(&["new", vector.secret]),
            Verdict::Genuine,
            "{:?}: the secret before",
            vector.proof
        );
    }
}

#[test]
fn nothing_else_passes() {
    for vector in ALL {
        let headers = vector.headers();
        let about = vector.proof;
        let judged = |headers: &HeaderMap, body: &str, secrets: &[&str]| {
            vector.judge(headers, body.as_bytes(), secrets, vector.now)
        };
        for secrets in [&["another"][..], &[""], &[]] {
            assert_eq!(
                judged(&headers, vector.body, secrets),
                Verdict::Forged,
                "{about:?}: another secret"
            );
        }
        if matches!(about, Proof::Hmac(_)) {
            let other = format!("{} ", vector.body);
            assert_eq!(
                judged(&headers, &other, &[vector.secret]),
                Verdict::Forged,
                "{about:?}: another body"
            );
        }
        for (name, value) in vector.headers {
            let mut fewer = headers.clone();
            fewer.remove(*name);
            assert_eq!(
                judged(&fewer, vector.body, &[vector.secret]),
                Verdict::Forged,
                "{about:?} without {name}"
            );
            for spoiled in [&value[..value.len() - 1], "", "sha256=", "v1,", "é"] {
                let mut other = headers.clone();
                other.insert(*name, HeaderValue::from_bytes(spoiled.as_bytes()).unwrap());
                assert_eq!(
                    judged(&other, vector.body, &[vector.secret]),
                    Verdict::Forged,
                    "{about:?} with {name}: {spoiled}"
                );
            }
        }
    }
}

#[test]
fn old_and_future_stamps_are_stale() {
    for vector in [SLACK, STANDARD] {
        let headers = vector.headers();
        let stamp: i64 = headers
            .values()
            .find_map(|value| value.to_str().ok()?.parse().ok())
            .unwrap();
        for (now, verdict) in [
            (stamp + 300, Verdict::Genuine),
            (stamp - 300, Verdict::Genuine),
            (stamp + 301, Verdict::Stale),
            (stamp - 301, Verdict::Stale),
            (i64::MAX, Verdict::Stale),
        ] {
            assert_eq!(
                vector.judge(&headers, vector.body.as_bytes(), &[vector.secret], now),
                verdict
            );
        }
    }
}

#[test]
fn the_first_proof_that_is_carried_decides() {
    let both = [Proof::STANDARD, Proof::GITLAB_TOKEN];
    let mut headers = STANDARD.headers();
    let secret = SecretString::from(STANDARD.secret);
    headers.insert("x-gitlab-token", HeaderValue::from_static(STANDARD.secret));
    let passes =
        |headers: &HeaderMap, body: &str| judge(&both, headers, body.as_bytes(), &[&secret], STANDARD.now);
    assert_eq!(passes(&headers, STANDARD.body), Verdict::Genuine);
    assert_eq!(
        passes(&headers, "{}"),
        Verdict::Forged,
        "a token does not make up for a wrong signature"
    );
    headers.remove("webhook-signature");
    assert_eq!(
        passes(&headers, "{}"),
        Verdict::Genuine,
        "older servers have the token only"
    );
}
