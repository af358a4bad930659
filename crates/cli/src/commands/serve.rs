//! `weir serve`

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use secrecy::ExposeSecret;
use weir_server::runtime::{Handle, Home, Supervisor, schedule};
use weir_server::{AppState, Auth, LocalServer, Options, bind};

use crate::args::Serve;
use crate::output;

pub(crate) async fn run(dir: &Path, args: &Serve) -> Result<()> {
    let auth = match (args.require_auth, args.no_auth) {
        (true, _) => Auth::Required,
        (false, true) => Auth::Off,
        (false, false) => Auth::Automatic,
    };
    let owner = format!("`weir serve` (process {})", std::process::id());
    let home = Arc::new(Home::open(dir, &owner).await?);
    let supervisor = Supervisor::new(home, weir_ingest::Options::default());
    let listen = SocketAddr::new(args.listen, args.port);
    serve(supervisor, listen, Options { auth, demo: false }, |_| Ok(())).await
}

/// Serves until interrupted, then ends tasks within a page and makes durable what they fetched.
pub(crate) async fn serve(
    supervisor: Arc<Supervisor>,
    listen: SocketAddr,
    options: Options,
    ready: impl FnOnce(&str) -> Result<()>,
) -> Result<()> {
    let home = supervisor.home();
    let runtime = Arc::new(Handle(Arc::clone(&supervisor)));
    let state = AppState::new(
        home.control.clone(),
        Arc::clone(&home.lake),
        Arc::clone(&home.measures),
        runtime,
    );
    let delivered = state.delivered();
    let mut server = bind(state, listen, options).await?;
    let address = format!("http://{}", server.address());
    if let Some(key) = server.take_admin_key() {
        output::say(&format!(
            "The admin key, shown only this once: {}",
            key.expose_secret()
        ));
    }
    let dir = home.dir.clone();
    // Commands of the same user reach the server through it; without it they say that the directory is in use.
    if let Err(error) = server.local().write(&dir) {
        tracing::warn!("commands cannot reach this server: {error}");
    }
    output::line(&format!("listening on {address}"));
    ready(&address)?;
    let scheduler = tokio::spawn(schedule(Arc::clone(&supervisor)));
    let deliveries = tokio::spawn(weir_server::deliveries(Arc::clone(&supervisor), delivered));
    let stopped = server.run(interrupted()).await;
    scheduler.abort();
    deliveries.abort();
    if let Err(error) = LocalServer::remove(&dir) {
        tracing::warn!("{error}");
    }
    supervisor.close().await;
    Ok(stopped?)
}

/// Ctrl-C, or the polite signal of a service manager.
async fn interrupted() {
    let ctrl_c = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = ctrl_c => {}, _ = terminate.recv() => {} }
            }
            Err(_) => drop(ctrl_c.await),
        }
    }
    #[cfg(not(unix))]
    drop(ctrl_c.await);
}
