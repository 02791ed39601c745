//! How far a refresh has come.

/// Follows a refresh.
pub trait Progress {
    /// Is called when so much of all that changed has been read.
    fn step(&mut self, done: Amount, total: Amount);
    /// Is called when vectors were made of so many units of all that have none.
    fn encoding(&mut self, done: usize, total: usize);
}

/// Ignores it.
pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
    fn encoding(&mut self, _: usize, _: usize) {}
}

/// An amount of documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub documents: usize,
    /// Their size in bytes.
    pub bytes: u64,
}
