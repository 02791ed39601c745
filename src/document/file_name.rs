//! The name of a document's file: its path below the seeds folder, with `/` on every system; of a
//! server's own document, below the data folder.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::escaped::Escaped;

/// Where servers' own documents lie, below the data folder, each server's in a folder named by its
/// number. No file of the seeds folder is called so: hidden ones are no documents.
pub const SERVERS_FOLDER: &str = ".servers";

/// A path below the seeds folder or, of a server's own document, below the data folder: relative,
/// normal components only, never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

/// The text is no path below a folder.
#[derive(Debug, thiserror::Error)]
#[error(
    "\"{0}\" is no path below the seeds folder: expected a relative path without \"..\", such as \"folder/name.txt\""
)]
pub struct FileNameError(String);

impl FileName {
    /// Checks that the path stays below the folder it is taken from.
    ///
    /// # Errors
    /// When it is empty, absolute, holds `.` or `..`, or is not UTF-8.
    pub fn new(path: impl AsRef<Path>) -> Result<FileName, FileNameError> {
        let path = path.as_ref();
        let refused = || FileNameError(path.display().to_string());
        let mut pieces = Vec::new();
        for component in path.components() {
            match component {
                Component::Normal(piece) => pieces.push(piece.to_str().ok_or_else(refused)?),
                _ => return Err(refused()),
            }
        }
        if pieces.is_empty() { Err(refused()) } else { Ok(FileName(pieces.join("/"))) }
    }

    /// The name with `/` between folders.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// SHA-256 of the name: a key of one length and form, however the file is called.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }

    /// The first 64 bits of the digest: another order of names, by one number.
    pub fn order(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.digest();
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// The server whose own document it is, by Discord's number: one that lies below
    /// [`SERVERS_FOLDER`]. `None` for a document of the seeds folder.
    pub fn server(&self) -> Option<u64> {
        let below = self.0.strip_prefix(SERVERS_FOLDER)?.strip_prefix('/')?;
        let (server, _) = below.split_once('/')?;
        server.parse().ok()
    }

    /// Whether it is the folder of a server's own documents.
    pub fn is_of_server(&self) -> bool {
        self.0.strip_prefix(SERVERS_FOLDER).is_some_and(|below| below.starts_with('/'))
    }

    /// The folders that it lies in, the outermost first; of a server's own document that server's
    /// folder alone.
    pub fn folders(&self) -> impl Iterator<Item = FileName> + '_ {
        let folders = self.0.match_indices('/').map(|(end, _)| FileName(self.0[..end].to_owned()));
        folders.filter(|folder| folder.0 != SERVERS_FOLDER)
    }

    /// The name of a server's own document; `None` when the file's own name has a stroke in it, or is
    /// none.
    pub fn of_server(server: u64, own: &str) -> Option<FileName> {
        let name = FileName::new(format!("{SERVERS_FOLDER}/{server}/{own}")).ok()?;
        (!own.contains('/') && name.own() == own).then_some(name)
    }

    /// The file's own name, without its folders.
    pub fn own(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// Where the file lies.
    pub fn below(&self, folder: &Path) -> PathBuf {
        let mut path = folder.to_path_buf();
        path.extend(self.0.split('/'));
        path
    }
}

impl fmt::Display for FileName {
    /// For the operator: what a terminal would obey is written out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaped(&self.0).fmt(f)
    }
}

impl TryFrom<String> for FileName {
    type Error = FileNameError;

    fn try_from(name: String) -> Result<FileName, FileNameError> {
        FileName::new(&name)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> String {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_out_of_the_folder() {
        for path in ["", "..", "a/../../b", "/etc/passwd", "./..", "."] {
            assert!(FileName::new(path).is_err(), "{path}");
        }
        assert_eq!(FileName::new("sub/name.txt").expect("a plain path").as_str(), "sub/name.txt");
    }

    #[test]
    fn a_servers_own_document_names_its_server() {
        let name = FileName::of_server(7, "rules.md").expect("a plain name");
        assert_eq!((name.as_str(), name.server()), (".servers/7/rules.md", Some(7)));
        assert_eq!(name.own(), "rules.md");
        for own in ["", ".", "..", "a/b", "/a", "../8/a.md"] {
            assert_eq!(FileName::of_server(7, own), None, "{own}");
        }
        assert_eq!(FileName::new("servers/7/a.md").expect("a plain path").server(), None);
    }
}
