//! A git host on loopback: `git http-backend` behind a small server.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use tokio::io::AsyncWriteExt as _;

use weir_ingest::git::GitRequest;

/// How the host behaves.
#[derive(Default)]
pub(crate) struct Host {
    /// What it serves; set by [`serve`].
    pub(crate) root: PathBuf,
    /// The `Authorization` it asks for.
    pub(crate) authorization: Option<String>,
    /// Pause before it sends objects.
    pub(crate) pause: Duration,
    /// Where it redirects everything.
    pub(crate) redirect: Option<String>,
    /// Answers this instead.
    pub(crate) status: Option<u16>,
    /// Packs asked for.
    pub(crate) packs: AtomicU64,
}

/// Serves the folder of a repository's home; gives the address of the repository.
pub(crate) async fn serve(home: &Path, host: Host) -> (SocketAddr, Arc<Host>) {
    let host = Arc::new(Host {
        root: home.to_owned(),
        ..host
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(answer).with_state(Arc::clone(&host));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, host)
}

/// A request for the repository there.
pub(crate) fn at(address: SocketAddr, mirror: PathBuf) -> GitRequest {
    GitRequest::new(mirror, format!("http://{address}/repo"))
}

async fn answer(
    State(host): State<Arc<Host>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    if let Some(refusal) = refusal(&host, &uri, &headers) {
        return refusal;
    }
    // Rounds of protocol 2 list refs before one asks for objects.
    if body.windows(13).any(|window| window == b"command=fetch") {
        host.packs.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(host.pause).await;
    }
    let variables = [
        ("GIT_PROJECT_ROOT", host.root.display().to_string()),
        ("GIT_HTTP_EXPORT_ALL", "1".to_owned()),
        ("GIT_CONFIG_GLOBAL", "/dev/null".to_owned()),
        ("REQUEST_METHOD", method.to_string()),
        ("PATH_INFO", uri.path().to_owned()),
        ("QUERY_STRING", uri.query().unwrap_or_default().to_owned()),
        ("CONTENT_TYPE", text(&headers, "content-type")),
        ("CONTENT_LENGTH", body.len().to_string()),
        ("HTTP_CONTENT_ENCODING", text(&headers, "content-encoding")),
        ("GIT_PROTOCOL", text(&headers, "git-protocol")),
    ];
    let mut command = tokio::process::Command::new("git");
    command.arg("http-backend").envs(variables).kill_on_drop(true);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feed = async move {
        let _ = stdin.write_all(&body).await;
    };
    let ((), output) = tokio::join!(feed, child.wait_with_output());
    response(&output.unwrap().stdout)
}

fn text(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

fn refusal(host: &Host, uri: &Uri, headers: &HeaderMap) -> Option<Response<Body>> {
    let plain = |status: u16| Response::builder().status(status);
    let refused = if let Some(status) = host.status {
        plain(status).body(Body::from("<html>\nnot git\n</html>\n"))
    } else if let Some(target) = &host.redirect {
        plain(301)
            .header("location", format!("{target}{uri}"))
            .body(Body::empty())
    } else if host
        .authorization
        .as_ref()
        .is_some_and(|wanted| *wanted != text(headers, "authorization"))
    {
        plain(401)
            .header("www-authenticate", "Basic realm=git")
            .body(Body::empty())
    } else {
        return None;
    };
    Some(refused.unwrap())
}

/// What a CGI program printed.
fn response(output: &[u8]) -> Response<Body> {
    let end = output
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let mut response = Response::builder();
    for line in String::from_utf8_lossy(&output[..end]).lines() {
        let (name, value) = line.split_once(": ").unwrap();
        response = match name {
            "Status" => response.status(value[..3].parse::<u16>().unwrap()),
            _ => response.header(name, value),
        };
    }
    response.body(Body::from(output[end + 4..].to_vec())).unwrap()
}
