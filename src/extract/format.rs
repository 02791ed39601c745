//! The format of a file, recognised by its first bytes, and for text by its name.

use serde::{Deserialize, Serialize};

use super::html;
use crate::document::{FileName, Refusal};

/// How many of a file's first bytes are needed to recognise its format.
pub const HEAD_BYTES: usize = 4096;

/// The formats of files that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Text: `.txt`, `.log`, and files without an ending.
    Plain,
    /// Text: `.md` and its other endings; with code in it, `.mdx`, `.qmd`, `.rmd`.
    Markdown,
    /// Text: speech with the times at which it is shown, `.srt`, `.vtt`.
    Subtitles,
    /// Text: a notebook of Jupyter, `.ipynb`.
    Notebook,
    /// A web page, whatever it is called.
    Html,
    /// PDF, whatever it is called.
    Pdf,
    /// A ZIP archive: DOCX, ODT, PPTX or EPUB, depending on the parts that it holds.
    Archive,
}

impl Format {
    /// The format of a file that begins with `head`: all of it, or [`HEAD_BYTES`].
    ///
    /// # Errors
    /// With the reason why it cannot be read.
    pub fn of(file: &FileName, head: &[u8]) -> Result<Format, Refusal> {
        // PDF 32000-1, annex H, 3.4.1: the mark may be anywhere within the first 1024 bytes.
        let is_text = || {
            !head.contains(&0)
                && std::str::from_utf8(head)
                    .map_or_else(|error| error.error_len().is_none(), |_| true)
        };
        let has_mark = head[..head.len().min(1024)].windows(5).any(|bytes| bytes == b"%PDF-");
        if head.starts_with(b"%PDF-")
            || has_mark && (ending(file).as_deref() == Some("pdf") || !is_text())
        {
            return Ok(Format::Pdf);
        }
        if head.starts_with(b"PK\x03\x04") {
            return Ok(Format::Archive);
        }
        // The compound files of Office before 2007, in which it also locks up newer ones ([MS-CFB],
        // [MS-OFFCRYPTO]).
        if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
            return Err(Refusal::LegacyOffice);
        }
        if head.starts_with(b"{\\rtf") {
            return Err(Refusal::Rtf);
        }
        if html::is_page(&String::from_utf8_lossy(head)) {
            return Ok(Format::Html);
        }
        match ending(file).as_deref() {
            None | Some("txt" | "text" | "log") => Ok(Format::Plain),
            Some("md" | "markdown" | "mkd" | "mdown" | "mdx" | "qmd" | "rmd") => {
                Ok(Format::Markdown)
            }
            Some("srt" | "vtt") => Ok(Format::Subtitles),
            Some("ipynb") => Ok(Format::Notebook),
            Some("csv" | "tsv") => Err(Refusal::Spreadsheet),
            Some("tex" | "latex") => Err(Refusal::Latex),
            Some("html" | "htm" | "xhtml") => Ok(Format::Html),
            Some(ending @ ("pdf" | "docx" | "odt" | "pptx" | "epub")) => {
                Err(Refusal::OtherContent { ending: ending.to_owned() })
            }
            Some(_) => Err(Refusal::UnknownFormat),
        }
    }
}

/// The file's ending in small letters, without the dot.
fn ending(file: &FileName) -> Option<String> {
    let name = file.as_str().rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, head: &[u8]) -> Result<Format, Refusal> {
        Format::of(&FileName::new(name).expect("a plain name"), head)
    }

    #[test]
    fn content_goes_before_the_ending() {
        assert_eq!(of("a.txt", b"%PDF-1.7\n"), Ok(Format::Pdf));
        assert_eq!(of("a", b"\n\xef\xbb\xbfjunk %PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), Ok(Format::Pdf));
        assert_eq!(of("a.md", "A file of %PDF-1.7 — begins so.".as_bytes()), Ok(Format::Markdown));
        assert_eq!(of("a.bin", b"PK\x03\x04..."), Ok(Format::Archive));
        assert_eq!(of("a.php", b"\n<!DOCTYPE HTML><html>"), Ok(Format::Html));
        assert_eq!(of("a.htm", b"<p>text"), Ok(Format::Html));
        assert_eq!(of("README", b"Text."), Ok(Format::Plain));
        assert_eq!(of("x.d/a.MD", b"Text."), Ok(Format::Markdown));
        assert_eq!(of("a.mdx", b"Text."), Ok(Format::Markdown));
        assert_eq!(of("a.log", b"Text."), Ok(Format::Plain));
        assert_eq!(of("a.srt", b"1\n"), Ok(Format::Subtitles));
        assert_eq!(of("a.ipynb", b"{}"), Ok(Format::Notebook));
    }

    #[test]
    fn what_cannot_be_read_has_a_reason() {
        assert!(
            of("a.docx", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
                .is_err_and(|reason| reason.to_string().contains("password"))
        );
        assert_eq!(of("a.tex", b"Text."), Err(Refusal::Latex));
        assert_eq!(of("a.csv", b"a,b"), Err(Refusal::Spreadsheet));
        assert!(of("a.pdf", b"Text.").is_err_and(|reason| reason.to_string().contains(".pdf")));
        assert!(
            of("a.png", b"\x89PNG")
                .is_err_and(|reason| reason.to_string().starts_with("unknown format"))
        );
    }
}
