//! Terms that begin with something are those from it on, before what comes right behind all of them.

/// What comes right behind all terms that begin so; `None` where nothing does: where all do.
pub(super) fn behind_all_that_begin(beginning: &str) -> Option<Vec<u8>> {
    let mut end = beginning.as_bytes().to_vec();
    // No byte of UTF-8 is the highest one.
    *end.last_mut()? += 1;
    Some(end)
}
