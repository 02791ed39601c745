//! The Discord bot: connecting, commands and messages in, replies out. This folder alone names
//! serenity. Nothing here words anything: a reply comes from `reply`, a notice from `phrases`.

mod serve;
mod connect;
mod registering;
mod commands;
mod events;
mod bot;
mod answering;
mod limits;
mod once;
mod messages;
mod permissions;
mod ask;
mod find_sources;
mod help;
mod buttons;
pub mod pressing;
mod references;
mod responding;
mod patience;
pub mod render;
mod body;

pub use bot::Bot;
pub use serve::{ServeError, serve};
