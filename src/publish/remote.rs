//! What lies in a place, read and written by name; each call waits until it is done.

use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{Error, GetOptions, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use tokio::runtime::Runtime;

use super::error::PublishError;
use super::place::Place;

/// Small objects that are under way at once.
const AT_ONCE: usize = 16;
/// Parts of a large one that are, and the bytes of each.
const PARTS_AT_ONCE: usize = 4;
const PART: usize = 8 << 20;

/// A place, opened.
pub(super) struct Remote {
    runtime: Runtime,
    store: Arc<dyn ObjectStore>,
    prefix: String,
    shown: String,
}

/// An object that may have changed.
pub(super) enum Got {
    /// There is none.
    Missing,
    /// It is the one of this mark.
    Same,
    /// Another one, with its mark, where the place gives marks.
    New(Vec<u8>, Option<String>),
}

/// An object of a list.
pub(super) struct Listed {
    /// Below the place.
    pub name: String,
    /// By the place's own clock.
    pub modified: DateTime<Utc>,
}

impl Remote {
    /// Opens a place.
    ///
    /// # Errors
    /// When there is no such folder, or the environment does not say how the bucket is reached.
    pub fn open(place: &Place) -> Result<Remote, PublishError> {
        let shown = place.to_string();
        if place.folder().is_some_and(|folder| !folder.is_dir()) {
            return Err(PublishError::Nothing(shown));
        }
        let (store, prefix) = place.open().map_err(|cause| failed(&shown, cause))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let unreadable = |cause| PublishError::Unreadable { path: PathBuf::from(&shown), cause };
        Ok(Remote { runtime: runtime.map_err(unreadable)?, store, prefix, shown })
    }

    /// How the place is called.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    fn path(&self, name: &str) -> Path {
        Path::from(format!("{}/{name}", self.prefix))
    }

    fn failed(&self, cause: Error) -> PublishError {
        failed(&self.shown, cause)
    }

    /// An object, unless it is the one with this mark.
    ///
    /// # Errors
    /// When the place cannot be reached, or refuses.
    pub fn get_if_changed(&self, name: &str, mark: Option<&str>) -> Result<Got, PublishError> {
        let options =
            GetOptions { if_none_match: mark.map(str::to_owned), ..GetOptions::default() };
        let got = self.runtime.block_on(async {
            let got = self.store.get_opts(&self.path(name), options).await?;
            let mark = got.meta.e_tag.clone();
            Ok((got.bytes().await?, mark))
        });
        match got {
            Ok((bytes, mark)) => Ok(Got::New(bytes.into(), mark)),
            Err(Error::NotModified { .. }) => Ok(Got::Same),
            Err(Error::NotFound { .. }) => Ok(Got::Missing),
            Err(cause) => Err(self.failed(cause)),
        }
    }

    /// An object, or some bytes of it.
    ///
    /// # Errors
    /// As [`Remote::get_if_changed`], and when there is none.
    pub fn get(&self, name: &str, range: Option<Range<u64>>) -> Result<Vec<u8>, PublishError> {
        let options = GetOptions { range: range.map(Into::into), ..GetOptions::default() };
        let got = self.runtime.block_on(async {
            self.store.get_opts(&self.path(name), options).await?.bytes().await
        });
        got.map(Vec::from).map_err(|cause| self.gone_or_failed(name, cause))
    }

    /// Hands out each of these objects, in no order, several under way at once.
    ///
    /// # Errors
    /// As [`Remote::get`], and what `take` says.
    pub fn get_all(
        &self,
        names: &[String],
        mut take: impl FnMut(&str, Vec<u8>) -> Result<(), PublishError>,
    ) -> Result<(), PublishError> {
        let one = |name: String| async move {
            let got = self.store.get_opts(&self.path(&name), GetOptions::default()).await;
            let bytes = match got {
                Ok(got) => got.bytes().await,
                Err(error) => Err(error),
            };
            bytes
                .map(|bytes| (name.clone(), bytes))
                .map_err(|cause| self.gone_or_failed(&name, cause))
        };
        self.runtime.block_on(async {
            let mut all =
                futures_util::stream::iter(names.to_vec()).map(one).buffer_unordered(AT_ONCE);
            while let Some((name, bytes)) = all.try_next().await? {
                take(&name, bytes.into())?;
            }
            Ok(())
        })
    }

    /// Writes an object into a file.
    ///
    /// # Errors
    /// As [`Remote::get`], and when the file cannot be written.
    pub fn get_into(&self, name: &str, file: &mut File) -> Result<(), PublishError> {
        self.runtime.block_on(async {
            let got = self.store.get_opts(&self.path(name), GetOptions::default()).await;
            let mut stream = got.map_err(|cause| self.gone_or_failed(name, cause))?.into_stream();
            while let Some(piece) =
                stream.try_next().await.map_err(|cause| self.gone_or_failed(name, cause))?
            {
                file.write_all(&piece).map_err(|cause| self.unreadable(cause))?;
            }
            Ok(())
        })
    }

    /// Puts an object, in the place of one of this name.
    ///
    /// # Errors
    /// When the place cannot be reached, or refuses. Gives the object's mark.
    pub fn put(&self, name: &str, bytes: Vec<u8>) -> Result<Option<String>, PublishError> {
        let path = self.path(name);
        let put = self.store.put(&path, PutPayload::from(bytes));
        let put = self.runtime.block_on(put).map_err(|cause| self.failed(cause))?;
        Ok(put.e_tag)
    }

    /// Puts the files of these paths as objects of these names, several under way at once.
    ///
    /// # Errors
    /// As [`Remote::put`], and when a file cannot be read.
    pub fn put_all(&self, files: Vec<(String, PathBuf)>) -> Result<(), PublishError> {
        let one = |(name, path): (String, PathBuf)| async move {
            let bytes = std::fs::read(&path);
            let bytes = bytes.map_err(|cause| PublishError::Unreadable { path, cause })?;
            let put = self.store.put(&self.path(&name), PutPayload::from(bytes)).await;
            put.map(drop).map_err(|cause| self.failed(cause))
        };
        self.runtime.block_on(async {
            let all = futures_util::stream::iter(files).map(one).buffer_unordered(AT_ONCE);
            all.try_collect::<()>().await
        })
    }

    /// Puts a file as an object, however large it is.
    ///
    /// # Errors
    /// As [`Remote::put_all`].
    pub fn put_file(&self, name: &str, file: &mut File) -> Result<(), PublishError> {
        let bytes = file.metadata().map_err(|cause| self.unreadable(cause))?.len();
        if bytes <= PART as u64 {
            let mut whole = Vec::with_capacity(bytes as usize);
            file.read_to_end(&mut whole).map_err(|cause| self.unreadable(cause))?;
            return self.put(name, whole).map(drop);
        }
        self.runtime.block_on(async {
            let upload = self.store.put_multipart(&self.path(name)).await;
            let upload = upload.map_err(|cause| self.failed(cause))?;
            let mut parts = WriteMultipart::new_with_chunk_size(upload, PART);
            match self.send_parts(&mut parts, file).await {
                Ok(()) => parts.finish().await.map(drop).map_err(|cause| self.failed(cause)),
                Err(error) => {
                    // What cannot be aborted the place forgets by itself, or a folder's owner sees.
                    let _ = parts.abort().await;
                    Err(error)
                }
            }
        })
    }

    async fn send_parts(
        &self,
        parts: &mut WriteMultipart,
        file: &mut File,
    ) -> Result<(), PublishError> {
        let mut piece = vec![0; 1 << 20];
        loop {
            let n = match file.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(n) => n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(cause) => return Err(self.unreadable(cause)),
            };
            parts.write(&piece[..n]);
            let room = parts.wait_for_capacity(PARTS_AT_ONCE).await;
            room.map_err(|cause| self.failed(cause))?;
        }
    }

    /// All objects whose names begin with this folder.
    ///
    /// # Errors
    /// When the place cannot be reached, or refuses.
    pub fn list(&self, folder: &str) -> Result<Vec<Listed>, PublishError> {
        let path = self.path(folder);
        let root = self.path("");
        let listed = |meta: object_store::ObjectMeta| {
            let parts = meta.location.prefix_match(&root)?;
            let name = parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/");
            Some(Listed { name, modified: meta.last_modified })
        };
        let all = self.runtime.block_on(self.store.list(Some(&path)).try_collect::<Vec<_>>());
        Ok(all.map_err(|cause| self.failed(cause))?.into_iter().filter_map(listed).collect())
    }

    /// When an object was put, by the place's own clock.
    ///
    /// # Errors
    /// As [`Remote::get`].
    pub fn modified(&self, name: &str) -> Result<DateTime<Utc>, PublishError> {
        let path = self.path(name);
        let head = self.runtime.block_on(self.store.head(&path));
        head.map(|meta| meta.last_modified).map_err(|cause| self.gone_or_failed(name, cause))
    }

    /// Removes objects; those that are gone already are no error.
    ///
    /// # Errors
    /// When the place cannot be reached, or refuses.
    pub fn remove(&self, names: Vec<String>) -> Result<(), PublishError> {
        let one = |name: String| async move {
            match self.store.delete(&self.path(&name)).await {
                Err(Error::NotFound { .. }) => Ok(()),
                removed => removed.map_err(|cause| self.failed(cause)),
            }
        };
        self.runtime.block_on(async {
            let all = futures_util::stream::iter(names).map(one).buffer_unordered(AT_ONCE);
            all.try_collect::<()>().await
        })
    }

    fn gone_or_failed(&self, name: &str, cause: Error) -> PublishError {
        match cause {
            Error::NotFound { .. } => {
                PublishError::Gone { place: self.shown.clone(), object: name.to_owned() }
            }
            cause => self.failed(cause),
        }
    }

    fn unreadable(&self, cause: io::Error) -> PublishError {
        PublishError::Unreadable { path: PathBuf::from(&self.shown), cause }
    }
}

fn failed(place: &str, cause: Error) -> PublishError {
    PublishError::Place { place: place.to_owned(), cause: Box::new(cause) }
}

#[cfg(test)]
mod tests;
