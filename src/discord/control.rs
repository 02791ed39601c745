//! What a button or a menu does, and its custom id. All of it is in the custom id, so that controls
//! work after a restart and on old messages, and nothing is kept for them.
//!
//! An id comes back from outside. It is read only in the one form that it is written in, and ends in
//! two check bytes; what it names is looked up again each time, within the scope of who pressed it.

mod action;
mod kind;
mod quote_references;
mod of_settings;
mod written;

pub use action::{
    Action, CatalogueView, Control, DocumentToggle, OutlinePage, Owner, QuotePage, SearchPage,
    SettingChange, SettingsView,
};
pub use written::LONGEST_ID;

#[cfg(test)]
mod tests;
