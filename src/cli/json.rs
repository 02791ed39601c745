//! An answer as JSON. The names and meanings of the fields are a contract; ARCHITECTURE.md
//! describes them.

use serde::Serialize;

use crate::answer::{Answer, Outcome, Shown};
use crate::document::ByteRange;
use crate::quote::Quote;
use crate::receipt::Receipt;
use crate::reply::words;
use crate::sources::CitationField;

/// An answer.
#[derive(Serialize)]
pub struct AnswerJson<'a> {
    question: &'a str,
    answered: bool,
    elapsed_us: u128,
    quotes: Vec<QuoteJson<'a>>,
    nearest: Vec<QuoteJson<'a>>,
    missing: Vec<&'a str>,
    model: bool,
    read_as: Vec<ReadAsJson<'a>>,
}

#[derive(Serialize)]
struct ReadAsJson<'a> {
    word: &'a str,
    #[serde(rename = "as")]
    read_as: &'a str,
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    rank: usize,
    confidence: f32,
    parts: Vec<PartJson<'a>>,
    before: Option<RangeJson<'a>>,
    after: Option<RangeJson<'a>>,
    lead: Option<RangeJson<'a>>,
    cut: CutJson,
    footnotes: Vec<RangeJson<'a>>,
    differs_from: Vec<usize>,
    receipt: Option<String>,
    source: SourceJson<'a>,
    locator: LocatorJson,
}

#[derive(Serialize)]
struct PartJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    highlights: Vec<HighlightJson>,
}

#[derive(Serialize)]
struct HighlightJson {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct RangeJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct CutJson {
    before: bool,
    after: bool,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    file: &'a str,
    title: Option<&'a CitationField>,
    authors: &'a [CitationField],
    publisher: Option<&'a CitationField>,
    container: Option<&'a CitationField>,
    date: Option<&'a CitationField>,
    url: Option<&'a CitationField>,
    language: Option<&'a CitationField>,
    licence: Option<&'a CitationField>,
}

#[derive(Serialize)]
struct LocatorJson {
    section: Option<String>,
    paragraph: u32,
    page: Option<u32>,
}

/// The answer as an object; `elapsed_us` is what answering took, in microseconds.
pub fn answer(answer: &Answer, elapsed_us: u128) -> AnswerJson<'_> {
    let (quotes, nearest): (&[Shown], &[Shown]) = match &answer.outcome {
        Outcome::Answered(quotes) => (quotes, &[]),
        Outcome::NothingFound { nearest } => (&[], nearest),
    };
    AnswerJson {
        question: answer.question.text(),
        answered: !quotes.is_empty(),
        elapsed_us,
        quotes: all(quotes),
        nearest: all(nearest),
        missing: answer.missing.iter().map(|words| words.as_str()).collect(),
        model: answer.by_meaning,
        read_as: answer
            .read_as
            .iter()
            .map(|read| ReadAsJson { word: read.word.as_str(), read_as: &read.read_as })
            .collect(),
    }
}

fn all(shown: &[Shown]) -> Vec<QuoteJson<'_>> {
    shown.iter().enumerate().map(|(at, shown)| quote(at + 1, shown)).collect()
}

fn quote(rank: usize, shown: &Shown) -> QuoteJson<'_> {
    let citation = &shown.citation;
    QuoteJson {
        rank,
        confidence: shown.confidence,
        parts: shown
            .quote
            .parts()
            .iter()
            .zip(shown.quote.texts())
            .map(|(range, text)| part(*range, text, &shown.highlights))
            .collect(),
        before: shown.before.as_ref().and_then(range),
        after: shown.after.as_ref().and_then(range),
        lead: shown.lead.as_ref().and_then(range),
        cut: CutJson { before: shown.cut.before, after: shown.cut.after },
        footnotes: shown.footnotes.iter().filter_map(range).collect(),
        differs_from: shown.differs_from.iter().map(|at| at + 1).collect(),
        receipt: Receipt::of(&shown.quote).map(|receipt| receipt.to_string()),
        source: SourceJson {
            file: shown.quote.document().file().as_str(),
            title: citation.title.as_ref(),
            authors: &citation.authors.named,
            publisher: citation.publisher.as_ref(),
            container: citation.container.as_ref(),
            date: citation.date.as_ref(),
            url: citation.url.as_ref(),
            language: citation.language.as_ref(),
            licence: citation.licence.as_ref(),
        },
        locator: LocatorJson {
            section: words::path(&shown.sections),
            paragraph: shown.paragraph,
            page: shown.page,
        },
    }
}

fn part<'a>(range: ByteRange, text: &'a str, highlights: &[ByteRange]) -> PartJson<'a> {
    let highlights = highlights
        .iter()
        .filter(|highlight| range.contains(**highlight))
        .map(|highlight| HighlightJson {
            start: highlight.start() - range.start(),
            end: highlight.end() - range.start(),
        })
        .collect();
    PartJson { start: range.start(), end: range.end(), text, highlights }
}

fn range(quote: &Quote) -> Option<RangeJson<'_>> {
    let (range, text) = quote.parts().iter().zip(quote.texts()).next()?;
    Some(RangeJson { start: range.start(), end: range.end(), text })
}
