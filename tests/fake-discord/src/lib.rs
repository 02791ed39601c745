//! An in-process fake of Discord: its REST API v10 and its gateway on a loopback port, for the
//! end-to-end tests of a bot.
//!
//! The fake plays Discord's part towards the bot, and lets a test play the people:
//! [`FakeDiscord::say`], [`FakeDiscord::slash`] and [`FakeDiscord::interact`] do what people do,
//! and [`FakeDiscord::request`] waits for what the bot answers. What the bot sends is held against
//! Discord's own limits; what does not conform is refused as Discord refuses it, and is kept in
//! [`FakeDiscord::violations`], with which the last handle panics when it is dropped.
//!
//! It must not be kinder than Discord: content is withheld by Discord's rule, an interaction is
//! answered once and within three seconds, permissions count.

#![forbid(unsafe_code)]

mod fake;
mod world;

mod attachments;
mod faults;
mod interacting;
mod requests;
mod incoming_message;

mod gateway;
mod rest;

mod checks;
mod clock;
mod interactions;
mod messages;
mod objects;
mod state;
mod wire;

pub use attachments::{Attaching, AttachmentTrouble};
pub use fake::FakeDiscord;
pub use faults::Failure;
pub use gateway::{Heard, Trouble};
pub use incoming_message::IncomingMessage;
pub use interacting::Interacting;
pub use requests::Request;
pub use twilight_model::id;
pub use wire::WireFault;
pub use world::{MoreGuild, Overwrite, Target, World, bits};
