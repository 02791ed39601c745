//! A shelf as it is seen on a server: without the documents that belong to others.

use std::ops::Deref;
use std::sync::Arc;

use super::shelf::Shelf;

/// A shelf, or what is seen of one.
pub enum ShelfView<'s> {
    /// All of it.
    Whole(&'s Shelf),
    /// A shelf of its own, without what is not seen.
    Part(Arc<Shelf>),
}

impl Deref for ShelfView<'_> {
    type Target = Shelf;

    fn deref(&self) -> &Shelf {
        match self {
            ShelfView::Whole(shelf) => shelf,
            ShelfView::Part(shelf) => shelf,
        }
    }
}
