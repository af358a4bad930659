//! The program by itself.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::support::client;

#[tokio::test]
async fn it_prints_its_address_and_answers() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_weir-upstream"))
        .args([
            "--port",
            "0",
            "--seed",
            "2",
            "--token",
            "s",
            "--fault",
            "404=0",
            "--latency-ms",
            "1",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("output"))
        .read_line(&mut line)
        .expect("a line");
    let address = line
        .trim()
        .strip_prefix("listening on ")
        .expect("the address")
        .to_owned();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    let answer = client()
        .get(format!("{address}/user"))
        .bearer_auth("s")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 200);
    child.kill().expect("it ends");
    let _ = child.wait();
}
