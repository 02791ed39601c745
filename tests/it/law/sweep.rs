//! Asking many questions, holding every message that comes of them to the law, and altering each.

use std::collections::BTreeMap;
use std::io::Write;
use std::num::NonZeroU64;

use verbatim::answer::{self, Answer, N_QUOTES, Outcome, Shown};
use verbatim::cli::terminal::{Style, render as print};
use verbatim::corpus::{Scope, Shelf};
use verbatim::discord::control::QuotePage;
use verbatim::discord::render::{Audience, Frame, Lists, Surface, render, render_quotes};
use verbatim::document::ByteRange;
use verbatim::phrases::{AskedSentence, Phrases, Say, Voice};
use verbatim::question::Question;
use verbatim::reply::{self, CitedQuote, Reply, ReplyPart};

use super::changes::{self, Caught};
use super::check::{Case, Taken};
use super::cursor::closing;
use super::sign::{Block, QuoteLine, text};
use super::truth::Truth;
use super::{discord, terminal};

/// Longest content of a message and longest description of an embed, in UTF-16 units (Discord API
/// reference, "Create Message" and "Embed Limits"; it counts characters, which are never more).
const MAX_CONTENT: usize = 2000;
const MAX_DESCRIPTION: usize = 4096;

/// What a sweep over many questions saw.
#[derive(Default)]
pub struct Sweep {
    pub questions: usize,
    pub messages: usize,
    pub answered: usize,
    quotes: usize,
    pub bold: usize,
    two_parts: usize,
    nearest: usize,
    said: usize,
    pages: usize,
    cut: usize,
    left_out: usize,
    pub caught: Caught,
    /// What was left over, and the first message in which it was.
    faults: BTreeMap<String, String>,
}

/// How a message reaches a person.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    Embed,
    Plain,
    Terminal,
    BoldTerminal,
}

impl Way {
    pub const ALL: [Way; 4] = [Way::Embed, Way::Plain, Way::Terminal, Way::BoldTerminal];

    /// The message, and whether it goes into an embed.
    fn say(self, reply: &Reply, voice: Voice) -> (String, bool) {
        let in_discord = |surface| {
            let rendered = render(reply, frame(surface, voice));
            (rendered.text().to_owned(), rendered.surface() == Surface::Embed)
        };
        match self {
            Way::Embed => in_discord(Surface::Embed),
            Way::Plain => in_discord(Surface::Content),
            Way::Terminal => (print(reply, Style::Plain), false),
            Way::BoldTerminal => (print(reply, Style::Bold), false),
        }
    }

    /// The messages that the buttons lead to, as far as there are any: a page each.
    fn pages(self, reply: &Reply, voice: Voice) -> Vec<String> {
        let quote = |part: &ReplyPart| match part {
            ReplyPart::Quote(quote) => Some((**quote).clone()),
            _ => None,
        };
        let quotes: Vec<CitedQuote> = reply.parts.iter().filter_map(quote).collect();
        let surface = if matches!(self, Way::Embed) { Surface::Embed } else { Surface::Content };
        let references: Vec<_> = quotes.iter().map(|quote| quote.reference.clone()).collect();
        let (mut pages, mut first) = (Vec::new(), 0);
        while first < quotes.len() && !self.is_terminal() {
            let page = QuotePage {
                first_rank: 1,
                first,
                chosen: first,
                is_nearest: false,
                references: references.clone(),
            };
            let lists = Lists::default();
            let page = render_quotes(&[], &quotes, &page, &lists, frame(surface, voice));
            first += page.text().matches("\n**\\[").count().max(1);
            pages.push(page.text().to_owned());
        }
        pages
    }

    fn is_terminal(self) -> bool {
        matches!(self, Way::Terminal | Way::BoldTerminal)
    }

    fn bold_marks(self) -> Option<(&'static str, &'static str)> {
        match self {
            Way::Embed | Way::Plain => Some(("**", "**")),
            Way::BoldTerminal => Some(("\x1b[1m", "\x1b[22m")),
            Way::Terminal => None,
        }
    }

    fn take_apart(self, message: &str) -> Result<Vec<Block>, String> {
        match self {
            Way::Embed | Way::Plain => discord::take_apart(message),
            Way::Terminal => terminal::take_apart(message, false),
            Way::BoldTerminal => terminal::take_apart(message, true),
        }
    }
}

/// The passages that come nearest, behind their phrase.
fn behind_nearest(shown: &[Shown], voice: Voice) -> Reply {
    let lead = ReplyPart::Phrase(voice.say(Say::Nearest));
    let quotes = reply::quote_parts(shown, voice);
    Reply { parts: std::iter::once(lead).chain(quotes).collect(), offers: Vec::new() }
}

/// For somebody who sees the message alone.
pub fn frame(surface: Surface, voice: Voice<'_>) -> Frame<'_> {
    Frame { surface, voice, owner: NonZeroU64::new(1), audience: Audience::Channel, answer: None }
}

impl Sweep {
    /// Asks, and holds the reply to the law.
    pub fn ask(&mut self, asked: &str, truth: &Truth, shelf: &Shelf, phrases: &Phrases) {
        let answer = match answer::answer(&Question::new(asked), &Scope::All, shelf, N_QUOTES) {
            Ok(answer) => answer,
            Err(error) => return self.fault(error.to_string(), asked, ""),
        };
        self.questions += 1;
        if let Outcome::Answered(quotes) = &answer.outcome {
            self.answered += 1;
            self.two_parts += quotes.iter().filter(|shown| shown.quote.parts().len() > 1).count();
            self.cut += quotes.iter().filter(|shown| shown.cut.before || shown.cut.after).count();
        }
        let voice = phrases.voice(truth.language());
        self.hold(asked, Some(&answer), truth, &reply::reply(&answer, voice), voice);
        let quoting =
            |quotes: Vec<Shown>| Answer { outcome: Outcome::Answered(quotes), ..answer.clone() };
        if let Outcome::NothingFound { nearest } = &answer.outcome
            && !nearest.is_empty()
        {
            let restored: Vec<Shown> = nearest
                .iter()
                .map(|shown| Shown {
                    highlights: Vec::new(),
                    differs_from: Vec::new(),
                    ..shown.clone()
                })
                .collect();
            self.nearest += 1;
            self.hold(
                asked,
                Some(&quoting(restored.clone())),
                truth,
                &behind_nearest(&restored, voice),
                voice,
            );
        }
        if self.questions.is_multiple_of(5)
            && !asked.is_empty()
            && !asked.contains(char::is_control)
            // The bot asks for no more than a sentence; a terminal shows no such reply.
            && asked.len() < MAX_CONTENT / 4
            && closing(asked).is_empty()
        {
            let question = Question::new(asked);
            let said =
                answer::source_of(&question, &Scope::All, shelf).expect("the library is whole");
            let words = AskedSentence::Whole(question.words_in(ByteRange::new(0, asked.len())));
            self.said += usize::from(said.is_some());
            self.hold(
                asked,
                Some(&quoting(said.iter().cloned().collect())),
                truth,
                &reply::sources(&[(words, said)], voice),
                voice,
            );
        }
    }

    /// Holds the reply to the law on every way that it can take, and proves the check on each.
    pub fn hold(
        &mut self,
        asked: &str,
        answer: Option<&Answer>,
        truth: &Truth,
        reply: &Reply,
        voice: Voice,
    ) {
        for way in Way::ALL {
            let case = Case { truth, question: asked, answer, complete: way.is_terminal() };
            let check =
                |message: &str| way.take_apart(message).and_then(|blocks| case.check(&blocks));
            self.hold_pages(way, &case, &way.pages(reply, voice));
            let (message, is_embed) = way.say(reply, voice);
            if !way.is_terminal() {
                record(&message, way.take_apart(&message));
            }
            match check(&message)
                .and_then(|taken| within_limits(way, &message, is_embed, &taken).map(|()| taken))
            {
                Err(fault) => self.fault(fault, asked, &message),
                Ok(taken) => {
                    self.count(&taken, answer);
                    for (change, altered) in
                        changes::alter(&message, &taken, self.messages, way.bold_marks())
                    {
                        match check(&altered) {
                            Ok(_) => {
                                self.fault(format!("{change:?} was not caught"), asked, &altered)
                            }
                            Err(_) => *self.caught.0.entry(change).or_default() += 1,
                        }
                    }
                }
            }
        }
    }

    /// Holds the pages of the quotes to the law: together they show each quote, with its number.
    fn hold_pages(&mut self, way: Way, case: &Case, pages: &[String]) {
        let mut seen = Vec::new();
        for page in pages {
            if !way.is_terminal() {
                record(page, way.take_apart(page));
            }
            match way.take_apart(page).and_then(|blocks| case.check_page(&blocks)) {
                Ok(ranks) => seen.extend(ranks),
                Err(fault) => self.fault(fault, case.question, page),
            }
            let (length, limit) = (
                page.encode_utf16().count(),
                if matches!(way, Way::Embed) { MAX_DESCRIPTION } else { MAX_CONTENT },
            );
            if length > limit {
                self.fault(
                    format!("a page of {length} UTF-16 units, Discord takes {limit}"),
                    case.question,
                    page,
                );
            }
        }
        self.pages += pages.len();
        let n_quotes = match case.answer.map(|answer| &answer.outcome) {
            Some(Outcome::Answered(quotes)) => quotes.len(),
            _ => 0,
        };
        if !way.is_terminal() && seen != (1..=n_quotes).collect::<Vec<_>>() {
            self.fault(format!("pages show the quotes {seen:?} of {n_quotes}"), case.question, "");
        }
    }

    fn count(&mut self, taken: &Taken, answer: Option<&Answer>) {
        self.messages += 1;
        self.quotes += taken.citations.len();
        self.bold += usize::from(!taken.bold.is_empty());
        if let Some(Outcome::Answered(quotes)) = answer.map(|answer| &answer.outcome) {
            self.left_out += quotes.len() - taken.citations.len();
        }
    }

    /// Prints the counts.
    ///
    /// # Panics
    /// When there was a fault.
    pub fn report(&self) {
        println!(
            "{} questions, {} answered, nearest passages of {}, sources found of {}; {} messages, {} quotes shown, {} on a further page, {} pages turned, {} messages with bold; {} quotes cut, {} of two parts; caught:{}",
            self.questions,
            self.answered,
            self.nearest,
            self.said,
            self.messages,
            self.quotes,
            self.left_out,
            self.pages,
            self.bold,
            self.cut,
            self.two_parts,
            self.caught
        );
        let faults: Vec<&str> = self.faults.values().map(String::as_str).collect();
        assert!(
            faults.is_empty(),
            "{} faults\n{}",
            faults.len(),
            faults[..faults.len().min(12)].join("\n\n")
        );
    }

    fn fault(&mut self, fault: String, asked: &str, message: &str) {
        let shortly = |text: &str| text.chars().take(600).collect::<String>();
        let told = format!("{fault}\nasked \"{}\"\n{}", shortly(asked), shortly(message));
        self.faults.entry(fault).or_insert(told);
    }
}

/// The environment variable that names a file to which every message for Discord is appended, with
/// what it says: for a reader of Discord's Markdown that nobody here wrote.
const RECORD: &str = "RECORD_MESSAGES";

pub fn record(message: &str, blocks: Result<Vec<Block>, String>) {
    let (Some(file), Ok(blocks)) = (std::env::var_os(RECORD), blocks) else { return };
    let line = |line: &QuoteLine| serde_json::json!({"kind": format!("{:?}", line.kind), "text": text(&line.signs)});
    let block = |block: &Block| match block {
        Block::Line(signs) => serde_json::json!({"line": text(signs)}),
        Block::Marked { signs, link } => {
            let link = link.as_ref().map(|link| &link.url);
            serde_json::json!({"line": text(signs), "link": link})
        }
        Block::Passage(lines) => {
            serde_json::json!({"lines": lines.iter().map(line).collect::<Vec<_>>()})
        }
        Block::Quote { rank, lines, citation, link, .. } => {
            let link = link.as_ref().map(|link| &link.url);
            let lines: Vec<_> = lines.iter().map(line).collect();
            serde_json::json!({"rank": rank, "lines": lines, "citation": text(citation), "link": link})
        }
    };
    let line = serde_json::json!({"text": message, "blocks": blocks.iter().map(block).collect::<Vec<_>>()});
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .expect("the record can be written");
    // One write a line, so that the lines of tests that run at the same time do not mix.
    file.write_all(format!("{line}\n").as_bytes()).expect("the record can be written");
}

/// Discord refuses what is longer; and only quotes need an embed.
fn within_limits(way: Way, message: &str, is_embed: bool, taken: &Taken) -> Result<(), String> {
    if is_embed != (matches!(way, Way::Embed) && !taken.citations.is_empty()) {
        return Err("an embed where none belongs, or none where one does".to_owned());
    }
    let (length, limit) =
        (message.encode_utf16().count(), if is_embed { MAX_DESCRIPTION } else { MAX_CONTENT });
    if way.is_terminal() || length <= limit {
        Ok(())
    } else {
        Err(format!("{length} UTF-16 units, Discord takes {limit}"))
    }
}
