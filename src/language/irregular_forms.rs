//! English forms that no ending makes: went is go, mice is mouse. From WordNet's exception lists (Princeton
//! University; its licence is in LICENSE-WORDNET), put here by `examples/irregular_forms.rs`. Forms that
//! are words of their own too (left, found) have no base.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A line a form: the form, a tab, its base or nothing.
const LINES: &str = include_str!("irregular_forms.tsv");

static BASES: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| LINES.lines().filter_map(|line| line.split_once('\t')).collect());

/// The base of a folded form; `None` for every other word.
pub fn base(form: &str) -> Option<&'static str> {
    BASES.get(form).copied().filter(|base| !base.is_empty())
}

/// Whether the folded word is such a form.
pub fn is_form(word: &str) -> bool {
    BASES.contains_key(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_their_bases_and_words_of_their_own_have_none() {
        assert_eq!(
            [base("went"), base("mice"), base("kept")],
            [Some("go"), Some("mouse"), Some("keep")]
        );
        assert_eq!([base("left"), base("found"), base("go"), base("")], [None; 4]);
        assert!(is_form("went") && is_form("left") && !is_form("go"));
        assert_eq!(BASES.len(), LINES.lines().count());
    }
}
