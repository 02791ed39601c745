//! The end-to-end tests: one binary, a module a subject.

/// Reading: what may be quoted from real files of many looks, and what may not.
mod reading;
/// The five documents that the bot ships with, and files that a test lays out for itself.
mod world;
