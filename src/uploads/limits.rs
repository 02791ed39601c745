//! How much a server may add.

/// The limits, in bytes unless they say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Of a document.
    pub document: u64,
    /// How many documents a server may have.
    pub n_documents: usize,
    /// Of all documents of a server.
    pub server: u64,
    /// What must stay free on the disk.
    pub free: u64,
}

impl Limits {
    /// A mebibyte, in which people are told of limits.
    pub const MIB: u64 = 1 << 20;

    /// Those that hold.
    pub const USUAL: Limits = Limits {
        document: 25 * Limits::MIB,
        n_documents: 100,
        server: 500 * Limits::MIB,
        free: 1024 * Limits::MIB,
    };
}
