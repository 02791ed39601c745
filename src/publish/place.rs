//! Where a library is published: a folder, or a bucket that speaks S3.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;

use super::http::Http;

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder of this machine, or one that many machines share.
    Folder(PathBuf),
    /// Objects of a bucket whose names begin so.
    Bucket {
        /// Its name.
        bucket: String,
        /// Without "/" at its ends; may be empty.
        prefix: String,
    },
}

/// No place.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("\"{0}\": expected a folder, or s3://BUCKET/PREFIX")]
pub struct PlaceError(String);

impl Place {
    /// Reads a place: `s3://bucket/prefix`, `file:///folder`, or the path of a folder.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn parse(text: &str) -> Result<Place, PlaceError> {
        let wrong = || PlaceError(text.to_owned());
        if let Some(rest) = text.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let prefix = prefix.trim_matches('/').to_owned();
            let is_name = !bucket.is_empty() && !bucket.contains(['?', '#', '@', ':']);
            return is_name
                .then(|| Place::Bucket { bucket: bucket.to_owned(), prefix })
                .ok_or_else(wrong);
        }
        let folder = text.strip_prefix("file://").unwrap_or(text);
        if folder.is_empty() || folder.contains("://") {
            return Err(wrong());
        }
        Ok(Place::Folder(PathBuf::from(folder)))
    }

    /// What lies there, and how the names there begin. A bucket's address, region and keys are those of
    /// the environment (`AWS_…`).
    ///
    /// # Errors
    /// When there is no such folder, or the environment does not say how the bucket is reached.
    pub(super) fn open(&self) -> object_store::Result<(Arc<dyn ObjectStore>, String)> {
        Ok(match self {
            Place::Folder(folder) => {
                let store = LocalFileSystem::new_with_prefix(folder)?;
                (Arc::new(store.with_fsync(true)), String::new())
            }
            Place::Bucket { bucket, prefix } => {
                let builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
                (Arc::new(builder.with_http_connector(Http).build()?), prefix.clone())
            }
        })
    }

    /// Makes the folder, where the place is one.
    pub(super) fn make(&self) -> std::io::Result<()> {
        match self {
            Place::Folder(folder) => fs::create_dir_all(folder),
            Place::Bucket { .. } => Ok(()),
        }
    }

    /// The folder, where it is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Place::Folder(folder) => Some(folder),
            Place::Bucket { .. } => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Folder(folder) => write!(f, "{}", folder.display()),
            Place::Bucket { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_folder_or_a_bucket_and_nothing_else() {
        let bucket = |bucket: &str, prefix: &str| Place::Bucket {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
        };
        for (text, expected) in [
            ("/srv/library", Place::Folder("/srv/library".into())),
            ("library", Place::Folder("library".into())),
            ("file:///srv/library", Place::Folder("/srv/library".into())),
            ("s3://words", bucket("words", "")),
            ("s3://words/a/b/", bucket("words", "a/b")),
        ] {
            assert_eq!(Place::parse(text), Ok(expected), "{text}");
        }
        for text in ["", "file://", "https://example.org/x", "s3://", "s3:///x", "s3://key@words/x"]
        {
            assert!(Place::parse(text).is_err(), "{text}");
        }
    }
}
