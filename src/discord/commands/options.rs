//! Reading a command's options: texts by their names, and whether nobody else is to see the answer.

use serenity::all::{CommandInteraction, ResolvedValue};

use super::invocation_error::InvocationError;
use super::localized;
use crate::discord::send::Visibility;
use crate::phrases::{Phrases, Say};

/// The options of a command.
pub(super) struct Options<const N: usize> {
    /// Those that are texts, in the order in which they were named.
    pub texts: [Option<String>; N],
    /// Who is to see the answer, where the option for a private one says so.
    pub visibility: Option<Visibility>,
}

/// The options of a command that has these texts and may have the option for a private answer.
///
/// # Errors
/// When it came with another option, or another kind of value.
pub(super) fn options<const N: usize>(
    command: &CommandInteraction,
    phrases: &Phrases,
    names: [Say; N],
) -> Result<Options<N>, InvocationError> {
    let names = names.map(|name| localized::name(phrases, name));
    let private = localized::name(phrases, Say::PrivateName);
    let mut read = Options { texts: [const { None }; N], visibility: None };
    for option in command.data.options() {
        let at = names.iter().position(|name| *name == option.name);
        match (option.value, at) {
            (ResolvedValue::String(text), Some(at)) => read.texts[at] = Some(text.to_owned()),
            (ResolvedValue::Boolean(is_private), None) if option.name == private => {
                read.visibility =
                    Some(if is_private { Visibility::Ephemeral } else { Visibility::Public });
            }
            _ => {
                return Err(InvocationError::UnknownOption {
                    command: command.data.name.clone(),
                    option: option.name.to_owned(),
                });
            }
        }
    }
    Ok(read)
}

/// Which of its subcommands without options a command was used with: its place among their names.
///
/// # Errors
/// When it came with something else.
pub(super) fn subcommand<const N: usize>(
    command: &CommandInteraction,
    phrases: &Phrases,
    names: [Say; N],
) -> Result<usize, InvocationError> {
    let names = names.map(|name| localized::name(phrases, name));
    let used = command.data.options().into_iter().next();
    let option = used.as_ref().map_or_else(|| names.join("|"), |used| used.name.to_owned());
    let at = used.and_then(|used| match used.value {
        ResolvedValue::SubCommand(options) if options.is_empty() => {
            names.iter().position(|name| *name == used.name)
        }
        _ => None,
    });
    let command = command.data.name.clone();
    at.ok_or(InvocationError::UnknownOption { command, option })
}

/// The value of an option that the command requires.
///
/// # Errors
/// When it came without.
pub(super) fn required(
    value: Option<String>,
    command: &CommandInteraction,
    phrases: &Phrases,
    name: Say,
) -> Result<String, InvocationError> {
    value.ok_or_else(|| InvocationError::MissingOption {
        command: command.data.name.clone(),
        option: localized::name(phrases, name),
    })
}
