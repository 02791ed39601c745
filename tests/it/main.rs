//! The end-to-end tests: one binary, a module a subject.

/// A running bot against the fake Discord, for the tests that drive one.
mod bot;
/// The book in `docs/` and README: what they name exists, and what exists is named.
mod book;
/// The bot in Discord: commands, mentions, permissions, limits, restarts, shutdown.
mod discord;
/// Words have no origin but their own: what must fail to compile does.
mod constructors;
/// The law: every word that a person reads is a quote, a phrase or a citation field.
mod law;
/// What people say of answers, as the operator lists it; the cases that are kept of it, and the gate.
mod feedback;
/// Formats: the same sentences out of what other programs made, and what is damaged.
mod formats;
/// Hostile input: every reader of bytes, over damaged fixtures and random pieces.
mod hostile;
/// Keeping up with the folder of documents while questions are asked.
mod keeping;
/// What an interrupted process leaves: killed at any moment, the next start goes on.
mod interrupted;
/// The layers: imports point downward only, and the files of a folder form no circle.
mod layers;
/// The log: what cannot be written stops nothing.
mod log;
/// What lies where a file should and is none, what is called or dated oddly, who may read the data.
mod odd_files;
/// Meaning: the sentence model, and the vectors that it makes of the documents.
mod meaning;
/// Whose files lie in the data folder: nobody else's are ever removed.
mod ownership;
/// The real program over folders that a test lays out.
mod program;
/// What people set wrongly, each with the one line that says so.
mod misconfigured;
/// Quotes that are more than sentences, as the terminal prints them; where found passages stand.
mod printed;
/// Data that cannot be written, or not read at the moment: no damage.
mod read_only;
/// The program serving against the fake Discord, for the tests that need its process.
mod serving;
/// One library for many processes: published, followed, read along.
mod replicas;
/// Reading: what may be quoted from real files of many looks, and what may not.
mod reading;
/// What is stored: damaged by a bit, and refreshed again and again.
mod stored;
/// What is stored, under kills, damage and disks that fail.
mod storage;
/// The sandbox: documents that take no end, and what the process that reads them can do.
mod sandbox;
/// Secrets: the token and what people type, in no log, no file, no page and no message.
mod secrets;
/// Settings of servers in the terminal.
mod settings;
/// Text that was made to confuse: characters that are not seen, words and lists without end.
mod confusing;
/// The command line: what it prints, its exit codes, files that change or break.
mod terminal;
/// Watching a program that serves: health, figures, the log, the watchdog.
mod watched;
/// Servers' own documents: as if they were not there for everybody else.
mod uploads;
/// The five documents that the bot ships with, and files that a test lays out for itself.
mod world;
