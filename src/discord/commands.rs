//! The application commands. Each is a file here with its definition, its options and what it does.
//! A new one is a file, its `mod` line, and a line in the list below.

mod application_command;
mod invocation_error;
mod localized;
mod options;
mod ask;
mod search;
mod source_card;
mod sources;
mod verify;
mod verify_quotes;
mod settings;
mod help;
mod about;
mod privacy;
mod find_sources;
mod autocomplete;
mod examples;
mod library;
mod source;

use serenity::all::{CommandInteraction, CreateCommand};

use self::application_command::ApplicationCommand;
pub(super) use self::autocomplete::complete;
use self::invocation_error::InvocationError;
use super::bot::Bot;
use super::send::Responder;
use crate::discord::api::ApiError;
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
                    if application_command::is::<$file::$command>(command, phrases) {
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
            ) -> Result<(), ApiError> {
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
    search::Search,
    sources::Sources,
    source_card::SourceCard,
    verify::Verify,
    settings::Settings,
    help::Help,
    about::About,
    privacy::Privacy,
    find_sources::FindSources,
    verify_quotes::VerifyQuotes,
    library::Library,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn parsed(kind: u8, name: &str, options: Value) -> Result<Invocation, InvocationError> {
        let interaction = json!({
            "id": "1", "application_id": "2", "channel_id": "3", "token": "t", "version": 1,
            "user": {"id": "4", "username": "u", "discriminator": "0", "avatar": null},
            "data": {"id": "5", "name": name, "type": kind, "options": options},
            "locale": "en-US", "entitlements": [], "attachment_size_limit": 0,
        });
        let interaction: CommandInteraction =
            serde_json::from_value(interaction).expect("an interaction as Discord sends it");
        Invocation::parse(&interaction, &Phrases::built_in())
    }

    fn option(kind: u8, name: &str, value: impl Into<Value>) -> Value {
        json!({"type": kind, "name": name, "value": value.into()})
    }

    #[test]
    fn each_command_is_parsed_with_its_options() {
        assert!(matches!(parsed(1, "help", json!([])), Ok(Invocation::Help(_))));
        assert!(matches!(parsed(1, "about", json!([])), Ok(Invocation::About(_))));
        for (name, is_there) in [("show", true), ("delete", true), ("forget", false)] {
            let subcommand = json!([{"type": 1, "name": name, "options": []}]);
            assert_eq!(parsed(1, "privacy", subcommand).is_ok(), is_there, "{name}");
        }
        assert!(parsed(1, "privacy", json!([])).is_err());
        let options = json!([option(3, "question", "why?"), option(5, "private", true)]);
        assert!(matches!(parsed(1, "ask", options), Ok(Invocation::Ask(_))));
    }

    #[test]
    fn what_is_no_command_of_this_version_is_refused() {
        for name in ["Find sources", "help "] {
            let refused = parsed(1, name, json!([]));
            assert!(matches!(refused, Err(InvocationError::UnknownCommand { .. })), "{refused:?}");
        }
        let refused = parsed(3, "Find sources", json!([]));
        assert!(matches!(refused, Err(InvocationError::MissingMessage { .. })), "{refused:?}");
        let refused = parsed(1, "ask", json!([]));
        assert!(matches!(refused, Err(InvocationError::MissingOption { .. })), "{refused:?}");
        for other in [option(3, "title", "Oslo"), option(3, "private", "yes")] {
            let refused = parsed(1, "ask", json!([option(3, "question", "why?"), other]));
            assert!(matches!(refused, Err(InvocationError::UnknownOption { .. })), "{refused:?}");
        }
    }
}
