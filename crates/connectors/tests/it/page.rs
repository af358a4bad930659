//! The generated parts of the connectors' pages. `WEIR_BLESS=1` renews them.

use weir_connectors::{ALL, docs};

use crate::source::folder;

#[test]
fn docs_are_fresh() {
    for connector in ALL {
        let path = folder(connector.id).join("README.md");
        let page =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let renewed = docs::renew(&page, connector);
        let renewed = renewed.unwrap_or_else(|| {
            panic!(
                "{} needs the lines {} and {}",
                path.display(),
                docs::BEGIN,
                docs::END
            )
        });
        if std::env::var_os("WEIR_BLESS").is_some() {
            std::fs::write(&path, renewed).unwrap();
        } else {
            assert!(
                page == renewed,
                "{} is stale: run the tests with WEIR_BLESS=1",
                path.display()
            );
        }
    }
}

#[test]
fn everything_is_described() {
    for connector in ALL {
        let words = |text: &str, what: String| {
            assert!(!text.trim().is_empty(), "{}: {what} has no words", connector.id);
        };
        words(connector.about, "the connector".to_owned());
        words(connector.docs, "its reference page".to_owned());
        for stream in connector.streams {
            words(stream.doc, format!("stream `{}`", stream.name));
        }
        for rule in connector.errors {
            words(rule.hint, format!("the rule for {:?}", rule.when));
        }
        for method in connector.auth {
            words(method.doc, format!("method `{}`", method.id));
            for credential in method.credentials {
                words(credential.doc, format!("credential `{}`", credential.name));
            }
        }
        let schema = connector.schema();
        for (name, field) in schema.as_value()["properties"].as_object().unwrap() {
            words(
                field["title"].as_str().unwrap_or_default(),
                format!("the title of `{name}`"),
            );
            words(
                field["description"].as_str().unwrap_or_default(),
                format!("`{name}`"),
            );
        }
    }
}
