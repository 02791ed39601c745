//! The gateway: the connection over which Discord tells what happens, kept up for as long as the bot
//! serves.
//!
//! It is not serenity's, whose shard dials without a pause when a connection ends at once, spins after
//! some close codes where nothing can stop it, and passes over events that it cannot read.

mod arrival;
mod catching_up;
mod close;
mod connection;
mod entrance;
mod outage;
mod presence;
mod remembered;
mod session;
mod shard;
mod shards;
mod socket;
mod start;

pub(super) use entrance::Entrance;
pub(super) use outage::Outage;
pub(super) use shards::{Gateway, too_few};
pub(super) use start::GatewayInfo;
