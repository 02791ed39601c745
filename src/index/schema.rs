//! The fields of the index. An entry is what tantivy calls a document. There are three kinds: one
//! for each file (what is known of it, its words), one for each passage (its terms and ranges) and
//! one for each acronym that a file introduces. All have the file's name, by which they are deleted.
//!
//! What is asked of many files at once is a column or a term of their entries, so that nothing that is
//! asked often reads what is stored of each file.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions,
};

/// The name of the tokenizer, which tantivy stores: terms with spaces between, as
/// [`super::entries`] makes them.
pub(super) const TERMS: &str = "terms";

/// Where the posting lists of passages lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Postings {
    /// In the index folder: `body` and `context` are on passages.
    Embedded,
    /// In an engine: `body` and `context` are on entries that describe a file, each term as often as
    /// passages of the file have it.
    InEngine,
}

/// Handles of the fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The file's name, as one term.
    pub file: Field,
    /// `file` on entries that describe a file, with `listed` where it can be quoted and `warned` where
    /// there is a warning; `acronym` on those that describe an acronym; absent on passages.
    pub kind: Field,
    /// Terms of the passage's sentences, with frequencies.
    pub body: Field,
    /// Terms of its headings and of the document's title, with frequencies.
    pub context: Field,
    /// The terms of what may not be quoted: boilerplate, notes; and of the title. On entries that
    /// describe a file.
    pub unquotable: Field,
    /// The words of passages as they are written, folded, not stemmed: what a misspelled word is
    /// compared with. On entries that describe a file, each word once.
    pub spelling: Field,
    /// The short form on entries that describe an acronym.
    pub short: Field,
    /// The terms of the long form with spaces between, as one term.
    pub long: Field,
    /// The hash of the text that a passage's ranges belong to; stored, not searched.
    pub text: Field,
    /// Its first [`crate::document::HASH_DIGITS`], as one term: whole hashes would make up a large part of the
    /// dictionary.
    pub text_id: Field,
    /// What the entry stores: a [`super::FileRecord`] or a [`crate::document::Passage`], as JSON;
    /// nothing for an acronym, whose forms are stored themselves. Sealed with a checksum that covers
    /// the entry's other stored values too.
    pub record: Field,
    /// How many terms `body` has; on passages.
    pub n_body: Field,
    /// How many terms `context` has; on passages.
    pub n_context: Field,
    /// A fingerprint of the file's name; on passages. With the passage's number it orders passages
    /// that score the same: one number is compared faster than names are.
    pub file_order: Field,
    /// The passage's number in its document; on passages.
    pub paragraph: Field,
    /// What the file was when it was read ([`super::state_digest`]); on entries that describe a file, and
    /// so are those below.
    pub state: Field,
    /// The first 64 bits of the hash of its name: found by, not read.
    pub name_digest: Field,
    /// The first 64 bits of its text's hash; of a file with a text.
    pub text_digest: Field,
    /// How many units it has.
    pub n_units: Field,
    /// Its date as a number ([`super::called::date_number`]), where that is known.
    pub date: Field,
    /// The primary tag of its language; of a file that can be quoted, as those below.
    pub language: Field,
    /// What it is called, as one key that puts it in order ([`super::called`]).
    pub called: Field,
    /// The words that it is called, each as one term.
    pub called_words: Field,
    /// The first letters of those words ([`super::called_words::openings`]), each as one term.
    pub called_openings: Field,
    /// Which write of its file a passage belongs to, as one term: its name in the engine, with its
    /// number. Where the posting lists lie in one.
    pub generation: Option<Field>,
}

/// The value of `kind` on entries that describe a file.
pub(super) const FILE: &str = "file";
/// A second one, on those of files that can be quoted.
pub(super) const LISTED: &str = "listed";
/// Another, on those of files that have a warning.
pub(super) const WARNED: &str = "warned";
/// The value of `kind` on entries that describe an acronym.
pub(super) const ACRONYM: &str = "acronym";
/// The value of `kind` on the entry that says which passages in the engine belong to the commit.
pub(super) const ROUNDS: &str = "rounds";

/// Names of the fields whose values are read by column.
pub(super) const FILE_ORDER: &str = "file_order";
pub(super) const N_BODY: &str = "n_body";
pub(super) const N_CONTEXT: &str = "n_context";
pub(super) const PARAGRAPH: &str = "paragraph";
pub(super) const STATE: &str = "state";
pub(super) const TEXT_DIGEST: &str = "text_digest";
pub(super) const N_UNITS: &str = "n_units";
pub(super) const DATE: &str = "date";
pub(super) const CALLED: &str = "called";

pub(super) fn schema(postings: Postings) -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let once = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TERMS)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let analyzed = |record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(TERMS).set_index_option(record),
        )
    };
    let whole = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let fields = Fields {
        file: builder.add_text_field("file", STRING | STORED),
        kind: builder.add_text_field("kind", STRING),
        body: builder.add_text_field("body", analyzed(IndexRecordOption::WithFreqs)),
        context: builder.add_text_field("context", analyzed(IndexRecordOption::WithFreqs)),
        unquotable: builder.add_text_field("unquotable", once.clone()),
        spelling: builder.add_text_field("spelling", once),
        short: builder.add_text_field("short", STRING | STORED),
        long: builder.add_text_field("long", STRING | STORED),
        text: builder.add_text_field("text", STORED),
        text_id: builder.add_text_field("text_id", STRING),
        record: builder.add_bytes_field("record", STORED),
        n_body: builder.add_u64_field(N_BODY, FAST),
        n_context: builder.add_u64_field(N_CONTEXT, FAST),
        file_order: builder.add_u64_field(FILE_ORDER, FAST),
        paragraph: builder.add_u64_field(PARAGRAPH, FAST),
        state: builder.add_u64_field(STATE, FAST),
        name_digest: builder.add_u64_field("name_digest", NumericOptions::default().set_indexed()),
        text_digest: builder.add_u64_field(TEXT_DIGEST, FAST),
        n_units: builder.add_u64_field(N_UNITS, FAST),
        date: builder.add_u64_field(DATE, FAST),
        language: builder.add_text_field("language", whole.clone()),
        called: builder.add_text_field(CALLED, FAST),
        called_words: builder.add_text_field("called_words", whole.clone()),
        called_openings: builder.add_text_field("called_openings", whole),
        generation: (postings == Postings::InEngine)
            .then(|| builder.add_text_field("generation", STRING | STORED)),
    };
    (builder.build(), fields)
}
