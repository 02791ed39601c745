//! What a file is called, as one key: the words of its title or opening, folded, then its name. Keys
//! are in the order in which documents are listed: by their words, then by their files' names. Never
//! shown.

use crate::document::FileName;

/// Between words: lower than whatever stands in one, so that shorter names come first.
const BETWEEN: char = '\u{1}';
/// Behind the last word: lower still.
const BEHIND: char = '\0';

/// A file that can be quoted, by what it is called. In the order of their words, then of their files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedFile {
    /// The words of its title or opening, folded, in order.
    pub words: Vec<String>,
    /// Its name.
    pub file: FileName,
}

/// The parts of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Called<'k> {
    words: &'k str,
    /// The file's name.
    pub file: &'k str,
}

/// The key of a file that is called so.
pub(super) fn key(words: &[String], file: &FileName) -> String {
    beginning(words) + file.as_str()
}

/// What the keys of all files begin with that are called exactly so.
pub(super) fn beginning(words: &[String]) -> String {
    let mut key = words.join(BETWEEN.encode_utf8(&mut [0; 4]));
    key.push(BEHIND);
    key
}

impl<'k> Called<'k> {
    /// Takes a key apart; `None` when it is none.
    pub fn parse(key: &'k [u8]) -> Option<Called<'k>> {
        let (words, file) = std::str::from_utf8(key).ok()?.split_once(BEHIND)?;
        Some(Called { words, file })
    }

    /// The words, in order.
    pub fn words(&self) -> impl Iterator<Item = &'k str> + Clone {
        let words = self.words;
        words.split(BETWEEN).filter(move |_| !words.is_empty())
    }

    /// Whether each word that is typed begins one of the words.
    pub fn fits(&self, typed: &[String]) -> bool {
        typed.iter().all(|typed| self.words().any(|word| word.starts_with(typed.as_str())))
    }

    /// With names of its own; `None` when the file has no name that there can be.
    pub fn listed(&self) -> Option<ListedFile> {
        let words = self.words().map(str::to_owned).collect();
        Some(ListedFile { words, file: FileName::new(self.file).ok()? })
    }
}

/// A date as a number that is in the same order: year, month and day, 0 where one is not known. `None`
/// for what is no date.
pub(super) fn date_number(date: &str) -> Option<u64> {
    let mut pieces = date.split('-').map(str::parse::<u64>);
    let year = pieces.next()?.ok()?;
    let mut next = || pieces.next().unwrap_or(Ok(0)).ok().filter(|number| *number < 100);
    let (month, day) = (next()?, next()?);
    Some((year * 100 + month) * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(words: &[&str], file: &str) -> ListedFile {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        ListedFile { words, file: FileName::new(file).expect("a plain name") }
    }

    #[test]
    fn keys_are_in_the_order_of_words_and_then_of_files_and_are_read_again() {
        let mut all = [
            listed(&[], "z"),
            listed(&["a"], "b"),
            listed(&["a"], "b/c"),
            listed(&["a", "b"], "a"),
            listed(&["a'b"], "a"),
            listed(&["ab"], "a"),
            listed(&["ß", "ж"], "a"),
        ];
        all.sort();
        let keys: Vec<String> = all.iter().map(|one| key(&one.words, &one.file)).collect();
        assert!(keys.is_sorted(), "{keys:?}");
        let read = keys.iter().map(|key| Called::parse(key.as_bytes())?.listed());
        assert_eq!(read.collect::<Option<Vec<_>>>(), Some(all.to_vec()));
    }

    #[test]
    fn dates_are_numbers_in_the_same_order() {
        let dates = ["2023-12-31", "2024", "2024-06", "2024-06-24", "2024-07", "2025"];
        let numbers: Vec<u64> = dates.iter().filter_map(|date| date_number(date)).collect();
        assert!(numbers.len() == dates.len() && numbers.is_sorted(), "{numbers:?}");
        assert_eq!(["", "June", "2024-x"].map(date_number), [None; 3]);
    }
}
