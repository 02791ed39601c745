//! Posts of forums and media channels: their titles, and what is asked in them.

use fake_discord::{IncomingMessage, World};

use crate::bot::{Bot, shown};

const TITLE: &str = "when did Cambodia coordinate";

#[tokio::test(flavor = "multi_thread")]
async fn the_title_of_a_post_belongs_to_its_opening_message() {
    for world in [World::default(), World::default().media()] {
        let bot = Bot::ready_in(world.post_title(TITLE)).await;
        let (me, post) = (bot.discord.world().bot, bot.discord.world().forum_post);
        let opening = format!("<@{me}> the Russia–ASEAN dialogue?");
        bot.discord.say(IncomingMessage::new(opening).opening(post));
        let answer = bot.discord.request("POST", "/messages").await;
        assert!(answer.path.contains(&post.to_string()), "{}", answer.path);
        assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
        bot.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_later_in_a_post_stands_below_its_title_only_where_it_carries_nothing() {
    let title = "when did Cambodia coordinate the Russia–ASEAN dialogue?";
    let bot = Bot::ready_in(World::default().post_title(title)).await;
    let (me, post) = (bot.discord.world().bot, bot.discord.world().forum_post);
    for text in ["", "and when?"] {
        bot.discord.say(IncomingMessage::new(format!("<@{me}> {text}")).in_channel(post));
        let answer = bot.discord.request("POST", "/messages").await;
        assert!(shown(&answer.body).contains("2021"), "{text}: {}", answer.body);
    }
    bot.discord.say(IncomingMessage::new(format!("<@{me}> xyzzy plugh?")).in_channel(post));
    let answer = bot.discord.request("POST", "/messages").await;
    assert_eq!(
        shown(&answer.body),
        "The documents do not say.\n\nNo document has these words\\: xyzzy, plugh",
        "{}",
        answer.body
    );
    bot.stop().await;
}
