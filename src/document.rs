//! A document: the text of a file, and what segmentation found in it, as byte ranges; and why there
//! is none. Words that are shown come from here and from nowhere else; this module never changes a
//! byte of them.

pub mod cache;
pub mod compact;
pub mod document_tag;
pub mod escaped;
pub mod evenly_spaced;
pub mod file_name;
pub mod file_problem;
mod front_matter;
pub mod layout;
pub mod markup;
pub mod named;
pub mod range;
pub mod refusal;
pub mod regular_file;
pub mod text;
pub mod text_error;
pub mod text_hash;
pub mod texts;
pub mod warning;

pub use document_tag::{DocumentTag, FileTag, HASH_DIGITS};
pub use escaped::Escaped;
pub use file_name::{FileName, SERVERS_FOLDER};
pub use file_problem::FileProblem;
pub use front_matter::{front_matter, front_matter_end};
pub use layout::{Passage, Unit, UnitKind};
pub use markup::Markup;
pub use named::Document;
pub use range::ByteRange;
pub use refusal::{FileDamage, Refusal};
pub use text::Text;
pub use text_error::TextError;
pub use text_hash::TextHash;
pub use texts::Texts;
pub use warning::{PageNumbers, Warning};
