use super::guards::is_loopback;
use super::ui::{caching, content_type};

#[test]
fn only_loopback_names_pass() {
    for host in [
        "localhost",
        "LOCALHOST:80",
        "127.0.0.1",
        "127.9.9.9:8737",
        "[::1]",
        "[::1]:8737",
    ] {
        assert!(is_loopback(host), "{host}");
    }
    for host in [
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "[::2]:80",
    ] {
        assert!(!is_loopback(host), "{host}");
    }
}

#[test]
fn hashed_files_are_kept_and_the_page_is_not() {
    assert_eq!(
        caching("assets/index-3fA9.js"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(caching("index.html"), "no-cache");
    assert_eq!(content_type("assets/a.b.woff2"), "font/woff2");
    assert_eq!(content_type("odd"), "application/octet-stream");
}
