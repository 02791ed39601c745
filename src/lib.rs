//! verbatim answers a question by quoting its documents word for word. The layers, from below:
//!
//! words → index → corpus → finding → answering → looking up → saying → keeping → edges. ARCHITECTURE.md says
//! what each may know.

#![warn(clippy::too_many_lines)]
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod document;
pub mod extract;
pub mod language;
pub mod phrases;
pub mod quote;
pub mod reading;
pub mod receipt;
pub mod segment;
pub mod sources;

pub mod index;
pub mod vectors;

pub mod corpus;

pub mod model;
pub mod question;
pub mod rank;

pub mod answer;

pub mod lookup;

pub mod reply;

pub mod database;

pub mod answered;
pub mod environment;
pub mod feedback;
pub mod figures;
pub mod findings;
pub mod identifies;
pub mod library;
pub mod publish;
pub mod sessions;
pub mod settings;
pub mod uploads;

pub mod cli;
pub mod discord;
pub mod health;
