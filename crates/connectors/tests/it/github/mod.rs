mod costs;
mod fields;
mod queries;
mod recorded;
mod requests;
mod shapes;
mod sync;
mod world;
