//! Channels and forums where questions need no mention, as the operator says: answered only where the
//! answer is likely, with a button that takes it away.

use fake_discord::{IncomingMessage, Interacting, World, bits};
use serde_json::{Value, json};

use super::QUESTION;
use crate::bot::{Bot, button, buttons, shown};

const CONTENT: u64 = bits::MESSAGE_CONTENT;

/// The messages that the bot has posted.
fn posted(bot: &Bot) -> Vec<Value> {
    let sent = |request: &fake_discord::Request| {
        request.method == "POST" && request.path.contains("/messages")
    };
    bot.discord.requests().iter().filter(|one| sent(one)).map(|one| one.body.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_post_of_an_open_forum_is_answered_once_and_the_answer_can_be_taken_away() {
    let world = World::default().post_title("The Russia–ASEAN dialogue");
    let (forum, post) = (world.forum.get(), world.forum_post);
    let bot = Bot::ready_where_open(world, &[forum]).await;
    assert_eq!(bot.discord.intents().map(|intents| intents & CONTENT), Some(CONTENT));
    bot.discord.say(IncomingMessage::new("when did Cambodia coordinate it?").opening(post));
    let answer = bot.discord.request("POST", "/messages").await.body;
    assert!(shown(&answer).contains("2021"), "{answer}");
    assert!(!buttons(&answer).iter().any(|button| button["label"] == "Delete"));
    // What follows in the post is people's talk.
    bot.discord.say(IncomingMessage::new(QUESTION).in_channel(post));
    bot.discord.say(IncomingMessage::new("xyzzy plugh?").direct());
    bot.discord.request("POST", "/messages").await;
    assert_eq!(posted(&bot).len(), 2);
    let bot = bot.restart().await;
    let not_helpful = button(&answer, "Not helpful");
    let other = bot.discord.world().other;
    bot.discord.interact(
        Interacting::press(&not_helpful).by(other).member_permissions(bits::SEND_MESSAGES),
    );
    let refused = bot.discord.request("POST", "/callback").await;
    assert!(shown(&refused.body["data"]).starts_with("Only who asked"), "{}", refused.body);
    bot.discord.interact(Interacting::press(&not_helpful));
    bot.discord.request("DELETE", "/messages/@original").await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_content_of_messages_the_bot_starts_and_answers_posts_by_their_titles() {
    let mut world = World::default().post_title(QUESTION);
    world.privileged_intents = 0;
    let (forum, channel, post) = (world.forum.get(), world.channel.get(), world.forum_post);
    let bot = Bot::ready_where_open(world, &[forum, channel]).await;
    assert_eq!(bot.discord.intents().map(|intents| intents & CONTENT), Some(0));
    bot.discord.say(IncomingMessage::new(QUESTION));
    bot.discord.say(IncomingMessage::new("thanks for any help").opening(post));
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(answer.path.contains(&post.to_string()), "{}", answer.path);
    assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_open_channel_only_what_is_likely_is_answered_and_only_what_speaks_to_nobody() {
    let world = World::default();
    let (channel, second, other) = (world.channel.get(), world.second_channel, world.other);
    let bot = Bot::ready_where_open(world, &[channel]).await;
    bot.discord.say(IncomingMessage::new("hello everybody"));
    bot.discord.say(IncomingMessage::new("who painted the xyzzy of the embassy in Lisbon?"));
    bot.discord.say(IncomingMessage::new(format!("<@{other}> {QUESTION}")));
    bot.discord.say(IncomingMessage::new(QUESTION).in_channel(second));
    bot.discord.say(IncomingMessage::new(QUESTION).from_bot());
    let asked = bot.discord.say(IncomingMessage::new(QUESTION));
    let answer = bot.discord.request("POST", "/messages").await.body;
    assert_eq!(answer["message_reference"]["message_id"], json!(asked.to_string()));
    assert!(shown(&answer).contains("2021"), "{answer}");
    // Talk uses up nobody's questions.
    for line in 0..8 {
        bot.discord.say(IncomingMessage::new(format!("line {line} of people's talk")));
    }
    bot.discord.slash("ask", super::asking(QUESTION));
    let asked_after = bot.discord.request("POST", "/callback").await;
    assert!(shown(&asked_after.body["data"]).contains("2021"), "{}", asked_after.body);
    // An edit after which nothing is likely takes the answer along.
    bot.discord.edit(asked, "never mind", true);
    bot.discord.request("DELETE", "/messages/").await;
    assert_eq!(posted(&bot).len(), 1);
    bot.stop().await;
}
