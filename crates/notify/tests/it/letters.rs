use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use weir_notify::{Channel, SendError, Sender};

use crate::{message, secrets};

/// A mail server that says its part of RFC 5321 and keeps what it is told. `refuse` is its answer to `RCPT`.
async fn server(refuse: Option<&'static str>) -> (u16, tokio::task::JoinHandle<(Vec<String>, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        let (mut commands, mut letter, mut in_data) = (Vec::new(), String::new(), false);
        writing.write_all(b"220 mail.test ready\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            let answer = if in_data {
                if line != "." {
                    letter.push_str(&line);
                    letter.push('\n');
                    continue;
                }
                in_data = false;
                "250 accepted"
            } else {
                let verb = line.split([' ', ':']).next().unwrap().to_uppercase();
                let answer = match verb.as_str() {
                    "EHLO" => "250-mail.test\r\n250 AUTH PLAIN LOGIN",
                    "AUTH" => "235 welcome",
                    "RCPT" => refuse.unwrap_or("250 ok"),
                    "DATA" => {
                        in_data = true;
                        "354 go on"
                    }
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                commands.push(line);
                answer
            };
            if writing
                .write_all(format!("{answer}\r\n").as_bytes())
                .await
                .is_err()
            {
                break;
            }
        }
        (commands, letter)
    });
    (port, served)
}

fn channel(port: u16) -> Channel {
    let config = json!({
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "username": "weir",
        "from": "Weir <weir@example.com>",
        "to": ["ops@example.com", "Night Shift <night@example.com>"],
    });
    Channel::new("mail", &config, &secrets(&[("password", "p-word")])).unwrap()
}

#[tokio::test]
async fn a_letter_is_delivered_with_an_id_that_stays() {
    let (port, served) = server(None).await;
    Sender::new()
        .unwrap()
        .send(&channel(port), &message())
        .await
        .unwrap();
    let (commands, letter) = served.await.unwrap();
    let said = commands.join("\n");
    for expected in [
        "MAIL FROM:<weir@example.com>",
        "RCPT TO:<ops@example.com>",
        "RCPT TO:<night@example.com>",
        // base64 of NUL weir NUL p-word
        "AUTH PLAIN AHdlaXIAcC13b3Jk",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    for expected in [
        "Message-ID: <msg_1@example.com>",
        "Subject: Weir: `Hub & <co>` fails",
        "Content-Type: text/plain; charset=utf-8",
        "What to do: make a new one",
        "Integration: Hub & <co> (github, id 3)",
    ] {
        assert!(letter.contains(expected), "{expected}: {letter}");
    }
}

#[tokio::test]
async fn refusals_are_final_or_not_as_the_server_says() {
    let (port, _served) = server(Some("550 no such user")).await;
    let error = Sender::new()
        .unwrap()
        .send(&channel(port), &message())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, SendError::Refused { message } if message.contains("no such user")),
        "{error}"
    );
    let (port, _served) = server(Some("451 try later")).await;
    let error = Sender::new()
        .unwrap()
        .send(&channel(port), &message())
        .await
        .unwrap_err();
    assert!(matches!(error, SendError::Later { .. }), "{error}");
    assert!(!error.to_string().contains("p-word"));
}
