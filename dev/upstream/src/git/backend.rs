use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures::StreamExt as _;
use http::{HeaderMap, Method, StatusCode};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::{Mutex, OnceCell};

use super::fast_import;
use super::history::History;

/// Bare repositories on disk, each written when first asked for, removed with this value.
pub(crate) struct GitStore {
    directory: TempDir,
    written: Mutex<HashMap<String, Arc<OnceCell<PathBuf>>>>,
}

/// One request of a git client.
pub(crate) struct GitRequest {
    pub(crate) method: Method,
    /// `/info/refs` or `/git-upload-pack`.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl GitStore {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            directory: tempfile::Builder::new().prefix("weir-upstream-").tempdir()?,
            written: Mutex::default(),
        })
    }

    /// The repository of that key, which names one state of one history.
    pub(crate) async fn repository(&self, key: &str, history: Option<&History>) -> io::Result<PathBuf> {
        let cell = self
            .written
            .lock()
            .await
            .entry(key.to_owned())
            .or_default()
            .clone();
        cell.get_or_try_init(|| async {
            let path = self.directory.path().join(format!("{key}.git"));
            fast_import::write(&path, history).await?;
            Ok(path)
        })
        .await
        .cloned()
    }

    /// Answers through the CGI program: <https://git-scm.com/docs/git-http-backend>.
    pub(crate) async fn answer(&self, repository: PathBuf, request: GitRequest) -> io::Result<Response> {
        let header = |name: &str| {
            request
                .headers
                .get(name)
                .and_then(|v| v.to_str().ok())
                .unwrap_or("")
        };
        let mut backend = Command::new("git");
        backend
            .arg("http-backend")
            .env("GIT_HTTP_EXPORT_ALL", "1")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_PROJECT_ROOT", &repository)
            .env("PATH_INFO", &request.path)
            .env("REQUEST_METHOD", request.method.as_str())
            .env("QUERY_STRING", &request.query)
            .env("CONTENT_TYPE", header("content-type"))
            .env("HTTP_CONTENT_ENCODING", header("content-encoding"))
            .env("GIT_PROTOCOL", header("git-protocol"))
            .env("CONTENT_LENGTH", request.body.len().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let mut child = backend.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            let body = request.body;
            tokio::spawn(async move { stdin.write_all(&body).await });
        }
        let mut stdout = child
            .stdout
            .take()
            .ok_or_else(|| io::Error::other("no output of git http-backend"))?;
        let (head, rest) = read_head(&mut stdout).await?;
        let first = futures::stream::once(async move { Ok(rest) });
        let more = futures::stream::unfold((stdout, child), |(mut stdout, child)| async move {
            let mut buffer = vec![0; 64 * 1024];
            match stdout.read(&mut buffer).await {
                Ok(0) => None,
                Ok(count) => {
                    buffer.truncate(count);
                    Some((Ok(Bytes::from(buffer)), (stdout, child)))
                }
                Err(error) => Some((Err(error), (stdout, child))),
            }
        });
        respond(&head, Body::from_stream(first.chain(more)))
    }
}

/// Reads up to the empty line that ends the CGI headers; gives the headers and what was read of the body.
async fn read_head(stdout: &mut tokio::process::ChildStdout) -> io::Result<(String, Bytes)> {
    let mut read = Vec::new();
    loop {
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let body = Bytes::copy_from_slice(&read[end + 4..]);
            return Ok((String::from_utf8_lossy(&read[..end]).into_owned(), body));
        }
        let mut buffer = [0; 8192];
        match stdout.read(&mut buffer).await? {
            0 => return Err(io::Error::other("git http-backend gave no headers")),
            count => read.extend_from_slice(&buffer[..count]),
        }
    }
}

fn respond(head: &str, body: Body) -> io::Result<Response> {
    let mut response = Response::builder().status(StatusCode::OK);
    for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
        if name.eq_ignore_ascii_case("status") {
            let code = value.split(' ').next().unwrap_or(value);
            response = response.status(code);
        } else {
            response = response.header(name, value);
        }
    }
    response.body(body).map_err(io::Error::other)
}
