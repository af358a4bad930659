//! Webhooks: what is delivered, in the described form, and asked for again.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use weir_upstream::Mutation;

use crate::support::{company, started};

/// Answers everything with a status and gives on what came.
async fn listener(status: u16) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/in", listener.local_addr().expect("an address"));
    let (send, receive) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = Vec::new();
            let mut chunk = vec![0; 64 << 10];
            loop {
                let read = stream.read(&mut chunk).await.unwrap_or_default();
                bytes.extend(&chunk[..read]);
                let text = String::from_utf8_lossy(&bytes);
                let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                    let length = head
                        .lines()
                        .find_map(|line| line.strip_prefix("content-length: "));
                    length.and_then(|length| length.parse().ok()) == Some(body.len())
                });
                if whole || read == 0 {
                    break;
                }
            }
            let answer = format!("HTTP/1.1 {status} Fine\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = send.send(String::from_utf8_lossy(&bytes).into_owned());
        }
    });
    (url, receive)
}

async fn next(receive: &mut mpsc::UnboundedReceiver<String>) -> (String, Value) {
    let text = tokio::time::timeout(Duration::from_secs(20), receive.recv()).await;
    let text = text.expect("a delivery").expect("a listener");
    let (head, body) = text.split_once("\r\n\r\n").expect("a request");
    (head.to_owned(), serde_json::from_str(body).expect("JSON"))
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_default()
}

#[tokio::test]
async fn a_change_is_told_once_to_each_listener_and_again_when_asked() {
    let api = started(company()).await;
    let (url, mut received) = listener(202).await;
    let name = api
        .upstream
        .with_world(|world| world.repositories()[0].full_name().to_owned());
    let owner = name.split('/').next().expect("an owner").to_owned();
    let hook = api.upstream.add_hook(&owner, &url, "s3cret");
    let title = "a change that is told".to_owned();
    let repository = name.clone();
    let made = api
        .upstream
        .mutate(Mutation::OpenPull { repository, title })
        .expect("a pull request");
    let (head, body) = next(&mut received).await;
    assert_eq!(
        (header(&head, "x-github-event"), &body["action"]),
        ("pull_request", &json!("opened"))
    );
    assert_eq!(
        (&body["number"], &body["repository"]["full_name"]),
        (&made["number"], &json!(name))
    );
    let guid = header(&head, "x-github-delivery").to_owned();

    let number = made["number"].as_u64().expect("a number");
    api.upstream.lose_deliveries(true);
    let repository = name.clone();
    api.upstream
        .mutate(Mutation::MergePull { repository, number })
        .expect("it is open");
    let list = format!("/orgs/{owner}/hooks/{}/deliveries", hook.id);
    let listed = loop {
        let listed: Value = api.json(&format!("{list}?per_page=1")).await;
        if listed[0]["action"] == "closed" {
            break listed;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    assert_eq!(listed[0]["status_code"], 0, "nobody has answered");
    let older: Value = {
        let answer = api.get(&format!("{list}?per_page=1")).await;
        let link = answer.headers()["link"].to_str().expect("a link").to_owned();
        let next = link.split(['<', '>']).nth(1).expect("an address");
        api.json(next).await
    };
    assert_eq!(
        (&older[0]["guid"], &older[0]["status_code"]),
        (&json!(guid), &json!(202))
    );

    api.upstream.lose_deliveries(false);
    let again = format!("{list}/{}/attempts", listed[0]["id"]);
    let asked = api
        .client
        .post(api.url(&again))
        .bearer_auth("t")
        .send()
        .await
        .expect("an answer");
    assert_eq!(asked.status().as_u16(), 202);
    let (head, body) = next(&mut received).await;
    assert_eq!(
        (&body["action"], &body["pull_request"]["merged"]),
        (&json!("closed"), &json!(true))
    );
    assert_eq!(
        header(&head, "x-github-delivery"),
        listed[0]["guid"],
        "the same id"
    );

    assert!(api.upstream.forge_deliveries("wrong").await.len() >= 2);
    let (head, _) = next(&mut received).await;
    assert_ne!(header(&head, "x-github-delivery"), guid, "a forger makes up ids");
    let hooks: Value = api.json(&format!("/orgs/{owner}/hooks")).await;
    assert_eq!(
        (&hooks[0]["config"]["url"], &hooks[0]["config"]["secret"]),
        (&json!(url), &json!("********"))
    );
}
