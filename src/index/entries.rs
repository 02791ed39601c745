//! What the index is to hold of one file, made ready without the index: on any thread, several files at once. Words are
//! cut and analysed here, once for all fields.

use std::collections::{BTreeSet, HashSet};

use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::memo::Memo;
use super::record::FileRecord;
use super::schema::{ACRONYM, FILE, Fields};
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
}

impl Entries {
    /// The entries of a file. `words` is all that it holds, its title too; `acronyms` those that it introduces.
    pub(super) fn new<'t>(
        fields: Fields,
        record: &FileRecord,
        all_words: &str,
        passages: impl Iterator<Item = PassageEntry<'t>>,
        acronyms: &BTreeSet<Acronym>,
        memo: &mut Memo,
    ) -> Entries {
        let file = record.file.as_str();
        let mut of_bodies: HashSet<String> = HashSet::new();
        let mut spelled: BTreeSet<String> = BTreeSet::new();
        let mut others = Vec::new();
        for passage in passages {
            let mut entry = TantivyDocument::new();
            entry.add_text(fields.file, file);
            let mut tokens = Vec::new();
            for word in words(&passage.body) {
                let forms = memo.forms(word.text);
                if !of_bodies.contains(&forms.term) {
                    of_bodies.insert(forms.term.clone());
                }
                if !spelled.contains(&forms.folded) {
                    spelled.insert(forms.folded.clone());
                }
                tokens.push(token(forms.term.clone(), tokens.len()));
            }
            add(&mut entry, fields.body, tokens);
            let context = words(&passage.context).enumerate().map(|(at, word)| token(memo.forms(word.text).term.clone(), at)).collect();
            add(&mut entry, fields.context, context);
            entry.add_text(fields.text, record.hash.as_ref().map_or("", |hash| hash.as_str()));
            entry.add_bytes(fields.record, &serde_json::to_vec(passage.passage).expect("ranges are plain data"));
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
        let mut besides: BTreeSet<String> = BTreeSet::new();
        for word in words(all_words) {
            let term = &memo.forms(word.text).term;
            if !of_bodies.contains(term) && !besides.contains(term) {
                besides.insert(term.clone());
            }
        }
        let mut of_file = TantivyDocument::new();
        of_file.add_text(fields.file, file);
        of_file.add_text(fields.kind, FILE);
        add(&mut of_file, fields.besides, besides.into_iter().map(|term| token(term, 0)).collect());
        add(&mut of_file, fields.spelling, spelled.into_iter().map(|word| token(word, 0)).collect());
        of_file.add_bytes(fields.record, &serde_json::to_vec(record).expect("a record is plain data"));
        Entries { file: record.file.clone(), of_file, others }
    }
}

fn token(text: String, position: usize) -> Token {
    Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 }
}

fn add(entry: &mut TantivyDocument, field: Field, tokens: Vec<Token>) {
    entry.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
}
