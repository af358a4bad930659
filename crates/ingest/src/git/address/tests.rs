use super::{Address, judge};
use crate::git::GitRequest;

fn request(url: &str) -> GitRequest {
    GitRequest {
        allow_local: true,
        ..GitRequest::new("/mirror", url)
    }
}

fn said(request: &GitRequest) -> String {
    judge(request).unwrap_err().to_string()
}

#[test]
fn addresses_that_are_asked() {
    for (url, asked, host, user) in [
        (
            "https://example.com/a/b.git",
            "https://example.com/a/b.git",
            "example.com",
            None,
        ),
        (
            "HTTPS://Example.com:8443/a",
            "https://Example.com:8443/a",
            "example.com:8443",
            None,
        ),
        (
            "https://me@example.com/a",
            "https://example.com/a",
            "example.com",
            Some("me"),
        ),
        (
            "ssh://git@example.com:22/a",
            "ssh://git@example.com:22/a",
            "example.com:22",
            Some("git"),
        ),
        (
            "git@example.com:a/b.git",
            "git@example.com:a/b.git",
            "example.com",
            Some("git"),
        ),
    ] {
        let Address::Remote(remote) = judge(&request(url)).unwrap() else {
            panic!("{url} is taken for a folder")
        };
        assert_eq!(
            (remote.url.as_str(), remote.host.as_str(), remote.user.as_deref()),
            (asked, host, user)
        );
    }
    for url in ["/srv/a b", "file:///srv/a b"] {
        assert_eq!(judge(&request(url)).unwrap(), Address::Local("/srv/a b".into()));
    }
}

#[test]
fn hostile_addresses_are_refused() {
    for url in [
        "",
        "-u/tmp/x",
        "--upload-pack=touch /tmp/x",
        "ext::sh -c touch% /tmp/x",
        "fd::17",
        "ext://sh",
        "git://example.com/a",
        "file://host/a",
        "ftp://example.com/a",
        "ssh://-oProxyCommand=x/a",
        "ssh://-oProxyCommand=x@host/a",
        "-oProxyCommand=x:a",
        "git@-oProxyCommand=x:a",
        "host:-a",
        "https:///a",
        "https://example.com",
        "https://exa mple.com/a",
        "https://example.com/a\nb",
        "relative/path",
        "../up",
    ] {
        let message = said(&request(url));
        assert!(message.starts_with("configuration: "), "{url}: {message}");
        assert!(message.contains("enter https://HOST/PATH"), "{url}: {message}");
    }
}

#[test]
fn a_password_in_an_address_is_refused_and_not_repeated() {
    let message = said(&request("https://me:hunter2@example.com/a"));
    assert!(
        message.contains("enter it as the integration's token"),
        "{message}"
    );
    assert!(!message.contains("hunter2"), "{message}");
}

#[test]
fn folders_only_when_allowed_and_hosts_only_the_connections() {
    for url in ["/etc", "file:///etc"] {
        let refused = GitRequest::new("/mirror", url);
        assert!(said(&refused).contains("not allowed here"));
    }
    let elsewhere = GitRequest {
        host: Some("github.com".to_owned()),
        ..request("https://169.254.169.254/latest")
    };
    assert!(said(&elsewhere).contains("is not on github.com"));
    let home = GitRequest {
        host: Some("github.com".to_owned()),
        ..request("https://GitHub.com/a/b")
    };
    assert!(judge(&home).is_ok());
    let local = GitRequest {
        host: Some("github.com".to_owned()),
        allow_local: false,
        ..request("/etc")
    };
    assert!(judge(&local).is_err());
}
