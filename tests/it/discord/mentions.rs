//! Commands that a message mentions: a click on the mention begins the command.

use fake_discord::{Failure, Interacting};
use serde_json::Value;

use crate::bot::{Bot, linked, response, shown};

#[tokio::test(flavor = "multi_thread")]
async fn help_links_the_command_that_asks_by_the_number_that_discord_gave_it() {
    let bot = Bot::ready().await;
    let id = bot.discord.registered("ask").await["id"].as_str().expect("an id").to_owned();
    let link = format!("</ask:{id}>");
    let help = linked(&bot.discord).await;
    assert_eq!(shown(&help).matches(&link).count(), 2, "{help}");
    // Discord shows the name in the reader's language, whatever name the link has.
    bot.discord.interact(Interacting::slash("help", Value::Null).locale("ru"));
    let help = response(&bot.discord).await;
    assert!(shown(&help).contains(&format!("Введите {link}, упомяните")), "{help}");
    // The commands are registered already: then Discord tells their numbers, too.
    let bot = bot.restart().await;
    assert!(shown(&linked(&bot.discord).await).contains(&link));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_numbers_the_command_is_named() {
    let bot = Bot::ready().await;
    linked(&bot.discord).await;
    // Of the next start Discord tells nothing about the commands for some time.
    bot.discord.fail_next("GET", "/commands", 100, Failure::BadGateway(502));
    let bot = bot.restart().await;
    for (locale, expected) in
        [("en-US", "Use /ask, mention"), ("ru", "Введите /спросить, упомяните")]
    {
        bot.discord.interact(Interacting::slash("help", Value::Null).locale(locale));
        let help = response(&bot.discord).await;
        assert!(shown(&help).contains(expected), "{help}");
    }
    bot.stop().await;
}
