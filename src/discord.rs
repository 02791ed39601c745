//! The Discord bot: connecting, commands and messages in, replies out. This folder alone names serenity
//! and poise. Nothing here words anything: a reply comes from `reply`, a notice from `phrases`.

mod bot;
mod commands;
mod connect;
mod messages;
mod patience;
mod permissions;
pub mod render;
mod serve;

pub use bot::Bot;
pub use serve::{ServeError, serve};
