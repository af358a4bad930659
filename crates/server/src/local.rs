//! How commands on the same machine reach the server: a file in the data directory that only its owner can read says
//! where it listens and holds a key that lasts as long as the server.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Name of the file in the data directory.
const FILE: &str = "server.json";

/// Where a running server is reached, and with which key.
#[derive(Clone, Serialize, Deserialize)]
pub struct LocalServer {
    /// `http://127.0.0.1:8737`.
    pub address: String,
    /// A key that only this server takes.
    pub token: String,
    /// Its process.
    pub process: u32,
}

impl std::fmt::Debug for LocalServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LocalServer")
            .field("address", &self.address)
            .field("process", &self.process)
            .finish_non_exhaustive()
    }
}

impl LocalServer {
    /// The server of this process.
    pub fn new(listens: SocketAddr, token: &str) -> Self {
        // Listening on all addresses, it is reached on loopback.
        let ip = match listens.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        Self {
            address: format!("http://{}", SocketAddr::new(ip, listens.port())),
            token: token.to_owned(),
            process: std::process::id(),
        }
    }

    /// Says in a data directory how it is reached.
    pub fn write(&self, dir: &Path) -> std::io::Result<()> {
        // Made anew, so that the permissions are ours and not those of a file that was there.
        Self::remove(dir)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path(dir))?;
        file.write_all(serde_json::to_string(self)?.as_bytes())
    }

    /// The server of a data directory, if one has said how it is reached. It may be gone: the directory's lock tells.
    pub fn read(dir: &Path) -> Option<Self> {
        serde_json::from_str(&std::fs::read_to_string(path(dir)).ok()?).ok()
    }

    /// Forgets it.
    pub fn remove(dir: &Path) -> std::io::Result<()> {
        match std::fs::remove_file(path(dir)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// The key of this process's server, in its memory.
#[derive(Clone)]
pub(crate) struct LocalKey(std::sync::Arc<str>);

impl Default for LocalKey {
    fn default() -> Self {
        let parts: [u128; 2] = rand::random();
        Self(format!("{:032x}{:032x}", parts[0], parts[1]).into())
    }
}

impl LocalKey {
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Whether that is the key, in the same time whatever it is.
    pub(crate) fn is(&self, key: &str) -> bool {
        let own = self.0.as_bytes();
        let given = key.as_bytes();
        let differing = own.iter().enumerate().fold(0, |bits, (at, byte)| {
            bits | (byte ^ given.get(at).copied().unwrap_or(!byte))
        });
        differing == 0 && own.len() == given.len()
    }
}
