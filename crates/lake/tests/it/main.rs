//! The lake from outside: what is appended can be queried, whatever happens in between.

mod damage;
mod fixtures;
mod guard;
mod housekeeping;
mod model;
mod raw;
mod rows;
mod scope;
