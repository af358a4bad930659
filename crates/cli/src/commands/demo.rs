//! `weir demo`: the real program on a simulated company.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use secrecy::SecretString;
use serde_json::json;
use weir_control::{Cadence, IntegrationChange, NewIntegration, Timetable};
use weir_server::runtime::{Home, Supervisor};
use weir_server::{Auth, Options};
use weir_upstream::{Upstream, World};

use super::serve::serve;
use crate::args::Demo;
use crate::output;

/// The simulated company, its integration and its project.
const COMPANY: &str = "acme";
const SEED: u64 = 7;
const TOKEN: &str = "demo-token";

/// Without a data directory, everything is kept in a temporary one and gone at the end.
pub(crate) async fn run(dir: Option<&Path>, args: &Demo) -> Result<()> {
    let start = Instant::now();
    let temporary = tempfile::tempdir().context("making a temporary folder")?;
    let dir = dir.map_or_else(|| temporary.path().to_owned(), |dir| dir.join("demo"));

    let scale = args.scale;
    let world = tokio::task::spawn_blocking(move || World::seeded(SEED, scale, chrono::Utc::now())).await?;
    let latency = Duration::from_millis(args.latency);
    let upstream = Upstream::builder()
        .world(world)
        .token(TOKEN)
        .latency(latency)
        .start()
        .await?;

    let owner = format!("`weir demo` (process {})", std::process::id());
    let home = Arc::new(Home::open(&dir, &owner).await?);
    connect(&home, upstream.base_url()).await?;
    let supervisor = Supervisor::new(home, weir_ingest::Options::default());
    let listen = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), args.port);
    let options = Options {
        auth: Auth::Automatic,
        demo: true,
    };
    serve(supervisor, listen, options, |address| {
        output::say(&format!(
            "Weir is ready after {:.1} s, on a simulated company; its first sync is running. Ctrl-C ends it.",
            start.elapsed().as_secs_f64()
        ));
        if args.open {
            open_browser(address);
        }
        Ok(())
    })
    .await?;
    upstream.stop().await;
    Ok(())
}

/// The integration and the project; those of an earlier demo are pointed at the new simulator.
async fn connect(home: &Home, url: &str) -> Result<()> {
    let config = json!({ "url": url, "organizations": [COMPANY] });
    let existing = home
        .control
        .integrations()
        .await?
        .into_iter()
        .find(|one| one.name == COMPANY);
    if let Some(integration) = existing {
        let change = IntegrationChange {
            config: Some(config),
            ..IntegrationChange::default()
        };
        home.control.update_integration(integration.id, change).await?;
        return Ok(());
    }
    let secrets = BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]);
    let integration = home
        .control
        .create_integration(NewIntegration {
            kind: "github".to_owned(),
            name: COMPANY.to_owned(),
            description: "A simulated company".to_owned(),
            config,
            secrets,
        })
        .await?;
    // The demo shows all there is.
    let all = Timetable {
        tail: Cadence::EveryMinutes(5),
        full: Some(Cadence::EveryMinutes(24 * 60)),
        depth_days: None,
        time_zone: "UTC".to_owned(),
    };
    home.control.set_timetable(integration.id, Some(&all)).await?;
    let project = home
        .control
        .create_project("Acme", "Everything the simulated company builds")
        .await?;
    home.control.set_mapping(project.id, &[integration.id]).await?;
    Ok(())
}

/// Best effort: the address has been printed.
fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    if std::process::Command::new(opener).arg(address).spawn().is_err() {
        output::say(&format!("Open {address} in a browser"));
    }
}
