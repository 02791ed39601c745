//! A key of a block with its values.

use std::borrow::Cow;

/// Values of one key that are looked at.
pub(super) const MAX_VALUES: usize = 100;

/// A key in small letters with its values in order, empty where it has none that is words. Values are
/// words of the text; only the signs that their notation puts before a quotation mark and between
/// lines are taken out.
pub type Entry<'t> = (String, Vec<Cow<'t, str>>);
