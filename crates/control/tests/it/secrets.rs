use secrecy::ExposeSecret as _;
use weir_control::{Control, ControlError, IntegrationChange};

use crate::{new, open};

const PLAIN: &str = "ghp_plaintextplaintextplaintext";

#[tokio::test]
async fn a_secret_is_sealed_in_the_file_and_opens_again() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let mut with_secret = new("hub");
    with_secret.secrets.insert("token".to_owned(), PLAIN.into());
    let shown = format!("{with_secret:?}");
    assert!(!shown.contains(PLAIN), "{shown}");
    let id = control.create_integration(with_secret).await.unwrap().id;

    let opened = control.secrets(id).await.unwrap();
    assert_eq!(opened["token"].expose_secret(), PLAIN);
    assert_eq!(control.secret_names().await.unwrap()[&id], ["token"]);
    assert!(!format!("{opened:?} {control:?}").contains(PLAIN));

    control.close().await;
    for file in std::fs::read_dir(dir.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes
            .windows(PLAIN.len())
            .any(|window| window == PLAIN.as_bytes());
        assert!(!found, "{} holds the secret", path.display());
    }

    let again = open(dir.path()).await;
    assert_eq!(again.secrets(id).await.unwrap()["token"].expose_secret(), PLAIN);
}

#[tokio::test]
async fn secrets_are_replaced_and_removed_and_never_empty() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let mut with_secret = new("hub");
    with_secret.secrets.insert("token".to_owned(), "one".into());
    let id = control.create_integration(with_secret).await.unwrap().id;
    let change = |secret: Option<&str>| IntegrationChange {
        secrets: [("token".to_owned(), secret.map(Into::into))].into(),
        ..IntegrationChange::default()
    };
    control.update_integration(id, change(Some("two"))).await.unwrap();
    assert_eq!(control.secrets(id).await.unwrap()["token"].expose_secret(), "two");
    let empty = control
        .update_integration(id, change(Some(" ")))
        .await
        .unwrap_err();
    assert_eq!(
        empty.to_string(),
        "secrets `token` is empty: leave it out, or enter it"
    );
    assert_eq!(control.secrets(id).await.unwrap()["token"].expose_secret(), "two");
    control.update_integration(id, change(None)).await.unwrap();
    assert!(control.secrets(id).await.unwrap().is_empty());
}

#[tokio::test]
async fn another_key_is_refused_at_start() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).await.close().await;
    let other = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
    let said = Control::open_with_key(dir.path(), other.into())
        .await
        .unwrap_err();
    assert!(matches!(said, ControlError::WrongKey { .. }), "{said}");
    for bad in ["short", other, "%%%"] {
        let said = Control::open_with_key(dir.path(), bad.into()).await.unwrap_err();
        assert!(!format!("{said} {said:?}").contains(bad), "{said:?}");
    }
    open(dir.path()).await;
}

#[tokio::test]
async fn the_key_file_is_made_once_and_missed_later() {
    let dir = tempfile::tempdir().unwrap();
    let control = Control::open(dir.path()).await.unwrap();
    let file = dir.path().join("secret.key");
    #[cfg(unix)]
    for private in [&file, &dir.path().join("control.db")] {
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(private).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "{}", private.display());
    }
    control.close().await;
    Control::open(dir.path()).await.unwrap().close().await;

    std::fs::remove_file(&file).unwrap();
    let said = Control::open(dir.path()).await.unwrap_err();
    assert!(said.to_string().contains("secret.key is missing"), "{said}");
    assert!(!file.exists(), "a new key would make the loss permanent");
}

#[tokio::test]
async fn api_keys_are_stored_as_hashes() {
    let dir = tempfile::tempdir().unwrap();
    let control = open(dir.path()).await;
    let key = control.create_admin().await.unwrap().unwrap();
    assert!(
        control.create_admin().await.unwrap().is_none(),
        "it is shown once"
    );
    assert!(control.is_key(key.expose_secret()).await.unwrap());
    assert!(!control.is_key("weir_wrong").await.unwrap());
    assert!(!control.is_key("").await.unwrap());
    assert!(matches!(
        control.create_key("admin").await,
        Err(ControlError::Conflict { .. })
    ));

    control.close().await;
    let bytes = std::fs::read(dir.path().join("control.db")).unwrap();
    let plain = key.expose_secret().as_bytes();
    assert!(!bytes.windows(plain.len()).any(|window| window == plain));

    let control = open(dir.path()).await;
    control.delete_key("admin").await.unwrap();
    assert!(!control.is_key(key.expose_secret()).await.unwrap());
}
