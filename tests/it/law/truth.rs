//! What the words of a message are held against: the files, `sources.toml` and the Fluent file,
//! each read here anew. Nothing of the product reads them for this test.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use verbatim::phrases::Language;

use crate::world;

/// The only origins of words.
pub struct Truth {
    files: BTreeMap<String, String>,
    sources: toml::Table,
    phrases: BTreeMap<String, Vec<Form>>,
    language: Language,
    /// The names of the slash commands as they are registered, in English.
    registered: Vec<String>,
}

/// The phrases that name slash commands.
const COMMANDS: [&str; 7] = [
    "ask-name",
    "search-name",
    "sources-name",
    "source-card-name",
    "verify-name",
    "help-name",
    "about-name",
];
/// Stands before a command that a click begins: no message has such a character.
pub const MENTION: char = '\u{0}';

/// One form of a phrase: its fixed texts and slots in order.
type Form = Vec<Piece>;

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Fixed(String),
    /// By its name.
    Slot(String),
}

impl Truth {
    /// The truth of a folder of documents and of the English phrases that the bot ships with.
    pub fn of(seeds: &Path) -> Truth {
        Truth::in_language(seeds, Language::English)
    }

    /// The same with the phrases of this language.
    pub fn in_language(seeds: &Path, language: Language) -> Truth {
        let files = fs::read_dir(seeds)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a UTF-8 name"))
            .filter(|name| name.ends_with(".txt") || name.ends_with(".md"))
            .map(|name| {
                let words = fs::read_to_string(seeds.join(&name)).expect("a UTF-8 document");
                (name, words)
            })
            .collect();
        let sources = fs::read_to_string(seeds.join("sources.toml"))
            .unwrap_or_default()
            .parse()
            .expect("a TOML table");
        let registered = names(&phrases_in(Language::English));
        Truth { files, sources, phrases: phrases_in(language), language, registered }
    }

    /// The language of the phrases.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The documents: name and words.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, words)| (name.as_str(), words.as_str()))
    }

    /// Bytes `start..end` of a file; `None` when it has no such characters.
    pub fn bytes(&self, file: &str, start: usize, end: usize) -> Option<&str> {
        self.files.get(file)?.get(start..end)
    }

    /// A field of the file's table; empty when nothing is known.
    pub fn field(&self, file: &str, key: &str) -> Vec<String> {
        let value = self.sources.get(file).and_then(|table| table.get(key));
        let one = |value: &toml::Value| match value {
            toml::Value::String(words) => words.trim().to_owned(),
            other => other.to_string(),
        };
        match value {
            None => Vec::new(),
            Some(toml::Value::Array(values)) => values.iter().map(one).collect(),
            Some(value) => vec![one(value)],
        }
    }

    /// The numbers in the slots of the phrase, when one of its forms is exactly these words.
    pub fn says(&self, id: &str, words: &str) -> Option<Vec<u64>> {
        self.phrases.get(id)?.iter().find_map(|form| {
            self.fit(form, words).filter(|(_, rest)| rest.is_empty()).map(|(numbers, _)| numbers)
        })
    }

    /// The words in the slots of the phrase, when one of its forms is exactly these words, whatever
    /// stands in its slots.
    pub fn says_words(&self, id: &str, words: &str) -> Option<Vec<(String, String)>> {
        self.phrases.get(id)?.iter().find_map(|form| fit_words(form, words))
    }

    /// What stands behind the phrase that leads in words of the asker, for each of its forms that
    /// the words begin with. No other phrase has words behind it.
    pub fn behind_missing_words<'w>(&self, words: &'w str) -> Vec<&'w str> {
        self.phrases["missing-words"]
            .iter()
            .filter_map(|form| self.fit(form, words))
            .map(|(_, rest)| rest)
            .collect()
    }

    /// The numbers in the form's slots and what stands behind it, when the words begin with it. A
    /// slot may also hold a slash command: one that a click begins by its registered name, another
    /// by its name in this language.
    fn fit<'w>(&self, form: &[Piece], words: &'w str) -> Option<(Vec<u64>, &'w str)> {
        let mut numbers = Vec::new();
        let mut rest = words;
        for piece in form {
            match piece {
                Piece::Fixed(fixed) => rest = rest.strip_prefix(fixed.as_str())?,
                Piece::Slot(_) if rest.starts_with([MENTION, '/']) => rest = self.command(rest)?,
                Piece::Slot(_) => {
                    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                    numbers.push(rest[..end].parse().ok()?);
                    rest = &rest[end..];
                }
            }
        }
        Some((numbers, rest))
    }

    /// What stands behind the slash command that the words begin with.
    fn command<'w>(&self, words: &'w str) -> Option<&'w str> {
        let (names, words) = match words.strip_prefix(MENTION) {
            Some(words) => (self.registered.clone(), words),
            None => (names(&self.phrases), words),
        };
        let rest = words.strip_prefix('/')?;
        names.iter().find_map(|name| rest.strip_prefix(name.as_str()))
    }

    /// The names of all phrases.
    pub fn phrase_ids(&self) -> impl Iterator<Item = &str> {
        self.phrases.keys().map(String::as_str)
    }
}

/// The phrases of a language.
fn phrases_in(language: Language) -> BTreeMap<String, Vec<Form>> {
    let file = world::root().join(format!("prompts/{}.ftl", language.tag()));
    forms(&fs::read_to_string(file).expect("the phrases"))
}

/// The names of the slash commands in a language.
fn names(phrases: &BTreeMap<String, Vec<Form>>) -> Vec<String> {
    let name = |id: &&str| match phrases[*id].as_slice() {
        [form] => match form.as_slice() {
            [Piece::Fixed(name)] => name.clone(),
            other => panic!("{id} is no name: {other:?}"),
        },
        other => panic!("{id} is no name: {other:?}"),
    };
    COMMANDS.iter().map(name).collect()
}

/// The words in the form's slots, when it is exactly these words: each slot ends where the next
/// fixed text begins.
fn fit_words(form: &[Piece], words: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut rest = words;
    for (at, piece) in form.iter().enumerate() {
        match piece {
            Piece::Fixed(fixed) => rest = rest.strip_prefix(fixed.as_str())?,
            Piece::Slot(name) => {
                let end = match form.get(at + 1) {
                    Some(Piece::Fixed(fixed)) if at + 2 == form.len() => {
                        rest.strip_suffix(fixed.as_str())?.len()
                    }
                    Some(Piece::Fixed(fixed)) => rest.find(fixed.as_str())?,
                    _ => rest.len(),
                };
                found.push((name.clone(), rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(found)
}

fn forms(fluent: &str) -> BTreeMap<String, Vec<Form>> {
    let resource = fluent_syntax::parser::parse(fluent).expect("Fluent");
    let mut found = BTreeMap::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                assert!(
                    message.attributes.is_empty(),
                    "attributes are not read here: {}",
                    message.id.name
                );
                found.insert(
                    message.id.name.to_owned(),
                    pattern_forms(message.value.as_ref().expect("a text")),
                );
            }
            Entry::Term(term) => panic!("terms are not read here: {}", term.id.name),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Junk { content } => panic!("no Fluent: {content}"),
        }
    }
    found
}

/// Every way through the variants of a pattern.
fn pattern_forms(pattern: &Pattern<&str>) -> Vec<Form> {
    let mut forms: Vec<Form> = vec![Vec::new()];
    for element in &pattern.elements {
        let ways: Vec<Form> = match element {
            PatternElement::TextElement { value } => vec![vec![Piece::Fixed((*value).to_owned())]],
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                vec![vec![inline_piece(inline)]]
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().flat_map(|variant| pattern_forms(&variant.value)).collect()
            }
        };
        forms = forms
            .iter()
            .flat_map(|form| ways.iter().map(|way| [form.as_slice(), way.as_slice()].concat()))
            .collect();
    }
    forms
}

fn inline_piece(inline: &InlineExpression<&str>) -> Piece {
    match inline {
        InlineExpression::VariableReference { id } => Piece::Slot(id.name.to_owned()),
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            Piece::Fixed((*value).to_owned())
        }
        other => panic!("not read here: {other:?}"),
    }
}
