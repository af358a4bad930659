//! The binary, as a person or a script uses it: real processes, real files, a simulated upstream over real HTTP.

mod bad_input;
mod git;
mod github;
mod kill;
mod weir;
