//! What a refresh found and did.

/// What a refresh found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents that were read, new or changed.
    pub read: usize,
    /// Documents that are gone.
    pub removed: usize,
    /// Documents that stayed as they were.
    pub unchanged: usize,
    /// Why the last commit, which may be behind the documents, is used as it is; `None` when the
    /// index is up to date.
    pub behind: Option<Behind>,
}

/// Why the index could not follow the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// Another process is writing it.
    AnotherWrites,
    /// The data folder cannot be written: no permission, a read-only or a full disk.
    Unwritable,
}
