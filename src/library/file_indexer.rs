//! The index entries of one file: its text extracted and stored, its passages found, its words
//! analysed. Several files at once, each by itself.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, PoisonError};

use super::diff::Changed;
use super::error::LibraryError;
use super::folders::Folders;
use crate::corpus;
use crate::document::{
    ByteRange, Document, FileName, Passage, Refusal, Text, TextHash, Texts, Warning,
};
use crate::extract::{self, Format};
use crate::index::{Entries, FileContent, FileRecord, PassageText, Snapshot, Stamp, TermCache};
use crate::language::acronyms::{self, Acronym};
use crate::language::terms::{fold, words};
use crate::phrases::Language;
use crate::reading::Readers;
use crate::sources::{CitationField, Sources};

/// Opening words of a document are at most this long, in characters, cut between words.
const OPENING_CHARACTERS: usize = 60;

/// A document's language is told by the script of so many bytes of its beginning.
const LANGUAGE_BYTES: usize = 4096;

/// A file's text, its passages in order, and what of it could not be read.
pub(super) type ReadFile = (Text, (Vec<Passage>, Option<Warning>));

/// How a file's entries in the index are to be updated.
pub enum FileUpdate {
    /// All of them are replaced: the file is new, or its words are other than before.
    Content(Entries),
    /// Its words are as they were: only its own entry is replaced.
    Stamp(Entries),
}

/// Makes the entries of files, on any thread.
pub struct FileIndexer<'l> {
    folders: &'l Folders,
    texts: &'l Texts,
    snapshot: Snapshot,
    sources: &'l Sources,
    readers: Readers,
    /// One a thread. The lock of each is held while a file is indexed, so it is never waited for.
    term_caches: Vec<Mutex<TermCache>>,
}

impl<'l> FileIndexer<'l> {
    /// `snapshot` is the last commit of the index that is written.
    pub fn new(
        folders: &'l Folders,
        texts: &'l Texts,
        snapshot: Snapshot,
        sources: &'l Sources,
    ) -> FileIndexer<'l> {
        let n_threads = rayon::current_num_threads().max(1);
        let term_caches = (0..n_threads).map(|_| Mutex::default()).collect();
        let readers = Readers::new(folders.program.as_deref());
        FileIndexer { folders, texts, snapshot, sources, readers, term_caches }
    }

    /// Reads a file and makes its entries; a file that is refused has an entry with the warning.
    ///
    /// # Errors
    /// When its text cannot be stored, or the index is damaged.
    pub fn index_file(&self, changed: &Changed) -> Result<FileUpdate, LibraryError> {
        let Changed { file, state, is_known } = changed;
        let thread = rayon::current_thread_index().unwrap_or(0);
        let cache = &self.term_caches[thread % self.term_caches.len()];
        let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
        let citation = self.sources.fingerprint(file);
        let stamp = state.as_ref().copied().unwrap_or(Stamp::NONE);
        let mut record = FileRecord::unread(file.clone(), stamp, citation);
        let (text, (passages, warning)) = match state.clone().and_then(|_| self.read(file)) {
            Ok(extracted) => extracted,
            Err(refusal) => {
                if refusal == Refusal::Interrupted {
                    // The next refresh finds it changed and tries again.
                    record.stamp = Stamp::NONE;
                }
                record.warning = Some(refusal.into());
                let (none, acronyms) = (&[], &BTreeSet::new());
                let content =
                    FileContent { record: &record, called: none, unquotable: "", acronyms };
                let none = std::iter::empty();
                let entries = Entries::new(&self.snapshot, &content, none, &mut cache);
                return Ok(FileUpdate::Content(entries));
            }
        };
        text.store(self.texts.folder())?;
        let citation = self.sources.of_text(file, &text);
        let title = citation.title.as_ref().map(CitationField::to_string);
        describe(&mut record, &text, &passages);
        record.is_titled = title.is_some();
        record.date = citation.date.map(|date| date.to_string()).unwrap_or_default();
        record.language = language(citation.language.as_ref(), &text);
        record.warning =
            warning.or_else(|| passages.is_empty().then_some(Warning::NothingQuotable));
        let known = if *is_known { self.snapshot.file(file)? } else { None };
        let is_same = known
            .is_some_and(|known| known.hash == record.hash && known.citation == record.citation);
        let document = Document::new(file.clone(), text, &[]);
        let entries = self.entries(&record, &document, &passages, title, &mut cache);
        Ok(if is_same { FileUpdate::Stamp(entries) } else { FileUpdate::Content(entries) })
    }

    fn read(&self, file: &FileName) -> Result<ReadFile, Refusal> {
        read(self.folders, file, &self.readers)
    }

    fn entries(
        &self,
        record: &FileRecord,
        document: &Document,
        passages: &[Passage],
        title: Option<String>,
        cache: &mut TermCache,
    ) -> Entries {
        let acronyms = acronyms_of(document, passages);
        let entries = passages.iter().map(|passage| PassageText {
            passage,
            body: body(document, passage),
            context: corpus::context(document.text(), passage, title.as_deref()).joined(),
        });
        let unquotable = format!(
            "{}\n{}",
            title.as_deref().unwrap_or_default(),
            unquotable(document.text(), passages)
        );
        // Words of a server's own document count at its server alone, where it can be quoted.
        let is_unseen = document.file().server().is_some() && passages.is_empty();
        let unquotable = if is_unseen { "" } else { unquotable.as_str() };
        let called = called(record, document.text(), title.as_deref());
        let content = FileContent { record, called: &called, unquotable, acronyms: &acronyms };
        Entries::new(&self.snapshot, &content, entries, cache)
    }

    /// Stores the operator's file of citations, which commits belong to; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn store_citations(&self) -> Result<Option<TextHash>, LibraryError> {
        let Some(text) = self.sources.text() else { return Ok(None) };
        text.store(self.texts.folder())?;
        Ok(Some(text.hash().clone()))
    }

    /// Makes sure that the stored texts outlive a failure of the machine: before a commit that
    /// needs them.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn sync(&self) -> Result<(), LibraryError> {
        self.texts.sync().map_err(|cause| self.cannot_store(cause))
    }

    fn cannot_store(&self, cause: io::Error) -> LibraryError {
        LibraryError::Unreadable { path: self.texts.folder().to_path_buf(), cause }
    }
}

/// Reads a document.
///
/// # Errors
/// With the reason why it has no text.
pub(super) fn read(
    folders: &Folders,
    file: &FileName,
    readers: &Readers,
) -> Result<ReadFile, Refusal> {
    Text::read_as(
        folders.root_of(file),
        file,
        extract::HEAD_BYTES,
        |head| Format::of(file, head),
        |bytes, format| {
            let contents = readers.read(bytes, format)?;
            Ok((contents.text, (contents.passages, contents.warning)))
        },
    )
}

/// Writes into the record what is known of a file with a text.
fn describe(record: &mut FileRecord, text: &Text, passages: &[Passage]) {
    record.hash = Some(text.hash().clone());
    if let Some(first) = passages.first() {
        record.opening = Some(opening(text, first));
        record.opening_hidden = first.hidden.clone();
    }
    record.n_passages = passages.len() as u32;
    record.n_units = passages.iter().map(|passage| passage.units.len() as u32).sum();
}

/// The words of a document's title, else of its opening words, folded.
fn called(record: &FileRecord, text: &Text, title: Option<&str>) -> Vec<String> {
    let opening = || record.opening.and_then(|opening| text.get(opening));
    let called = title.or_else(opening).unwrap_or_default();
    words(called).map(|word| fold(word.text)).collect()
}

/// The primary tag of the language that a document is said to be in, else of that which its script
/// tells.
fn language(said: Option<&CitationField>, text: &Text) -> String {
    let primary = said.and_then(|tag| tag.as_str().split(['-', '_']).next());
    match primary {
        Some(tag) => tag.to_ascii_lowercase(),
        None => {
            let text = text.as_str();
            let beginning = &text[..text.floor_char_boundary(LANGUAGE_BYTES)];
            Language::of_text(beginning).tag().to_owned()
        }
    }
}

/// The acronyms that the document introduces.
fn acronyms_of(document: &Document, passages: &[Passage]) -> BTreeSet<Acronym> {
    let sentences = passages.iter().flat_map(|passage| &passage.units);
    let parts = sentences.flat_map(|unit| &unit.parts);
    parts.filter_map(|part| document.text().get(*part)).flat_map(acronyms::acronyms).collect()
}

/// The words of a passage, its units joined by spaces.
fn body(document: &Document, passage: &Passage) -> String {
    let units = passage.units.iter().map(|unit| corpus::joined(document.text(), passage, unit));
    units.collect::<Vec<_>>().join(" ")
}

/// The rest of a text, outside the sentences that may be quoted: boilerplate, headings, notes.
fn unquotable(text: &Text, passages: &[Passage]) -> String {
    let mut parts: Vec<ByteRange> = passages
        .iter()
        .flat_map(|passage| &passage.units)
        .flat_map(|sentence| sentence.parts.iter().copied())
        .collect();
    parts.sort();
    let mut rest = String::new();
    let mut at = 0;
    for part in parts {
        rest.push_str(text.get(ByteRange::new(at, part.start().max(at))).unwrap_or_default());
        rest.push('\n');
        at = at.max(part.end());
    }
    rest.push_str(text.get(ByteRange::new(at, text.as_str().len())).unwrap_or_default());
    rest
}

/// The first words of the document: of the heading that it opens with, else of its first unit; cut
/// between words.
fn opening(text: &Text, first: &Passage) -> ByteRange {
    let unit = first.units[0].parts[0];
    let part = first.sections.first().filter(|head| head.end() <= unit.start()).unwrap_or(&unit);
    let part = *part;
    let words = text.get(part).unwrap_or_default();
    let line = &words[..words.find('\n').unwrap_or(words.len())];
    let end = match line.char_indices().nth(OPENING_CHARACTERS) {
        Some((limit, _)) => line[..limit].rfind(' ').unwrap_or(limit),
        None => line.len(),
    };
    ByteRange::new(
        part.start(),
        part.start() + line[..end].trim_end_matches([',', ';', ':', ' ', '\r']).len(),
    )
}
