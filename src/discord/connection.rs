//! The connection to Discord: from start to shutdown.

mod serve;
mod client;
mod registration;
mod serve_error;

pub use serve::serve;
pub use serve_error::ServeError;
