//! Holds a message that was taken apart against the truth. Every sign of it is used up by a quote,
//! a phrase, a citation field, a word of the asker or markup; one that is not is a fault.

use std::collections::BTreeMap;
use std::ops::Range;

use verbatim::answer::{Answer, Outcome, Shown};
use verbatim::quote::Quote;

use super::cursor::{Cursor, Field, SEPARATOR, closing, seen_whole};
use super::fragment::{self, page_of};
use super::quoted::{QuoteCheck, lead};
use super::sign::{Block, Link, Sign, text};
use super::truth::{MENTION, Truth};

/// What a message is an answer to. Of the answer only names of files, ranges and numbers are
/// believed.
pub struct Case<'c> {
    pub truth: &'c Truth,
    pub question: &'c str,
    /// None for a phrase that stands alone.
    pub answer: Option<&'c Answer>,
    /// Whether all quotes must be there with all fields: where no limit of length holds.
    pub complete: bool,
}

/// Where the words of a message came from: ranges of letters and digits in it, one character each.
#[derive(Default)]
pub struct Taken {
    /// In quotes.
    pub quoted: Vec<Range<usize>>,
    /// Those of them that are not highlighted.
    pub unmarked: Vec<Range<usize>>,
    /// In bold.
    pub bold: Vec<Range<usize>>,
    /// In citations.
    pub cited: Vec<Range<usize>>,
    /// In phrases and the asker's words on lines of their own; letters only.
    pub said: Vec<Range<usize>>,
    /// Each quote's citation.
    pub citations: Vec<Range<usize>>,
    /// Those in what quotes are made of, and around them.
    pub shapes: BTreeMap<Shape, Vec<Range<usize>>>,
    /// What parts the lines of a quote: the line break and what sets the quote off.
    pub breaks: Vec<Range<usize>>,
}

/// What a quote may be made of, and what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    Lead,
    Sentence,
    Item,
    Line,
    Head,
    Cell,
    Code,
    Language,
    Section,
}

impl Taken {
    /// Notes the letters and digits of a shape.
    pub fn note(&mut self, shape: Shape, signs: &[Sign]) {
        self.shapes.entry(shape).or_default().extend(letters(signs));
    }
}

impl Case<'_> {
    /// Says where every sign came from.
    ///
    /// # Errors
    /// What is left over, and where.
    pub fn check(&self, blocks: &[Block]) -> Result<Taken, String> {
        let shown: &[Shown] = match self.answer.map(|answer| &answer.outcome) {
            Some(Outcome::Answered(quotes)) => quotes,
            _ => &[],
        };
        let taken = self.take(blocks, shown, 1)?;
        if self.complete && taken.citations.len() != shown.len()
            || taken.citations.is_empty() != shown.is_empty()
        {
            return Err(format!(
                "{} quotes where the answer has {}",
                taken.citations.len(),
                shown.len()
            ));
        }
        Ok(taken)
    }

    /// Says the same of a page of the answer's quotes: their numbers, in order.
    ///
    /// # Errors
    /// What is left over, and where.
    pub fn check_page(&self, blocks: &[Block]) -> Result<Vec<usize>, String> {
        let shown: &[Shown] = match self.answer.map(|answer| &answer.outcome) {
            Some(Outcome::Answered(quotes)) => quotes,
            _ => &[],
        };
        let ranks: Vec<usize> = blocks
            .iter()
            .filter_map(
                |block| if let Block::Quote { rank, .. } = block { Some(*rank) } else { None },
            )
            .collect();
        self.take(blocks, shown, ranks.first().copied().unwrap_or(1))?;
        Ok(ranks)
    }

    /// Uses up the blocks; the quotes have the numbers from `first` on.
    fn take(&self, blocks: &[Block], shown: &[Shown], first: usize) -> Result<Taken, String> {
        let mut taken = Taken::default();
        for block in blocks {
            match block {
                Block::Line(signs) => {
                    self.line(signs)?;
                    taken.said.extend(
                        signs
                            .iter()
                            .filter(|sign| sign.c.is_alphabetic())
                            .map(|sign| sign.at.clone()),
                    );
                }
                Block::Marked { signs, .. } => {
                    return Err(format!("bold or a link outside a quote: {}", text(signs)));
                }
                Block::Passage(_) => return Err("a quote without a citation".to_owned()),
                Block::Quote { rank, lines, citation, citation_at, link } => {
                    taken.citations.push(citation_at.clone());
                    let expected = first + taken.citations.len() - 1;
                    if *rank != expected {
                        return Err(format!("quote {expected} has the number {rank}"));
                    }
                    let shown =
                        shown.get(rank - 1).ok_or(format!("the answer has no quote {rank}"))?;
                    let quoted = QuoteCheck { truth: self.truth, shown, complete: self.complete };
                    quoted
                        .check(lines, &mut taken)
                        .map_err(|fault| format!("quote {rank}: {fault}"))?;
                    let breaks = lines.windows(2).map(|pair| pair[0].at.end..pair[1].at.start);
                    taken.breaks.extend(breaks);
                    self.citation(citation, link.as_ref(), shown, &mut taken)
                        .map_err(|fault| format!("citation {rank}: {fault}"))?;
                    taken.cited.extend(letters(citation));
                    if let Some(link) = link {
                        let letters = link.url.char_indices().filter(|(_, c)| c.is_alphanumeric());
                        taken.cited.extend(
                            letters.map(|(at, c)| {
                                link.at.start + at..link.at.start + at + c.len_utf8()
                            }),
                        );
                    }
                }
            }
        }
        Ok(taken)
    }

    /// A phrase, or a phrase and words of the asker.
    fn line(&self, signs: &[Sign]) -> Result<(), String> {
        let line = with_mentions(signs);
        if signs.iter().any(|sign| sign.bold) {
            return Err(format!("bold in a phrase: {line}"));
        }
        let whole = self.truth.phrase_ids().any(|id| self.truth.says(id, &line).is_some());
        let listed = |rest: &str| rest.strip_prefix(' ').is_some_and(|list| self.are_askers(list));
        if whole
            || self.is_read_as(&line)
            || self.is_sentence(&line)
            || self.is_search(&line)
            || self.is_verified(&line)
            || self.truth.behind_missing_words(&line).into_iter().any(listed)
        {
            Ok(())
        } else {
            Err(format!("a line that is no phrase: {line}"))
        }
    }

    /// Whether the question is said again, as a sentence that sources are looked for.
    fn is_sentence(&self, line: &str) -> bool {
        let Some(said) = self.truth.says_words("sentence-of", line) else { return false };
        let of = |slot: &str| {
            said.iter().find(|(name, _)| name == slot).map_or("", |(_, words)| words.as_str())
        };
        of("number") == "1" && of("words") == format!("{}{}", self.question, closing(self.question))
    }

    /// Whether it says what a receipt is worth, with the day as a terminal shows it.
    fn is_verified(&self, line: &str) -> bool {
        let ids = ["verified-in-place", "verified-in-place-there", "verified-moved"];
        let is_number =
            |words: &str| !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
        ids.into_iter().chain(["verified-removed"]).any(|id| {
            let said = self.truth.says_words(id, line).unwrap_or_default();
            let fits = |(slot, words): &(String, String)| match slot.as_str() {
                "day" => {
                    let parts: Vec<&str> = words.split('-').collect();
                    parts.iter().map(|part| part.len()).eq([4, 2, 2])
                        && parts.iter().all(|part| is_number(part))
                }
                _ => is_number(words),
            };
            !said.is_empty() && said.iter().all(fits)
        })
    }

    /// Whether it says how many passages have what was searched for.
    fn is_search(&self, line: &str) -> bool {
        let searched = format!("{}{}", self.question, closing(self.question));
        ["hits", "hits-at-least", "hits-some", "no-hits"].into_iter().any(|id| {
            let said = self.truth.says_words(id, line).unwrap_or_default();
            let fits = |(slot, words): &(String, String)| match slot.as_str() {
                "words" => *words == searched,
                _ => !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit()),
            };
            !said.is_empty() && said.iter().all(fits)
        })
    }

    /// Whether a word of the question is said to be read as a word of a document.
    fn is_read_as(&self, line: &str) -> bool {
        let Some(words) = self.truth.says_words("read-as", line) else { return false };
        let said = |slot: &str| {
            words.iter().find(|(name, _)| name == slot).map_or("", |(_, words)| words.as_str())
        };
        let is_word = |words: &str| !words.is_empty() && words.chars().all(char::is_alphanumeric);
        is_word(said("word"))
            && is_word(said("meant"))
            && self.are_askers(said("word"))
            && self.truth.files().any(|(_, text)| text.contains(said("meant")))
    }

    /// Whether the list is whole words of the question, each once, in its order.
    fn are_askers(&self, list: &str) -> bool {
        let mut behind = 0;
        list.split(", ").all(|shown| {
            let word = shown.trim_end_matches(['\u{202c}', '\u{2069}']);
            if shown != format!("{word}{}", closing(word)) {
                return false;
            }
            let stands_alone = |at: usize| {
                let (before, after) = (
                    self.question[..at].chars().next_back(),
                    self.question[at + word.len()..].chars().next(),
                );
                !joined(before, word.chars().next()) && !joined(word.chars().next_back(), after)
            };
            let found = self
                .question
                .match_indices(word)
                .map(|(at, _)| at)
                .find(|&at| at >= behind && stands_alone(at));
            behind = found.map_or(behind, |at| at + word.len());
            found.is_some() && !word.is_empty() && !word.contains(char::is_whitespace)
        })
    }

    /// Uses up a citation that is to be copied: every field, and the address on a line of its own.
    ///
    /// # Errors
    /// What is left over, or not there.
    pub fn check_copied(&self, message: &str, shown: &Shown) -> Result<(), String> {
        let body = message
            .strip_prefix("```\n")
            .and_then(|body| body.strip_suffix("\n```"))
            .ok_or("no citation to copy")?;
        let mut lines = body.split('\n');
        let sign = |(at, c): (usize, char)| Sign {
            c,
            bold: false,
            mentions: false,
            at: at..at + c.len_utf8(),
        };
        let signs: Vec<Sign> = lines.next().unwrap_or_default().char_indices().map(sign).collect();
        let mut fields = self.expected(shown, true).swap_remove(0);
        fields
            .retain(|field| !matches!(field, Field::Receipt(_) | Field::Phrase("differs-from", _)));
        let mut cursor = Cursor { signs: &signs, at: 0 };
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                cursor.take(SEPARATOR)?;
            }
            cursor.take_field(self.truth, field)?;
        }
        cursor.end()?;
        let urls = self.truth.field(shown.quote.document().file().as_str(), "url");
        let leads_there = |link: &str, url: &String| {
            link.strip_prefix(url.as_str()).is_some_and(|rest| fragment::leads_to(url, rest, shown))
        };
        match (lines.next(), urls.first()) {
            (None, None) => Ok(()),
            (Some(link), Some(url)) if leads_there(link, url) => Ok(()),
            (link, url) => Err(format!("the address {link:?} where the source has {url:?}")),
        }
    }

    /// Uses up a line about a document: what it is called, under a link to it or not, and these
    /// fields.
    ///
    /// # Errors
    /// What is left over, or not there.
    pub fn check_source(
        &self,
        (signs, link): (&[Sign], Option<&Link>),
        (file, opening): (&str, Option<&Quote>),
        fields: &[Field<'_>],
    ) -> Result<(), String> {
        let title = self.truth.field(file, "title");
        let name = match (title.first(), opening) {
            (Some(title), _) => Field::Words(title.clone()),
            (None, Some(opening)) => Field::Opening(opening),
            (None, None) => return Err(format!("{file} is called nothing")),
        };
        let mut cursor = Cursor { signs, at: 0 };
        cursor.take_field(self.truth, &name)?;
        let named = 0..cursor.at;
        for field in fields {
            cursor.take(SEPARATOR)?;
            cursor.take_field(self.truth, field)?;
        }
        cursor.end()?;
        match link {
            None => Ok(()),
            Some(link)
                if link.title == named
                    && self.truth.field(file, "url").first() == Some(&link.url) =>
            {
                Ok(())
            }
            Some(link) => Err(format!("a link to {}", link.url)),
        }
    }

    fn citation(
        &self,
        signs: &[Sign],
        link: Option<&Link>,
        shown: &Shown,
        taken: &mut Taken,
    ) -> Result<(), String> {
        if signs.iter().any(|sign| sign.bold) {
            return Err(format!("bold: {}", text(signs)));
        }
        let mut fault = String::new();
        for fields in self.expected(shown, link.is_some()) {
            let mut cursor = Cursor { signs, at: 0 };
            let mut first_end = 0;
            let mut path = 0..0;
            let result = fields.iter().enumerate().try_for_each(|(at, field)| {
                if at > 0 {
                    cursor.take(SEPARATOR)?;
                }
                let from = cursor.at;
                cursor.take_field(self.truth, field)?;
                if matches!(field, Field::Path(_)) {
                    path = from..cursor.at;
                }
                if at == 0 {
                    first_end = cursor.at;
                }
                Ok(())
            });
            match result.and_then(|()| cursor.end()) {
                Ok(()) => {
                    taken.note(Shape::Section, &signs[path]);
                    return self.link(link, shown, 0..first_end);
                }
                Err(error) => fault = error,
            }
        }
        Err(fault)
    }

    /// A link leads from the source's name to the source, and nowhere else.
    fn link(&self, link: Option<&Link>, shown: &Shown, name: Range<usize>) -> Result<(), String> {
        let Some(link) = link else { return Ok(()) };
        let urls = self.truth.field(shown.quote.document().file().as_str(), "url");
        let leads_there = urls.first().is_some_and(|url| {
            link.url
                .strip_prefix(url.as_str())
                .is_some_and(|rest| fragment::leads_to(url, rest, shown))
        });
        if !leads_there {
            return Err(format!("a link to {} where the source has {urls:?}", link.url));
        }
        if link.title == name {
            Ok(())
        } else {
            Err("a link that is not on the source's name".to_owned())
        }
    }

    /// The fields that the citation may have, in order: all of them or, where length is limited,
    /// the name, the date and the place. The address stands at the end where it is not under a
    /// link.
    fn expected<'s>(&self, shown: &'s Shown, linked: bool) -> Vec<Vec<Field<'s>>> {
        let file = shown.quote.document().file().as_str();
        let words = |key: &str| {
            self.truth.field(file, key).into_iter().map(Field::Words).collect::<Vec<_>>()
        };
        let title = self.truth.field(file, "title");
        let name: Vec<Field<'s>> = match (title.first(), &shown.opening) {
            (Some(title), _) => vec![Field::Words(title.clone())],
            (None, Some(opening)) => vec![Field::Opening(opening)],
            (None, None) => Vec::new(),
        };
        let date = if self.truth.field(file, "date").is_empty() {
            vec![Field::Phrase("undated", Vec::new())]
        } else {
            words("date")
        };
        let differs =
            shown.differs_from.iter().map(|at| Field::Phrase("differs-from", vec![*at as u64 + 1]));
        let place = match page_of(shown) {
            Some(page) => Field::Phrase("page", vec![page]),
            None => Field::Phrase("paragraph", vec![u64::from(shown.paragraph)]),
        };
        let receipt = std::iter::once(Field::Receipt(shown));
        let place: Vec<Field<'s>> = std::iter::once(place).chain(differs).chain(receipt).collect();
        // What the name or the lead says is not said twice.
        let said = match (title.first(), &shown.opening) {
            (Some(title), _) => Some(title.clone()),
            (None, opening) => opening.as_ref().map(seen_whole),
        };
        let introduced = lead(shown).map(seen_whole);
        let is_new = |section: &&Quote| {
            let heading = Some(seen_whole(section));
            heading != said && heading != introduced
        };
        let path: Vec<&Quote> = shown.sections.iter().filter(is_new).collect();
        let section = (!path.is_empty()).then_some(Field::Path(path)).into_iter().collect();
        let url = if linked || !self.complete { Vec::new() } else { words("url") };
        let mut authors = words("authors");
        if authors.len() > MOST_AUTHORS {
            authors.truncate(MOST_AUTHORS);
            authors.push(Field::LeftOut);
        }
        let head = || {
            [name.clone(), authors.clone(), words("publisher"), words("container"), date.clone()]
                .concat()
        };
        let mut ways = vec![[head(), section, place.clone(), url.clone()].concat()];
        if !self.complete {
            ways.push([name, date, place].concat());
        }
        ways
    }
}

/// The characters as one string, with [`MENTION`] before each command that a click begins.
fn with_mentions(signs: &[Sign]) -> String {
    let mut line = String::new();
    for (at, sign) in signs.iter().enumerate() {
        if sign.mentions && (at == 0 || !signs[at - 1].mentions) {
            line.push(MENTION);
        }
        line.push(sign.c);
    }
    line
}

/// So many authors are named.
const MOST_AUTHORS: usize = 20;

/// Whether two neighbours belong to one word. Kana and Han have no spaces between words.
fn joined(one: Option<char>, other: Option<char>) -> bool {
    let joins = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_alphanumeric() && !matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
        })
    };
    joins(one) && joins(other)
}

/// Where the letters and digits stand in the message.
fn letters(signs: &[Sign]) -> impl Iterator<Item = Range<usize>> {
    signs.iter().filter(|sign| sign.c.is_alphanumeric()).map(|sign| sign.at.clone())
}
