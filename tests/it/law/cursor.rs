//! Uses up a line from the left: bytes of files, phrases, citation fields and the markup between
//! them.

use std::ops::Range;

use verbatim::answer::Shown;
use verbatim::quote::Quote;

use super::receipt;
use super::sign::{Sign, text};
use super::truth::Truth;

/// For what was left out of a sentence.
pub const LEFT_OUT: &str = "[…]";
/// Between the fields of a citation.
pub const SEPARATOR: &str = " · ";
/// Between a heading and the one below it.
const PATH: &str = " › ";

/// What a citation may hold.
#[derive(Clone)]
pub enum Field<'s> {
    /// A field of `sources.toml`.
    Words(String),
    /// The headings above a quote.
    Path(Vec<&'s Quote>),
    /// Between quotation marks, with the sign for what is left out.
    Opening(&'s Quote),
    /// The sign for what is left out, alone.
    LeftOut,
    /// With the numbers in its slots.
    Phrase(&'static str, Vec<u64>),
    /// The phrase with the receipt of a quote.
    Receipt(&'s Shown),
}

/// Uses up signs from the left.
pub struct Cursor<'m> {
    pub signs: &'m [Sign],
    pub at: usize,
}

impl<'m> Cursor<'m> {
    fn rest(&self) -> String {
        text(&self.signs[self.at..])
    }

    /// These characters, none bold.
    pub fn take(&mut self, words: &str) -> Result<(), String> {
        for c in words.chars() {
            match self.signs.get(self.at) {
                Some(sign) if sign.c == c && !sign.bold => self.at += 1,
                _ => return Err(format!("expected \"{words}\", found \"{}\"", self.rest())),
            }
        }
        Ok(())
    }

    /// What ends the turns of the reading's direction that the words from this sign on begin.
    pub fn take_closing(&mut self, from: usize) -> Result<(), String> {
        self.take(&closing(&text(&self.signs[from..self.at])))
    }

    /// Nothing is left.
    pub fn end(&self) -> Result<(), String> {
        if self.at == self.signs.len() {
            Ok(())
        } else {
            Err(format!("left over: \"{}\"", self.rest()))
        }
    }

    /// A part of a citation.
    pub fn take_field(&mut self, truth: &Truth, field: &Field<'_>) -> Result<(), String> {
        match field {
            Field::Words(words) => {
                let from = self.at;
                self.take(words)?;
                self.take_closing(from)
            }
            Field::Path(headings) => {
                let from = self.at;
                for (at, heading) in headings.iter().enumerate() {
                    if at > 0 {
                        self.take(PATH)?;
                    }
                    self.take_quote(truth, heading)?;
                }
                self.take_closing(from)
            }
            Field::Opening(quote) => {
                self.take("“")?;
                let from = self.at;
                self.take_quote(truth, quote)?;
                self.take_closing(from)?;
                self.take(" ")?;
                self.take(LEFT_OUT)?;
                self.take("”")
            }
            Field::LeftOut => self.take(LEFT_OUT),
            Field::Phrase(id, numbers) => {
                let rest = self.rest();
                let words = rest.split(SEPARATOR).next().unwrap_or_default();
                if truth.says(id, words).as_ref() != Some(numbers) {
                    return Err(format!(
                        "expected the phrase \"{id}\" with {numbers:?}, found \"{words}\""
                    ));
                }
                self.take(words)
            }
            Field::Receipt(shown) => {
                let rest = self.rest();
                let words = rest.split(SEPARATOR).next().unwrap_or_default();
                let said = truth.says_words("receipt", words).unwrap_or_default();
                if !said.first().is_some_and(|(_, id)| receipt::is_of(id, shown, truth)) {
                    return Err(format!("no receipt of the quote: \"{words}\""));
                }
                self.take(words)
            }
        }
    }

    pub fn take_quote(&mut self, truth: &Truth, quote: &Quote) -> Result<(), String> {
        for (at, part) in quote.parts().iter().enumerate() {
            if at > 0 {
                self.take(" ")?;
            }
            self.take_bytes(truth, quote, part.as_std())?;
        }
        Ok(())
    }

    /// The bytes of the file: its own markup not shown, control characters neither, a run of white
    /// space as one space. Each sign with the byte of the file that it is.
    pub fn take_bytes(
        &mut self,
        truth: &Truth,
        quote: &Quote,
        range: Range<usize>,
    ) -> Result<Vec<(&'m Sign, usize)>, String> {
        let file = quote.document().file().as_str();
        let words = truth
            .bytes(file, range.start, range.end)
            .ok_or(format!("{file} has no characters at {range:?}"))?;
        let hidden: Vec<Range<usize>> =
            quote.document().hidden().iter().map(|range| range.as_std()).collect();
        for markup in &hidden {
            if let Some(fault) = not_markup(truth, file, markup.clone()) {
                return Err(fault);
            }
        }
        let mut used = Vec::new();
        let mut after_space = false;
        for (at, c) in words.char_indices() {
            let byte = range.start + at;
            let is_hidden = hidden.iter().any(|markup| markup.contains(&byte));
            if is_hidden
                || (c.is_whitespace() && after_space)
                || (c.is_control() && !c.is_whitespace())
            {
                continue;
            }
            after_space = c.is_whitespace();
            let expected = if after_space { ' ' } else { c };
            match self.signs.get(self.at) {
                Some(sign) if sign.c == expected => used.push((sign, byte)),
                _ => {
                    return Err(format!(
                        "{file} says \"{}\" at byte {byte}, found \"{}\"",
                        &words[at..],
                        self.rest()
                    ));
                }
            }
            self.at += 1;
        }
        let seen: String = used.iter().map(|(sign, _)| sign.c).collect();
        if file.ends_with(".md") && ["**", "](", "``"].iter().any(|markup| seen.contains(markup)) {
            return Err(format!("markup of {file} is shown: {seen}"));
        }
        Ok(used)
    }
}

/// What ends the turns of the reading's direction that the words begin, the last first.
pub fn closing(words: &str) -> String {
    let mut open = Vec::new();
    for c in words.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push('\u{202c}'),
            '\u{2066}' | '\u{2067}' | '\u{2068}' => open.push('\u{2069}'),
            end @ ('\u{202c}' | '\u{2069}') if open.last() == Some(&end) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}

/// The words of a range as they are shown: markup and control characters left out, a run of white
/// space as one space.
pub fn seen(quote: &Quote, range: Range<usize>) -> String {
    let document = quote.document();
    let text = document.text().as_str().get(range.clone()).unwrap_or_default();
    let mut words = String::new();
    for (at, c) in text.char_indices() {
        let byte = range.start + at;
        let is_hidden = document.hidden().iter().any(|markup| markup.as_std().contains(&byte));
        if is_hidden || c.is_control() && !c.is_whitespace() {
            continue;
        }
        if !c.is_whitespace() {
            words.push(c);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words
}

/// The same of all parts of a quote.
pub fn seen_whole(quote: &Quote) -> String {
    let parts = quote.parts().iter().map(|part| seen(quote, part.as_std()));
    parts.collect::<Vec<_>>().join(" ")
}

/// How markup begins in which letters and digits stand: a link's address, a picture, a footnote's
/// name, a tag, a fence with its language, a shortcode, what names an admonition or a heading.
const MARKUP: [&str; 14] =
    ["](", "![", "[^", "<", "```", "~~~", "{{", "{%", "{#", "{:", "!!!", "???", ":::", "[!"];

/// What is wrong with hiding these bytes: only Markdown has markup, and words are hidden only
/// within such as has letters.
fn not_markup(truth: &Truth, file: &str, range: Range<usize>) -> Option<String> {
    let Some(bytes) = truth.bytes(file, range.start, range.end) else {
        return Some(format!("{file} has no characters at {range:?} to hide"));
    };
    // Between two cells, within emphasis or a quotation.
    let bare = bytes.trim_start_matches([' ', '\t', '|', '*', '_', '>']);
    let has_letters = MARKUP.iter().any(|start| bare.starts_with(start));
    // The number of an item.
    let is_number = bytes.trim().trim_end_matches(['.', ')']).bytes().all(|b| b.is_ascii_digit());
    let is_fine = file.ends_with(".md")
        && (has_letters || is_number || !bytes.contains(char::is_alphanumeric));
    (!is_fine).then(|| format!("{file} {range:?}: hidden though it is no markup: {bytes}"))
}
