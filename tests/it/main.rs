//! The end-to-end tests: one binary, a module a subject.

/// A running bot against the fake Discord, for the tests that drive one.
mod bot;
/// The bot in Discord: commands, mentions, permissions, limits, restarts, shutdown.
mod discord;
/// Reading: what may be quoted from real files of many looks, and what may not.
mod reading;
/// The command line: what it prints, its exit codes, files that change or break.
mod terminal;
/// The five documents that the bot ships with, and files that a test lays out for itself.
mod world;
