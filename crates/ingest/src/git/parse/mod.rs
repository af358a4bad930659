//! Reads the output of `git diff-tree --stdin -z`: tokens that end with a zero byte.
//!
//! A commit is the tokens of [`FORMAT`], then one empty token, then its files. With `--numstat` a file is
//! `12<TAB>3<TAB>path`, or `12<TAB>3<TAB>` and two tokens when it was renamed; with `--raw` it is
//! `:100644 100644 … M` and one or two tokens. Only the first token of a commit begins with the byte 2, in its place.

use super::date;
use super::document::{Commit, File};

/// What is asked of each commit. The mark stands where a file's token has a digit, a dash, a colon or a line end.
pub(super) const FORMAT: &str = "--format=%x02%H%x00%P%x00%aN%x00%aE%x00%ad%x00%cN%x00%cE%x00%cd%x00%B";

const MARK: u8 = 2;

/// Puts tokens together to commits.
#[derive(Debug, Default)]
pub(super) struct Parser {
    current: Option<Commit>,
    expect: Expect,
}

/// What the next token is.
#[derive(Debug, Default)]
enum Expect {
    /// This field of the format.
    Field(u8),
    /// A file, or the next commit.
    #[default]
    File,
    /// The path of a file that `--raw` announced.
    Path,
    /// The old name of a renamed file.
    Previous(Counts),
    /// Its new name.
    Renamed(Counts, String),
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    additions: Option<u64>,
    deletions: Option<u64>,
}

impl Parser {
    /// Takes a token without its zero byte. Gives the commit before, when the token begins another.
    pub(super) fn token(&mut self, token: &[u8]) -> Result<Option<Commit>, String> {
        match std::mem::take(&mut self.expect) {
            Expect::Field(place) => self.field(place, token)?,
            Expect::File => return self.file_or_commit(token),
            Expect::Path => self.push(token, None, Counts::default())?,
            Expect::Previous(counts) => {
                let previous = self.path(token)?;
                self.expect = Expect::Renamed(counts, previous);
            }
            Expect::Renamed(counts, previous) => self.push(token, Some(previous), counts)?,
        }
        Ok(None)
    }

    /// The last commit, at the end of the output.
    pub(super) fn finish(&mut self) -> Result<Option<Commit>, String> {
        match self.expect {
            Expect::File => Ok(self.current.take()),
            _ => Err("the output ends within a commit".to_owned()),
        }
    }

    fn file_or_commit(&mut self, token: &[u8]) -> Result<Option<Commit>, String> {
        // Git puts a line end between the message and the files.
        let token = token.strip_prefix(b"\n").unwrap_or(token);
        match token.first() {
            None => Ok(None),
            Some(&MARK) => {
                let sha = String::from_utf8_lossy(&token[1..]).into_owned();
                let before = self.current.replace(Commit {
                    sha,
                    ..Commit::default()
                });
                self.expect = Expect::Field(1);
                Ok(before)
            }
            Some(b':') => {
                let status = token.rsplit(|byte| *byte == b' ').next().unwrap_or_default();
                self.expect = match status.first() {
                    Some(b'R' | b'C') => Expect::Previous(Counts::default()),
                    _ => Expect::Path,
                };
                Ok(None)
            }
            Some(_) => self.counted(token).map(|()| None),
        }
    }

    fn counted(&mut self, token: &[u8]) -> Result<(), String> {
        let mut parts = token.splitn(3, |byte| *byte == b'\t');
        let (Some(additions), Some(deletions), Some(path)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(format!(
                "`{}` is no count of lines",
                String::from_utf8_lossy(token)
            ));
        };
        let counts = Counts {
            additions: number(additions)?,
            deletions: number(deletions)?,
        };
        if path.is_empty() {
            self.expect = Expect::Previous(counts);
            return Ok(());
        }
        self.push(path, None, counts)
    }

    fn field(&mut self, place: u8, token: &[u8]) -> Result<(), String> {
        let commit = self.current.as_mut().ok_or("a field without a commit")?;
        match place {
            1 => {
                let words = token.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
                commit.parents = words
                    .map(|word| String::from_utf8_lossy(word).into_owned())
                    .collect();
                if commit.parents.len() < 2 {
                    commit.files = Some(Vec::new());
                }
            }
            2 => commit.author.name = text(token, &mut commit.lossy),
            3 => commit.author.email = text(token, &mut commit.lossy),
            4 => commit.author.date = date::rfc3339(token),
            5 => commit.committer.name = text(token, &mut commit.lossy),
            6 => commit.committer.email = text(token, &mut commit.lossy),
            7 => commit.committer.date = date::rfc3339(token),
            _ => {
                commit.message = text(token.trim_ascii_end(), &mut commit.lossy);
                return Ok(());
            }
        }
        self.expect = Expect::Field(place + 1);
        Ok(())
    }

    fn path(&mut self, path: &[u8]) -> Result<String, String> {
        let commit = self.current.as_mut().ok_or("a file without a commit")?;
        if let Ok(path) = std::str::from_utf8(path) {
            return Ok(path.to_owned());
        }
        commit.lossy = true;
        Ok(escaped(path))
    }

    fn push(&mut self, path: &[u8], previous_path: Option<String>, counts: Counts) -> Result<(), String> {
        let path = self.path(path)?;
        let commit = self.current.as_mut().ok_or("a file without a commit")?;
        let Counts { additions, deletions } = counts;
        let file = File {
            path,
            previous_path,
            additions,
            deletions,
        };
        commit.files.get_or_insert_default().push(file);
        Ok(())
    }
}

/// `-` stands for a binary file.
fn number(digits: &[u8]) -> Result<Option<u64>, String> {
    if digits == b"-" {
        return Ok(None);
    }
    let text = std::str::from_utf8(digits).ok();
    text.and_then(|text| text.parse().ok())
        .map(Some)
        .ok_or_else(|| format!("`{}` is no number of lines", String::from_utf8_lossy(digits)))
}

fn text(bytes: &[u8], lossy: &mut bool) -> String {
    let text = String::from_utf8_lossy(bytes);
    *lossy |= matches!(text, std::borrow::Cow::Owned(_));
    text.into_owned()
}

/// A path with the bytes that are not UTF-8 as `\xNN`, so that two different names stay different.
fn escaped(path: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(path.len() + 8);
    for chunk in path.utf8_chunks() {
        escaped.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(escaped, "\\x{byte:02x}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
