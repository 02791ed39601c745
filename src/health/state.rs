//! What is watched, from where it is read.

use std::sync::Arc;
use std::time::Instant;

use super::documents::Counted;
use crate::figures::Figures;
use crate::library::Library;

/// What is watched.
pub struct Health {
    pub(super) figures: Arc<Figures>,
    pub(super) library: Arc<Library>,
    pub(super) model: ModelState,
    pub(super) counted: Counted,
    pub(super) since: Instant,
}

/// Whether a sentence model takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelState {
    /// One does.
    There,
    /// None was chosen.
    NotWanted,
}

impl Health {
    /// The health of a program that begins to serve now.
    pub fn new(figures: Arc<Figures>, library: Arc<Library>, model: ModelState) -> Health {
        Health { figures, library, model, counted: Counted::default(), since: Instant::now() }
    }
}
