//! `/help`, with example questions as buttons, and `/about`: for who used the command only.

use serenity::all::{CommandInteraction, Http};

use super::ask::answered;
use super::body::Seen;
use super::bot::Bot;
use super::responding::Asker;
use crate::answered::KEPT_DAYS;
use crate::phrases::phrase::PROJECT;
use crate::phrases::{Example, Key, Slot};
use crate::reply::{self, Offer, Part};

/// Example questions that are offered: as many as a message has rows.
const MAX_EXAMPLES: usize = 5;
/// Longest label of a button, in characters (Discord API reference, "Button").
const LONGEST_LABEL: usize = 80;

/// Says how to ask.
pub(super) async fn help(
    bot: &Bot,
    http: &Http,
    command: &CommandInteraction,
) -> serenity::Result<()> {
    let asker = Asker::of_command(bot, http, command);
    let (language, scope) = (asker.language(""), bot.scope());
    let examples: Vec<Example> = bot.phrases().examples().to_vec();
    let reply = bot.work(language, move |shelf, voice| {
        let fitting = answered(&examples, &scope, shelf)?
            .into_iter()
            .filter(|example| example.question.to_string().chars().count() <= LONGEST_LABEL);
        let (own, foreign): (Vec<&Example>, Vec<&Example>) =
            fitting.partition(|example| example.language == language);
        let offers: Vec<Offer> = own
            .into_iter()
            .chain(foreign)
            .take(MAX_EXAMPLES)
            .map(|example| Offer::Example(example.question.clone(), example.id.clone()))
            .collect();
        let mut reply = reply::notice(
            [Key::HelpWhat, Key::HelpAsk, Key::HelpSources].map(|key| voice.say(key, vec![])),
        );
        if !offers.is_empty() {
            reply.parts.push(Part::Phrase(voice.say(Key::HelpExamples, vec![])));
        }
        reply.offers = offers;
        Ok(reply)
    });
    asker.answer(reply, Seen::ByAsker, language).await
}

/// Says what the bot is and what it keeps.
pub(super) async fn about(
    bot: &Bot,
    http: &Http,
    command: &CommandInteraction,
) -> serenity::Result<()> {
    let asker = Asker::of_command(bot, http, command);
    let (language, scope) = (asker.language(""), bot.scope());
    let reply = bot.work(language, move |shelf, voice| {
        let n_documents = shelf.listed(&scope)?.len() as u64;
        let mut phrases = vec![
            voice.say(Key::AboutVersion, vec![Slot::Version]),
            voice.say(Key::AboutDocuments, vec![Slot::Number(n_documents)]),
        ];
        phrases.extend(
            shelf
                .snapshot()
                .committed_at()
                .map(|seconds| voice.say(Key::AboutIndexed, vec![Slot::Time(seconds)])),
        );
        phrases.push(voice.say(Key::AboutKept, vec![Slot::Number(KEPT_DAYS)]));
        if !PROJECT.is_empty() {
            phrases.push(voice.say(Key::AboutProject, vec![Slot::Project]));
        }
        Ok(reply::notice(phrases))
    });
    asker.answer(reply, Seen::ByAsker, language).await
}
