use std::future::Future;
use std::net::SocketAddr;

use axum::Router;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};

use crate::local::{LocalKey, LocalServer};
use crate::{Access, AppState, Auth, api, web};

/// How to serve.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Who must show a key.
    pub auth: Auth,
    /// Whether the data is a simulated company's.
    pub demo: bool,
}

/// Why the server does not start, by what the user can do.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could read and change everything.
    #[error(
        "refusing to listen on {address} without authentication: others on the network could read and change \
         everything; leave authentication on, or listen on 127.0.0.1"
    )]
    Unprotected {
        /// The address.
        address: SocketAddr,
    },
    /// The address is taken or not this machine's.
    #[error("cannot listen on {address}: {source}; choose another port")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The control database.
    #[error(transparent)]
    Control(#[from] weir_control::ControlError),
    /// The listener broke.
    #[error("the server stopped: {0}")]
    Stopped(#[source] std::io::Error),
}

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    admin_key: Option<SecretString>,
    access: Access,
    router: Router,
    local: LocalKey,
    closing: CancellationToken,
}

/// Opens the address. Where a key is needed and there is none, makes the admin key.
pub async fn bind(state: AppState, listen: SocketAddr, options: Options) -> Result<Server, ServeError> {
    let access = Access::decide(listen, options.auth, options.demo)
        .ok_or(ServeError::Unprotected { address: listen })?;
    let failed = |source| ServeError::Listen {
        address: listen,
        source,
    };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let admin_key = if access.required {
        state.control.create_admin().await?
    } else {
        None
    };
    Ok(Server {
        listener,
        address,
        admin_key,
        access,
        router: router(&state, access),
        local: state.local.clone(),
        closing: state.closing.clone(),
    })
}

/// [`bind`], then [`Server::run`].
pub async fn serve(
    state: AppState,
    listen: SocketAddr,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    bind(state, listen, options).await?.run(stop).await
}

impl Server {
    /// Where it listens, with the port the system chose when 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How commands on this machine reach it.
    pub fn local(&self) -> LocalServer {
        LocalServer::new(self.address, self.local.text())
    }

    /// Who may come in.
    pub fn access(&self) -> Access {
        self.access
    }

    /// The admin key, if this start has made it. It cannot be shown again.
    pub fn take_admin_key(&mut self) -> Option<SecretString> {
        self.admin_key.take()
    }

    /// Answers until `stop` is done, then finishes the requests it has begun.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
        tracing::info!(address = %self.address, "listening on {}", self.address);
        let closing = self.closing;
        let stop = async move {
            stop.await;
            closing.cancel();
        };
        axum::serve(self.listener, self.router)
            .with_graceful_shutdown(stop)
            .await
            .map_err(ServeError::Stopped)
    }
}

/// Everything the server answers.
pub fn router(state: &AppState, access: Access) -> Router {
    let compressed = SizeAbove::new(1024)
        .and(NotForContentType::new("application/vnd.apache.parquet"))
        .and(NotForContentType::SSE)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("font/"));
    Router::new()
        .nest(api::PREFIX, api::router(state, access))
        .fallback(web::asset)
        .layer(axum::middleware::from_fn(web::secure_headers))
        .layer(axum::middleware::from_fn_with_state(access, web::allowed_host))
        .layer(CompressionLayer::new().gzip(true).compress_when(compressed))
        .layer(axum::middleware::from_fn(api::envelope::answer))
}
