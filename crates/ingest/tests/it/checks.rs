//! "Validate connection".

use secrecy::SecretString;

use crate::connectors::{connector, repositories, since};
use crate::support::{Bench, TOKEN};
use crate::upstream::{Fault, World};

async fn said(fault: Option<(&'static str, Fault)>, url: Option<String>) -> Vec<String> {
    let mut world = World::with_items(5, 20);
    if let Some((path, fault)) = fault {
        world.fault(path, 0, 100, fault);
    }
    let mut bench = Bench::start(world, connector(vec![repositories(), since(7)])).await;
    if let Some(url) = url {
        bench.spec.config["url"] = url.into();
    }
    let results = bench.engine.check(&bench.spec).await;
    let line = |result: weir_ingest::CheckResult| {
        let mark = if result.ok { "ok" } else { "no" };
        format!("{mark} {}: {} | {}", result.name, result.message, result.hint)
    };
    let lines: Vec<String> = results.into_iter().map(line).collect();
    assert!(!lines.concat().contains(TOKEN));
    lines
}

fn status(status: u16, headers: Vec<(&'static str, String)>) -> Fault {
    Fault::Status(status, headers, r#"{"message":"Bad tiny_0123456789_secret"}"#)
}

#[tokio::test]
async fn each_cause_is_told_apart() {
    assert_eq!(
        said(None, None).await,
        ["ok accept the token: works | ", "ok read changes: works | "]
    );
    assert_eq!(
        said(Some(("/ok", status(401, vec![]))), None).await,
        [
            "no accept the token: the upstream refuses the credential (401): Bad *** | make a new token and re-authenticate the integration"
        ]
    );
    assert_eq!(
        said(Some(("/changes", status(403, vec![]))), None).await,
        [
            "ok accept the token: works | ",
            "no read changes: the credential lacks the permission `Changes: read`: Bad *** | grant the token the permission, then run again",
        ]
    );
    assert_eq!(
        said(Some(("/changes", status(404, vec![]))), None).await[1],
        "no read changes: not found: read changes | check the name, and that the token may see it; the permission needed is `Changes: read`"
    );
    assert_eq!(
        said(Some(("/ok", Fault::Html)), None).await,
        [
            "no accept the token: unusable answer to accept the token: a web page instead of JSON | check that the address is that of the API, and that no sign-in page or proxy stands before it"
        ]
    );
    let refused = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let silent = said(None, Some(format!("http://{refused}"))).await;
    assert_eq!(silent.len(), 1);
    assert!(
        silent[0].starts_with(&format!("no accept the token: cannot reach {refused}: ")),
        "{silent:?}"
    );
    assert!(silent[0].contains("refused"), "{silent:?}");
    assert_eq!(
        said(None, Some("ftp://x".to_owned())).await,
        [
            "no address: configuration: the address is not a web address; it must begin with https:// or http:// | change the integration's configuration"
        ]
    );
    assert_eq!(
        said(None, Some("https://me:pw@x/".to_owned())).await,
        [
            "no address: configuration: the address holds a user name or password; take it out and enter it as a credential | change the integration's configuration"
        ]
    );
}

#[tokio::test]
async fn scopes_are_shown_and_missing_secrets_named() {
    let scoped = Fault::Status(200, vec![("x-oauth-scopes", "repo, read:org".to_owned())], "{}");
    assert_eq!(
        said(Some(("/ok", scoped)), None).await[0],
        "ok accept the token: works; the token has the scopes repo, read:org | "
    );
    let mut bench = Bench::start(World::default(), connector(vec![repositories()])).await;
    bench
        .spec
        .secrets
        .insert("token".to_owned(), SecretString::from(" "));
    let results = bench.engine.check(&bench.spec).await;
    assert_eq!(
        (results[0].message.as_str(), results[0].hint.as_str()),
        ("`token` is missing", "make a token")
    );
    assert!(bench.upstream.take_log().is_empty());
}
