//! What is shown with controls to go on from: quotes, a page of text, a document, the list of
//! documents, hits of a search. Each view is a reply and its rows of controls.

mod card;
mod catalogue;
mod hits;
mod quotes;
mod text_page;
mod settings;

pub use card::render_card;
pub use catalogue::render_catalogue;
pub use hits::render_hits;
pub use quotes::render_quotes;
pub use settings::{N_OFFERED, OfferedPage, render_settings};
pub use text_page::render_text_page;
