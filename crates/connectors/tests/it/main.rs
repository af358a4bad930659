//! What must hold for every connector, and what GitHub's own descriptions and recordings say about ours.

mod conformance;
mod github;
mod golden;
mod page;
mod source;
mod upstream;
