//! REST documents and the rows they become.

mod repository;

pub use repository::Repository;
