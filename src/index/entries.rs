//! The entries of one file, made without changing the index: on any thread, several files at once.
//! Words are tokenized and analysed here; tantivy only splits terms at spaces.

use std::collections::BTreeSet;

use compact_str::CompactString;
use rustc_hash::FxHashSet;
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::called;
use super::called_words::openings;
use super::engine::{PassageDocument, generation};
use super::record::FileRecord;
use super::schema::{ACRONYM, FILE, Fields, LISTED, WARNED};
use super::sealed::seal;
use super::snapshot::Snapshot;
use super::term_cache::TermCache;
use crate::document::{FileName, HASH_DIGITS, Passage};
use crate::language::acronyms::Acronym;
use crate::language::terms::words;

/// A passage with the text that it is found by.
pub struct PassageText<'t> {
    /// Its ranges.
    pub passage: &'t Passage,
    /// Its sentences.
    pub body: String,
    /// Its headings and the document's title.
    pub context: String,
}

/// What is to be indexed of a file beside its passages.
pub struct FileContent<'c> {
    /// What is known of it.
    pub record: &'c FileRecord,
    /// The words of its title, else of its opening words, folded, in order: for finding the file by
    /// name, never shown.
    pub called: &'c [String],
    /// All of its text that is in no passage, and its title.
    pub unquotable: &'c str,
    /// The acronyms that it introduces.
    pub acronyms: &'c BTreeSet<Acronym>,
}

/// The entries of one file.
pub struct Entries {
    pub(super) file: FileName,
    pub(super) file_entry: TantivyDocument,
    /// Passages in order, then acronyms.
    pub(super) other_entries: Vec<TantivyDocument>,
    /// The passages with their terms, in order, where an engine has the posting lists.
    pub(super) for_engine: Vec<PassageDocument>,
}

impl Entries {
    /// The entries of a file, for the index of `snapshot`.
    pub fn new<'t>(
        snapshot: &Snapshot,
        content: &FileContent<'_>,
        passages: impl Iterator<Item = PassageText<'t>>,
        cache: &mut TermCache,
    ) -> Entries {
        let fields = &snapshot.fields;
        let mut spellings = Spellings::default();
        let mut in_engine = InEngine::of(snapshot, content.record);
        let mut other_entries = Vec::new();
        let file_order = content.record.file.order();
        for passage in passages {
            let mut entry = passage_entry(fields, content.record, &passage);
            entry.add_u64(fields.file_order, file_order);
            let body = spellings.terms_of(&passage.body, cache);
            let context = terms_of(&passage.context, cache);
            entry.add_u64(fields.n_body, n_terms(&body));
            entry.add_u64(fields.n_context, n_terms(&context));
            match &mut in_engine {
                Some(engine) => engine.add(&mut entry, passage.passage.paragraph, body, context),
                None => {
                    entry.add_text(fields.body, body);
                    entry.add_text(fields.context, context);
                }
            }
            other_entries.push(entry);
        }
        let file = &content.record.file;
        let acronyms = content.acronyms.iter();
        other_entries.extend(acronyms.map(|acronym| acronym_entry(fields, file, acronym)));
        let mut file_entry = file_entry(fields, content, cache);
        file_entry.add_text(fields.spelling, spellings.joined());
        let for_engine = in_engine.map_or(Vec::new(), |engine| engine.finish(&mut file_entry));
        Entries { file: file.clone(), file_entry, other_entries, for_engine }
    }
}

/// The passages of a file, whose posting lists an engine has.
struct InEngine {
    fields: Fields,
    generation_field: Field,
    file: FileName,
    /// The round in which they are written.
    since: u64,
    generation: String,
    passages: Vec<PassageDocument>,
}

impl InEngine {
    /// `None` without an engine, or for a file without a text.
    fn of(snapshot: &Snapshot, record: &FileRecord) -> Option<InEngine> {
        let since = snapshot.engine.as_ref()?.rounds.round + 1;
        Some(InEngine {
            fields: snapshot.fields,
            generation_field: snapshot.fields.generation?,
            file: record.file.clone(),
            since,
            generation: generation(since, &record.file, record.hash.as_ref()?),
            passages: Vec::new(),
        })
    }

    /// Adds a passage with its terms, and to its entry what it is called in the engine.
    fn add(&mut self, entry: &mut TantivyDocument, paragraph: u32, body: String, context: String) {
        entry.add_text(self.generation_field, &self.generation);
        self.passages.push(PassageDocument {
            generation: self.generation.clone(),
            paragraph,
            file: self.file.as_str().to_owned(),
            since: self.since,
            body,
            context,
        });
    }

    /// The passages; the file's entry gets each term as often as passages have it.
    fn finish(self, file_entry: &mut TantivyDocument) -> Vec<PassageDocument> {
        let distinct = |terms: fn(&PassageDocument) -> &str| {
            let mut all = String::new();
            for passage in &self.passages {
                let once: FxHashSet<&str> = terms(passage).split(' ').collect();
                once.into_iter()
                    .filter(|term| !term.is_empty())
                    .for_each(|term| push(&mut all, term));
            }
            all
        };
        file_entry.add_text(self.fields.body, distinct(|passage| &passage.body));
        file_entry.add_text(self.fields.context, distinct(|passage| &passage.context));
        self.passages
    }
}

/// The entry of a passage, without its terms.
fn passage_entry(
    fields: &Fields,
    record: &FileRecord,
    passage: &PassageText<'_>,
) -> TantivyDocument {
    let mut entry = TantivyDocument::new();
    let file = record.file.as_str();
    let hash = record.hash.as_ref().map_or("", |hash| hash.as_str());
    entry.add_text(fields.file, file);
    if !hash.is_empty() {
        entry.add_text(fields.text, hash);
        entry.add_text(fields.text_id, &hash[..HASH_DIGITS]);
    }
    entry.add_u64(fields.paragraph, u64::from(passage.passage.paragraph));
    let ranges = serde_json::to_vec(passage.passage).expect("ranges are plain data");
    entry.add_bytes(fields.record, &seal(&[file, hash], &ranges));
    entry
}

fn acronym_entry(fields: &Fields, file: &FileName, acronym: &Acronym) -> TantivyDocument {
    let mut entry = TantivyDocument::new();
    entry.add_text(fields.file, file.as_str());
    entry.add_text(fields.kind, ACRONYM);
    let long = acronym.long.join(" ");
    entry.add_bytes(fields.record, &seal(&[file.as_str(), &acronym.short, &long], &[]));
    entry.add_text(fields.short, &acronym.short);
    entry.add_text(fields.long, long);
    entry
}

fn file_entry(
    fields: &Fields,
    content: &FileContent<'_>,
    cache: &mut TermCache,
) -> TantivyDocument {
    let mut entry = TantivyDocument::new();
    entry.add_text(fields.file, content.record.file.as_str());
    entry.add_text(fields.kind, FILE);
    entry.add_text(fields.unquotable, terms_of(content.unquotable, cache));
    let record = serde_json::to_vec(content.record).expect("a record is plain data");
    entry.add_bytes(fields.record, &seal(&[content.record.file.as_str()], &record));
    add_columns(&mut entry, fields, content);
    entry
}

/// What is asked of many files at once.
fn add_columns(entry: &mut TantivyDocument, fields: &Fields, content: &FileContent<'_>) {
    let record = content.record;
    entry.add_u64(fields.state, record.state());
    entry.add_u64(fields.name_digest, record.file.order());
    entry.add_u64(fields.n_units, u64::from(record.n_units));
    if let Some(hash) = &record.hash {
        entry.add_u64(fields.text_digest, hash.digest());
    }
    if let Some(date) = called::date_number(&record.date) {
        entry.add_u64(fields.date, date);
    }
    if record.warning.is_some() {
        entry.add_text(fields.kind, WARNED);
    }
    if record.n_units > 0 {
        entry.add_text(fields.kind, LISTED);
        entry.add_text(fields.language, &record.language);
        entry.add_text(fields.called, called::key(content.called, &record.file));
        let words: BTreeSet<&str> = content.called.iter().map(String::as_str).collect();
        for opening in words.iter().flat_map(|word| openings(word)).collect::<BTreeSet<_>>() {
            entry.add_text(fields.called_openings, opening);
        }
        for word in words {
            entry.add_text(fields.called_words, word);
        }
    }
}

/// The words of a file that a misspelled word may mean, each once.
#[derive(Default)]
struct Spellings(FxHashSet<CompactString>);

impl Spellings {
    /// The terms of a passage's body; notes its words.
    fn terms_of(&mut self, body: &str, cache: &mut TermCache) -> String {
        let mut terms = String::with_capacity(body.len());
        for word in words(body) {
            let (term, spelling) = cache.term_and_spelling(word.text);
            push(&mut terms, term);
            if let Some(word) = spelling.filter(|word| !self.0.contains(*word)) {
                self.0.insert(word.clone());
            }
        }
        terms
    }

    /// With spaces between.
    fn joined(&self) -> String {
        let mut words = String::new();
        self.0.iter().for_each(|word| push(&mut words, word));
        words
    }
}

/// The terms of a text, as the fields' tokenizer takes them.
fn terms_of(text: &str, cache: &mut TermCache) -> String {
    let mut terms = String::new();
    for word in words(text) {
        push(&mut terms, cache.term(word.text));
    }
    terms
}

/// How many terms a field has.
fn n_terms(terms: &str) -> u64 {
    terms.split(' ').filter(|term| !term.is_empty()).count() as u64
}

/// No term holds a space.
fn push(terms: &mut String, term: &str) {
    if !terms.is_empty() {
        terms.push(' ');
    }
    terms.push_str(term);
}
