//! Why a file has no text that could be quoted: a kind with its data, which is stored with the file
//! and compared. `Display` words it for the operator, and is the only place that does.

use serde::{Deserialize, Serialize};

use super::file_problem::FileProblem;
use super::text_error::TextError;

/// Why a file is refused. Lengths and limits are in bytes unless they say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    // The file itself.
    /// The operating system said no.
    #[error("{0}")]
    System(String),
    /// A link whose target lies outside the seeds folder.
    #[error("a link that leads out of the folder: put the file itself there")]
    LinkOutside,
    /// A device, pipe or the like, met while the folder was scanned.
    #[error("no regular file")]
    NotRegular,
    /// The operating system said no while the file was read.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        cause: String,
    },
    /// What was read cannot be a text.
    #[error("{path}: {problem}")]
    File {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: FileProblem,
    },

    // The format.
    /// A compound file: Office before 2007, or encrypted.
    #[error("an old or locked Office file: save it as .docx, without a password")]
    LegacyOffice,
    /// Spreadsheets: no sentences, and cells that mean nothing without their sheet.
    #[error("a spreadsheet: save the sheet as a table in a .md or .html file")]
    Spreadsheet,
    /// LaTeX: what its commands show, only LaTeX knows.
    #[error("LaTeX: make a .pdf of it")]
    Latex,
    /// Rich Text Format.
    #[error("RTF: save it as .docx")]
    Rtf,
    /// The first bytes are not those of the format that the file is named after.
    #[error("no .{ending} file: its beginning is another")]
    OtherContent {
        /// The file's ending in small letters, without the dot.
        ending: String,
    },
    /// No format that can be read.
    #[error(
        "unknown format: expected .txt, .md, .html, .pdf, .docx, .odt, .pptx, .epub, .srt, .vtt or \
         .ipynb"
    )]
    UnknownFormat,
    /// An archive of something else.
    #[error("an archive that is no .docx, .odt, .pptx or .epub: unpack it")]
    OtherArchive,
    /// The document is encrypted.
    #[error("locked: save it without a password")]
    Locked,

    // The encoding.
    /// Valid UTF-8 with zero bytes.
    #[error("no text: it holds zero bytes")]
    ZeroBytes,
    /// A binary file.
    #[error("not UTF-8 at byte {at}, and no text: it holds zero bytes")]
    Binary {
        /// The first byte that is not UTF-8, from 0.
        at: usize,
    },
    /// No encoding is likely enough.
    #[error(
        "not UTF-8 at byte {at}, and too little to tell the encoding by: save the file as UTF-8"
    )]
    UnknownEncoding {
        /// The first byte that is not UTF-8, from 0.
        at: usize,
    },
    /// The most likely encoding does not decode all bytes.
    #[error("neither UTF-8 nor {encoding}: save the file as UTF-8")]
    WrongEncoding {
        /// Its name in the WHATWG Encoding Standard.
        encoding: String,
    },

    // Limits.
    /// The text of the file is too long.
    #[error("a text of {bytes} bytes, expected at most {most}")]
    TextTooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// The same, noticed before the whole was read.
    #[error("a text of more than {most} bytes")]
    TextTooLongSoFar {
        /// The limit.
        most: usize,
    },
    /// A web page is too long.
    #[error("a page of {bytes} bytes, expected at most {most}")]
    PageTooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// Elements are nested too deep.
    #[error("elements {depth} deep, expected at most {most}")]
    TooDeep {
        /// The deepest nesting.
        depth: usize,
        /// The limit.
        most: usize,
    },
    /// An element has too many attributes.
    #[error("an element of {attributes} attributes, expected at most {most}")]
    TooManyAttributes {
        /// How many it has.
        attributes: usize,
        /// The limit.
        most: usize,
    },
    /// A document has too many pages.
    #[error("{pages} pages, expected at most {most}")]
    TooManyPages {
        /// How many it has.
        pages: u32,
        /// The limit.
        most: u32,
    },
    /// A part of an archive is too large.
    #[error("{part}: more than {most} bytes when unpacked")]
    PartTooLarge {
        /// The part's name.
        part: String,
        /// The limit.
        most: u64,
    },

    // What is in it.
    /// A part of an archive is no text.
    #[error("{part}: {refusal}")]
    Part {
        /// The part's name.
        part: String,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// A web page without a main content.
    #[error("no main content was found in the page")]
    NoMainContent,
    /// The library that looks for a page's main content failed.
    #[error("{0}")]
    MainContent(String),
    /// A document of pictures.
    #[error("no text: its pages are pictures, or damaged; text recognition (OCR) may help")]
    NoTextOnPages,
    /// The fonts of a document have no mapping to characters, or a wrong one.
    #[error(
        "its fonts do not tell their letters, or tell them wrongly; text recognition (OCR) may help"
    )]
    UnmappedFonts,
    /// It is not what its format demands.
    #[error("damaged: {0}")]
    Damaged(FileDamage),

    // The sandbox.
    /// Reading it was interrupted, by no fault of its own: it is worth another try.
    #[error("reading it was interrupted")]
    Interrupted,
    /// The sandbox ended without a result.
    #[error("damaged, or not readable within {seconds} s of computing and {gib} GiB of memory")]
    OverLimits {
        /// The limit on computing time.
        seconds: u64,
        /// The limit on memory.
        gib: u64,
    },
    /// The sandbox wrote something else than a result.
    #[error("{program}: {cause}")]
    Sandbox {
        /// The program that was run.
        program: String,
        /// What is wrong with its output.
        cause: String,
    },
}

/// How a file is damaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileDamage {
    /// What the format's library said.
    #[error("{0}")]
    Library(String),
    /// The format's library panicked.
    #[error("it broke its reader")]
    Panic,
    /// A part of an archive cannot be unpacked.
    #[error("{part}: {cause}")]
    Part {
        /// The part's name.
        part: String,
        /// What the library said.
        cause: String,
    },
    /// A part of an archive is missing.
    #[error("{0} is missing")]
    MissingPart(String),
    /// An Office package does not name its document.
    #[error("_rels/.rels names no document")]
    NoDocument,
    /// The text of a Word document stops within a paragraph.
    #[error("the text ends in the middle")]
    CutShort,
    /// A part of a Word document is no XML.
    #[error("byte {at} of its XML: {cause}")]
    Xml {
        /// The byte, from 0.
        at: u64,
        /// What the library said.
        cause: String,
    },
    /// All chapters of an e-book are unreadable.
    #[error("none of its chapters can be read")]
    NoChapter,
}

impl From<FileDamage> for Refusal {
    fn from(damage: FileDamage) -> Refusal {
        Refusal::Damaged(damage)
    }
}

impl From<TextError> for Refusal {
    fn from(error: TextError) -> Refusal {
        match error {
            TextError::Unreadable { path, cause } => {
                Refusal::Unreadable { path: path.display().to_string(), cause: cause.to_string() }
            }
            TextError::File { path, problem } => {
                Refusal::File { path: path.display().to_string(), problem }
            }
        }
    }
}
