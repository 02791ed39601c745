//! From the bytes of a file to its text: one file a format. The format is recognised by the bytes.
//! UTF-8 text stays as it is, byte for byte; of every other format the words are written down as
//! Markdown or plain text, with what the document says of itself (title, authors, date) as front
//! matter.

pub mod format;
mod extracted;
mod text;
mod own_thread;
mod archive;
mod encoding;
mod html;
mod html_tree;
mod signs;
mod noterefs;
mod xml;
mod parts;
mod docx;
mod odt;
mod pptx;
mod epub;
mod pdf;
mod subtitles;
mod notebook;
mod metadata;
mod escape;

pub use extracted::{Extracted, MAX_TEXT};
pub use format::{Format, HEAD_BYTES};
pub use own_thread::{catching, on_own_thread};
pub use text::text;

/// Counts up whenever a format's text changes, so that files are read anew.
pub const VERSION: u32 = 6;
