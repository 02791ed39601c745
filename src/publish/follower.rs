//! Following: a copy of what was published last, in a data folder of this process's own. What is new of
//! it is fetched, what names it put in place last, so that the folder holds a whole commit whenever this
//! process ends.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::error::PublishError;
use super::place::Place;
use super::publication::{CURRENT, Pack, Publication, index_object, pack_object, text_object};
use super::remote::{Got, Remote};
use super::vector_packs::rows;
use crate::document::{TextHash, Texts, regular_file};
use crate::index::CopiedIndex;
use crate::library::{DataLock, Folders, claim, lock};
use crate::vectors::VectorStore;

/// In the data folder: the packs of vectors that were fetched.
const PACKS: &str = "followed-vectors.json";

/// What came of a look at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What was published last is here already.
    Same,
    /// Another commit is here now.
    Commit,
    /// Vectors of the same commit are.
    Vectors,
}

/// Follows one place into one data folder, which nobody else follows into meanwhile.
pub struct Follower {
    place: Place,
    /// Opened when it is first reached.
    remote: Option<Remote>,
    folders: Folders,
    model: Option<String>,
    index: CopiedIndex,
    /// The mark of what was published last and is here.
    mark: Option<String>,
    packs: Packs,
    /// Whether what is here may not be what was published.
    is_suspect: bool,
    _lock: DataLock,
}

/// Packs that were fetched, by the model that they are of.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
struct Packs {
    model: String,
    fetched: BTreeSet<String>,
}

impl Follower {
    /// Takes the data folder. Vectors are fetched of this model alone.
    ///
    /// # Errors
    /// When the folder is somebody else's, or another process writes there.
    pub fn open(
        place: &Place,
        folders: &Folders,
        model: Option<&str>,
    ) -> Result<Follower, PublishError> {
        claim(folders)?;
        let lock = lock(folders, false)?.ok_or(PublishError::InUse(folders.data.clone()))?;
        let index = CopiedIndex::open(&folders.index())?;
        let packs = regular_file::read_to_string(&folders.data.join(PACKS)).unwrap_or_default();
        // What cannot be read was not fetched.
        let packs: Packs = serde_json::from_str(&packs).unwrap_or_default();
        Ok(Follower {
            place: place.clone(),
            remote: None,
            folders: folders.clone(),
            model: model.map(str::to_owned),
            index,
            mark: None,
            packs,
            is_suspect: false,
            _lock: lock,
        })
    }

    /// Whether a commit is here, however old.
    pub fn has_commit(&self) -> bool {
        self.index.in_place().is_some_and(|commit| commit.is_readable())
    }

    /// Fetches what was published last, if it is not here.
    ///
    /// # Errors
    /// When the place cannot be reached, nothing is published there, or it is not what was published;
    /// when the folder cannot be written. What is here stays as it was.
    pub fn step(&mut self) -> Result<Step, PublishError> {
        // Taken out, so that the rest can be changed meanwhile.
        let remote = match self.remote.take() {
            Some(remote) => remote,
            None => Remote::open(&self.place)?,
        };
        let step = self.step_from(&remote);
        self.remote = Some(remote);
        step
    }

    fn step_from(&mut self, remote: &Remote) -> Result<Step, PublishError> {
        let (bytes, mark) = match remote.get_if_changed(CURRENT, self.mark.as_deref())? {
            Got::New(bytes, mark) => (bytes, mark),
            Got::Same => return Ok(Step::Same),
            Got::Missing => return Err(PublishError::Nothing(remote.shown().to_owned())),
        };
        let publication = Publication::from_bytes(&bytes, remote.shown())?;
        if !publication.commit.is_readable() {
            return Err(PublishError::Version(remote.shown().to_owned()));
        }
        let here = self.index.in_place();
        let is_here = !self.is_suspect && here.as_ref() == Some(&publication.commit);
        if self.is_suspect {
            self.index.remove_damaged(&publication.commit)?;
        }
        if !is_here {
            self.fetch_files(remote, &publication)?;
            self.fetch_texts(remote, &publication)?;
        }
        // Before the commit, so that it is found by meaning from its first question on.
        let has_vectors = self.fetch_vectors(remote, &publication)?;
        if !is_here {
            self.index.commit(&publication.commit)?;
        }
        self.mark = mark;
        self.is_suspect = false;
        Ok(match (is_here, has_vectors) {
            (false, _) => Step::Commit,
            (true, true) => Step::Vectors,
            (true, false) => Step::Same,
        })
    }

    fn fetch_files(&self, remote: &Remote, publication: &Publication) -> Result<(), PublishError> {
        for name in self.index.lacks(&publication.commit) {
            let unfinished = self.index.unfinished();
            let object = index_object(&name);
            let fetched = File::create(&unfinished)
                .map_err(|cause| PublishError::Unreadable { path: unfinished.clone(), cause })
                .and_then(|mut file| remote.get_into(&object, &mut file));
            if let Err(error) = fetched {
                // What stays is removed with the next commit.
                let _ = fs::remove_file(&unfinished);
                return Err(error);
            }
            if !self.index.put(&publication.commit, &name, &unfinished)? {
                return Err(PublishError::Damaged { place: remote.shown().to_owned(), object });
            }
        }
        Ok(())
    }

    fn fetch_texts(&self, remote: &Remote, publication: &Publication) -> Result<(), PublishError> {
        // The texts of the commit that is in place are here.
        let known = self.index.in_place().filter(|_| !self.is_suspect);
        let texts = publication.commit.texts(&self.folders.index(), known.as_ref())?;
        let folder = Texts::new(self.folders.texts());
        if self.is_suspect {
            let removed = texts.iter().try_for_each(|hash| folder.remove_damaged(hash));
            removed.map_err(|cause| self.unreadable(cause))?;
        }
        let is_missing = |hash: &TextHash| !folder.path(hash).exists();
        let missing: Vec<String> =
            texts.iter().filter(|hash| is_missing(hash)).map(text_object).collect();
        remote.get_all(&missing, |object, bytes| {
            let damaged = || PublishError::Damaged {
                place: remote.shown().to_owned(),
                object: object.to_owned(),
            };
            let hash = object.rsplit('/').next().unwrap_or_default();
            let hash = TextHash::parse(hash).map_err(|_| damaged())?;
            let put = folder.put_copy(&hash, &bytes).map_err(|cause| self.unreadable(cause))?;
            if put { Ok(()) } else { Err(damaged()) }
        })?;
        folder.sync().map_err(|cause| self.unreadable(cause))
    }

    /// Whether there were any that are not here.
    fn fetch_vectors(
        &mut self,
        remote: &Remote,
        publication: &Publication,
    ) -> Result<bool, PublishError> {
        let Some(model) = self.model.clone() else { return Ok(false) };
        if self.packs.model != model {
            self.packs = Packs { model: model.clone(), fetched: BTreeSet::new() };
        }
        let published = publication.vectors.get(&model).map(Vec::as_slice).unwrap_or_default();
        let is_missing = |pack: &&Pack| !self.packs.fetched.contains(&pack.sha256);
        let missing: Vec<&Pack> = published.iter().filter(is_missing).collect();
        if missing.is_empty() {
            return Ok(false);
        }
        let mut store = VectorStore::open(&self.folders.vectors(), &model)?;
        for pack in missing {
            let object = pack_object(&model, &pack.sha256);
            let bytes = remote.get(&object, None)?;
            let rows = rows(&pack.sha256, &bytes).ok_or_else(|| PublishError::Damaged {
                place: remote.shown().to_owned(),
                object,
            })?;
            store.put(&rows)?;
        }
        self.packs.fetched = published.iter().map(|pack| pack.sha256.clone()).collect();
        let path = self.folders.data.join(PACKS);
        let written = serde_json::to_vec(&self.packs).expect("it is plain data");
        fs::write(&path, written).map_err(|cause| PublishError::Unreadable { path, cause })?;
        Ok(true)
    }

    /// Vectors that were fetched are not here: all are fetched again with the next step.
    pub fn forget_vectors(&mut self) {
        self.packs.fetched.clear();
        self.mark = None;
    }

    /// Something was read here that is not what was published: with the next step all is compared with
    /// its checksums, and what differs is fetched again.
    pub fn suspect(&mut self) {
        self.is_suspect = true;
        self.mark = None;
    }

    fn unreadable(&self, cause: std::io::Error) -> PublishError {
        let path: PathBuf = self.folders.texts();
        PublishError::Unreadable { path, cause }
    }
}
