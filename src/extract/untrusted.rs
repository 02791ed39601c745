//! PDF and archives, which are read by libraries that may loop, overflow the stack or unpack to
//! more than there is memory. `sandbox.rs` runs this in another process.

use super::extracted::Extracted;
use super::format::Format;
use super::own_thread::on_own_thread;
use super::{archive, pdf};
use crate::document::Refusal;

/// The text of a PDF or an archive, read in this process.
///
/// # Errors
/// With the reason why it cannot be read; for every other format.
pub fn text(bytes: Vec<u8>, format: Format) -> Result<Extracted, Refusal> {
    let read = move || match format {
        Format::Plain | Format::Markdown | Format::Html => Err(Refusal::NotSandboxed),
        Format::Pdf => pdf::text(bytes),
        Format::Archive => archive::text(bytes),
    };
    on_own_thread(read)?.of_bounded_length()
}
