//! The connection to Discord: from start to shutdown.

mod serve;
mod registration;

pub use serve::serve;
