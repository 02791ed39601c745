//! A **sentence model**: an encoder that makes a vector of a text, so that texts of like meaning lie
//! near each other. It chooses among what the documents say and writes nothing: no function here
//! returns a word. Pure; it reads its own files when it is opened, and nothing else.

mod built_in;
mod error;
mod files;
mod known_language;
mod pooling;
mod alignment;
mod network;
mod encoder;
mod meaning;

pub use alignment::Alignment;
pub use encoder::Encoder;
pub use error::ModelError;
pub use meaning::Meaning;
