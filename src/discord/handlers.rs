//! Handlers of what the gateway sends: servers that the bot is added to, messages, commands, autocompletions, pressed components.

mod events;
mod interactions;
mod components;
mod messages;
mod edits;
mod joined;
mod strangers;

pub(super) use events::Events;
#[cfg(fuzzing)]
pub use events::read_event;
