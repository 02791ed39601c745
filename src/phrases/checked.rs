//! Checking a Fluent file when it is loaded: every phrase there, every slot known, a word of its
//! own in each, names as Discord takes them; else the program does not start.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::catalog::{CLOSE, OPEN, PhrasesError};
use super::key::{Form, Key};
use super::language::Language;

/// The phrases of one language, checked.
pub(super) fn bundle(
    language: Language,
    file: &str,
    text: String,
) -> Result<FluentBundle<FluentResource>, PhrasesError> {
    let syntax = |problem: String| PhrasesError::Syntax { file: file.to_owned(), problem };
    if text.contains([OPEN, CLOSE]) {
        return Err(syntax("expected no characters for private use".to_owned()));
    }
    let resource = FluentResource::try_new(text).map_err(|(_, errors)| {
        syntax(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    let mut known = BTreeSet::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name.to_owned();
        let wrong = |problem: String| PhrasesError::Phrase {
            file: file.to_owned(),
            id: id.clone(),
            problem,
        };
        let key = Key::ALL.iter().find(|key| key.id() == id).ok_or_else(|| {
            wrong("there is no such phrase: remove it or mend its name".to_owned())
        })?;
        let pattern = message.value.as_ref().ok_or_else(|| wrong("expected a text".to_owned()))?;
        let mut slots = BTreeSet::new();
        let worded = gather(pattern, &mut slots).map_err(&wrong)?;
        let expected: BTreeSet<String> =
            key.slots().iter().map(|slot| (*slot).to_owned()).collect();
        if slots != expected {
            return Err(wrong(format!("its slots are {slots:?}, expected {expected:?}")));
        }
        if !worded {
            return Err(wrong("expected a fixed word of its own in each form".to_owned()));
        }
        fits_discord(*key, pattern).map_err(&wrong)?;
        known.insert(id.clone());
    }
    if let Some(missing) = Key::ALL.iter().find(|key| !known.contains(key.id())) {
        return Err(PhrasesError::Phrase {
            file: file.to_owned(),
            id: missing.id().to_owned(),
            problem: "it is missing".to_owned(),
        });
    }
    let mut bundle =
        FluentBundle::new_concurrent(vec![language.tag().parse().expect("a valid tag")]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|errors| {
        syntax(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    Ok(bundle)
}

/// Names, descriptions and buttons are held to what Discord takes (Discord API reference,
/// "Application Command Naming", "Application Command Object" and "Button").
fn fits_discord(key: Key, pattern: &Pattern<&str>) -> Result<(), String> {
    const LONGEST_NAME: usize = 32;
    const LONGEST_DESCRIPTION: usize = 100;
    const LONGEST_LABEL: usize = 80;
    let text: String = pattern
        .elements
        .iter()
        .map(|element| if let PatternElement::TextElement { value } = element { value } else { "" })
        .collect();
    let n_characters = text.chars().count();
    let is_name =
        |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '-' | '_' | '\'');
    let longest = match key.form() {
        Form::CommandName | Form::MenuName => LONGEST_NAME,
        Form::Description => LONGEST_DESCRIPTION,
        Form::Label => LONGEST_LABEL,
        Form::Text | Form::Words => usize::MAX,
    };
    if key.form() == Form::CommandName && (n_characters > longest || !text.chars().all(is_name)) {
        return Err(format!(
            "\"{text}\" is no name of a command: expected 1 to {LONGEST_NAME} small letters, digits, - or _"
        ));
    }
    if n_characters > longest {
        return Err(format!("{n_characters} characters, expected at most {longest}"));
    }
    if pattern.elements.len() > 1 && longest < usize::MAX {
        return Err("expected one line".to_owned());
    }
    Ok(())
}

/// Collects the slots of a pattern; whether each of its forms has a word of its own.
fn gather(pattern: &Pattern<&str>, slots: &mut BTreeSet<String>) -> Result<bool, String> {
    let mut worded = false;
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => worded |= value.contains(char::is_alphabetic),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                gather_inline(inline, slots)?
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                gather_inline(selector, slots)?;
                let forms: Vec<bool> = variants
                    .iter()
                    .map(|variant| gather(&variant.value, slots))
                    .collect::<Result<_, _>>()?;
                worded |= forms.iter().all(|&form| form);
            }
        }
    }
    Ok(worded)
}

/// A slot; nothing else can be put into a phrase, so that each of its words stands in the file.
fn gather_inline(
    inline: &InlineExpression<&str>,
    slots: &mut BTreeSet<String>,
) -> Result<(), String> {
    let InlineExpression::VariableReference { id } = inline else {
        return Err("expected nothing but slots such as { $number } in curly brackets".to_owned());
    };
    slots.insert(id.name.to_owned());
    Ok(())
}
