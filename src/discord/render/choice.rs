//! A choice that autocompletion or a menu offers: its name is a phrase, a title or words of a
//! document.

use crate::corpus::DocumentName;
use crate::lookup::OutlineEntry;
use crate::phrases::Phrase;
use crate::reply::words::plain;
use crate::reply::{CitedQuote, Name, closing};
use crate::sources::CitationField;

/// Longest name and value, in characters (Discord API reference, "Application Command Option
/// Choice").
const LONGEST: usize = 100;
/// Most options of a menu (Discord API reference, "String Select").
pub(super) const MAX_OPTIONS: usize = 25;
/// Before what is chosen.
const MARK: &str = "✓ ";
/// Before a heading below another.
const BELOW: &str = "› ";

/// A choice. Discord shows its name as it is, without Markdown.
#[derive(Debug, Clone)]
pub struct Choice {
    name: String,
    value: String,
}

impl Choice {
    /// A document by what it is called. A long name is cut between words, and the cut shown.
    pub(in crate::discord) fn document(name: &DocumentName, id: String) -> Choice {
        let name = match name {
            DocumentName::Title(title) => title.as_str().to_owned(),
            DocumentName::Opening(opening) => plain(opening),
        };
        Choice { name: cut(&name), value: id }
    }

    /// A quote by its number, its document and its place.
    pub(super) fn quote(quote: &CitedQuote, value: String) -> Choice {
        let place = format!(" · {}", quote.place);
        let name = match &quote.name {
            Name::Title(title) => title.as_str().to_owned(),
            Name::Opening(opening) => plain(opening),
            Name::None => String::new(),
        };
        let number = format!("{} · ", quote.rank);
        let room = LONGEST - number.chars().count() - place.chars().count().min(LONGEST / 2);
        Choice { name: cut(&format!("{number}{}{place}", cut_to(&name, room))), value }
    }

    /// Headings above the same words, by theirs; `None` where they have none, as pictures.
    pub(super) fn headings(entries: &[OutlineEntry], value: String) -> Option<Choice> {
        let depth = entries.first()?.depth.min(5);
        let words: Vec<String> = entries
            .iter()
            .map(|entry| plain(&entry.heading).trim().to_owned())
            .filter(|words| words.contains(char::is_alphanumeric))
            .collect();
        let name = format!("{}{}", BELOW.repeat(depth), words.join(" › "));
        (!words.is_empty()).then(|| Choice { name: cut(&name), value })
    }

    /// A question; `None` when it is too long, since what is chosen is what is asked.
    pub(in crate::discord) fn question(question: &Phrase) -> Option<Choice> {
        let name = question.to_string();
        (name.chars().count() <= LONGEST).then(|| Choice { value: name.clone(), name })
    }

    /// A phrase.
    pub(super) fn phrase(phrase: &Phrase, value: String) -> Choice {
        Choice { name: cut(&phrase.to_string()), value }
    }

    /// A folder of documents, by where it lies.
    pub(super) fn folder(folder: &CitationField, value: String) -> Choice {
        Choice { name: cut(folder.as_str()), value }
    }

    /// The same with a mark before it: it is chosen.
    #[must_use]
    pub(super) fn marked(self) -> Choice {
        Choice { name: cut(&format!("{MARK}{}", self.name)), value: self.value }
    }

    /// What people see.
    pub(in crate::discord) fn name(&self) -> &str {
        &self.name
    }

    /// What the option's value is when this is chosen.
    pub(in crate::discord) fn value(&self) -> &str {
        &self.value
    }
}

fn cut(name: &str) -> String {
    cut_to(name, LONGEST)
}

/// The name in at most `longest` characters. A change of the reading's direction ends with it.
pub(super) fn cut_to(name: &str, longest: usize) -> String {
    const LEFT_OUT: &str = " […]";
    let closed = |name: &str| format!("{name}{}", closing(name));
    if closed(name).chars().count() <= longest {
        return closed(name);
    }
    let mut room = longest.saturating_sub(LEFT_OUT.chars().count());
    loop {
        let end = name.char_indices().nth(room).map_or(name.len(), |(at, _)| at);
        let end = name[..end].rfind(char::is_whitespace).unwrap_or(end);
        let cut = format!("{}{LEFT_OUT}", closed(name[..end].trim_end()));
        // What ends the turns of the reading's direction takes room too.
        match cut.chars().count().checked_sub(longest) {
            Some(over) if over > 0 && room > 0 => room = room.saturating_sub(over.div_ceil(2)),
            _ => return cut,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_words() {
        assert_eq!(cut("A short name"), "A short name");
        let long = cut(&"harbour ".repeat(30));
        assert!(long.chars().count() <= LONGEST && long.ends_with("harbour […]"), "{long}");
        assert_eq!(cut(&"Ж".repeat(300)).chars().count(), LONGEST);
        let turned = "\u{202e}".repeat(96) + &"\u{202c}".repeat(96);
        assert!(cut(&turned).chars().count() <= LONGEST);
    }
}
