use fake_discord::{FakeDiscord, IncomingMessage, World};
use serenity::all::{
    ChannelId, CreateAllowedMentions, CreateEmbed, CreateMessage, EditMessage, GatewayIntents,
    GetMessages, MessageReference, MessageType, UserId,
};

use crate::bot::{Bot, Heard, INTENTS};

#[tokio::test]
async fn content_comes_with_a_mention_and_not_without() {
    let bot = Bot::start(World::default()).await;
    let me = bot.fake.world().bot;
    let id = bot.fake.say(IncomingMessage::new("not for the bot"));
    let seen = bot.message().await;
    assert_eq!((seen.id.get(), seen.content.as_str()), (id.get(), ""));
    let text = format!("<@{me}> for the bot");
    bot.fake.say(IncomingMessage::new(&text));
    let seen = bot.message().await;
    assert_eq!(seen.content, text);
    assert_eq!(seen.mentions[0].id.get(), me.get());
    assert_eq!(seen.guild_id.map(|id| id.get()), Some(bot.fake.world().guild.get()));
    assert!(seen.member.is_some());
}

#[tokio::test]
async fn the_content_intent_shows_everything() {
    let intents = INTENTS | GatewayIntents::MESSAGE_CONTENT;
    let bot = Bot::connect(FakeDiscord::start().await, intents).await;
    bot.fake.ready().await;
    bot.fake.say(IncomingMessage::new("not for the bot"));
    assert_eq!(bot.message().await.content, "not for the bot");
}

#[tokio::test]
async fn direct_messages_other_bots_webhooks_and_replies_decode() {
    let bot = Bot::start(World::default()).await;
    let me = bot.fake.world().bot;
    bot.fake.say(IncomingMessage::new("in private").direct());
    let direct = bot.message().await;
    assert_eq!((direct.guild_id, direct.content.as_str()), (None, "in private"));
    bot.fake.say(IncomingMessage::new("beep").from_bot().mention(me));
    assert!(bot.message().await.author.bot);
    bot.fake.say(IncomingMessage::new("posted").webhook());
    assert!(bot.message().await.webhook_id.is_some());
    let first = bot.fake.say(IncomingMessage::new("first"));
    bot.message().await;
    bot.fake.say(IncomingMessage::new("second").reply_to(first).mention(me));
    let reply = bot.message().await;
    assert_eq!(reply.kind, MessageType::InlineReply);
    assert_eq!(reply.referenced_message.map(|first| first.id.get()), Some(first.get()));
    bot.fake.say(IncomingMessage::new("").kind(7));
    assert_eq!(bot.message().await.kind, MessageType::MemberJoin);
    let thread = bot.fake.world().thread;
    bot.fake.say(IncomingMessage::new("in a thread").in_channel(thread));
    assert_eq!(bot.message().await.channel_id.get(), thread.get());
}

#[tokio::test]
async fn edits_and_deletions_decode() {
    let bot = Bot::start(World::default()).await;
    let id = bot.fake.say(IncomingMessage::new("one").mention(bot.fake.world().bot));
    let edited = |heard: &Heard| match heard {
        Heard::Edited(event) => Some((**event).clone()),
        _ => None,
    };
    bot.fake.edit(id, "one", false);
    let preview = bot.hear(edited).await;
    assert_eq!(preview.edited_timestamp, None);
    bot.fake.edit(id, "two", true);
    assert!(bot.hear(edited).await.edited_timestamp.is_some());
    bot.fake.delete(id);
    let deleted = |heard: &Heard| match heard {
        Heard::Deleted(id) => Some(*id),
        _ => None,
    };
    assert_eq!(bot.hear(deleted).await.get(), id.get());
}

#[tokio::test]
async fn the_bot_writes_replies_edits_reads_and_deletes() {
    let bot = Bot::start(World::default()).await;
    let channel = ChannelId::new(bot.fake.world().channel.get());
    let question = bot.fake.say(IncomingMessage::new("why?").mention(bot.fake.world().bot));
    let asker = bot.fake.world().asker;
    let reply = CreateMessage::new()
        .content(format!("because, <@{asker}>"))
        .embed(CreateEmbed::new().title("A title").field("a", "b", true))
        .allowed_mentions(CreateAllowedMentions::new())
        .reference_message(MessageReference::from((channel, question.get().into())));
    let sent = channel.send_message(&bot.http, reply).await.expect("sent");
    assert_eq!(sent.author.id.get(), bot.fake.world().bot.get());
    assert!(sent.mentions.is_empty(), "nobody may be pinged");
    assert!(sent.referenced_message.is_some());
    let request = bot.fake.request("POST", "/messages").await;
    assert_eq!(request.status, 200);
    assert_eq!(request.body["message_reference"]["message_id"], question.to_string());
    let edit = EditMessage::new().content("changed");
    channel.edit_message(&bot.http, sent.id, edit).await.expect("edited");
    let all = channel.messages(&bot.http, GetMessages::new()).await;
    let all = all.expect("read");
    assert_eq!(all[0].content, "changed");
    assert_eq!(all[0].embeds.len(), 1);
    channel.broadcast_typing(&bot.http).await.expect("typing");
    channel.delete_message(&bot.http, sent.id).await.expect("deleted");
    assert_eq!(bot.fake.messages(bot.fake.world().channel).len(), 1);
}

#[tokio::test]
async fn places_and_people_decode() {
    let bot = Bot::start(World::default()).await;
    let world = bot.fake.world().clone();
    for id in [world.channel, world.thread, world.forum, world.forum_post, world.dm] {
        let channel = bot.http.get_channel(id.get().into()).await;
        assert_eq!(channel.expect("a channel").id().get(), id.get());
    }
    let guild = bot.http.get_guild(world.guild.get().into()).await;
    assert_eq!(guild.expect("a guild").roles.len(), 3);
    let asker = UserId::new(world.asker.get());
    let direct = asker.create_dm_channel(&bot.http).await.expect("a channel");
    assert_eq!(direct.id.get(), world.dm.get());
    let member = bot.http.get_member(world.guild.get().into(), asker).await;
    assert_eq!(member.expect("a member").user.id, asker);
    let application = bot.http.get_current_application_info().await;
    assert_eq!(application.expect("an application").id.get(), world.application.get());
    let gateway = bot.http.get_bot_gateway().await.expect("a gateway");
    assert_eq!(gateway.url, bot.fake.gateway_url());
}
