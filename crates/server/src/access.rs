use std::net::SocketAddr;

/// Who must show a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Auth {
    /// Everybody, except on loopback.
    #[default]
    Automatic,
    /// Everybody.
    Required,
    /// Nobody. Only possible on loopback.
    Off,
}

/// Who may come in. Decided once, when the server begins to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Whether requests need a key.
    pub required: bool,
    /// Whether the data is a simulated company's.
    pub demo: bool,
}

impl Access {
    /// What holds for an address, or `None` when it would be open to others without a key.
    pub fn decide(listen: SocketAddr, auth: Auth, demo: bool) -> Option<Self> {
        let loopback = listen.ip().is_loopback();
        match auth {
            Auth::Required => Some(Self { required: true, demo }),
            Auth::Automatic => Some(Self {
                required: !loopback,
                demo,
            }),
            Auth::Off => loopback.then_some(Self {
                required: false,
                demo,
            }),
        }
    }
}
