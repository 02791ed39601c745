//! A real serenity client against the fake: it connects, decodes every event, and answers.

#[path = "serenity/bot.rs"]
mod bot;
// Buttons and modals.
#[path = "serenity/components.rs"]
mod components;
// Sessions: READY, resuming, and how they end.
#[path = "serenity/gateway.rs"]
mod gateway;
// Commands and autocompletion, and their answers.
#[path = "serenity/interactions.rs"]
mod interactions;
// What people and the bot write, and what the bot sees of it.
#[path = "serenity/messages.rs"]
mod messages;
// Refusals: limits, permissions, ordered failures.
#[path = "serenity/refusals.rs"]
mod refusals;
