//! The connection to Discord: from start to shutdown.

mod serve;
mod registration;
mod silence;

pub use serve::{Watched, serve};
