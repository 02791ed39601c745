//! Health and figures over HTTP, for whoever watches the program: `/healthz` says line by line whether
//! process, gateway, index and model are well, `/metrics` has the figures in the form of OpenMetrics.
//! It reads what others count, and changes nothing.

mod documents;
mod metrics;
mod process;
mod report;
mod server;
mod state;

pub use server::{ListenError, listen, serve};
pub use state::{Health, ModelState};
