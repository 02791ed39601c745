//! Replies to answers that point back at the question before.

use fake_discord::{IncomingMessage, World, bits};

use super::replies::{Message, answered, last};
use super::{QUESTION, asking};
use crate::bot::{Bot, response, shown};

const WITH: &str = "Asked with these words of the question before\\: ";
const NAMES: &str = "Cambodia, Russia, ASEAN";

/// What the bot says to a reply that pings it.
async fn follow_up(bot: &Bot, text: &str, reply_to: Message) -> String {
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(text).reply_to(reply_to).mention(me));
    shown(&bot.discord.request("POST", "/messages").await.body).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_up_is_asked_with_the_names_of_the_question_before_and_says_so() {
    let bot = Bot::ready().await;
    let first = answered(&bot, QUESTION).await;
    let why = follow_up(&bot, "and who supports it?", first).await;
    assert!(why.starts_with(&format!("{WITH}{NAMES}\n")), "{why}");
    assert!(why.contains("> "), "{why}");
    // One that says nothing itself is about all that was asked, along the whole way back.
    let when = follow_up(&bot, "when?", last(&bot)).await;
    assert!(when.starts_with(&format!("{WITH}{NAMES}, supports\n")), "{when}");
    let whole = follow_up(&bot, "who is Ian Storey?", first).await;
    assert!(whole.starts_with("> ") && whole.contains("Storey"), "{whole}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_up_is_asked_alone_where_the_question_before_cannot_be_read() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    // Answers to commands refer to no message.
    bot.discord.slash("ask", asking(QUESTION));
    response(&bot.discord).await;
    let alone = follow_up(&bot, "who signed it?", last(&bot)).await;
    assert!(!alone.contains("question before"), "{alone}");
    // The question is gone, while its answer is still there.
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    let answer = last(&bot);
    bot.discord.fail_next("DELETE", "/messages", 1, fake_discord::Failure::missing_permissions());
    bot.discord.delete(asked);
    bot.discord.request("DELETE", "/messages").await;
    let alone = follow_up(&bot, "who signed it?", answer).await;
    assert!(!alone.contains("question before"), "{alone}");
    bot.stop().await;

    let mute = bits::VIEW_CHANNEL | bits::SEND_MESSAGES | bits::EMBED_LINKS;
    let bot = Bot::ready_in(World::default().bot_permissions(mute)).await;
    let answer = answered(&bot, QUESTION).await;
    let alone = follow_up(&bot, "who signed it?", answer).await;
    assert!(!alone.contains("question before"), "{alone}");
    let messages = |request: &&fake_discord::Request| request.path.contains("/messages/");
    assert_eq!(bot.discord.requests().iter().filter(messages).count(), 0);
    bot.stop().await;
}
