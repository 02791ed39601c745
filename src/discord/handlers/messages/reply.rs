//! What is said to a message: the answer, a phrase, or nothing.

use std::time::{Duration, Instant};

use serenity::all::{GuildId, Permissions};

use super::addressed::{Addressed, Addressing};
use super::earlier;
use super::post_title::with_post_title;
use super::reply_ping;
use crate::discord::bot::{Bot, CrowdPlace, Given, QuestionGuard, RateLimited};
use crate::discord::context::Context;
use crate::discord::mentions::without_mentions;
use crate::discord::send::AskerLanguage;
use crate::discord::{permissions, place};
use crate::figures::AskedBy;
use crate::phrases::{Language, Say};
use crate::question::Question;
use crate::reply;
use crate::settings::{Pace, Place, PlaceRules, PlaceScope};

/// A question's edits are answered no faster than this; of those that come faster, the newest.
const BETWEEN_EDITS: Duration = Duration::from_secs(3);

/// What is said to a message.
pub(super) enum Said {
    /// This, in this language.
    Given(Box<Given>, Language),
    /// Nothing for now.
    Nothing,
    /// Nothing: it asks the bot nothing.
    NotAsked,
}

/// What holds where a message stands, and the language of its answer.
struct Here {
    place: Place,
    rules: PlaceRules,
    language: Language,
}

impl Here {
    fn of(context: &Context, bot: &Bot, asked: &Addressed<'_>, text: &str) -> Here {
        let place = place::of_channel(context, asked.guild, asked.channel);
        let rules = bot.rules_at(place);
        let language = server_language(context, asked.guild).under(rules.language).for_text(text);
        Here { place, rules, language }
    }

    fn scope(&self) -> PlaceScope {
        PlaceScope::new(self.place, &self.rules)
    }
}

/// What is done about a question that comes too early.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TooEarly {
    /// A notice says when to ask again.
    Notice,
    /// It is answered later: a notice would replace the earlier answer.
    Wait,
}

/// What is said to a message. It is counted in the question's state.
pub(super) async fn reply(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    question: &mut QuestionGuard,
    too_early: TooEarly,
) -> Said {
    let text = without_mentions(asked.content);
    let courtesy = bot.phrases().courtesy(&text);
    let asks = match asked.addressing {
        Addressing::Written => true,
        Addressing::PingOfReply => reply_ping::asks(context, asked.guild, &text),
        Addressing::Unasked => false,
    };
    let own = Question::new(&text);
    let titled = with_post_title(context, asked, text.clone());
    // Below a title that asks, a greeting is none.
    let courtesy = courtesy.filter(|_| titled == text);
    let text = titled;
    let here = Here::of(context, bot, asked, &text);
    let language = here.language;
    let notice = |say: Say| {
        let notice = Given::notice(reply::notice([bot.voice(language).say(say)]));
        Said::Given(Box::new(notice), language)
    };
    let say = match courtesy {
        Some(courtesy) => Some(courtesy.answer()),
        None => text.is_empty().then_some(Say::EmptyQuestion),
    };
    let is_unasked = asked.addressing == Addressing::Unasked;
    let says_nothing = own.carries_nothing() && Question::new(&text).carries_nothing();
    if is_unasked && says_nothing
        || !is_unasked && !asks && (say.is_some() || own.carries_nothing())
    {
        return Said::NotAsked;
    }
    if let Some(say) = say.filter(|_| !is_unasked) {
        let is_due = bot.courtesies.try_start(asked.person, Instant::now());
        return if is_due { notice(say) } else { Said::Nothing };
    }
    if is_unasked {
        return reply_unasked(bot, asked, question, &text, &here).await;
    }
    if let Err(limited) = count(bot, asked, question, too_early, here.rules.pace).await {
        bot.figures.questions.refuse(AskedBy::Mention);
        // Nobody is told to wait who asked nothing.
        let is_told = asks && bot.rate_limits.is_notice_due(limited);
        return if is_told { notice(limited.notice()) } else { Said::Nothing };
    }
    let Some(_place) = place_for(bot, too_early).await else {
        bot.figures.questions.refuse(AskedBy::Mention);
        let is_told = asks && bot.crowd.is_notice_due(asked.channel);
        return if is_told { notice(Say::Crowded) } else { Said::Nothing };
    };
    let followed = if asks { followed(context, asked, own).await } else { None };
    let question = followed.unwrap_or_else(|| Question::new(&text));
    let given = bot.answer_question(question, here.scope(), language).await;
    let is_said = asks || given.reply.has_quote();
    if is_said { Said::Given(Box::new(given), language) } else { Said::NotAsked }
}

/// What is said to a message that nobody addressed to the bot: the answer, where it is likely.
async fn reply_unasked(
    bot: &Bot,
    asked: &Addressed<'_>,
    question: &mut QuestionGuard,
    text: &str,
    here: &Here,
) -> Said {
    let read = Question::new(text);
    let asks = read.is_worded_as_question() || reply_ping::ends_as_question(read.asked());
    // A post is opened to ask something; in other channels people talk.
    let is_post = asked.id.get() == asked.channel.get();
    if !is_post && !asks {
        return Said::NotAsked;
    }
    // It uses up nobody's questions.
    if question.is_counted {
        wait_for_edit(bot, asked, question).await;
    } else if bot.rate_limits.check_unasked(asked.channel).is_err() {
        return Said::Nothing;
    }
    question.is_counted = true;
    let Some(_place) = bot.crowd.question() else { return Said::Nothing };
    let answer = bot.answer_unasked(read, here.scope(), here.language).await;
    answer.map_or(Said::NotAsked, |given| Said::Given(Box::new(given), here.language))
}

/// A place for a question, now or as soon as there is one.
async fn place_for(bot: &Bot, too_early: TooEarly) -> Option<CrowdPlace> {
    match too_early {
        TooEarly::Notice => bot.crowd.question(),
        TooEarly::Wait => Some(bot.crowd.question_in_turn().await),
    }
}

/// Counts a message as a new question or, where its question was counted before, as an edit, which
/// waits for its turn.
///
/// # Errors
/// When it comes too early, by whose limit.
async fn count(
    bot: &Bot,
    asked: &Addressed<'_>,
    question: &mut QuestionGuard,
    too_early: TooEarly,
    pace: Pace,
) -> Result<(), RateLimited> {
    if question.is_counted {
        wait_for_edit(bot, asked, question).await;
        return Ok(());
    }
    while let Err(limited) = bot.rate_limits.check(asked.person, asked.channel, pace) {
        match too_early {
            TooEarly::Notice => return Err(limited),
            TooEarly::Wait => tokio::time::sleep(limited.retry_after()).await,
        }
    }
    question.is_counted = true;
    Ok(())
}

/// Waits until an edit may be answered.
async fn wait_for_edit(bot: &Bot, asked: &Addressed<'_>, question: &QuestionGuard) {
    let since = question.edit_answered.map(|answered| answered.elapsed());
    let wait = since.map_or(Duration::ZERO, |since| BETWEEN_EDITS.saturating_sub(since));
    tokio::time::sleep(wait).await;
    while let Err(limited) = bot.rate_limits.check_edit(asked.person) {
        tokio::time::sleep(limited.retry_after()).await;
    }
}

/// A question that points back at the one whose answer it replies to, with words of that. `None` for
/// any other, and where that cannot be read.
async fn followed(context: &Context, asked: &Addressed<'_>, own: Question) -> Option<Question> {
    let question = asked.follows.filter(|_| own.points_back())?;
    let may_read = asked
        .guild
        .and_then(|guild| permissions::in_channel(context, guild, asked.channel))
        .is_none_or(|permissions| permissions.contains(Permissions::READ_MESSAGE_HISTORY));
    let me = context.cache.current_user().id;
    let answered = earlier::Answered { channel: asked.channel, question, me };
    let before =
        if may_read { earlier::question(&context.api, answered).await? } else { return None };
    let question = own.with_context(&before);
    (!question.context().is_empty()).then_some(question)
}

/// The language by the server's setting, if it is a server.
fn server_language(context: &Context, guild: Option<GuildId>) -> AskerLanguage {
    let server = guild.and_then(|guild| context.cache.guild(guild));
    AskerLanguage::of_server(server.as_ref().map(|server| server.preferred_locale.as_str()))
}
