//! The gateway: the connection over which Discord tells what happens, kept up for as long as the bot
//! serves.
//!
//! It is not serenity's, whose shard dials without a pause when a connection ends at once, spins after
//! some close codes where nothing can stop it, and passes over events that it cannot read.

mod close;
mod connection;
mod outage;
mod presence;
mod run;
mod session;
mod socket;
mod start;
mod starts;

pub(super) use outage::Outage;
pub(super) use run::Gateway;
pub(super) use starts::Starts;
