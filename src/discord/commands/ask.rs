//! `/ask`: a question, perhaps to one document, perhaps answered for the asker only.

use serenity::all::{CommandInteraction, CommandOptionType, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::options::{options, required};
use super::{localized, source};
use crate::discord::api::ApiError;
use crate::discord::bot::{Bot, MAX_QUESTION};
use crate::discord::send::{Responder, Visibility};
use crate::phrases::{Phrases, Say};
use crate::settings::PlaceScope;

/// The command with its options.
#[derive(Debug)]
pub(in crate::discord) struct Ask {
    question: String,
    /// The one document to ask, by its id or its title; `None` for all.
    source: Option<String>,
    /// What the asker says of who is to see the answer.
    visibility: Option<Visibility>,
}

impl ApplicationCommand for Ask {
    const NAME: Say = Say::AskName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        let option = |kind, name, description| localized::option(phrases, kind, name, description);
        let question =
            option(CommandOptionType::String, Say::QuestionName, Say::QuestionDescription)
                .required(true)
                .min_length(1)
                .max_length(MAX_QUESTION as u16)
                .set_autocomplete(true);
        let source = option(CommandOptionType::String, Say::SourceName, Say::SourceDescription)
            .set_autocomplete(true);
        let private = option(CommandOptionType::Boolean, Say::PrivateName, Say::PrivateDescription);
        localized::slash_command(phrases, Say::AskName, Say::AskDescription)
            .set_options(vec![question, source, private])
    }

    fn parse(command: &CommandInteraction, phrases: &Phrases) -> Result<Ask, InvocationError> {
        let read = options(command, phrases, [Say::QuestionName, Say::SourceName])?;
        let [question, source] = read.texts;
        let question = required(question, command, phrases, Say::QuestionName)?;
        Ok(Ask { question, source, visibility: read.visibility })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.is_allowed(&self.question).await? {
            return Ok(());
        }
        let language = responder.language.for_text(&self.question);
        let Ask { question, source, visibility } = self;
        let visibility = responder.visibility(visibility);
        // All of it may take long, so all of it is what is waited for.
        let reply = async {
            let scope = match source {
                None => responder.scope(),
                Some(named) => one_document(bot, responder.scope(), named).await?,
            };
            Ok(bot.answer(&question, scope, language).await)
        };
        responder.answer_question(reply, visibility, language).await
    }
}

/// The scope of the one document that was named.
///
/// # Errors
/// What to say where there is none.
async fn one_document(bot: &Bot, scope: PlaceScope, named: String) -> Result<PlaceScope, Say> {
    let found = bot.run_blocking(move |shelf, _| source::one_document(&named, scope, shelf)).await;
    found.ok_or(Say::Broken)?.ok_or(Say::UnknownSource)
}
