//! What git's complaints mean for the caller.

use std::time::Duration;

use weir_connect::FetchError;

use super::command::Login;
use super::request::GitRequest;
use crate::secrets::Scrubber;

/// What a complaint means.
#[derive(Clone, Copy)]
enum Meaning {
    Unauthorized(u16),
    NotFound,
    Unreachable,
    Upstream(u16),
    Config(&'static str),
    Git(&'static str),
}

/// Texts in git's, curl's, ssh's and hosts' complaints, lower case; the first that is there decides.
const MEANINGS: &[(&str, Meaning)] = &[
    (
        "no space left on device",
        Meaning::Git("the disk is full; free some space and run again"),
    ),
    (
        "disk quota exceeded",
        Meaning::Git("the disk quota is used up; free some space and run again"),
    ),
    (
        "host key verification failed",
        Meaning::Config("the host's key is not known; add it to `known_hosts` of the user that runs this"),
    ),
    ("permission denied (publickey", Meaning::Unauthorized(401)),
    ("could not read username", Meaning::Unauthorized(401)),
    ("could not read password", Meaning::Unauthorized(401)),
    ("authentication failed", Meaning::Unauthorized(401)),
    ("access denied", Meaning::Unauthorized(401)),
    ("returned error: 401", Meaning::Unauthorized(401)),
    ("returned error: 403", Meaning::Unauthorized(403)),
    ("returned error: 404", Meaning::NotFound),
    ("returned error: 410", Meaning::NotFound),
    ("repository not found", Meaning::NotFound),
    ("' not found", Meaning::NotFound),
    ("does not appear to be a git repository", Meaning::NotFound),
    (
        "returned error: 301",
        Meaning::Config("the repository moved; enter its new address"),
    ),
    (
        "returned error: 302",
        Meaning::Config("the address leads elsewhere; enter the address it leads to"),
    ),
    (
        "returned error: 307",
        Meaning::Config("the address leads elsewhere; enter the address it leads to"),
    ),
    (
        "returned error: 308",
        Meaning::Config("the repository moved; enter its new address"),
    ),
    ("returned error: 429", Meaning::Upstream(429)),
    ("returned error: 500", Meaning::Upstream(500)),
    ("returned error: 502", Meaning::Upstream(502)),
    ("returned error: 503", Meaning::Upstream(503)),
    ("returned error: 504", Meaning::Upstream(504)),
    (
        "not valid: is this a git repository",
        Meaning::Config(
            "what answers there is not a git repository; enter the address that `git clone` takes",
        ),
    ),
    ("could not resolve host", Meaning::Unreachable),
    ("name or service not known", Meaning::Unreachable),
    ("failed to connect", Meaning::Unreachable),
    ("couldn't connect", Meaning::Unreachable),
    ("could not connect", Meaning::Unreachable),
    ("connection refused", Meaning::Unreachable),
    ("connection reset", Meaning::Unreachable),
    ("connection timed out", Meaning::Unreachable),
    ("operation timed out", Meaning::Unreachable),
    ("operation too slow", Meaning::Unreachable),
    ("certificate problem", Meaning::Unreachable),
    ("certificate verification", Meaning::Unreachable),
    ("ssl connect", Meaning::Unreachable),
    ("ssl_", Meaning::Unreachable),
    ("gnutls", Meaning::Unreachable),
    ("rpc failed", Meaning::Unreachable),
    ("early eof", Meaning::Unreachable),
    ("hung up unexpectedly", Meaning::Unreachable),
    ("empty reply from server", Meaning::Unreachable),
    (
        "from promisor remote",
        Meaning::Git(
            "file contents are missing, as in a partial clone; fetch them with `git fetch --refetch`, or switch lines off",
        ),
    ),
    (
        "unable to read",
        Meaning::Git("an object is missing or damaged; check the repository with `git fsck`"),
    ),
    (
        "fsck error",
        Meaning::Git("the upstream sent an object that git considers unsafe"),
    ),
];

/// The error of a command that talked to the upstream.
pub(super) fn upstream(request: &GitRequest, login: Option<&Login>, host: &str, stderr: &str) -> FetchError {
    let message = shown(request, login, stderr);
    let what = scrubber(request, login).clean(&request.url);
    match meaning(stderr, request.url.trim()) {
        Some(Meaning::Unauthorized(status)) => FetchError::Unauthorized { status, message },
        Some(Meaning::NotFound) => FetchError::NotFound {
            what: format!("{what}: {message}"),
        },
        Some(Meaning::Unreachable) => FetchError::Unreachable {
            host: host.to_owned(),
            message,
        },
        Some(Meaning::Upstream(status)) => FetchError::Upstream {
            status,
            what,
            message,
        },
        Some(Meaning::Config(advice)) => FetchError::Config {
            message: format!("{what}: {advice} ({message})"),
        },
        Some(Meaning::Git(advice)) => FetchError::Git {
            message: format!("{advice} ({message})"),
        },
        None => FetchError::Git { message },
    }
}

/// The error of a command that read the repository.
pub(super) fn reading(stderr: &str) -> FetchError {
    let said = worst(stderr);
    let message = match meaning(stderr, "\0") {
        Some(Meaning::Git(advice)) => format!("{advice} ({said})"),
        _ if said.is_empty() => "reading the repository ended early; run again".to_owned(),
        _ => said,
    };
    FetchError::Git {
        message: Scrubber::default().clean(&message),
    }
}

/// `named` is what the user called things, which says nothing about the cause.
fn meaning(stderr: &str, named: &str) -> Option<Meaning> {
    let lower = stderr.replace(named, "").to_ascii_lowercase();
    MEANINGS
        .iter()
        .find(|(text, _)| lower.contains(text))
        .map(|(_, meaning)| *meaning)
}

fn shown(request: &GitRequest, login: Option<&Login>, stderr: &str) -> String {
    scrubber(request, login).clean(&worst(stderr))
}

fn scrubber(request: &GitRequest, login: Option<&Login>) -> Scrubber {
    let secrets = request.credential.iter().chain(login.map(Login::secret));
    let named = secrets
        .enumerate()
        .map(|(place, secret)| (place.to_string(), secret.clone()));
    Scrubber::new(&named.collect())
}

/// The lines that tell the cause: those git or the host marks as such, else the last.
fn worst(stderr: &str) -> String {
    const MARKS: [&str; 4] = ["fatal:", "error:", "remote:", "ssh:"];
    const MOST: usize = 3;
    let lines: Vec<&str> = stderr
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let marked: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| MARKS.iter().any(|mark| line.starts_with(mark)))
        .collect();
    match marked.as_slice() {
        [] => lines.last().map_or_else(String::new, |line| (*line).to_owned()),
        some => some[..some.len().min(MOST)].join("; "),
    }
}

/// The command could not be started.
pub(super) fn start(error: &std::io::Error) -> FetchError {
    match error.kind() {
        std::io::ErrorKind::NotFound => FetchError::Config {
            message: "`git` is not installed or not on the PATH; install git 2.36 or newer".to_owned(),
        },
        _ => FetchError::Git {
            message: format!("could not be started: {error}"),
        },
    }
}

/// A pipe to the command broke.
pub(super) fn pipe(error: &std::io::Error) -> FetchError {
    FetchError::Git {
        message: format!("talking to the command failed: {error}"),
    }
}

/// A folder could not be made or read.
pub(super) fn folder(path: &std::path::Path, error: &std::io::Error) -> FetchError {
    FetchError::Git {
        message: format!("folder {}: {error}", path.display()),
    }
}

/// The command took too long.
pub(super) fn late(limit: Duration) -> FetchError {
    FetchError::Git {
        message: format!("no answer within {} seconds; it was stopped", limit.as_secs()),
    }
}

#[cfg(test)]
mod tests;
