//! Which documents an asker may see.

use std::sync::Arc;

use crate::document::FileName;

/// The documents that this asker, in this place, may see. Everything that looks at documents takes
/// it: quotes, missing words, spelling, counts, autocompletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// These.
    Files(ScopedFiles),
}

/// Names of documents, in order, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopedFiles(Arc<[FileName]>);

impl Scope {
    /// The documents of these names and no others; with no name, none.
    pub fn of(files: impl IntoIterator<Item = FileName>) -> Scope {
        let mut files: Vec<FileName> = files.into_iter().collect();
        files.sort_unstable();
        files.dedup();
        Scope::Files(ScopedFiles(files.into()))
    }

    /// The names of the documents, in order; `None` when all are in scope.
    pub fn files(&self) -> Option<&[FileName]> {
        match self {
            Scope::All => None,
            Scope::Files(files) => Some(&files.0),
        }
    }

    /// Whether a document of this name may be seen.
    pub fn contains(&self, file: &FileName) -> bool {
        self.files().is_none_or(|files| files.binary_search(file).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_of_files_holds_those_and_a_scope_of_none_holds_none() {
        let [a, b, c] = ["a.txt", "b.txt", "c.txt"].map(|name| FileName::new(name).expect("plain"));
        let scope = Scope::of([c.clone(), a.clone(), c.clone()]);
        assert_eq!(scope.files(), Some(&[a.clone(), c.clone()][..]));
        assert_eq!([&a, &b, &c].map(|file| scope.contains(file)), [true, false, true]);
        assert!(Scope::All.contains(&b) && !Scope::of([]).contains(&b));
    }
}
