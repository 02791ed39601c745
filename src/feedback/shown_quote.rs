//! A quote of an answer as it is kept with its question.

use serde::{Deserialize, Serialize};

use crate::document::FileName;
use crate::quote::Quote;
use crate::receipt::Receipt;

/// A quote that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownQuote {
    /// The document.
    pub file: FileName,
    /// Its words, part by part.
    pub parts: Vec<String>,
    /// What it can be looked up by.
    pub receipt: Option<String>,
}

impl ShownQuote {
    /// What is kept of a quote.
    pub fn of(quote: &Quote) -> ShownQuote {
        ShownQuote {
            file: quote.document().file().clone(),
            parts: quote.texts().map(str::to_owned).collect(),
            receipt: Receipt::of(quote).map(|receipt| receipt.to_string()),
        }
    }
}
