//! The Discord bot. This folder alone names serenity, and nothing here words anything: answers come
//! from `reply`, notices from `phrases`.
//!
//! - `connection/`: starts, registers the commands, shuts down.
//! - `gateway/`: keeps the connection up over which Discord tells what happens.
//! - `inspection/`: what `check` asks Discord.
//! - `api/`: requests, sent again where that may help.
//! - `handlers/`: events of the gateway: messages, interactions, pressed components.
//! - `commands/`: the application commands, one file each, and the list of them.
//! - `control/`: what a button or a menu does, as its custom id holds it.
//! - `render/`: a reply as Discord's Markdown, spread over pages.
//! - `send/`: payloads, first response or deferral, edits.
//! - `message_text`: all that a message says, forwards and components included.
//! - `bot/`: what all handlers share: the library, cooldowns, rate limits, who was answered.
//! - `watermark`: which events were acted on to the end.
//! - `answering`: answers on threads for blocking work; `following`: what changes while it serves.

mod connection;
mod serve_error;
mod advice;
mod gateway;
mod api;
mod registered;
mod inspection;
mod context;
mod watermark;
mod answering;
mod following;
mod handlers;
mod commands;
mod send;
mod manager;
mod server_settings;
mod permissions;
mod place;
mod mentions;
mod message_text;
mod covered;
mod bot;
pub mod render;
pub mod control;

pub use bot::Quoted;
// For fuzz targets alone: to everybody else it is this module's own.
pub use connection::{Watched, serve};
#[cfg(fuzzing)]
pub use handlers::read_event;
pub use inspection::inspect;
pub use serve_error::ServeError;
