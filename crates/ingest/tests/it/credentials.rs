//! Several tokens, tokens that are got and renewed, and those that end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use secrecy::SecretString;
use serde_json::{Value, json};
use weir_connect::{AuthField, AuthKind, AuthMethod, Connector, Credential, Grant, OAuth2};
use weir_ingest::{Engine, IntegrationSpec, TaskStatus, authorize_url};

use crate::connectors::{connector, repositories, since, with_auth};
use crate::support::{Bench, options, spec};
use crate::tokens::{APP_KEY, CLIENT};
use crate::upstream::{Fault, NOW, Upstream, World};

const fn server(grant: Grant) -> OAuth2 {
    OAuth2 {
        grant,
        token_url: |base| format!("{base}/oauth/token"),
        scopes: &["read"],
        basic: false,
        rotates: true,
    }
}

static METHODS: &[AuthMethod] = &[
    AuthMethod::oauth2(
        "code",
        "Code",
        "",
        server(Grant::AuthorizationCode {
            authorize_url: |base| format!("{base}/agree"),
            extra: &[("prompt", "consent")],
        }),
    ),
    AuthMethod::oauth2("client", "Client", "", server(Grant::ClientCredentials)),
    AuthMethod::github_app(""),
    AuthMethod {
        id: "basic",
        title: "Basic",
        doc: "",
        kind: AuthKind::Basic {
            user: "user",
            secret: "password",
        },
        credentials: &[Credential::new("password", "Password", "").several()],
        fields: &[AuthField::new("user", "User", "").optional()],
        git_user: None,
    },
    AuthMethod {
        id: "header",
        title: "Header",
        doc: "",
        kind: AuthKind::Header {
            name: "authorization",
            prefix: "Token token=",
        },
        credentials: &[Credential::new("token", "Key", "")],
        fields: &[],
        git_user: None,
    },
];

fn tiny() -> &'static Connector {
    with_auth(vec![repositories(), since(5)], METHODS)
}

fn secrets(pairs: &[(&str, &str)]) -> BTreeMap<String, SecretString> {
    pairs
        .iter()
        .map(|(name, secret)| ((*name).to_owned(), SecretString::from(*secret)))
        .collect()
}

async fn bench(world: World, method: &str, config: Value, given: &[(&str, &str)]) -> Bench {
    let upstream = Upstream::start(world).await;
    let mut spec = spec(tiny(), &upstream.url);
    spec.config["auth"] = method.into();
    for (name, value) in config.as_object().unwrap() {
        spec.config[name] = value.clone();
    }
    spec.secrets = secrets(given);
    Bench::over(
        upstream,
        spec,
        weir_ingest::memory::Contents::default(),
        options(),
    )
}

const OAUTH: [(&str, &str); 2] = [("client_secret", CLIENT.1), ("refresh_token", "refresh-token-0")];

fn with_tokens(lives: i64) -> World {
    let mut world = World::with_items(23, 20);
    world.accepted = Some(BTreeSet::new());
    world.tokens_of = crate::tokens::Server {
        refresh: "refresh-token-0".to_owned(),
        lives,
        ..crate::tokens::Server::default()
    };
    world
}

fn succeeded(report: &weir_ingest::TaskReport) {
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
}

#[tokio::test]
async fn each_request_takes_the_token_that_has_most_left() {
    let mut world = World::with_items(40, 20);
    world.each = Some((100, [("one".to_owned(), 60)].into()));
    let upstream = Upstream::start(world).await;
    let mut spec = spec(connector(vec![repositories(), since(2)]), &upstream.url);
    spec.secrets = secrets(&[("token", "one\ntwo\n\ntwo\nthree\n")]);
    let bench = Bench::over(
        upstream,
        spec,
        weir_ingest::memory::Contents::default(),
        options(),
    );
    succeeded(&bench.sync().await);
    let spent = bench.upstream.change(|world| world.each.take().unwrap().1);
    assert_eq!(spent.len(), 3, "the same token twice is one");
    assert!(spent["one"] <= 62, "it had least left: {spent:?}");
    assert!(spent["two"].abs_diff(spent["three"]) <= 3, "{spent:?}");
    let budgets = bench.store.contents().budgets;
    assert_eq!(budgets.len(), 3, "each has its own budget: {budgets:?}");
}

#[tokio::test]
async fn a_token_that_dies_leaves_the_pool_and_the_others_go_on() {
    let mut world = World::with_items(40, 20);
    world.accepted = Some(["one", "three"].map(str::to_owned).into());
    let upstream = Upstream::start(world).await;
    let mut spec = spec(connector(vec![repositories(), since(2)]), &upstream.url);
    spec.secrets = secrets(&[("token", "two-is-dead\none\nthree")]);
    let bench = Bench::over(
        upstream,
        spec,
        weir_ingest::memory::Contents::default(),
        options(),
    );
    let report = bench.sync().await;
    succeeded(&report);
    assert_eq!(bench.store.contents().ids("items").len(), 40);
    assert!(
        bench
            .heard
            .has("credential 1 of 3: the upstream refuses the credential (401): *** is not known")
    );
    let said = bench.everything_said(&report);
    assert!(!said.contains("two-is-dead"), "{said}");
}

#[tokio::test]
async fn when_all_tokens_are_dead_the_credential_is_refused() {
    let mut world = World::with_items(10, 20);
    world.accepted = Some(BTreeSet::new());
    let upstream = Upstream::start(world).await;
    let mut spec = spec(connector(vec![repositories(), since(2)]), &upstream.url);
    spec.secrets = secrets(&[("token", "first\nsecond")]);
    let bench = Bench::over(
        upstream,
        spec,
        weir_ingest::memory::Contents::default(),
        options(),
    );
    let report = bench.sync().await;
    assert_eq!(report.error.unwrap().class, "unauthorized");
    assert_eq!(bench.upstream.take_log().len(), 2, "each was tried once");
}

#[tokio::test]
async fn basic_and_header_credentials_are_sent_as_the_vendor_wants() {
    for (method, config, given, sent) in [
        (
            "basic",
            json!({"user": "me@x.example"}),
            [("password", "pw1")],
            "Basic bWVAeC5leGFtcGxlOnB3MQ==",
        ),
        ("basic", json!({}), [("password", "me:pw1")], "Basic bWU6cHcx"),
        ("header", json!({}), [("token", "key1")], "Token token=key1"),
    ] {
        let bench = bench(World::with_items(2, 2), method, config, &given).await;
        succeeded(&bench.sync().await);
        let tokens = bench.upstream.change(|world| world.tokens.clone());
        assert!(
            !tokens.is_empty() && tokens.iter().all(|token| token == sent),
            "{tokens:?}"
        );
    }
}

#[tokio::test]
async fn client_credentials_get_one_token_for_all_requests() {
    let bench = bench(
        with_tokens(3600),
        "client",
        json!({"client_id": CLIENT.0}),
        &OAUTH[..1],
    )
    .await;
    succeeded(&bench.sync().await);
    succeeded(&bench.sync().await);
    let asked = bench.upstream.change(|world| world.tokens_of.asked.clone());
    assert_eq!(asked, ["client_credentials"], "one, however many wait for it");
}

#[tokio::test]
async fn a_rotated_refresh_token_is_stored_before_it_is_needed() {
    let bench = bench(with_tokens(3600), "code", json!({"client_id": CLIENT.0}), &OAUTH).await;
    let report = bench.sync().await;
    succeeded(&report);
    assert!(!bench.everything_said(&report).contains("access-token-1"));
    for round in 2..5 {
        // Each process starts with what is stored, long after the access token has ended.
        bench.upstream.clock.advance(std::time::Duration::from_secs(4000));
        let engine = Engine::new(bench.store.clone(), bench.upstream.clock.clone(), options());
        let report = engine
            .sync(
                &bench.spec,
                bench.heard.clone(),
                weir_ingest::CancellationToken::new(),
            )
            .await;
        succeeded(&report);
        let asked = bench.upstream.change(|world| world.tokens_of.asked.len());
        assert_eq!(asked, round);
    }
    let contents = bench.store.contents();
    assert!(contents.renewing.is_empty(), "nothing is under way");
    assert!(contents.secrets["3"].contains_key("refresh_token"));
}

#[tokio::test]
async fn a_crash_between_use_and_store_of_a_refresh_token_does_not_lose_the_integration() {
    let mut world = with_tokens(3600);
    world.tokens_of.grace = 600;
    let bench = bench(world, "code", json!({"client_id": CLIENT.0}), &OAUTH).await;
    bench.store.lose_renewed(true);
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Failed);
    assert!(report.error.unwrap().message.contains("was not stored"));
    assert!(
        bench.store.contents().renewing.contains("3"),
        "the use is on record"
    );
    let bench = bench.restart();
    bench.store.lose_renewed(false);
    succeeded(&bench.sync().await);
    assert!(bench.store.contents().renewing.is_empty());
}

#[tokio::test]
async fn a_refresh_token_that_is_spent_for_good_asks_for_a_person() {
    let mut world = with_tokens(3600);
    world.tokens_of.refresh = "another".to_owned();
    let bench = bench(world, "code", json!({"client_id": CLIENT.0}), &OAUTH).await;
    let report = bench.sync().await;
    let error = report.error.clone().unwrap();
    assert_eq!(
        (error.class.as_str(), error.message.as_str(), error.hint.as_str()),
        (
            "unauthorized",
            "the upstream refuses the credential (400): *** was used",
            "authorise the integration again"
        )
    );
}

#[tokio::test]
async fn a_token_server_that_fails_is_asked_again() {
    let mut world = with_tokens(3600);
    world.tokens_of.failures = 2;
    let bench = bench(world, "client", json!({"client_id": CLIENT.0}), &OAUTH[..1]).await;
    succeeded(&bench.sync().await);
}

#[tokio::test]
async fn a_token_that_expires_in_the_middle_of_a_list_is_replaced() {
    let mut world = with_tokens(3600);
    world.fault("/changes", 1, 1, Fault::Status(401, Vec::new(), "{}"));
    let bench = bench(world, "client", json!({"client_id": CLIENT.0}), &OAUTH[..1]).await;
    succeeded(&bench.sync().await);
    assert_eq!(bench.store.contents().ids("items").len(), 23);
    let asked = bench.upstream.change(|world| world.tokens_of.asked.len());
    assert_eq!(asked, 2);
}

#[tokio::test]
async fn a_github_app_signs_for_its_installations_token_and_renews_it() {
    let config = json!({"app_id": "4711", "installation_id": "7"});
    let given = [("private_key", APP_KEY)];
    let bench = bench(with_tokens(0), "app", config, &given).await;
    let report = bench.sync().await;
    succeeded(&report);
    assert!(!bench.everything_said(&report).contains("access-token"));
    bench.upstream.clock.advance(std::time::Duration::from_secs(3400));
    succeeded(&bench.sync().await);
    let asked = bench.upstream.change(|world| world.tokens_of.asked.clone());
    assert_eq!(
        asked,
        ["installation", "installation"],
        "renewed before the hour is over"
    );
}

#[tokio::test]
async fn a_key_that_is_none_says_so() {
    for pem in [
        "secret",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
    ] {
        let config = json!({"app_id": "4711", "installation_id": "7"});
        let bench = bench(with_tokens(0), "app", config, &[("private_key", pem)]).await;
        let error = bench.sync().await.error.unwrap();
        assert_eq!(error.class, "config");
        assert!(error.message.contains("the private key"), "{}", error.message);
    }
}

#[tokio::test]
async fn a_persons_agreement_is_traded_for_tokens() {
    let bench = bench(
        with_tokens(3600),
        "code",
        json!({"client_id": CLIENT.0}),
        &OAUTH[..1],
    )
    .await;
    let report = bench.sync().await;
    assert!(report.error.unwrap().message.contains("nobody has authorised"));
    let verifier = SecretString::from("v".repeat(43));
    let redirect = "https://weir.example.com/callback";
    let url = authorize_url(&bench.spec, redirect, &"the-state".into(), &verifier);
    let url = url::Url::parse(&url.unwrap().unwrap()).unwrap();
    let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    assert_eq!(
        (asked["state"].as_str(), asked["scope"].as_str()),
        ("the-state", "read")
    );
    assert_eq!(
        (asked["code_challenge_method"].as_str(), asked["prompt"].as_str()),
        ("S256", "consent")
    );
    assert_ne!(asked["code_challenge"], "v".repeat(43));
    let brought = bench
        .engine
        .authorize(&bench.spec, &"good".into(), &verifier, redirect)
        .await
        .unwrap();
    let spec = IntegrationSpec {
        secrets: bench.spec.secrets.clone().into_iter().chain(brought).collect(),
        ..bench.spec.clone()
    };
    succeeded(
        &bench
            .engine
            .sync(
                &spec,
                Arc::new(weir_ingest::NoEvents),
                weir_ingest::CancellationToken::new(),
            )
            .await,
    );
    let wrong = bench
        .engine
        .authorize(&bench.spec, &"bad".into(), &verifier, redirect)
        .await;
    assert_eq!(wrong.unwrap_err().class(), "unauthorized");
}

#[tokio::test]
async fn when_a_token_ends_is_kept() {
    let mut world = World::with_items(2, 2);
    world.header = Some((
        "github-authentication-token-expiration",
        "2024-06-08 00:00:00 UTC",
    ));
    let bench = Bench::start(world, connector(vec![repositories(), since(5)])).await;
    succeeded(&bench.sync().await);
    let ends = bench.store.contents().expires["3"];
    assert_eq!(ends.0 / 1_000_000, NOW + 7 * 86_400);
}
