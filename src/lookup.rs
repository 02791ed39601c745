//! Looking up rather than asking: passages by their words, the list of documents, one document with
//! its headings, its text page by page, and whether a quote still stands in it. Synchronous; reads the
//! index and the stored texts and nothing else.

mod found;
mod narrowed;
mod stretches;
mod text_page;
mod card;
mod catalogue;
mod verify;
mod search_query;
mod snippet;
mod search;

pub use card::{DocumentCard, OutlineEntry, card, outline};
pub use catalogue::{CatalogueOrder, CataloguePage, N_LISTED, catalogue};
pub use found::{Found, find};
pub use narrowed::narrowed;
pub use search::{Hits, N_HITS, SearchHit, search};
pub use search_query::{MAX_SEARCH, SearchQuery};
pub use text_page::{Direction, TextPage, TextPlace, read};
pub use verify::{Verified, Version, verify};
