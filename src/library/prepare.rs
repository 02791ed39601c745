//! One file read and made ready for the index: its text stored, its passages found, its words
//! analysed. Several files at once, each by itself.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, PoisonError};

use super::{Folders, LibraryError};
use crate::corpus;
use crate::document::{ByteRange, Document, FileName, Markup, Passage, Text, TextError, Texts};
use crate::extract::{self, Format};
use crate::index::{Entries, FileRecord, Memo, PassageEntry, Snapshot, Stamp};
use crate::language::acronyms;
use crate::language::terms::{fold, words};
use crate::segment;
use crate::sources::{self, Sources};

/// Opening words of a document are at most this long, in characters, cut between words.
const OPENING_CHARACTERS: usize = 60;

/// What is to become of a file in the index.
pub enum Prepared {
    /// It is new, or its words are other than before.
    Words(Entries),
    /// Its words are as they were: only what is known of the file itself is replaced.
    Stamp(Entries),
}

/// What preparing needs.
pub struct Preparing<'l> {
    folders: &'l Folders,
    texts: &'l Texts,
    snapshot: Snapshot,
    sources: &'l Sources,
    /// A lock each, held while a file is prepared: as many as there are threads, so that nobody
    /// waits.
    memos: Vec<Mutex<Memo>>,
}

impl<'l> Preparing<'l> {
    /// `snapshot` is the last commit of the index that is written.
    pub fn new(
        folders: &'l Folders,
        texts: &'l Texts,
        snapshot: Snapshot,
        sources: &'l Sources,
    ) -> Preparing<'l> {
        let memos = (0..rayon::current_num_threads().max(1)).map(|_| Mutex::default()).collect();
        Preparing { folders, texts, snapshot, sources, memos }
    }

    /// Reads a file, or tells why it cannot be read. `known` is what the index knows of it.
    ///
    /// # Errors
    /// When its text cannot be stored.
    pub fn prepare(
        &self,
        file: &FileName,
        state: &Result<Stamp, String>,
        known: Option<&FileRecord>,
    ) -> Result<Prepared, LibraryError> {
        let memo = &self.memos[rayon::current_thread_index().unwrap_or(0) % self.memos.len()];
        let mut memo = memo.lock().unwrap_or_else(PoisonError::into_inner);
        let citation = sources::fingerprint(&self.sources.of(file));
        let stamp = state.as_ref().copied().unwrap_or(Stamp { bytes: 0, modified_ns: 0, inode: 0 });
        let mut record = FileRecord::unread(file.clone(), stamp, citation);
        let (text, markup, warning) = match state.clone().and_then(|_| self.read(file)) {
            Ok(read) => read,
            Err(reason) => {
                if reason == extract::sandbox::INTERRUPTED {
                    // As if it had changed by the next time.
                    record.stamp = Stamp { bytes: 0, modified_ns: 0, inode: 0 };
                }
                record.warning = Some(reason);
                return Ok(Prepared::Words(Entries::new(
                    &self.snapshot,
                    &record,
                    "",
                    std::iter::empty(),
                    &BTreeSet::new(),
                    &mut memo,
                )?));
            }
        };
        text.store(self.texts.folder())
            .map_err(|error| self.cannot_store(io::Error::other(error.to_string())))?;
        let passages = segment::passages(text.as_str(), markup);
        record.hash = Some(text.hash().clone());
        if let Some(first) = passages.first() {
            record.opening = Some(opening(&text, first));
            record.opening_hidden = first.hidden.clone();
        }
        record.n_passages = passages.len() as u32;
        record.n_sentences = passages.iter().map(|passage| passage.sentences.len() as u32).sum();
        record.warning = warning.or_else(|| {
            passages.is_empty().then(|| "no sentence that may be quoted was found".to_owned())
        });
        let title = self.sources.of_text(file, &text).title.map(|title| title.to_string());
        record.is_titled = title.is_some();
        let called = title.as_deref().or_else(|| text.get(record.opening?)).unwrap_or_default();
        record.called = words(called).map(|word| fold(word.text)).collect();
        let document = Document::new(file.clone(), text, &[]);
        let sentences = passages
            .iter()
            .flat_map(|passage| &passage.sentences)
            .flat_map(|sentence| &sentence.parts);
        let acronyms = sentences
            .filter_map(|part| document.text().get(*part))
            .flat_map(acronyms::acronyms)
            .collect();
        let entries = passages.iter().map(|passage| PassageEntry {
            passage,
            body: body(&document, passage),
            context: corpus::context(document.text(), document.file(), passage, self.sources),
        });
        let besides =
            format!("{}\n{}", title.unwrap_or_default(), besides(document.text(), &passages));
        let entries =
            Entries::new(&self.snapshot, &record, &besides, entries, &acronyms, &mut memo)?;
        let is_same = known
            .is_some_and(|known| known.hash == record.hash && known.citation == record.citation);
        Ok(if is_same { Prepared::Stamp(entries) } else { Prepared::Words(entries) })
    }

    fn read(&self, file: &FileName) -> Result<(Text, Markup, Option<String>), String> {
        let decode = |bytes, format| {
            extract::text(bytes, format, self.folders.program.as_deref())
                .map(|extracted| (extracted.text, (extracted.markup, extracted.warning)))
        };
        let read = Text::read_as(
            &self.folders.seeds,
            file,
            extract::HEAD_BYTES,
            |head| Format::of(file, head),
            decode,
        );
        match read {
            Ok((text, (markup, warning))) => Ok((text, markup, warning)),
            // As the list of sources shows it beside the document.
            Err(TextError::Undecodable { reason, .. }) => Err(reason),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Sees to it that the stored texts outlive a failure of the machine: before a commit that
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

/// The words of a passage, its sentences' parts joined by spaces.
fn body(document: &Document, passage: &Passage) -> String {
    let parts = passage.sentences.iter().flat_map(|sentence| &sentence.parts);
    parts.filter_map(|part| document.text().get(*part)).collect::<Vec<_>>().join(" ")
}

/// What of a text stands in no sentence that may be quoted: boilerplate, headings, notes.
fn besides(text: &Text, passages: &[Passage]) -> String {
    let mut parts: Vec<ByteRange> = passages
        .iter()
        .flat_map(|passage| &passage.sentences)
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

/// The first words of the first sentence, cut between words.
fn opening(text: &Text, first: &Passage) -> ByteRange {
    let part = first.sentences[0].parts[0];
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
