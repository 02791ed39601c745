//! Publishing: what is new of the last commit is sent, and what names it last.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use super::error::PublishError;
use super::place::Place;
use super::publication::{
    CURRENT, INDEX, Pack, Publication, TEXTS, VECTORS, index_object, text_object,
};
use super::remote::{Got, Listed, Remote};
use super::vector_packs::VectorPacks;
use crate::document::{Escaped, TextHash, Texts};
use crate::index::{Committed, Snapshot};
use crate::library::Library;
use crate::vectors::VectorStore;

/// How often it is begun again because another commit took the place of the one that was sent.
const N_TRIES: usize = 20;
/// From so many texts on it is asked first which are there.
const ASKED_FROM: usize = 256;
/// What no commit needs any more stays so long, for those who are still fetching it.
const GRACE: Duration = Duration::from_secs(10 * 60);
/// So often what no commit needs any more is looked for: files and vectors, and texts.
const SWEEP_EVERY: Duration = Duration::from_secs(10 * 60);
const SWEEP_TEXTS_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// Publishes one library to one place.
pub struct Publisher {
    remote: Remote,
    number: u64,
    /// What lies there, with its mark.
    last: Option<(Publication, Option<String>)>,
    /// Whether this process has published.
    has_published: bool,
    /// Texts that are known to lie there.
    sent: HashSet<TextHash>,
    is_asked: bool,
    packs: Option<VectorPacks>,
    /// With how many documents' vectors which state of the library was looked at last.
    looked_at: Option<(Snapshot, usize)>,
    /// The objects of publications that others took the place of lately, with when that was.
    replaced: Vec<(Instant, Vec<String>)>,
    swept: Option<Instant>,
    swept_texts: Option<Instant>,
}

impl Publisher {
    /// Opens the place; its folder is made.
    ///
    /// # Errors
    /// When it cannot be reached, or what lies there is no publication of this version's form.
    pub fn open(place: &Place) -> Result<Publisher, PublishError> {
        let unreadable = |cause| {
            let path = place.folder().unwrap_or(Path::new("")).to_path_buf();
            PublishError::Unreadable { path, cause }
        };
        place.make().map_err(unreadable)?;
        let remote = Remote::open(place)?;
        let last = match remote.get_if_changed(CURRENT, None)? {
            Got::New(bytes, mark) => {
                // What cannot be read is replaced as a whole.
                Publication::from_bytes(&bytes, remote.shown()).ok().map(|last| (last, mark))
            }
            Got::Missing | Got::Same => None,
        };
        Ok(Publisher {
            remote,
            number: fastrand::u64(..),
            last,
            has_published: false,
            sent: HashSet::new(),
            is_asked: false,
            packs: None,
            looked_at: None,
            replaced: Vec::new(),
            swept: None,
            swept_texts: None,
        })
    }

    /// Publishes the last commit, and the vectors that this model has made, if anything of it is new.
    /// Whether there was anything.
    ///
    /// # Errors
    /// When the place cannot be reached, or another process publishes there; when the index is damaged.
    pub fn publish(
        &mut self,
        library: &Library,
        model: Option<&str>,
    ) -> Result<bool, PublishError> {
        let index = library.folders().index();
        let mut failed = None;
        for _ in 0..N_TRIES {
            let Some(commit) = Committed::last(&index)? else { return Ok(false) };
            match self.publish_commit(library, &commit, model) {
                // A newer commit took files away that were about to be sent.
                Err(error) if Committed::last(&index)?.as_ref() != Some(&commit) => {
                    failed = Some(error);
                }
                published => {
                    self.sweep_when_due(library);
                    return published;
                }
            }
        }
        failed.map_or(Ok(false), Err)
    }

    fn publish_commit(
        &mut self,
        library: &Library,
        commit: &Committed,
        model: Option<&str>,
    ) -> Result<bool, PublishError> {
        let before = self.last.as_ref().map(|(last, _)| last);
        let vectors_before = before.map(|last| last.vectors.clone()).unwrap_or_default();
        let is_same_commit = before.is_some_and(|last| last.commit == *commit);
        if !is_same_commit {
            self.send_texts(library, commit)?;
            self.send_files(library, commit)?;
        }
        let shelf = library.shelf();
        let has_looked = self.looked_at.as_ref().is_some_and(|(snapshot, n_documents)| {
            snapshot.is_same_commit(shelf.snapshot())
                && *n_documents == shelf.vectors().n_documents()
        });
        if let Some(model) = model.filter(|_| !has_looked) {
            self.send_vectors(library, model, &vectors_before)?;
            self.looked_at = Some((shelf.snapshot().clone(), shelf.vectors().n_documents()));
        }
        let mut vectors = vectors_before.clone();
        if let (Some(model), Some(packs)) = (model, &self.packs) {
            // Those of another model would be behind the commit from now on.
            vectors = BTreeMap::from([(model.to_owned(), packs.packs())]);
        }
        if is_same_commit && vectors == vectors_before {
            return Ok(false);
        }
        self.put_current(commit, vectors)?;
        Ok(true)
    }

    /// Texts of the segments that the last publication does not have.
    fn send_texts(&mut self, library: &Library, commit: &Committed) -> Result<(), PublishError> {
        let known = self.last.as_ref().map(|(last, _)| &last.commit);
        let texts = commit.texts(&library.folders().index(), known)?;
        let is_new = |hash: &TextHash| !self.sent.contains(hash);
        if !self.is_asked && texts.iter().filter(|hash| is_new(hash)).count() >= ASKED_FROM {
            let there = self.remote.list(TEXTS)?;
            self.sent.extend(there.iter().filter_map(text_of));
            self.is_asked = true;
        }
        let folder = Texts::new(library.folders().texts());
        let new: Vec<TextHash> =
            texts.into_iter().filter(|hash| !self.sent.contains(hash)).collect();
        let files = new.iter().map(|hash| (text_object(hash), folder.path(hash)));
        self.remote.put_all(files.collect())?;
        self.sent.extend(new);
        Ok(())
    }

    /// Files that the last publication does not have, each compared with its checksum first.
    fn send_files(&mut self, library: &Library, commit: &Committed) -> Result<(), PublishError> {
        let folder = library.folders().index();
        let known = self.last.as_ref().map(|(last, _)| &last.commit);
        let is_new = |name: &str| known.is_none_or(|known| !known.has(name));
        let mut opened = Vec::new();
        for (name, _) in commit.files().filter(|(name, _)| is_new(name)) {
            let path = folder.join(name);
            let unreadable = |cause| PublishError::Unreadable { path: path.clone(), cause };
            opened.push((name, File::open(&path).map_err(unreadable)?));
            if !commit.is_file(name, &path)? {
                let place = folder.display().to_string();
                return Err(PublishError::Damaged { place, object: name.to_owned() });
            }
        }
        for (name, mut file) in opened {
            self.remote.put_file(&index_object(name), &mut file)?;
        }
        Ok(())
    }

    /// Sends the vectors that no pack has yet.
    fn send_vectors(
        &mut self,
        library: &Library,
        model: &str,
        published: &BTreeMap<String, Vec<Pack>>,
    ) -> Result<(), PublishError> {
        let packs = match &mut self.packs {
            Some(packs) => packs,
            None => {
                let there = published.get(model).map(Vec::as_slice).unwrap_or_default();
                self.packs.insert(VectorPacks::of(&self.remote, model, there)?)
            }
        };
        let mut store = VectorStore::open(&library.folders().vectors(), model)?;
        packs.send(&self.remote, &mut store, &library.vector_keys()?)
    }

    fn put_current(
        &mut self,
        commit: &Committed,
        vectors: BTreeMap<String, Vec<Pack>>,
    ) -> Result<(), PublishError> {
        let mark = self.last.as_ref().and_then(|(_, mark)| mark.as_deref());
        if self.has_published
            && let Got::New(bytes, _) = self.remote.get_if_changed(CURRENT, mark)?
            && Publication::from_bytes(&bytes, self.remote.shown())
                .is_ok_and(|there| there.publisher != self.number)
        {
            return Err(PublishError::Another(self.remote.shown().to_owned()));
        }
        let last = self.last.as_ref().map(|(last, _)| last);
        let next = Publication::new(self.number, last, commit.clone(), vectors);
        let mark = self.remote.put(CURRENT, next.to_bytes())?;
        if let Some((replaced, _)) = self.last.replace((next, mark)) {
            self.replaced.push((Instant::now(), replaced.objects().collect()));
        }
        self.has_published = true;
        Ok(())
    }

    /// Removes what no commit needs any more, now and then. A failure is logged and it is
    /// tried again when it is next due: whether something is published does not depend on it.
    fn sweep_when_due(&mut self, library: &Library) {
        if let Err(error) = self.sweep(library) {
            tracing::warn!(error = %Escaped(error), "what no commit needs any more is not removed");
        }
    }

    fn sweep(&mut self, library: &Library) -> Result<(), PublishError> {
        let is_due = |swept: Option<Instant>, every| swept.is_none_or(|at| at.elapsed() >= every);
        let Some((last, _)) = &self.last else { return Ok(()) };
        if is_due(self.swept, SWEEP_EVERY) {
            self.swept = Some(Instant::now());
            self.replaced.retain(|(at, _)| at.elapsed() < GRACE);
            let replaced = self.replaced.iter().flat_map(|(_, objects)| objects.iter().cloned());
            let needed: HashSet<String> = last.objects().chain(replaced).collect();
            for folder in [INDEX, VECTORS] {
                self.remove_unneeded(folder, |object| needed.contains(&object.name))?;
            }
        }
        // Not when it has only just begun: a process may live for one commit.
        if self.swept_texts.is_some_and(|at| at.elapsed() >= SWEEP_TEXTS_EVERY) {
            self.swept_texts = Some(Instant::now());
            let texts = last.commit.texts(&library.folders().index(), None)?;
            let needed: HashSet<TextHash> = texts.into_iter().collect();
            self.remove_unneeded(TEXTS, |object| {
                text_of(object).is_some_and(|hash| needed.contains(&hash))
            })?;
            self.sent = needed;
        }
        self.swept_texts.get_or_insert_with(Instant::now);
        Ok(())
    }

    fn remove_unneeded(
        &self,
        folder: &str,
        is_needed: impl Fn(&Listed) -> bool,
    ) -> Result<(), PublishError> {
        let all = self.remote.list(folder)?;
        // By the place's own clock. What was sent and is not named yet is young.
        let now = self.remote.modified(CURRENT)?;
        let is_old =
            |object: &Listed| (now - object.modified).to_std().is_ok_and(|age| age > GRACE);
        let unneeded = all.into_iter().filter(|object| !is_needed(object) && is_old(object));
        self.remote.remove(unneeded.map(|object| object.name).collect())
    }
}

/// The text that an object is.
fn text_of(object: &Listed) -> Option<TextHash> {
    TextHash::parse(object.name.strip_prefix(TEXTS)?.strip_prefix('/')?).ok()
}
