//! Which unit answers, and which words of it. Pure: candidates and weights come in, ranked
//! units go out; no index or file is known here.

pub mod bm25;
pub mod query;
pub mod term_set;
pub mod matching;
pub mod candidate;
pub mod named_enum;
pub mod features;
pub mod local_idf;
mod headings;
mod meaning;
mod names;
mod shared;
mod unit_kind;
mod word_order;
pub mod feature_values;
mod forms;
pub mod spans;
pub mod trees;
pub mod confidence;
pub mod weights;
pub mod ranked;
mod same_words;
pub mod ranking;
mod close_reading;
pub mod alignment;
pub mod clause;

pub use alignment::third_round;
pub use candidate::Candidate;
pub use close_reading::{CloselyRead, to_read};
pub use query::{Alias, Query, QueryTerm};
pub use ranked::RankedUnit;
pub use ranking::rank;
pub use weights::Weights;
