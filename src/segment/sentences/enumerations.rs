//! Lists within a line: marks that count up (`1.`, `2.)`, `b)`, `(iii)`), and bullets. Told by their
//! order: a number or a letter alone is none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::language::sentence_end::ends_sentence;

/// What stands before the first word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// Nothing: the text is all of it.
    Text,
    /// The mark of a list's item, which is no part of the text: others may follow.
    BehindAListMark,
}

/// What may be the mark of an item, at the beginning of a word and before a space.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?<open>\(?)(?<value>\d{1,2}|[ivx]{1,5}|[a-zа-я])(?<close>\.\)|[.)])$")
        .expect("a valid pattern")
});

/// The marks that bullets are.
const BULLETS: [char; 9] = ['•', '▪', '◦', '‣', '●', '○', '■', '□', '⁃'];

/// The longest mark, in bytes: `(xviii)`, `⁃10.)`.
const LONGEST: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Digits,
    Roman,
    Latin,
    Cyrillic,
}

/// How a list writes its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style<'t> {
    open: &'t str,
    close: &'t str,
    alphabet: Alphabet,
}

/// The marks of one list so far.
struct Run<'t> {
    style: Style<'t>,
    /// What the last one counts.
    value: usize,
    marks: Vec<Range<usize>>,
    /// Whether the first one ended a sentence, or nothing stood before it.
    begins_anew: bool,
}

/// The marks before which a new sentence begins, in order: byte ranges without the space behind.
pub fn marks(plain: &str, beginning: Beginning) -> Vec<Range<usize>> {
    let mut lists = Lists {
        plain,
        behind_mark: beginning == Beginning::BehindAListMark,
        ends: ends_sentence(plain),
        open: Vec::new(),
        found: Vec::new(),
    };
    let mut at = 0;
    for word in plain.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.len() <= LONGEST && bare.len() < word.len() {
            lists.take(at, bare);
        } else if lists.behind_mark && at > 0 && word.starts_with(BULLETS) {
            lists.found.push(at..at);
        }
        at += word.len();
    }
    lists.finish()
}

struct Lists<'t> {
    plain: &'t str,
    behind_mark: bool,
    /// Whether the text ends as a sentence does.
    ends: bool,
    open: Vec<Run<'t>>,
    found: Vec<Range<usize>>,
}

impl<'t> Lists<'t> {
    /// Looks at the word at this offset.
    fn take(&mut self, at: usize, word: &'t str) {
        if self.behind_mark && at > 0 && word.starts_with(BULLETS) {
            self.found.push(at..at + word.len());
            return;
        }
        let Some(mark) = MARK.captures(word) else { return };
        let part = |name: &str| mark.name(name).map_or("", |part| part.as_str());
        for (alphabet, value) in readings(part("value")) {
            let style = Style { open: part("open"), close: part("close"), alphabet };
            self.count(style, value, at..at + word.len());
        }
    }

    fn count(&mut self, style: Style<'t>, value: usize, mark: Range<usize>) {
        let known = self.open.iter().position(|run| run.style == style);
        let goes_on = known.filter(|&run| {
            self.open[run].value + 1 == value && self.may_follow(&self.open[run], &mark)
        });
        if let Some(run) = goes_on {
            self.open[run].value = value;
            self.open[run].marks.push(mark);
            return;
        }
        let stopped = self.stands_behind_an_end(mark.start);
        let first_was_cut_off = value == 2 && self.behind_mark && known.is_none();
        let begins = value == 1 && (stopped || self.plain[..mark.start].trim_end().ends_with(':'))
            || first_was_cut_off
                && (stopped || self.begins_item(mark.end, mark.start) && !self.ends);
        if begins {
            if let Some(run) = known {
                let run = self.open.swap_remove(run);
                self.close(run);
            }
            self.open.push(Run {
                style,
                value,
                marks: vec![mark],
                begins_anew: stopped || value == 2,
            });
        }
    }

    /// Whether the mark is one of the list's, by what stands before and behind it.
    fn may_follow(&self, run: &Run<'_>, mark: &Range<usize>) -> bool {
        if self.stands_behind_an_end(mark.start) {
            return true;
        }
        // What is counted within one sentence stays in it: "(a) Norway, (b) Denmark".
        let letters = run.style.close == "." && run.style.alphabet == Alphabet::Latin;
        let sure = letters || run.style.close != "." || !self.ends || run.marks.len() > 1;
        run.begins_anew
            && sure
            && (self.begins_item(mark.end, mark.start)
                || letters && self.is_unpunctuated(mark.start))
    }

    /// Whether nothing or the end of a sentence stands before this offset.
    fn stands_behind_an_end(&self, at: usize) -> bool {
        let before = self.before(at);
        before.is_empty() || ends_sentence(before)
    }

    /// Whether a capital follows and neither a sign nor a conjunction stands before.
    fn begins_item(&self, end: usize, start: usize) -> bool {
        self.plain[end..].trim_start().starts_with(char::is_uppercase)
            && self.is_unpunctuated(start)
    }

    fn is_unpunctuated(&self, start: usize) -> bool {
        let before = self.before(start);
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '"' | '”' | '»'))
            && !matches!(last, "and" | "or" | "и" | "или" | "und" | "oder")
    }

    /// What stands before the offset, as far as it is looked at.
    fn before(&self, at: usize) -> &'t str {
        const FURTHEST: usize = 100;
        let near = self.plain.ceil_char_boundary(at.saturating_sub(FURTHEST));
        self.plain[near..at].trim_end()
    }

    fn close(&mut self, run: Run<'_>) {
        if run.marks.len() > 1 || run.value == 2 {
            let first = usize::from(!run.begins_anew);
            self.found.extend(run.marks.into_iter().skip(first));
        }
    }

    fn finish(mut self) -> Vec<Range<usize>> {
        for run in std::mem::take(&mut self.open) {
            self.close(run);
        }
        self.found.sort_by_key(|mark| (mark.start, mark.end));
        self.found.dedup();
        self.found
    }
}

/// What a mark counts, from 1, in each alphabet that it may be of.
fn readings(value: &str) -> Vec<(Alphabet, usize)> {
    let mut found = Vec::new();
    if let Ok(number) = value.parse() {
        found.push((Alphabet::Digits, number));
    }
    found.extend(roman(value).map(|number| (Alphabet::Roman, number)));
    let mut letters = value.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        let place = |first: char| letter as usize + 1 - first as usize;
        match letter {
            'a'..='z' => found.push((Alphabet::Latin, place('a'))),
            'а'..='я' => found.push((Alphabet::Cyrillic, place('а'))),
            _ => {}
        }
    }
    found
}

/// The Roman number, up to 39.
fn roman(value: &str) -> Option<usize> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = value.len() - value.trim_start_matches('x').len();
    let unit = UNITS.iter().position(|unit| *unit == &value[tens..])?;
    (!value.is_empty() && tens < 4).then_some(tens * 10 + unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, beginning: Beginning, expected: &[&str]) {
        let found: Vec<&str> = marks(text, beginning).into_iter().map(|mark| &text[mark]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_that_count_up_begin_sentences() {
        use Beginning::{BehindAListMark, Text};
        check("Do this. 1. Lower the boat 2. Cut the rope 3. Row", Text, &["1.", "2.", "3."]);
        check("(i) it rose. (ii) it fell. (iii) it sank.", Text, &["(i)", "(ii)", "(iii)"]);
        check("Lower the boat 2.) Cut the rope", BehindAListMark, &["2.)"]);
        check("Lower the boat • Cut the rope", BehindAListMark, &["•"]);
        check("Сделайте так. а) Спустите лодку б) Режьте трос", Text, &["а)", "б)"]);
    }

    #[test]
    fn what_is_counted_within_a_sentence_stays_in_it() {
        for text in [
            "It is either (a) Norway, (b) Denmark or (c) Iceland.",
            "Keepers came to pier 1. They stayed at pier 2. They left.",
            "We saw the towers: (1) Oslo (2) Bergen (3) Turku.",
            "Plan a) is best and b) is second.",
        ] {
            check(text, Beginning::Text, &[]);
        }
        check("Take the road to pier 2. Then turn left.", Beginning::BehindAListMark, &[]);
        check("Lower • boats", Beginning::Text, &[]);
    }
}
