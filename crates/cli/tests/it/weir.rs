//! Running the binary.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A data directory of its own, and the binary to use it with.
pub(crate) struct Weir {
    pub(crate) dir: tempfile::TempDir,
}

impl Weir {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weir"));
        command
            .arg("--data-dir")
            .arg(self.dir.path().join("data"))
            .args(args)
            // Nobody types: a command that asks must not wait for the terminal of whoever runs the tests.
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What a command that must succeed prints.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(
            output.status.success(),
            "weir {args:?}: {}\n{out}\n{err}",
            output.status
        );
        out
    }

    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let out = self.ok(args);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error} in: {out}"))
    }

    /// What a command that must fail says, with what changes from run to run made equal.
    pub(crate) fn fails(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(!output.status.success(), "weir {args:?} succeeded:\n{out}");
        self.stable(&format!("{out}{err}"))
    }

    fn stable(&self, text: &str) -> String {
        let text = text.replace(&self.dir.path().display().to_string(), "DIR");
        let words = text
            .split_inclusive([' ', '\n'])
            .map(|word| match word.find("127.0.0.1:") {
                Some(at) => {
                    let (before, after) = word.split_at(at + "127.0.0.1:".len());
                    format!(
                        "{before}PORT{}",
                        after.trim_start_matches(|c: char| c.is_ascii_digit())
                    )
                }
                None => word.to_owned(),
            });
        words.collect()
    }

    /// A file in the data directory's neighbourhood.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        let path = self.dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// All rows of a table, ordered.
    pub(crate) fn rows(&self, table: &str) -> Vec<Value> {
        let rows = self.json(&["query", &format!("SELECT * FROM {table} ORDER BY id"), "--json"]);
        rows.as_array().cloned().unwrap_or_default()
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs git in a folder, with a fixed author, and returns what it prints.
pub(crate) fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", text(&output.stderr));
    text(&output.stdout).trim().to_owned()
}
