//! What the index is to hold of one file, made ready without changing the index: on any thread,
//! several files at once. Words are cut and analysed here, once for all fields.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;

use super::memo::Memo;
use super::record::FileRecord;
use super::schema::{ACRONYM, FILE, HASH_DIGITS, WORDS};
use super::snapshot::Snapshot;
use super::store::IndexError;
use crate::document::{FileName, Passage};
use crate::language::acronyms::Acronym;
use crate::language::terms::words;

/// A passage with the words that the index is to know it by.
pub struct PassageEntry<'t> {
    /// Its ranges.
    pub passage: &'t Passage,
    /// The words of its sentences.
    pub body: String,
    /// The words of its heading and of the document's title.
    pub context: String,
}

/// The entries of one file.
pub struct Entries {
    pub(super) file: FileName,
    pub(super) of_file: TantivyDocument,
    /// Passages in order, then acronyms.
    pub(super) others: Vec<TantivyDocument>,
    /// The words that no file before had.
    pub(super) words: Option<TantivyDocument>,
}

impl Entries {
    /// The entries of a file, to be put into the index whose last commit this is. `besides` is all
    /// that it holds beside its passages, its title too; `acronyms` those that it introduces.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new<'t>(
        snapshot: &Snapshot,
        record: &FileRecord,
        besides: &str,
        passages: impl Iterator<Item = PassageEntry<'t>>,
        acronyms: &BTreeSet<Acronym>,
        memo: &mut Memo,
    ) -> Result<Entries, IndexError> {
        let fields = snapshot.fields;
        let file = record.file.as_str();
        let mut new_words = String::new();
        let mut others = Vec::new();
        for passage in passages {
            let mut entry = TantivyDocument::new();
            entry.add_text(fields.file, file);
            let mut terms = String::with_capacity(passage.body.len());
            for word in words(&passage.body) {
                let (term, new) = memo.told(word.text);
                push(&mut terms, term);
                if let Some(new) = new.filter(|new| may_be_meant(new))
                    && !snapshot.has_word(&new)?
                {
                    push(&mut new_words, &new);
                }
            }
            entry.add_text(fields.body, terms);
            entry.add_text(fields.context, terms_of(&passage.context, memo));
            if let Some(hash) = &record.hash {
                entry.add_text(fields.text, hash.as_str());
                entry.add_text(fields.text_id, &hash.as_str()[..HASH_DIGITS]);
            }
            entry.add_bytes(
                fields.record,
                &serde_json::to_vec(passage.passage).expect("ranges are plain data"),
            );
            others.push(entry);
        }
        for acronym in acronyms {
            let mut entry = TantivyDocument::new();
            entry.add_text(fields.file, file);
            entry.add_text(fields.kind, ACRONYM);
            entry.add_text(fields.short, &acronym.short);
            entry.add_text(fields.long, acronym.long.join(" "));
            others.push(entry);
        }
        let mut of_file = TantivyDocument::new();
        of_file.add_text(fields.file, file);
        of_file.add_text(fields.kind, FILE);
        of_file.add_text(fields.besides, terms_of(besides, memo));
        of_file
            .add_bytes(fields.record, &serde_json::to_vec(record).expect("a record is plain data"));
        let words = (!new_words.is_empty()).then(|| {
            let mut entry = TantivyDocument::new();
            entry.add_text(fields.kind, WORDS);
            entry.add_text(fields.spelling, new_words);
            entry
        });
        Ok(Entries { file: record.file.clone(), of_file, others, words })
    }
}

/// Whether a misspelled word may mean this one: those that are tried have letters only and are
/// neither short nor very long, and a slip changes one sign. Numbers and codes would be remembered
/// for nothing.
fn may_be_meant(word: &str) -> bool {
    (4..=25).contains(&word.chars().count())
        && word.chars().filter(|c| !c.is_alphabetic()).count() <= 1
}

/// The terms of a text, as the fields' tokenizer takes them.
fn terms_of(text: &str, memo: &mut Memo) -> String {
    let mut terms = String::new();
    for word in words(text) {
        push(&mut terms, memo.term(word.text));
    }
    terms
}

/// No term holds a space.
fn push(terms: &mut String, term: &str) {
    if !terms.is_empty() {
        terms.push(' ');
    }
    terms.push_str(term);
}
