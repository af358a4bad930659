use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use weir_notify::{Channel, SendError, Sender};

use crate::{message, secrets};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A request as it arrived.
struct Request {
    head: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// Answers one request after another with these, and gives back what came.
async fn receiver(answers: Vec<&'static str>) -> (String, tokio::task::JoinHandle<Vec<Request>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!(
        "http://{}/services/T000/B000/hidden",
        listener.local_addr().unwrap()
    );
    let served = tokio::spawn(async move {
        let mut requests = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            requests.push(read(&mut stream).await);
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
        requests
    });
    (address, served)
}

async fn read(stream: &mut tokio::net::TcpStream) -> Request {
    let mut bytes = Vec::new();
    let end = loop {
        let mut chunk = [0; 1024];
        let read = stream.read(&mut chunk).await.unwrap();
        bytes.extend_from_slice(&chunk[..read]);
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let first = lines.next().unwrap().to_owned();
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers["content-length"].parse().unwrap();
    while bytes.len() < end + length {
        let mut chunk = [0; 1024];
        let read = stream.read(&mut chunk).await.unwrap();
        bytes.extend_from_slice(&chunk[..read]);
    }
    Request {
        head: first,
        headers,
        body: bytes[end..].to_vec(),
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
const BUSY: &str = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 77\r\ncontent-length: 12\r\nconnection: close\r\n\r\nrate_limited";
const GONE: &str = "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const MOVED: &str =
    "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// As the specification tells receivers to check: the HMAC of id, timestamp and raw body.
fn verify(request: &Request) {
    let key = BASE64.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(request.headers["webhook-id"].as_bytes());
    mac.update(b".");
    mac.update(request.headers["webhook-timestamp"].as_bytes());
    mac.update(b".");
    mac.update(&request.body);
    let signature = request.headers["webhook-signature"].strip_prefix("v1,").unwrap();
    mac.verify_slice(&BASE64.decode(signature).unwrap()).unwrap();
}

#[tokio::test]
async fn a_webhook_is_signed_and_every_try_has_the_same_id() {
    let (url, served) = receiver(vec![BUSY, OK]).await;
    let channel = Channel::new("webhook", &json!({ "url": url }), &secrets(&[("secret", SECRET)])).unwrap();
    let sender = Sender::new().unwrap();
    let busy = sender.send(&channel, &message()).await.unwrap_err();
    let SendError::Later { message: said, after } = busy else {
        panic!("{busy}")
    };
    assert_eq!(
        (said.as_str(), after.unwrap().as_secs()),
        ("the receiver answered 429: rate_limited", 77)
    );
    sender.send(&channel, &message()).await.unwrap();

    let requests = served.await.unwrap();
    for request in &requests {
        verify(request);
        assert_eq!(request.headers["webhook-id"], "msg_1");
        assert_eq!(request.headers["content-type"], "application/json");
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(
            body,
            json!({
                "type": "integration.failed",
                "timestamp": "2026-01-02T03:04:05Z",
                "data": {
                    "integration": {"id": "3", "name": "Hub & <co>", "kind": "github"},
                    "title": "`Hub & <co>` fails",
                    "text": "the upstream refuses the credential (401): Zugang gesperrt für acme",
                    "class": "unauthorized",
                    "hint": "make a new one",
                },
            })
        );
    }
}

#[tokio::test]
async fn slack_gets_its_form_and_the_address_stays_secret() {
    let (url, served) = receiver(vec![OK]).await;
    let channel = Channel::new("slack", &json!({}), &secrets(&[("url", &url)])).unwrap();
    let sender = Sender::new().unwrap();
    sender.send(&channel, &message()).await.unwrap();
    let request = served.await.unwrap().remove(0);
    assert!(
        request.head.starts_with("POST /services/T000/B000/hidden "),
        "{}",
        request.head
    );
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let text = body["blocks"][0]["text"]["text"].as_str().unwrap();
    assert!(text.starts_with("*`Hub &amp; &lt;co&gt;` fails*\n"), "{text}");
    assert!(body["text"].as_str().unwrap().contains("fails: the upstream"));

    // Nobody listens there any more.
    let error = sender.send(&channel, &message()).await.unwrap_err().to_string();
    assert!(!error.contains("hidden") && !error.contains("T000"), "{error}");
    assert!(error.contains("cannot be reached"), "{error}");
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_not_asked_again_and_redirects_are_not_followed() {
    let (url, served) = receiver(vec![GONE, MOVED]).await;
    let channel = Channel::new("webhook", &json!({ "url": url }), &secrets(&[("secret", SECRET)])).unwrap();
    let sender = Sender::new().unwrap();
    let gone = sender.send(&channel, &message()).await.unwrap_err();
    assert!(matches!(gone, SendError::Refused { .. }), "{gone}");
    let moved = sender.send(&channel, &message()).await.unwrap_err();
    assert!(
        matches!(&moved, SendError::Later { message, .. } if message.contains("302")),
        "{moved}"
    );
    served.await.unwrap();
}

#[test]
fn settings_that_do_not_do_are_named() {
    let mail = |change: fn(&mut Value)| {
        let mut config = json!({"host": "mail.example.com", "port": 465, "from": "weir@example.com", "to": ["ops@example.com"]});
        change(&mut config);
        config
    };
    let cases = [
        ("pigeon", json!({}), secrets(&[])),
        ("webhook", json!({}), secrets(&[("secret", SECRET)])),
        (
            "webhook",
            json!({"url": "ftp://x"}),
            secrets(&[("secret", SECRET)]),
        ),
        ("webhook", json!({"url": "https://x"}), secrets(&[])),
        (
            "webhook",
            json!({"url": "https://x"}),
            secrets(&[("secret", "short")]),
        ),
        ("slack", json!({}), secrets(&[])),
        ("slack", json!({}), secrets(&[("url", "hidden-address")])),
        ("mail", mail(|config| config["to"] = json!([])), secrets(&[])),
        (
            "mail",
            mail(|config| config["from"] = json!("nobody")),
            secrets(&[]),
        ),
        (
            "mail",
            mail(|config| config["colour"] = json!("red")),
            secrets(&[]),
        ),
        ("mail", mail(|_| ()), secrets(&[("password", "p")])),
        (
            "mail",
            mail(|config| {
                config["username"] = json!("weir");
                config["security"] = json!("none");
            }),
            secrets(&[("password", "p")]),
        ),
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|(kind, config, secrets)| {
            let error = Channel::new(kind, config, secrets).unwrap_err().to_string();
            assert!(!error.contains("hidden-address"), "{error}");
            error
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
    Channel::new("mail", &mail(|_| ()), &secrets(&[])).unwrap();
}
