use super::Parser;
use crate::git::document::Commit;

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn parse(output: &[u8]) -> Result<Vec<Commit>, String> {
    let mut parser = Parser::default();
    let mut commits = Vec::new();
    for token in output
        .strip_suffix(b"\0")
        .unwrap_or(output)
        .split(|byte| *byte == 0)
    {
        commits.extend(parser.token(token)?);
    }
    commits.extend(parser.finish()?);
    Ok(commits)
}

fn header(parents: &str, message: &str) -> Vec<u8> {
    format!(
        "\x02{A}\0{parents}\0Ann\0ann@x\x001700000000 +0000\0Bob\0bob@x\x001700000001 +0000\0{message}\0\0"
    )
    .into_bytes()
}

/// Path, path before, lines added, lines deleted.
type Seen<'a> = (&'a str, Option<&'a str>, Option<u64>, Option<u64>);

fn files(commit: &Commit) -> Vec<Seen<'_>> {
    let files = commit.files.as_deref().unwrap_or_default();
    files
        .iter()
        .map(|f| {
            (
                f.path.as_str(),
                f.previous_path.as_deref(),
                f.additions,
                f.deletions,
            )
        })
        .collect()
}

#[test]
fn counted_files() {
    let mut output = header("", "one\n\ntwo\n");
    output.extend_from_slice(b"\n12\t3\ta\tb\nc\0-\t-\tbin\x001\t0\t\0old\0new\0");
    output.extend(header("p q", "\x02 merge\n"));
    output.extend(header("p", ""));
    let commits = parse(&output).unwrap();
    assert_eq!(commits.len(), 3);
    assert_eq!(
        files(&commits[0]),
        [
            ("a\tb\nc", None, Some(12), Some(3)),
            ("bin", None, None, None),
            ("new", Some("old"), Some(1), Some(0))
        ]
    );
    assert_eq!(commits[0].message, "one\n\ntwo");
    assert_eq!(commits[1].parents, ["p", "q"]);
    assert_eq!(commits[1].message, "\x02 merge");
    assert!(commits[1].files.is_none(), "git shows no difference for a merge");
    assert!(commits[2].files.as_ref().is_some_and(Vec::is_empty));
}

#[test]
fn files_that_are_not_counted() {
    let mut output = header("p", "m");
    output.extend_from_slice(b"\n:100644 100644 aa bb M\0x\0:100644 100644 aa bb R100\0old\0:new\0");
    let commits = parse(&output).unwrap();
    assert_eq!(
        files(&commits[0]),
        [("x", None, None, None), (":new", Some("old"), None, None)]
    );
}

#[test]
fn bytes_that_are_not_text() {
    let mut output = header("p", "m");
    output.extend_from_slice(b"\n1\t1\tcaf\xe9\0");
    let commits = parse(&output).unwrap();
    assert_eq!(files(&commits[0]), [("caf\\xe9", None, Some(1), Some(1))]);
    assert!(commits[0].lossy);
}

#[test]
fn broken_output_is_an_error() {
    assert!(parse(b"\x02aa\0p\0Ann").is_err());
    assert!(parse(b"12\t3\tpath\0").is_err());
    let mut output = header("p", "m");
    output.extend_from_slice(b"\nsurprise\0");
    assert_eq!(parse(&output).unwrap_err(), "`surprise` is no count of lines");
}
