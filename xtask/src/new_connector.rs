//! Lays out the folder of a new connector.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::sh::root;

const MODULE: &str = r#"//! TITLE.

mod records;

use weir_connect::{AuthMethod, BaseUrl, Budget, Category, Connector, Cost, Credential, Stream};

/// What the user enters.
#[derive(serde::Deserialize, schemars::JsonSchema)]
pub struct Config {
    /// Address of the instance.
    pub url: Option<String>,
}

/// The facts.
pub static CONNECTOR: Connector = Connector {
    id: "NAME",
    title: "TITLE",
    category: Category::SourceControl,
    about: "",
    docs: "",
    config_schema: || schemars::schema_for!(Config),
    base_url: BaseUrl { default: None, example: "" },
    graphql_url: None,
    auth: &[AuthMethod::bearer(
        "token",
        "Token",
        "",
        &[Credential::new("token", "Token", "")],
    )],
    headers: &[],
    budgets: &[],
    budget: Budget {
        buckets: &[],
        headers: None,
        concurrency: 4,
        server_seconds_per_minute: None,
        penalty_seconds: 60,
        docs: "",
    },
    checks: &[],
    errors: &[],
    streams: &[Stream::of::<records::Thing>("things", "/things")],
    gaps: &[],
    plan: |_| Cost::default(),
    webhooks: None,
};
"#;

const RECORDS: &str = r"//! Upstream documents and the rows they become.

use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::Batch;

/// Link the vendor's page on this document here.
#[derive(Deserialize)]
pub struct Thing {
    id: u64,
}

impl Record for Thing {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    fn map(self, _: &Scope<'_>, _: &mut Batch) {}
}
";

pub(crate) fn run(args: &[String]) -> Result<()> {
    let Some(name) = args.first() else {
        bail!("name the connector: `cargo xtask new-connector pagerduty`")
    };
    if !name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        || name.is_empty()
    {
        bail!("`{name}`: use lower-case letters, digits and `_`, as in `azure_devops`");
    }
    let folder = root().join("crates/connectors/src").join(name);
    if folder.exists() {
        bail!("{} is there already", folder.display());
    }
    for sub in ["fixtures", "golden"] {
        fs::create_dir_all(folder.join(sub))?;
    }
    for (file, text) in [
        ("mod.rs", MODULE),
        ("records.rs", RECORDS),
        ("README.md", "# TITLE\n"),
    ] {
        let text = text.replace("NAME", name).replace("TITLE", name);
        fs::write(folder.join(file), text).with_context(|| format!("writing {file}"))?;
    }
    println!("{} is laid out. Next:", folder.display());
    println!("  1. add `pub mod {name};` and `&{name}::CONNECTOR` to crates/connectors/src/lib.rs");
    println!("  2. write the facts and records, one fixture per stream");
    println!("  3. `cargo xtask bless`, and read the difference");
    Ok(())
}
