//! The one object of a place that changes: what it names is whole, and is there.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::error::PublishError;
use crate::document::TextHash;
use crate::index::Committed;

/// Its name.
pub(super) const CURRENT: &str = "current.json";
/// The folders of the objects that never change.
pub(super) const INDEX: &str = "index";
pub(super) const TEXTS: &str = "texts";
pub(super) const VECTORS: &str = "vectors";
/// Counts up whenever its form changes.
const FORM: u32 = 1;

/// A commit that was published, with the vectors that were there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Publication {
    form: u32,
    /// Which process published it: a random number.
    pub publisher: u64,
    /// Counts up.
    pub number: u64,
    /// When, in milliseconds since 1970 by the publisher's clock.
    pub published_ms: u64,
    /// The commit.
    pub commit: Committed,
    /// The packs of vectors, by model.
    pub vectors: BTreeMap<String, Vec<Pack>>,
}

/// Vectors of some documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pack {
    /// SHA-256 of its bytes, in hexadecimal digits, which names it.
    pub sha256: String,
    /// How many documents it is of.
    pub n_documents: u32,
    /// Its size.
    pub bytes: u64,
}

impl Publication {
    /// What follows another one.
    pub fn new(
        publisher: u64,
        last: Option<&Publication>,
        commit: Committed,
        vectors: BTreeMap<String, Vec<Pack>>,
    ) -> Publication {
        let number = last.map_or(0, |last| last.number) + 1;
        Publication { form: FORM, publisher, number, published_ms: now_ms(), commit, vectors }
    }

    /// As it is published.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("it is plain data")
    }

    /// Reads what lies at a place.
    ///
    /// # Errors
    /// When it is no publication, or one of another form.
    pub fn from_bytes(bytes: &[u8], place: &str) -> Result<Publication, PublishError> {
        let damaged =
            || PublishError::Damaged { place: place.to_owned(), object: CURRENT.to_owned() };
        #[derive(Deserialize)]
        struct OfForm {
            form: u32,
        }
        let OfForm { form } = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if form != FORM {
            return Err(PublishError::Version(place.to_owned()));
        }
        let publication: Publication = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        // A name of another form could lead anywhere.
        let has_own_names = publication.commit.has_own_names()
            && publication.vectors.values().flatten().all(|pack| is_name(&pack.sha256))
            && publication.vectors.keys().all(|model| !model.contains(['/', '\\']));
        if has_own_names { Ok(publication) } else { Err(damaged()) }
    }

    /// The names of its objects, but for the texts.
    pub fn objects(&self) -> impl Iterator<Item = String> {
        let files = self.commit.files().map(|(name, _)| index_object(name));
        let packs = self.vectors.iter().flat_map(|(model, packs)| {
            packs.iter().map(move |pack| pack_object(model, &pack.sha256))
        });
        files.chain(packs)
    }
}

/// The name of the object of an index's file.
pub(super) fn index_object(file: &str) -> String {
    format!("{INDEX}/{file}")
}

/// The name of the object of a text.
pub(super) fn text_object(hash: &TextHash) -> String {
    format!("{TEXTS}/{hash}")
}

/// The name of the object of a pack.
pub(super) fn pack_object(model: &str, sha256: &str) -> String {
    format!("{VECTORS}/{model}/{sha256}")
}

fn is_name(sha256: &str) -> bool {
    sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
