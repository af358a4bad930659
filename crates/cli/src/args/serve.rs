//! Running the server.

use clap::Args;

#[derive(Args)]
pub(crate) struct Serve {
    /// Port; 0 takes any free one
    #[arg(long, default_value_t = 8737)]
    pub(crate) port: u16,
    /// Address to listen on; any other than loopback needs the admin key
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub(crate) listen: std::net::IpAddr,
    /// Ask for the key on loopback too
    #[arg(long)]
    pub(crate) require_auth: bool,
    /// Serve without authentication on any address
    #[arg(long, hide = true)]
    pub(crate) no_auth: bool,
}

#[derive(Args)]
pub(crate) struct Demo {
    /// Port; 0 takes any free one
    #[arg(long, default_value_t = 8737)]
    pub(crate) port: u16,
    /// How many times the small company
    #[arg(long, default_value_t = 1)]
    pub(crate) scale: u32,
    /// Milliseconds the simulated upstream takes for each answer
    #[arg(long, default_value_t = 40, value_name = "MS")]
    pub(crate) latency: u64,
    /// Open the browser
    #[arg(long)]
    pub(crate) open: bool,
}
