//! The book in `docs/` and README say what the program does: what they name exists, and what exists is
//! named. Each check is a function from texts to what is wrong with them, and is shown to fail.

mod code;
mod command_lines;
mod contents;
mod dependencies;
mod discord_names;
mod figures;
mod links;
mod messages;
mod options;
mod pages;
mod variables;
