//! Handlers of what the gateway sends: messages, commands, autocompletions, pressed components.

mod events;
mod interactions;
mod components;
mod messages;

pub(super) use events::Events;
