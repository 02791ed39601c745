//! Whether folders lie in each other, whatever links lead to them.

use std::io;
use std::path::{Component, Path, PathBuf};

/// Whether one folder is the other or lies in it. They need not exist yet.
///
/// # Errors
/// When the working folder is unknown.
pub fn overlap(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (resolved(one)?, resolved(other)?);
    Ok(is_within(&one, &other) || is_within(&other, &one))
}

/// The path without links and `..`, as far as it exists; what does not exist yet is taken at its
/// word.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            Component::Prefix(_) | Component::RootDir => real.push(component),
            Component::Normal(_) => {
                real.push(component);
                if let Ok(target) = real.canonicalize() {
                    real = target;
                }
            }
        }
    }
    Ok(real)
}

/// Whether a folder is an ancestor of the other, or the other itself: by its path, or by what the
/// system says it is (one folder may be mounted in two places).
fn is_within(inner: &Path, outer: &Path) -> bool {
    let identity = identity(outer);
    inner
        .ancestors()
        .any(|folder| folder == outer || (identity.is_some() && self::identity(folder) == identity))
}

/// Device and number of a folder; `None` when it does not exist, or the system does not say.
#[cfg(unix)]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = folder.metadata().ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn folders_in_each_other_are_known_through_links_and_before_they_exist() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("docs/sub")).expect("made");
        fs::create_dir_all(at("other")).expect("made");
        symlink(at("docs"), at("link")).expect("linked");
        symlink(at("docs/sub"), at("other/deep")).expect("linked");
        for (one, other, expected) in [
            ("docs", "docs", true),
            ("docs", "docs/", true),
            ("docs", "docs/new/data", true),
            ("docs", "link", true),
            ("docs", "link/new", true),
            ("docs", "other/deep/new", true),
            ("docs", "other/deep/../new", true),
            ("docs", "new/../docs/data", true),
            ("docs", "new/../link/data", true),
            ("docs", ".", true),
            ("docs", "docs2", false),
            ("docs", "other", false),
            ("docs", "docs/../data", false),
            ("docs", "new/docs", false),
        ] {
            let found = overlap(&at(one), &at(other)).expect("looked at");
            let back = overlap(&at(other), &at(one)).expect("looked at");
            assert_eq!((found, back), (expected, expected), "{one} {other}");
        }
    }
}
