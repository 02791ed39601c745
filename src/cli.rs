//! The command line: one file a command, one that knows the arguments, one that renders replies for
//! a terminal. What people read as an answer is a [`crate::reply::Reply`]; the rest is for the
//! operator.

pub mod access;
pub mod arguments;
pub mod ask;
pub mod check;
mod configuration;
pub mod eval;
mod failure;
pub mod feedback;
pub mod index;
pub mod json;
pub mod log;
pub mod model;
mod progress;
pub mod quote;
pub mod search;
pub mod serve;
pub mod settings;
pub mod sources;
pub mod terminal;
pub mod verify;

pub use configuration::{configuration, discord_access, language, style};
pub use failure::{Exit, Failure, LineProblem};
pub use progress::Bar;
