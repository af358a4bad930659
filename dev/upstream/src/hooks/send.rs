use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{Delivery, Hook};

/// How long GitHub waits for an answer.
/// <https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds>
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends a delivery once, over plain HTTP; gives the status, or 0 when nobody answers.
pub(super) async fn send(hook: &Hook, delivery: &Delivery, secret: &str) -> u16 {
    let sent = tokio::time::timeout(PATIENCE, exchange(hook, delivery, secret)).await;
    sent.ok().and_then(Result::ok).unwrap_or_default()
}

async fn exchange(hook: &Hook, delivery: &Delivery, secret: &str) -> std::io::Result<u16> {
    let wrong = || std::io::Error::other("not an address of plain HTTP");
    let url = url::Url::parse(&hook.url).map_err(|_| wrong())?;
    let host = url.host_str().ok_or_else(wrong)?;
    let port = url.port_or_known_default().ok_or_else(wrong)?;
    let mut stream = TcpStream::connect((host, port)).await?;
    let body = delivery.body.as_bytes();
    let kind = if hook.of.contains('/') {
        "repository"
    } else {
        "organization"
    };
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {host}:{port}\r\nconnection: close\r\nuser-agent: GitHub-Hookshot/1\r\n\
         accept: */*\r\ncontent-type: application/json\r\ncontent-length: {}\r\nx-github-event: {}\r\n\
         x-github-delivery: {}\r\nx-github-hook-id: {}\r\nx-github-hook-installation-target-type: {kind}\r\n\
         x-hub-signature-256: {}\r\n\r\n",
        url.path(),
        body.len(),
        delivery.event,
        delivery.guid,
        hook.id,
        signature(secret.as_bytes(), body),
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut answer = Vec::new();
    stream.take(64 << 10).read_to_end(&mut answer).await?;
    let line = String::from_utf8_lossy(&answer);
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| std::io::Error::other("no HTTP"))
}

/// What `x-hub-signature-256` holds: HMAC-SHA256 (RFC 2104) in hexadecimal.
pub fn signature(secret: &[u8], body: &[u8]) -> String {
    use std::fmt::Write as _;
    const BLOCK: usize = 64;
    let mut key = [0_u8; BLOCK];
    if secret.len() > BLOCK {
        key[..32].copy_from_slice(&Sha256::digest(secret));
    } else {
        key[..secret.len()].copy_from_slice(secret);
    }
    let pad = |with: u8| key.map(|byte| byte ^ with);
    let inner = Sha256::new()
        .chain_update(pad(0x36))
        .chain_update(body)
        .finalize();
    let outer = Sha256::new()
        .chain_update(pad(0x5c))
        .chain_update(inner)
        .finalize();
    outer.iter().fold("sha256=".to_owned(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::signature;

    /// <https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation>
    #[test]
    fn signs_as_published() {
        assert_eq!(
            signature(b"It's a Secret to Everybody", b"Hello, World!"),
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        );
    }
}
