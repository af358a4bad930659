//! The `git` command as it is always started: no configuration but ours, no hooks, no helpers, no prompts.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use tokio::process::Command;

use super::address::Remote;

/// Settings that hold for every command. They stand on the command line, which outranks a repository's own
/// configuration, so that reading somebody's repository starts no program it names.
const SETTINGS: &[&str] = &[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.askPass=",
    "core.sshCommand=false",
    "core.alternateRefsCommand=",
    "core.quotePath=true",
    "credential.helper=",
    "diff.external=",
    "diff.renameLimit=1000",
    "fetch.recurseSubmodules=false",
    "fetch.writeCommitGraph=true",
    "gc.auto=0",
    "http.followRedirects=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
    "i18n.logOutputEncoding=UTF-8",
    "mailmap.blob=HEAD:.mailmap",
    "mailmap.file=",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "protocol.file.allow=never",
    "safe.directory=*",
    "submodule.recurse=false",
    "transfer.credentialsInUrl=die",
    "transfer.fsckObjects=true",
];

/// What `transfer.fsckObjects` would refuse, and old histories of well-known projects contain: flaws that early git
/// versions and importers left in dates, names, modes and messages. They harm nobody who checks nothing out.
/// What remains refused are broken links between objects, and names that point outside a repository.
/// <https://git-scm.com/docs/git-fsck#_fsck_messages>
const FORGIVEN: &[&str] = &[
    "badDate",
    "badDateOverflow",
    "badEmail",
    "badFilemode",
    "badName",
    "badTagName",
    "badTimezone",
    "emptyName",
    "extraHeaderEntry",
    "gitmodulesParse",
    "largePathname",
    "missingEmail",
    "missingNameBeforeEmail",
    "missingSpaceBeforeDate",
    "missingSpaceBeforeEmail",
    "missingTaggerEntry",
    "multipleAuthors",
    "nulInCommit",
    "zeroPaddedDate",
    "zeroPaddedFilemode",
];

/// Variables that are passed on: where programs are, proxies, certificates.
const PASSED: &[&str] = &[
    "PATH",
    "TMPDIR",
    "https_proxy",
    "HTTPS_PROXY",
    "http_proxy",
    "no_proxy",
    "NO_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
];

/// Variables that `ssh` needs besides: its keys and known hosts are the user's.
const PASSED_TO_SSH: &[&str] = &["HOME", "SSH_AUTH_SOCK"];

/// Never asks; notices a peer that went away.
const SSH: &str =
    "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4";

/// Starts git in one repository.
#[derive(Clone, Debug)]
pub(super) struct Git {
    directory: PathBuf,
    attributes: bool,
}

impl Git {
    /// Git in the repository with this git directory.
    pub(super) fn at(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            attributes: false,
        }
    }

    /// The git directory.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Makes the `.gitattributes` of the default branch count, as they do in a clone. Costs a tenth of the time, so
    /// only where they say something about diffs.
    pub(super) const fn with_attributes(mut self, attributes: bool) -> Self {
        self.attributes = attributes;
        self
    }

    /// A command that reads the repository and nothing else. Files that were not copied are not asked for.
    pub(super) fn read<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = self.command();
        command
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_NO_LAZY_FETCH", "1");
        command.args(arguments);
        command
    }

    /// A command that talks to the upstream.
    pub(super) fn ask<A: AsRef<OsStr>>(
        &self,
        remote: &Remote,
        credential: Option<&Login>,
        arguments: impl IntoIterator<Item = A>,
    ) -> Command {
        let mut command = self.command();
        command.env("GIT_ALLOW_PROTOCOL", remote.protocol);
        if remote.protocol == "ssh" {
            command.env("GIT_SSH_COMMAND", SSH).env("GIT_SSH_VARIANT", "ssh");
            pass(&mut command, PASSED_TO_SSH);
        } else if let Some(login) = credential {
            // Through the environment, which only the same user can read; bound to the address, so that no other
            // host gets it.
            command.env("GIT_CONFIG_COUNT", "1");
            command.env("GIT_CONFIG_KEY_0", format!("http.{}.extraHeader", remote.url));
            command.env(
                "GIT_CONFIG_VALUE_0",
                format!("Authorization: Basic {}", login.basic.expose_secret()),
            );
        }
        command.args(arguments);
        command
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        // A home without files: curl would look for `.netrc` there.
        command
            .env_clear()
            .env("HOME", &self.directory)
            .env("LC_ALL", "C")
            .env("TZ", "UTC");
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_LFS_SKIP_SMUDGE", "1");
        command
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_ATTR_NOSYSTEM", "1")
            .env("GIT_FLUSH", "1");
        pass(&mut command, PASSED);
        command.arg("--bare").arg("--git-dir").arg(&self.directory);
        for setting in SETTINGS {
            command.arg("-c").arg(setting);
        }
        for flaw in FORGIVEN {
            command.arg("-c").arg(format!("fetch.fsck.{flaw}=warn"));
        }
        if self.attributes {
            command.arg("-c").arg("attr.tree=HEAD");
        }
        // Work trees are not looked at, not even that of a repository on this machine.
        command
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.process_group(0).kill_on_drop(true);
        command
    }
}

fn pass(command: &mut Command, names: &[&str]) {
    for name in names {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
}

/// A credential as HTTP carries it.
pub(super) struct Login {
    basic: SecretString,
}

impl Login {
    pub(super) fn new(user: Option<&str>, token: &SecretString) -> Self {
        let plain = format!("{}:{}", user.unwrap_or("x-access-token"), token.expose_secret());
        Self {
            basic: STANDARD.encode(plain).into(),
        }
    }

    /// The text that must not show up anywhere.
    pub(super) const fn secret(&self) -> &SecretString {
        &self.basic
    }
}
