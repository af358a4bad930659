use crate::git::GitRequest;

#[test]
fn complaints_become_decisions() {
    let mut request = GitRequest::new("/mirror", "https://example.com/a");
    request.credential = Some("s3cr3t-token".to_owned().into());
    for (stderr, class) in [
        (
            "fatal: could not read Username for 'https://example.com': terminal prompts disabled",
            "unauthorized",
        ),
        (
            "remote: Invalid username or token.\nfatal: Authentication failed for 'https://example.com/a/'",
            "unauthorized",
        ),
        (
            "fatal: unable to access 'https://x/': The requested URL returned error: 403",
            "unauthorized",
        ),
        (
            "git@example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.",
            "unauthorized",
        ),
        (
            "remote: Repository not found.\nfatal: repository 'https://example.com/a/' not found",
            "not_found",
        ),
        (
            "fatal: unable to access 'https://x/': The requested URL returned error: 404",
            "not_found",
        ),
        (
            "fatal: unable to access 'https://x/': Could not resolve host: x",
            "unreachable",
        ),
        (
            "fatal: unable to access 'https://x/': Failed to connect to x port 443",
            "unreachable",
        ),
        (
            "fatal: unable to access 'https://x/': The requested URL returned error: 301",
            "config",
        ),
        (
            "fatal: unable to access 'https://x/': The requested URL returned error: 503",
            "upstream",
        ),
        ("error: RPC failed; curl 56\nfatal: early EOF", "unreachable"),
        (
            "fatal: https://x/info/refs not valid: is this a git repository?",
            "config",
        ),
        ("fatal: write error: No space left on device", "git"),
        ("fatal: something new", "git"),
    ] {
        let error = super::upstream(&request, None, "example.com", stderr);
        assert_eq!(error.class(), class, "{stderr}");
    }
    let error = super::upstream(
        &request,
        None,
        "example.com",
        "remote: s3cr3t-token is wrong\nfatal: x",
    );
    assert_eq!(error.to_string(), "git: remote: *** is wrong; fatal: x");
}

#[test]
fn names_say_nothing_about_the_cause() {
    let request = GitRequest::new("/mirror", "https://example.com/ssl_/early eof");
    let error = super::upstream(
        &request,
        None,
        "example.com",
        "fatal: 'https://example.com/ssl_/early eof/': odd",
    );
    assert_eq!(error.class(), "git");
}
