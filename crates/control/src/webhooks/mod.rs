//! What upstreams send by themselves.

mod due;
mod inbox;
mod setup;

pub use due::Due;
pub use inbox::{Delivery, DeliveryFilter, DeliveryState, Incoming, Packed, Received};
pub use setup::{NewSecret, Webhook};
