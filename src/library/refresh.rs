//! Bringing the index up to date: what changed is read, one commit makes it visible.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};

use super::scan::scan;
use super::{Folders, LibraryError};
use crate::answer::shelf_context;
use crate::document::{ByteRange, Document, FileName, Passage, Text, TextError, Texts};
use crate::index::writer::PassageEntry;
use crate::index::{FileRecord, Index, IndexError, IndexWriter, Stamp};
use crate::language::acronyms;
use crate::readers::{self, Format};
use crate::sources::{self, Sources};

/// Opening words of a document are at most this long, in characters, cut between words.
const OPENING_CHARACTERS: usize = 60;

/// Is told how far a refresh has come.
pub trait Progress {
    /// So much of all that changed has been read.
    fn step(&mut self, done: Amount, total: Amount);
}

/// An amount of documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub documents: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

/// Much to read is committed in pieces of this many bytes, so that an interrupted refresh goes on where it was;
/// less is committed at once.
const PIECE: u64 = 64 << 20;

/// What a refresh found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents that were read, new or changed.
    pub read: usize,
    /// Documents that are gone.
    pub removed: usize,
    /// Documents that stayed as they were.
    pub unchanged: usize,
    /// Whether another process is writing: its last commit is used, which may be behind the folder.
    pub left_to_another: bool,
}

/// What the folder holds against what the index knows.
struct Changes {
    found: BTreeMap<FileName, Result<Stamp, String>>,
    known: BTreeMap<FileName, FileRecord>,
    /// Files to read.
    changed: Vec<FileName>,
    gone: Vec<FileName>,
}

pub(super) fn bring_up_to_date(folders: &Folders, texts: &Texts, progress: &mut dyn Progress) -> Result<(Index, Sources, Report), LibraryError> {
    let sources = check_seeds(folders)?;
    let before = open_with_changes(folders, &sources)?;
    if let Some((index, changes)) = &before
        && changes.changed.is_empty()
        && changes.gone.is_empty()
    {
        let report = Report { unchanged: changes.known.len(), ..Report::default() };
        return Ok((index.clone(), sources, report));
    }
    // An index without a file is being built by somebody else, or never was: worth waiting for.
    let usable = before.filter(|(_, changes)| !changes.known.is_empty());
    let Some(_lock) = lock(folders, usable.is_none())? else {
        let (index, _) = usable.expect("without an index the lock was waited for");
        tracing::warn!("another process is writing the index; its last commit is in use, which may be behind the documents");
        return Ok((index, sources, Report { left_to_another: true, ..Report::default() }));
    };
    // Opened again under the lock: another process may have just made what is missing.
    let (index, changes) = match open_with_changes(folders, &sources)? {
        Some(opened) => opened,
        None => {
            let index = Index::create(&folders.index())?;
            let changes = compare(folders, &index, &sources)?;
            (index, changes)
        }
    };
    let removed = changes.gone.len();
    let read = if changes.changed.len() + removed > 0 { write(folders, texts, &index, &sources, &changes, progress)? } else { 0 };
    let report = Report { read, removed, unchanged: changes.found.len() - read, left_to_another: false };
    Ok((index, sources, report))
}

/// The folder of documents must be there, and what `sources.toml` says must be right.
fn check_seeds(folders: &Folders) -> Result<Sources, LibraryError> {
    if !folders.seeds.is_dir() {
        return Err(LibraryError::NoSeeds(folders.seeds.clone()));
    }
    Ok(Sources::read(&folders.seeds)?)
}

/// The index and what changed since its last commit; `None` when there is none, or a damaged one.
fn open_with_changes(folders: &Folders, sources: &Sources) -> Result<Option<(Index, Changes)>, LibraryError> {
    let Some(index) = open(folders)? else { return Ok(None) };
    match compare(folders, &index, sources) {
        Ok(changes) => Ok(Some((index, changes))),
        Err(LibraryError::Index(error @ (IndexError::Broken { .. } | IndexError::Entry { .. }))) => {
            tracing::warn!(%error, "the index is damaged and is made anew");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The index, when there is one of this version that opens.
fn open(folders: &Folders) -> Result<Option<Index>, LibraryError> {
    match Index::open(&folders.index()) {
        Ok(index) => Ok(Some(index)),
        Err(IndexError::Missing(_)) => Ok(None),
        Err(error @ IndexError::Broken { .. }) => {
            tracing::warn!(%error, "the index is damaged and is made anew");
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the lock on the data folder. When another process has it: waits if `wait`, else `None`.
fn lock(folders: &Folders, wait: bool) -> Result<Option<File>, LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.lock(), cause };
    fs::create_dir_all(&folders.data).map_err(|cause| LibraryError::Unreadable { path: folders.data.clone(), cause })?;
    let file = File::options().create(true).append(true).open(folders.lock()).map_err(unreadable)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) if wait => {
            tracing::info!("another process is building the index; waiting for it");
            file.lock().map_err(unreadable)?;
            Ok(Some(file))
        }
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(unreadable(cause)),
    }
}

/// Makes the index anew, and removes the stored texts that no document has any more.
pub(super) fn rebuild(folders: &Folders, texts: &Texts, progress: &mut dyn Progress) -> Result<(Index, Sources, Report), LibraryError> {
    let sources = check_seeds(folders)?;
    let lock = lock(folders, true)?;
    let index = Index::create(&folders.index())?;
    let changes = compare(folders, &index, &sources)?;
    let read = write(folders, texts, &index, &sources, &changes, progress)?;
    remove_texts_of_nobody(folders, &index)?;
    drop(lock);
    Ok((index, sources, Report { read, removed: 0, unchanged: changes.found.len() - read, left_to_another: false }))
}

/// Removes the stored texts that no document has any more, if no other process is writing.
pub(super) fn tidy(folders: &Folders, index: &Index) -> Result<(), LibraryError> {
    match lock(folders, false)? {
        Some(_lock) => remove_texts_of_nobody(folders, index),
        None => Ok(()),
    }
}

fn remove_texts_of_nobody(folders: &Folders, index: &Index) -> Result<(), LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.texts(), cause };
    let files = index.snapshot()?.files()?;
    let needed: BTreeSet<String> = files.values().filter_map(|record| record.hash.as_ref()).map(|hash| format!("{hash}.txt")).collect();
    if !folders.texts().is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folders.texts()).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !needed.contains(entry.file_name().to_string_lossy().as_ref()) {
            fs::remove_file(entry.path()).map_err(unreadable)?;
        }
    }
    Ok(())
}

fn compare(folders: &Folders, index: &Index, sources: &Sources) -> Result<Changes, LibraryError> {
    let found = scan(&folders.seeds);
    let known = index.snapshot()?.files()?;
    let is_known = |file: &FileName, state: &Result<Stamp, String>| {
        known.get(file).is_some_and(|record| {
            let same_file = match state {
                Ok(stamp) => record.stamp == *stamp,
                Err(reason) => record.warning.as_deref() == Some(reason),
            };
            same_file && record.citation == sources::fingerprint(&sources.of(file))
        })
    };
    let changed = found.iter().filter(|(file, state)| !is_known(file, state)).map(|(file, _)| file.clone()).collect();
    let gone = known.keys().filter(|file| !found.contains_key(file)).cloned().collect();
    Ok(Changes { found, known, changed, gone })
}

fn write(folders: &Folders, texts: &Texts, index: &Index, sources: &Sources, changes: &Changes, progress: &mut dyn Progress) -> Result<usize, LibraryError> {
    let n_bytes = |file: &FileName| changes.found[file].as_ref().map_or(0, |stamp| stamp.bytes);
    let total = Amount { documents: changes.changed.len(), bytes: changes.changed.iter().map(n_bytes).sum() };
    let mut writer = index.writer(total.bytes)?;
    for file in &changes.gone {
        writer.remove(file.as_str());
    }
    let (mut read, mut done, mut committed) = (0, Amount::default(), 0);
    for file in &changes.changed {
        progress.step(done, total);
        read += usize::from(put(folders, texts, sources, file, changes, &mut writer)?);
        done = Amount { documents: done.documents + 1, bytes: done.bytes + n_bytes(file) };
        if done.bytes - committed >= PIECE {
            writer.commit_piece()?;
            committed = done.bytes;
        }
    }
    progress.step(total, total);
    writer.commit()?;
    Ok(read)
}

/// Reads one file and puts it into the index, or the reason why it cannot be read. Whether it was other
/// than before: a file with another stamp and the same words is only stamped anew.
fn put(folders: &Folders, texts: &Texts, sources: &Sources, file: &FileName, changes: &Changes, writer: &mut IndexWriter) -> Result<bool, LibraryError> {
    let state = &changes.found[file];
    let citation = sources::fingerprint(&sources.of(file));
    let stamp = state.as_ref().copied().unwrap_or(Stamp { bytes: 0, modified_ns: 0, inode: 0 });
    let mut record =
        FileRecord { file: file.clone(), stamp, hash: None, opening: None, opening_hidden: Vec::new(), n_passages: 0, n_sentences: 0, warning: None, citation };
    let decode = |bytes, format| readers::text_of(bytes, format, folders.program.as_deref()).map(|told| (told.text, (told.markup, told.warning)));
    let read = match state {
        Err(reason) => Err(reason.clone()),
        Ok(_) => Text::read_as(&folders.seeds, file, readers::HEAD_BYTES, |head| Format::of(file, head), decode).map_err(reason),
    };
    let (text, (markup, warning)) = match read {
        Ok(read) => read,
        Err(reason) => {
            record.warning = Some(reason);
            writer.put(&record, "", std::iter::empty(), &BTreeSet::new())?;
            return Ok(true);
        }
    };
    record.warning = warning;
    text.store(texts.folder())
        .map_err(|error| LibraryError::Unreadable { path: texts.folder().to_path_buf(), cause: std::io::Error::other(error.to_string()) })?;
    let title = sources.of_text(file, &text).title.map(|title| title.to_string()).unwrap_or_default();
    let all_words = |text: &Text| format!("{title}\n{}", text.as_str());
    if let Some(known) = changes.known.get(file).filter(|known| known.hash.as_ref() == Some(text.hash()) && known.citation == record.citation) {
        writer.stamp(&FileRecord { stamp, ..known.clone() }, &all_words(&text))?;
        return Ok(false);
    }
    let passages = readers::read(&text, markup);
    record.hash = Some(text.hash().clone());
    if let Some(first) = passages.first() {
        record.opening = Some(opening(&text, first));
        record.opening_hidden = first.hidden.clone();
    }
    record.n_passages = passages.len() as u32;
    record.n_sentences = passages.iter().map(|passage| passage.sentences.len() as u32).sum();
    if passages.is_empty() {
        record.warning = Some("no sentence that may be quoted was found".to_owned());
    }
    let document = Document::new(file.clone(), text, &[]);
    let sentences = passages.iter().flat_map(|passage| &passage.sentences).flat_map(|sentence| &sentence.parts);
    let acronyms = sentences.filter_map(|part| document.text().get(*part)).flat_map(acronyms::acronyms).collect();
    let entries = passages.iter().map(|passage| PassageEntry {
        passage,
        body: body(&document, passage),
        context: shelf_context(document.text(), document.file(), passage, sources),
    });
    writer.put(&record, &all_words(document.text()), entries, &acronyms)?;
    Ok(true)
}

/// Why there is no text, as the list of sources shows it beside the document.
fn reason(error: TextError) -> String {
    match error {
        TextError::Undecodable { reason, .. } => reason,
        error => error.to_string(),
    }
}

/// The words of a passage, its sentences' parts joined by spaces.
fn body(document: &Document, passage: &Passage) -> String {
    let parts = passage.sentences.iter().flat_map(|sentence| &sentence.parts);
    parts.filter_map(|part| document.text().get(*part)).collect::<Vec<_>>().join(" ")
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
    ByteRange::new(part.start(), part.start() + line[..end].trim_end_matches([',', ';', ':', ' ', '\r']).len())
}
