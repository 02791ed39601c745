//! The application commands. Each is a file here with its definition, its options and what it does.
//! A new one is a file, its `mod` line, and a line in the list below.

mod command;
mod invocation_error;
mod localized;
mod ask;
mod help;
mod about;
mod find_sources;
mod autocomplete;
mod examples;
mod source;

use serenity::all::{CommandInteraction, CreateCommand};

pub(super) use self::autocomplete::complete;
use self::command::Command;
use self::invocation_error::InvocationError;
use super::bot::Bot;
use super::send::Responder;
use crate::phrases::Phrases;

macro_rules! commands {
    ($($file:ident::$command:ident,)*) => {
        /// A command with its options, as somebody used it.
        #[derive(Debug)]
        pub(super) enum Invocation { $($command($file::$command),)* }

        /// All commands as Discord registers them, in the order of the list.
        pub(super) fn definitions(phrases: &Phrases) -> Vec<CreateCommand> {
            vec![$($file::$command::definition(phrases)),*]
        }

        impl Invocation {
            /// Parses what Discord sent.
            ///
            /// # Errors
            /// When the list has no such command, or its options are others than it defines: then
            /// Discord knows the commands of another version.
            pub(super) fn parse(
                command: &CommandInteraction,
                phrases: &Phrases,
            ) -> Result<Invocation, InvocationError> {
                $(
                    if command::is::<$file::$command>(command, phrases) {
                        return $file::$command::parse(command, phrases).map(Invocation::$command);
                    }
                )*
                Err(InvocationError::UnknownCommand { command: command.data.name.clone() })
            }

            /// Does what the command is for.
            pub(super) async fn run(
                self,
                bot: &Bot,
                responder: &Responder<'_>,
            ) -> serenity::Result<()> {
                match self {
                    $(Invocation::$command(command) => command.run(bot, responder).await,)*
                }
            }
        }
    };
}

// In the order in which they are registered.
commands! {
    ask::Ask,
    help::Help,
    about::About,
    find_sources::FindSources,
}
