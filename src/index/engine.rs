//! An engine of other machines (OpenSearch) that holds the posting lists of passages: how it is
//! reached, what is kept there, and what is asked of it. Nothing here knows the index folder.

mod error;
mod answer;
mod client;
mod documents;
mod query;
mod remote_index;
mod rounds;
mod filling;

pub use client::Engine;
pub use error::EngineError;

pub(super) use documents::{PassageDocument, sent_term};
pub(super) use filling::Filling;
pub(super) use query::{Seen, best, by_ids, having};
pub(super) use remote_index::{FoundPassage, RemoteIndex};
pub(super) use rounds::{Gone, Rounds, generation};
