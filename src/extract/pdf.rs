//! PDF as plain text: lines in reading order, empty lines between paragraphs, a form feed where a
//! page begins. The library extracts the words and their positions; from these, running heads and
//! feet are dropped, lines are joined to paragraphs, and words that were hyphenated at the end of a
//! line are joined.

mod printed_lines;
mod legibility;
mod running_heads;
mod paragraphs;
mod hyphens;
mod pages;

use std::io::Cursor;

use oxidize_pdf::parser::objects::PdfObject;
use oxidize_pdf::parser::{ParseOptions, PdfDocument, PdfReader};
use oxidize_pdf::text::extraction::ExtractionOptions;

use super::extracted::Extracted;
use super::metadata::{meaningful_title, yaml_head};
use crate::document::{FileDamage, Markup, Refusal, Warning};
use printed_lines::PrintedLine;

/// More pages are refused.
const MAX_PAGES: u32 = 20_000;

/// A gap from this width on is a space between words, in units of the font size: TeX shrinks its
/// spaces to 0.22 (Computer Modern: 0.333 less 0.111), and kerning is less than 0.1.
const TIGHT_SPACE: f64 = 0.18;

type File = Cursor<Vec<u8>>;

/// The document as text. Pages that cannot be read, or hold no text, are a warning.
///
/// # Errors
/// When none of it can be read.
pub fn text(bytes: Vec<u8>) -> Result<Extracted, Refusal> {
    let damaged = |error: &dyn std::fmt::Display| FileDamage::Library(error.to_string());
    let mut reader = PdfReader::new_with_options(Cursor::new(bytes), ParseOptions::lenient())
        .map_err(|error| damaged(&error))?;
    if reader.is_encrypted()
        && !reader.is_unlocked()
        && !reader.try_empty_password().unwrap_or(false)
    {
        return Err(Refusal::Locked);
    }
    let date = created(&mut reader);
    let document = PdfDocument::new(reader);
    let n_pages = document.page_count().map_err(|error| damaged(&error))?;
    if n_pages > MAX_PAGES {
        return Err(Refusal::TooManyPages { pages: n_pages, most: MAX_PAGES });
    }
    let mut pages: Vec<Vec<PrintedLine>> =
        (0..n_pages).map(|page| page_lines(&document, page).unwrap_or_default()).collect();
    let empty: Vec<usize> =
        (1..).zip(&pages).filter(|(_, lines)| lines.is_empty()).map(|(page, _)| page).collect();
    if empty.len() == pages.len() {
        return Err(Refusal::NoTextOnPages);
    }
    let illegible = legibility::drop_illegible(&mut pages);
    if pages.iter().all(Vec::is_empty) {
        return Err(Refusal::UnmappedFonts);
    }
    Ok(Extracted {
        text: format!("{}{}", about(&document, date.as_deref()), pages::text(pages)),
        is_own: false,
        markup: Markup::Plain,
        warning: Warning::of_pages(&empty, &illegible),
    })
}

/// The lines of a page, in reading order; `None` when it cannot be read.
fn page_lines(document: &PdfDocument<File>, page: u32) -> Option<Vec<PrintedLine>> {
    // Read twice: one way gives better words, the other their positions.
    let words = ExtractionOptions {
        merge_hyphenated: false,
        space_threshold: TIGHT_SPACE,
        tj_space_threshold: TIGHT_SPACE,
        ..ExtractionOptions::default()
    };
    let places = ExtractionOptions {
        preserve_layout: true,
        sort_by_position: false,
        detect_columns: false,
        ..words.clone()
    };
    let text = document.extract_text_from_page_with_options(page, words).ok()?.text;
    let fragments = document
        .extract_text_from_page_with_options(page, places)
        .map(|page| page.fragments)
        .unwrap_or_default();
    Some(printed_lines::lines(&text, &fragments))
}

/// The document's metadata as front matter.
fn about(document: &PdfDocument<File>, date: Option<&str>) -> String {
    let Ok(known) = document.metadata() else { return String::new() };
    yaml_head([
        ("title", known.title.as_deref().and_then(meaningful_title).into_iter().collect()),
        (
            "author",
            known.author.as_deref().map(|names| names.split(';').collect()).unwrap_or_default(),
        ),
        ("date", date.into_iter().collect()),
    ])
}

/// The day it was made (PDF 32000-1, 7.9.4: `D:YYYYMMDD…`), as exact as it is given.
fn created(reader: &mut PdfReader<File>) -> Option<String> {
    let date = match reader.info().ok()??.get("CreationDate")? {
        PdfObject::String(date) => date.as_str().ok()?.trim_start_matches("D:").to_owned(),
        _ => return None,
    };
    let digits = &date[..date.find(|c: char| !c.is_ascii_digit()).unwrap_or(date.len())];
    let parts = [digits.get(..4), digits.get(4..6), digits.get(6..8)];
    let told: Vec<&str> = parts.into_iter().map_while(|part| part).collect();
    (!told.is_empty()).then(|| told.join("-"))
}
