//! `/privacy show` and `/privacy delete`: what is kept of who uses it, and that it goes; for who used it
//! only.

use serenity::all::{CommandInteraction, CommandOptionType, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::localized;
use super::options::subcommand;
use crate::answered::KEPT_DAYS;
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::send::{Responder, Visibility};
use crate::feedback::{TEXTS_KEPT_DAYS, VOTES_KEPT_DAYS};
use crate::phrases::{Phrases, Say};
use crate::reply;

/// The command, by its subcommand.
#[derive(Debug)]
pub(in crate::discord) enum Privacy {
    /// Says what is kept.
    Show,
    /// Deletes votes and kept questions.
    Delete,
}

impl ApplicationCommand for Privacy {
    const NAME: Say = Say::PrivacyName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        let subcommand = |name, description| {
            localized::option(phrases, CommandOptionType::SubCommand, name, description)
        };
        localized::slash_command(phrases, Say::PrivacyName, Say::PrivacyDescription).set_options(
            vec![
                subcommand(Say::PrivacyShowName, Say::PrivacyShowDescription),
                subcommand(Say::PrivacyDeleteName, Say::PrivacyDeleteDescription),
            ],
        )
    }

    fn parse(command: &CommandInteraction, phrases: &Phrases) -> Result<Privacy, InvocationError> {
        let names = [Say::PrivacyShowName, Say::PrivacyDeleteName];
        Ok(match subcommand(command, phrases, names)? {
            0 => Privacy::Show,
            _ => Privacy::Delete,
        })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        match self {
            Privacy::Show => {
                let language = responder.language.or_default();
                let says = kept(responder.asking().keeps_questions);
                let voice = bot.voice(language);
                let reply = reply::notice(says.into_iter().map(|say| voice.say(say)));
                responder.answer(async { reply }, Visibility::Ephemeral, language).await
            }
            Privacy::Delete => responder.forget_person().await,
        }
    }
}

/// What is kept where somebody asks.
fn kept(keeps_questions: bool) -> [Say; 6] {
    let questions = match keeps_questions {
        true => Say::PrivacyQuestions { days: TEXTS_KEPT_DAYS },
        false => Say::PrivacyNoQuestions,
    };
    [
        questions,
        Say::PrivacyVotes { days: VOTES_KEPT_DAYS },
        Say::PrivacyCounts { days: VOTES_KEPT_DAYS },
        Say::PrivacyMessages { days: KEPT_DAYS },
        Say::PrivacyReaders,
        Say::PrivacyDeleting,
    ]
}
