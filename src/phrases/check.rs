//! Checks a Fluent file when it is loaded: every phrase is there, every slot is known, each phrase
//! has a word of its own, names are such as Discord takes; else the program does not start.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};

use super::key::{Form, Key};
use super::language::Language;
use super::problem::{PhraseProblem, PhrasesError, SyntaxProblem};
use super::slot_marks::{CLOSE, OPEN};

/// The phrases of one language, checked.
///
/// # Errors
/// When the text is no Fluent, or a phrase in it is not as the table of phrases has it.
pub(super) fn bundle(
    language: Language,
    file: &str,
    text: String,
) -> Result<FluentBundle<FluentResource>, PhrasesError> {
    let syntax = |problem| PhrasesError::Syntax { file: file.to_owned(), problem };
    let wrong = |id: &str, problem| PhrasesError::Phrase {
        file: file.to_owned(),
        id: id.to_owned(),
        problem,
    };
    if text.contains([OPEN, CLOSE]) {
        return Err(syntax(SyntaxProblem::PrivateUse));
    }
    let resource = FluentResource::try_new(text)
        .map_err(|(_, errors)| syntax(SyntaxProblem::Fluent(texts(&errors))))?;
    let mut known = BTreeSet::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        check_message(message).map_err(|problem| wrong(id, problem))?;
        known.insert(id);
    }
    if let Some(missing) = Key::ALL.iter().find(|key| !known.contains(key.id())) {
        return Err(wrong(missing.id(), PhraseProblem::Missing));
    }
    let mut bundle =
        FluentBundle::new_concurrent(vec![language.tag().parse().expect("a valid tag")]);
    bundle.set_use_isolating(false);
    bundle
        .add_resource(resource)
        .map_err(|errors| syntax(SyntaxProblem::Fluent(texts(&errors))))?;
    Ok(bundle)
}

fn texts(errors: &[impl ToString]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

/// Compares a message of the file with the table of phrases.
fn check_message(message: &Message<&str>) -> Result<(), PhraseProblem> {
    let key =
        Key::ALL.iter().find(|key| key.id() == message.id.name).ok_or(PhraseProblem::Unknown)?;
    let pattern = message.value.as_ref().ok_or(PhraseProblem::NoText)?;
    let mut found = BTreeSet::new();
    let worded = gather(pattern, &mut found)?;
    let expected: BTreeSet<String> = key.slots().iter().map(|slot| (*slot).to_owned()).collect();
    if found != expected {
        return Err(PhraseProblem::OtherSlots { found, expected });
    }
    if !worded {
        return Err(PhraseProblem::NoWord);
    }
    fits_discord(*key, pattern)
}

/// Whether Discord takes a name, a description or a label (Discord API reference,
/// "Application Command Naming", "Application Command Object" and "Button").
fn fits_discord(key: Key, pattern: &Pattern<&str>) -> Result<(), PhraseProblem> {
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
        return Err(PhraseProblem::NoCommandName { text, longest });
    }
    if n_characters > longest {
        return Err(PhraseProblem::TooLong { n_characters, longest });
    }
    if pattern.elements.len() > 1 && longest < usize::MAX {
        return Err(PhraseProblem::NotOneLine);
    }
    Ok(())
}

/// Collects the slots of a pattern; whether each of its forms has a word of its own.
fn gather(pattern: &Pattern<&str>, slots: &mut BTreeSet<String>) -> Result<bool, PhraseProblem> {
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
) -> Result<(), PhraseProblem> {
    let InlineExpression::VariableReference { id } = inline else {
        return Err(PhraseProblem::NoSlot);
    };
    slots.insert(id.name.to_owned());
    Ok(())
}
