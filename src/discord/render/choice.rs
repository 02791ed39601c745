//! A choice that autocompletion offers: its name is a phrase, a title or words of a document.

use crate::corpus::DocumentName;
use crate::phrases::Phrase;
use crate::reply::words::plain;

/// Longest name and value, in characters (Discord API reference, "Application Command Option
/// Choice").
const LONGEST: usize = 100;

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

    /// A question; `None` when it is too long, since what is chosen is what is asked.
    pub(in crate::discord) fn question(question: &Phrase) -> Option<Choice> {
        let name = question.to_string();
        (name.chars().count() <= LONGEST).then(|| Choice { value: name.clone(), name })
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
    const LEFT_OUT: &str = " […]";
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let room = LONGEST - LEFT_OUT.chars().count();
    let end = name.char_indices().nth(room).map_or(name.len(), |(at, _)| at);
    let end = name[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}{LEFT_OUT}", name[..end].trim_end())
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
    }
}
