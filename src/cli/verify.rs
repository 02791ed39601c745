//! `verbatim verify`: whether quotes still stand in their documents, by their receipts.

use std::io::Write;

use super::terminal::{self, Style};
use super::{Exit, Failure};
use crate::corpus::{Scope, Shelf};
use crate::lookup::{self, Verified};
use crate::phrases::Voice;
use crate::receipt::Receipt;
use crate::reply;

/// Says of each receipt what it is worth now; exit code 1 when a quote is nowhere in its document.
///
/// # Errors
/// When the library is damaged or nobody reads.
pub fn run(
    receipts: &[Receipt],
    style: Style,
    shelf: &Shelf,
    voice: Voice,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let verified = receipts.iter().map(|receipt| lookup::verify(receipt, &Scope::All, shelf));
    let verified = verified.collect::<Result<Vec<_>, _>>()?;
    write!(out, "{}", terminal::render(&reply::verified(&verified, voice), style))?;
    let stands = |one: &Verified| matches!(one, Verified::InPlace(..) | Verified::Moved(..));
    Ok(if verified.iter().all(stands) { Exit::Done } else { Exit::Negative })
}
