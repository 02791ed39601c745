//! Reads a Discord message as Discord does, and refuses every sign that Discord would obey but for
//! the few that the bot means: block quotes, and in them bold, a line in italics, the signs of a
//! list and fences around code; a link in a citation.

use std::ops::Range;

use super::sign::{Block, Kind, Link, QuoteLine, Sign};

/// Takes a message apart.
///
/// # Errors
/// What Discord would obey, or where the form is not that of a reply.
pub fn take_apart(message: &str) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    let mut lines = lines(message).into_iter().peekable();
    loop {
        let Some(at) = lines.next() else {
            return Err("an empty line where words should be".to_owned());
        };
        let line = &message[at.clone()];
        if line.starts_with("> ") {
            let mut quoted: Vec<Range<usize>> = std::iter::once(at.start + 2..at.end).collect();
            while let Some(next) = lines.next_if(|next| message[next.clone()].starts_with("> ")) {
                quoted.push(next.start + 2..next.end);
            }
            let quoted = quote_lines(message, &quoted)?;
            if lines.peek().is_none_or(|next| next.is_empty()) {
                blocks.push(Block::Passage(quoted));
                if lines.next().is_none() {
                    return Ok(blocks);
                }
                continue;
            }
            let below = lines.next().ok_or("a quote without a citation")?;
            let numbered = message[below.clone()]
                .strip_prefix("**\\[")
                .and_then(|rest| rest.split_once("\\]** "));
            let (rank, rest) = numbered.ok_or("a citation without a number")?;
            let rank = rank.parse().map_err(|_| format!("\"{rank}\" is no number"))?;
            let citation_at = below.end - rest.len()..below.end;
            let (citation, link) = Reader::new(message, citation_at.clone()).read(true)?;
            blocks.push(Block::Quote { rank, lines: quoted, citation, citation_at, link });
        } else {
            let reader = Reader { may_mention: true, ..Reader::new(message, at) };
            let (signs, link) = reader.read(true)?;
            let is_marked = link.is_some() || signs.iter().any(|sign| sign.bold);
            blocks.push(if is_marked { Block::Marked { signs, link } } else { Block::Line(signs) });
        }
        match lines.next() {
            None => return Ok(blocks),
            Some(blank) if blank.is_empty() => {}
            Some(line) => {
                return Err(format!("a line that belongs to nothing: {}", &message[line]));
            }
        }
    }
}

/// The lines of a quote, whose bytes these are.
fn quote_lines(message: &str, lines: &[Range<usize>]) -> Result<Vec<QuoteLine>, String> {
    let mut found: Vec<QuoteLine> = Vec::new();
    let mut in_code = false;
    for at in lines {
        let line = &message[at.clone()];
        let before = found.last();
        let (kind, signs) = if in_code && line == FENCE {
            in_code = false;
            if before.is_none_or(|last| last.kind != Kind::Code || is_blank(&last.signs)) {
                return Err("code that ends in a blank line".to_owned());
            }
            (Kind::Fence, Vec::new())
        } else if in_code {
            let signs = raw(message, at.clone())?;
            let begins = before.is_some_and(|last| last.kind == Kind::Fence);
            if line.contains(FENCE) || begins && is_blank(&signs) {
                return Err(format!("Discord would not show this line of code: {line}"));
            }
            (Kind::Code, signs)
        } else {
            let read = marked_line(message, at.clone())?;
            in_code = read.0 == Kind::Fence;
            read
        };
        found.push(QuoteLine { kind, signs, at: at.clone() });
    }
    if in_code { Err("code that does not end".to_owned()) } else { Ok(found) }
}

/// A line that is not within code: the beginning of code, an item, a line in italics, or text.
fn marked_line(message: &str, at: Range<usize>) -> Result<(Kind, Vec<Sign>), String> {
    let line = &message[at.clone()];
    let read = |range: Range<usize>| -> Result<Vec<Sign>, String> {
        Ok(Reader::new(message, range).read(false)?.0)
    };
    if let Some(language) = line.strip_prefix(FENCE) {
        let is_in_name = |c: char| c.is_ascii_alphanumeric() || "_+-.#".contains(c);
        if !language.chars().all(is_in_name) {
            return Err(format!("Discord would show this as code: {language}"));
        }
        return Ok((Kind::Fence, raw(message, at.end - language.len()..at.end)?));
    }
    if let Some(item) = line.strip_prefix("- ") {
        return Ok((Kind::Item, read(at.end - item.len()..at.end)?));
    }
    if !line.starts_with('*') || line.starts_with("**") {
        return Ok((Kind::Text, read(at)?));
    }
    let inner = line[1..].strip_suffix('*').ok_or("italics that do not end")?;
    if inner.trim() != inner || inner.ends_with('*') && !inner.ends_with("\\*") {
        return Err(format!("Discord reads no italics here: {line}"));
    }
    let signs = read(at.start + 1..at.end - 1)?;
    if signs.iter().any(|sign| sign.bold) {
        return Err(format!("bold in italics: {line}"));
    }
    Ok((Kind::Lead, signs))
}

/// Begins and ends code.
const FENCE: &str = "```";

fn is_blank(signs: &[Sign]) -> bool {
    signs.iter().all(|sign| sign.c.is_whitespace())
}

/// The characters of code, in which Discord reads nothing.
fn raw(message: &str, range: Range<usize>) -> Result<Vec<Sign>, String> {
    let sign = |(at, c): (usize, char)| {
        let at = range.start + at..range.start + at + c.len_utf8();
        if c.is_control() && c != '\t' {
            return Err(format!("the control character {c:?} in code"));
        }
        Ok(Sign { c, bold: false, mentions: false, at })
    };
    message[range.clone()].char_indices().map(sign).collect()
}

/// Byte ranges of the lines.
fn lines(message: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    message
        .split('\n')
        .map(|line| {
            let at = start..start + line.len();
            start = at.end + 1;
            at
        })
        .collect()
}

struct Reader<'m> {
    message: &'m str,
    at: usize,
    end: usize,
    signs: Vec<Sign>,
    bold: bool,
    /// Whether commands may be mentioned: nobody but the bot does so.
    may_mention: bool,
    in_mention: bool,
    /// First sign of the bold words, or of the link's title.
    bold_from: usize,
    title_from: Option<usize>,
    link: Option<Link>,
}

impl<'m> Reader<'m> {
    fn new(message: &'m str, range: Range<usize>) -> Reader<'m> {
        Reader {
            message,
            at: range.start,
            end: range.end,
            signs: Vec::new(),
            bold: false,
            may_mention: false,
            in_mention: false,
            bold_from: 0,
            title_from: None,
            link: None,
        }
    }

    fn rest(&self) -> &'m str {
        &self.message[self.at..self.end]
    }

    fn read(mut self, may_link: bool) -> Result<(Vec<Sign>, Option<Link>), String> {
        if let Some(mark) = line_mark(self.rest()) {
            return Err(format!(
                "Discord reads \"{mark}\" at the beginning of a line: {}",
                self.rest()
            ));
        }
        while let Some(c) = self.rest().chars().next() {
            self.step(c, may_link)?;
        }
        if self.bold || self.title_from.is_some() {
            return Err("bold or a link that does not end".to_owned());
        }
        if self.signs.is_empty() {
            return Err("a line without words".to_owned());
        }
        Ok((self.signs, self.link))
    }

    fn step(&mut self, c: char, may_link: bool) -> Result<(), String> {
        let rest = self.rest();
        match c {
            // A moment, which Discord shows by the reader's clock: its number stands for it.
            '<' if let Some(digits) = moment(rest) => {
                self.at += "<t:".len();
                digits.chars().for_each(|digit| self.sign(digit));
                self.at += ":R>".len();
                Ok(())
            }
            // A command, of which Discord shows the name behind a stroke.
            '<' if self.may_mention && mentioned(rest).is_some() => {
                let name = mentioned(rest).unwrap_or_default();
                let end = self.at + rest.find('>').unwrap_or_default() + 1;
                self.in_mention = true;
                self.at += 1;
                std::iter::once('/').chain(name.chars()).for_each(|c| self.sign(c));
                self.in_mention = false;
                self.at = end;
                Ok(())
            }
            // Discord: a backslash hides the next sign unless that is a letter, digit or white
            // space.
            '\\' => match rest[1..].chars().next() {
                Some(next) if !next.is_ascii_alphanumeric() && !next.is_whitespace() => {
                    self.at += 1;
                    self.sign(next);
                    Ok(())
                }
                _ => Err(format!("a backslash that hides nothing: {rest}")),
            },
            '*' if rest.starts_with("**") && !rest.starts_with("***") => {
                if self.bold && self.bold_from == self.signs.len() {
                    return Err("bold around nothing".to_owned());
                }
                (self.bold, self.bold_from) = (!self.bold, self.signs.len());
                self.at += 2;
                Ok(())
            }
            '[' if may_link && self.title_from.is_none() && self.link.is_none() => {
                self.title_from = Some(self.signs.len());
                self.at += 1;
                Ok(())
            }
            // A receipt, which Discord lets people copy.
            '`' if may_link && let Some(receipt) = receipt(rest) => {
                self.at += 1;
                receipt.chars().for_each(|letter| self.sign(letter));
                self.at += 1;
                Ok(())
            }
            ']' if self.title_from.is_some() => self.end_of_link(),
            '*' | '_' | '~' | '|' | '`' | '<' | '>' | '@' | '[' | ']' => {
                Err(format!("Discord would read \"{c}\": {rest}"))
            }
            '/' if self.is_behind_host() => Err(format!("Discord may show an invitation: {rest}")),
            ':' if rest.starts_with("://") => Err(format!("Discord would make a link: {rest}")),
            ':' if is_emoji(rest) => Err(format!("Discord would make an emoji: {rest}")),
            _ if c.is_control() => Err(format!("the control character {c:?}")),
            _ => {
                self.sign(c);
                Ok(())
            }
        }
    }

    /// Whether what stands right before, up to a space, has the form of a host: "discord.gg".
    fn is_behind_host(&self) -> bool {
        let ends = |c: char| c.is_whitespace() || c == '*';
        let word = self.message[..self.at].rsplit(ends).next().unwrap_or_default();
        word.ends_with(char::is_alphanumeric) && word.contains('.')
    }

    fn sign(&mut self, c: char) {
        let at = self.at..self.at + c.len_utf8();
        self.signs.push(Sign { c, bold: self.bold, mentions: self.in_mention, at });
        self.at += c.len_utf8();
    }

    fn end_of_link(&mut self) -> Result<(), String> {
        let from = self.title_from.take().expect("a link was begun");
        let rest = self.rest().strip_prefix("](<").ok_or("a link's title without an address")?;
        let url = rest.split_once(">)").ok_or("an address that does not end")?.0;
        let start = self.end - rest.len();
        let is_address = url.starts_with("https://") || url.starts_with("http://");
        if !is_address
            || url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))
            || from == self.signs.len()
        {
            return Err(format!("no link that Discord reads: {url}"));
        }
        self.link = Some(Link {
            title: from..self.signs.len(),
            url: url.to_owned(),
            at: start..start + url.len(),
        });
        self.at = start + url.len() + 2;
        Ok(())
    }
}

/// What Discord reads at the beginning of a line, as it also is within a block quote: headings,
/// small print, lists, block quotes. Spaces before it do not hinder it.
fn line_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let word = line.split(' ').next().filter(|word| word.len() < line.len())?;
    let numbered = word
        .strip_suffix('.')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    (numbered || matches!(word, "#" | "##" | "###" | "-#" | "-" | "*" | "+" | ">" | ">>>"))
        .then_some(word)
}

/// The digits of a moment that the text begins with.
fn moment(rest: &str) -> Option<&str> {
    let (digits, form) = rest.strip_prefix("<t:")?.split_once(':')?;
    let _ = form.strip_prefix("R>").or(form.strip_prefix("D>"))?;
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// The receipt that stands in a span of code at the beginning of the text.
fn receipt(rest: &str) -> Option<&str> {
    let (receipt, _) = rest.strip_prefix('`')?.split_once('`')?;
    let is_of_one = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (receipt.len() >= 20 && receipt.chars().all(is_of_one)).then_some(receipt)
}

/// The name of the command that the text begins with a mention of.
fn mentioned(rest: &str) -> Option<&str> {
    let (name, id) = rest.strip_prefix("</")?.split_once('>')?.0.split_once(':')?;
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_'".contains(c));
    let is_id = (17..=21).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit());
    (is_name && is_id).then_some(name)
}

fn is_emoji(rest: &str) -> bool {
    let name = rest[1..].split(':').next().filter(|name| name.len() + 1 < rest.len());
    name.is_some_and(|name| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '~' | '+' | '-'))
    })
}
