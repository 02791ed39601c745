//! Holds the lines of a quote against the bytes of its file: what introduces it, sentences, items,
//! rows, code. What each line should be is worked out here anew, from ranges alone.

use std::ops::Range;

use verbatim::answer::{Cut, Piece, Shown};
use verbatim::document::ByteRange;
use verbatim::quote::Quote;

use super::check::{Shape, Taken};
use super::cursor::{Cursor, LEFT_OUT, SEPARATOR, closing, seen, seen_whole};
use super::sign::{Kind, QuoteLine, Sign, text};
use super::truth::Truth;

/// What introduces a quote is shown up to so many characters.
const LONGEST_LEAD: usize = 400;

/// A quote to hold its lines against.
pub struct QuoteCheck<'c> {
    pub truth: &'c Truth,
    pub shown: &'c Shown,
    /// Whether what stands around it must be shown: where no limit of length holds. There the signs
    /// of a list are not told from words.
    pub complete: bool,
}

/// What a line is made of, in order.
enum Token {
    /// Markup.
    Sign(&'static str),
    /// Bytes of the file.
    Bytes(Shape, Range<usize>),
    /// The same, and what ends the changes of the reading's direction in them.
    Closed(Shape, Range<usize>),
}

/// What should be there.
enum Expected {
    Line(Kind, Vec<Token>),
    /// The bytes of code, and of the name of its language.
    Code(Range<usize>, Option<Range<usize>>),
}

/// What introduces a quote, where it is shown.
pub fn lead(shown: &Shown) -> Option<&Quote> {
    let lead = shown.lead.as_ref()?;
    let words = seen_whole(lead);
    let names_columns = match shown.pieces.first() {
        Some(Piece::Row { cells }) => cells.iter().filter_map(|(head, _)| *head).any(|head| {
            lead.parts()[0].start() <= head.start() && head.end() <= lead.parts()[0].end()
        }),
        _ => false,
    };
    (!words.trim().is_empty() && words.chars().count() <= LONGEST_LEAD && !names_columns)
        .then_some(lead)
}

impl QuoteCheck<'_> {
    /// Uses up the lines.
    ///
    /// # Errors
    /// What is left over, or not there.
    pub fn check(&self, lines: &[QuoteLine], taken: &mut Taken) -> Result<(), String> {
        self.all_is_in_pieces()?;
        let mut fault = String::new();
        for with_context in if self.complete { &[true][..] } else { &[true, false] } {
            let mut found = Taken::default();
            match self.take(lines, *with_context, &mut found) {
                Ok(()) => {
                    taken.quoted.extend(found.quoted);
                    taken.unmarked.extend(found.unmarked);
                    taken.bold.extend(found.bold);
                    for (shape, letters) in found.shapes {
                        taken.shapes.entry(shape).or_default().extend(letters);
                    }
                    return Ok(());
                }
                Err(error) if fault.is_empty() => fault = error,
                Err(_) => {}
            }
        }
        Err(fault)
    }

    /// Every character of the quote's parts that can be seen is in a piece of it, and no piece goes
    /// beyond them.
    fn all_is_in_pieces(&self) -> Result<(), String> {
        let quote = &self.shown.quote;
        let ranges = |piece: &Piece| match piece {
            Piece::Prose(range) | Piece::Line(range) | Piece::Item(range) => vec![*range],
            Piece::Code { lines, .. } => vec![*lines],
            Piece::Row { cells } => cells.iter().map(|(_, cell)| *cell).collect(),
        };
        let pieces: Vec<ByteRange> = self.shown.pieces.iter().flat_map(ranges).collect();
        for piece in &pieces {
            if !quote
                .parts()
                .iter()
                .any(|part| part.start() <= piece.start() && piece.end() <= part.end())
            {
                return Err(format!("a piece beyond the quote: {piece:?}"));
            }
        }
        for part in quote.parts() {
            let mut at = part.start();
            let behind = ByteRange::new(part.end(), part.end());
            let within =
                |piece: &&ByteRange| part.start() <= piece.start() && piece.end() <= part.end();
            for piece in pieces.iter().filter(within).chain([&behind]) {
                if at < piece.start() && !seen(quote, at..piece.start()).trim().is_empty() {
                    return Err(format!("words in no piece: {}", seen(quote, at..piece.start())));
                }
                at = at.max(piece.end());
            }
        }
        Ok(())
    }

    fn take(
        &self,
        lines: &[QuoteLine],
        with_context: bool,
        taken: &mut Taken,
    ) -> Result<(), String> {
        let mut rest = lines;
        for expected in self.expected(with_context) {
            match expected {
                Expected::Line(kind, tokens) => {
                    let (line, behind) = rest.split_first().ok_or("a line is missing")?;
                    rest = behind;
                    self.line(line, kind, &tokens, taken)?;
                }
                Expected::Code(bytes, language) => self.code(&mut rest, bytes, language, taken)?,
            }
        }
        match rest.first() {
            Some(line) => Err(format!("a line left over: {}", text(&line.signs))),
            None => Ok(()),
        }
    }

    /// What the lines should be.
    fn expected(&self, with_context: bool) -> Vec<Expected> {
        let shown = self.shown;
        let mut expected: Vec<Expected> = Vec::new();
        let mut part_before = None;
        for piece in &shown.pieces {
            let next = match piece {
                Piece::Prose(range) => {
                    Expected::Line(Kind::Text, vec![Token::Bytes(Shape::Sentence, range.as_std())])
                }
                Piece::Line(range) => {
                    Expected::Line(Kind::Text, vec![Token::Bytes(Shape::Line, range.as_std())])
                }
                Piece::Item(range) => {
                    Expected::Line(Kind::Item, vec![Token::Bytes(Shape::Item, range.as_std())])
                }
                Piece::Code { lines, language } => {
                    Expected::Code(lines.as_std(), language.map(|name| name.as_std()))
                }
                Piece::Row { cells } => Expected::Line(Kind::Text, self.row(cells, with_context)),
            };
            let part =
                shown.quote.parts().iter().filter(|part| part.end() <= piece.start()).count();
            let is_apart = part_before.is_some_and(|before| before != part);
            part_before = Some(part);
            match (expected.last_mut(), next) {
                (Some(Expected::Line(Kind::Text, before)), Expected::Line(Kind::Text, tokens))
                    if is_apart =>
                {
                    before.extend([Token::Sign(" "), Token::Sign(LEFT_OUT), Token::Sign(" ")]);
                    before.extend(tokens);
                }
                (_, next) => {
                    if is_apart {
                        expected.push(left_out());
                    }
                    expected.push(next);
                }
            }
        }
        mark_cut(&mut expected, shown.cut);
        if let Some(lead) = lead(shown).filter(|_| with_context) {
            let tokens = lead.parts().iter().map(|part| Token::Bytes(Shape::Lead, part.as_std()));
            expected.insert(0, Expected::Line(Kind::Lead, tokens.collect()));
        }
        expected
    }

    /// "head: cell · head: cell".
    fn row(&self, cells: &[(Option<ByteRange>, ByteRange)], with_heads: bool) -> Vec<Token> {
        let words = |range: ByteRange| seen(&self.shown.quote, range.as_std()).trim().to_owned();
        let mut tokens = Vec::new();
        for (head, cell) in cells.iter().filter(|(_, cell)| !words(*cell).is_empty()) {
            if let Some(Token::Bytes(shape, range)) = tokens.pop() {
                tokens.extend([Token::Closed(shape, range), Token::Sign(SEPARATOR)]);
            }
            if let Some(head) = head.filter(|head| with_heads && !words(*head).is_empty()) {
                let sign = if words(head).ends_with(':') { " " } else { ": " };
                tokens.extend([Token::Closed(Shape::Head, head.as_std()), Token::Sign(sign)]);
            }
            tokens.push(Token::Bytes(Shape::Cell, cell.as_std()));
        }
        tokens
    }

    fn line(
        &self,
        line: &QuoteLine,
        kind: Kind,
        tokens: &[Token],
        taken: &mut Taken,
    ) -> Result<(), String> {
        let mut cursor = Cursor { signs: &line.signs, at: 0 };
        let is_of_kind = line.kind == kind || self.complete && line.kind == Kind::Text;
        if !is_of_kind {
            return Err(format!("expected {kind:?}, found {:?}: {}", line.kind, text(&line.signs)));
        }
        if kind == Kind::Item && line.kind == Kind::Text {
            cursor.take("- ")?;
        }
        for token in tokens {
            match token {
                Token::Sign(sign) => cursor.take(sign)?,
                Token::Bytes(shape, range) | Token::Closed(shape, range) => {
                    let from = cursor.at;
                    for (sign, byte) in
                        cursor.take_bytes(self.truth, &self.shown.quote, range.clone())?
                    {
                        self.note(sign, byte, *shape, taken)?;
                    }
                    if matches!(token, Token::Closed(..)) {
                        cursor.take_closing(from)?;
                    }
                    taken.note(*shape, &line.signs[from..cursor.at]);
                }
            }
        }
        cursor.take_closing(0)?;
        cursor.end()
    }

    /// Only what answers is bold, and only in the quote itself.
    fn note(
        &self,
        sign: &Sign,
        byte: usize,
        shape: Shape,
        taken: &mut Taken,
    ) -> Result<(), String> {
        let is_quoted = !matches!(shape, Shape::Lead | Shape::Head);
        let marks = &self.shown.highlights;
        let is_marked = is_quoted && marks.iter().any(|mark| mark.as_std().contains(&byte));
        if sign.bold && !is_marked {
            return Err(format!("\"{}\" is bold and does not answer", sign.c));
        }
        if sign.c.is_alphanumeric() {
            if is_quoted {
                taken.quoted.push(sign.at.clone());
            }
            if sign.bold {
                taken.bold.push(sign.at.clone());
            }
            if !is_marked {
                taken.unmarked.push(sign.at.clone());
            }
        }
        Ok(())
    }

    /// Code, white space as it is: in a fence where Discord shows it, else as lines of text.
    fn code(
        &self,
        rest: &mut &[QuoteLine],
        bytes: Range<usize>,
        language: Option<Range<usize>>,
        taken: &mut Taken,
    ) -> Result<(), String> {
        let lines = self.code_lines(bytes)?;
        let breaks_fence = lines.iter().any(|line| line.contains("```"));
        let mut next = || -> Result<&QuoteLine, String> {
            let (line, behind) = rest.split_first().ok_or("a line of code is missing")?;
            *rest = behind;
            Ok(line)
        };
        let is_fenced = !self.complete && !breaks_fence;
        if is_fenced {
            let name = language.and_then(|range| {
                self.truth.bytes(
                    self.shown.quote.document().file().as_str(),
                    range.start,
                    range.end,
                )
            });
            let is_sign = |c: char| c.is_ascii_alphanumeric() || "_+-.#".contains(c);
            let name = name.filter(|name| name.chars().all(is_sign)).unwrap_or_default();
            let line = next()?;
            if line.kind != Kind::Fence || text(&line.signs) != name {
                return Err(format!("expected code in \"{name}\", found {}", text(&line.signs)));
            }
            taken.note(Shape::Language, &line.signs);
        }
        for expected in &lines {
            let as_text = !self.complete && breaks_fence;
            if as_text && expected.trim().is_empty() {
                continue;
            }
            let (kind, expected) = if as_text {
                (Kind::Text, expected.replace('\t', " "))
            } else {
                (Kind::Code, expected.clone())
            };
            let line = next()?;
            if line.kind != kind
                || text(&line.signs) != expected
                || line.signs.iter().any(|sign| sign.bold)
            {
                return Err(format!(
                    "expected code \"{expected}\", found \"{}\"",
                    text(&line.signs)
                ));
            }
            taken.note(Shape::Code, &line.signs);
            let letters = line.signs.iter().filter(|sign| sign.c.is_alphanumeric());
            taken.quoted.extend(letters.clone().map(|sign| sign.at.clone()));
            taken.unmarked.extend(letters.map(|sign| sign.at.clone()));
        }
        if is_fenced {
            let line = next()?;
            if line.kind != Kind::Fence || !line.signs.is_empty() {
                return Err(format!("code goes on: {}", text(&line.signs)));
            }
        }
        Ok(())
    }

    /// The lines of the file, the indentation of what they stand in left out.
    fn code_lines(&self, bytes: Range<usize>) -> Result<Vec<String>, String> {
        let document = self.shown.quote.document();
        let file = document.file().as_str();
        let code =
            self.truth.bytes(file, bytes.start, bytes.end).ok_or("no characters of the file")?;
        let mut lines = vec![String::new()];
        for (at, c) in code.char_indices() {
            let byte = bytes.start + at;
            if let Some(markup) =
                document.hidden().iter().find(|range| range.as_std().contains(&byte))
            {
                let hidden =
                    self.truth.bytes(file, markup.start(), markup.end()).unwrap_or_default();
                if hidden.contains(|c: char| !c.is_whitespace() && c != '>') {
                    return Err(format!("hidden in code: {hidden}"));
                }
                continue;
            }
            match c {
                '\n' => lines.push(String::new()),
                '\u{2028}' | '\u{2029}' => lines.last_mut().expect("a line").push(' '),
                c if c.is_control() && c != '\t' => {}
                c => lines.last_mut().expect("a line").push(c),
            }
        }
        let is_shown = |line: &String| !line.trim().is_empty();
        let first = lines.iter().position(is_shown).ok_or("no line of code")?;
        let last = lines.iter().rposition(is_shown).ok_or("no line of code")?;
        Ok(lines[first..=last].iter().map(|line| format!("{line}{}", closing(line))).collect())
    }
}

fn left_out() -> Expected {
    Expected::Line(Kind::Text, vec![Token::Sign(LEFT_OUT)])
}

/// Adds the marks of what was left out.
fn mark_cut(expected: &mut Vec<Expected>, cut: Cut) {
    if cut.before {
        match expected.first_mut() {
            Some(Expected::Line(_, tokens)) => {
                tokens.splice(0..0, [Token::Sign(LEFT_OUT), Token::Sign(" ")]);
            }
            _ => expected.insert(0, left_out()),
        }
    }
    if cut.after {
        match expected.last_mut() {
            Some(Expected::Line(_, tokens)) => {
                tokens.extend([Token::Sign(" "), Token::Sign(LEFT_OUT)])
            }
            _ => expected.push(left_out()),
        }
    }
}
