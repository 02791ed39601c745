//! What does not fit into a message is a button away, whole; so are the passages that come nearest.

use fake_discord::{FakeDiscord, Interacting};
use serde_json::json;

use super::asking;
use crate::bot::{Bot, button, buttons, menu, options, painted, record_documents, response, shown};
use crate::law::hostile;

#[tokio::test(flavor = "multi_thread")]
async fn quotes_that_do_not_fit_are_whole_on_the_next_page_even_after_a_restart() {
    let (seeds, data) = (
        tempfile::tempdir().expect("a temporary folder"),
        tempfile::tempdir().expect("a temporary folder"),
    );
    hostile::lay_out(seeds.path());
    record_documents(seeds.path());
    let bot = Bot::start_with(FakeDiscord::start().await, seeds.path().to_path_buf(), data);
    bot.discord.registered("ask").await;
    bot.discord.ready().await;
    bot.discord.interact(
        Interacting::slash("ask", asking("what is the crowded ledger?")).app_permissions(0),
    );
    let first = response(&bot.discord).await;
    let ranks = |text: &str| {
        (1..=3).filter(|rank| text.contains(&format!("**\\[{rank}\\]**"))).collect::<Vec<_>>()
    };
    assert_eq!(ranks(shown(&first)), [1], "{first}");
    let bot = bot.restart().await;
    // It opens where the first one is.
    bot.discord.interact(Interacting::press(&button(&first, "More quotes")).app_permissions(0));
    let opened = bot.discord.request("POST", "/callback").await;
    assert_eq!(opened.body["type"], json!(7));
    let mut page = opened.body["data"].clone();
    let mut seen = ranks(shown(&first));
    insta::assert_snapshot!("page_of_quotes", painted(&page));
    seen.extend(ranks(shown(&page)));
    while buttons(&page).iter().any(|button| button["label"] == "More quotes") {
        bot.discord.interact(Interacting::press(&button(&page, "More quotes")).app_permissions(0));
        let turned = bot.discord.request("POST", "/callback").await;
        assert_eq!(turned.body["type"], json!(7));
        page = turned.body["data"].clone();
        seen.extend(ranks(shown(&page)));
    }
    assert_eq!(seen, (1..=seen.len()).collect::<Vec<_>>());
    assert!(seen.len() > 1);
    bot.discord.interact(Interacting::press(&button(&page, "First quotes")).app_permissions(0));
    let back = bot.discord.request("POST", "/callback").await;
    assert_eq!(shown(&back.body["data"]), shown(&first));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_found_says_which_words_nobody_has_and_offers_the_nearest_privately() {
    let bot = Bot::ready().await;
    bot.discord.slash("ask", asking("who painted the xyzzy of Cambodia's embassy in Lisbon?"));
    let nothing = response(&bot.discord).await;
    assert!(
        shown(&nothing).starts_with("The documents do not say.")
            && shown(&nothing).contains("xyzzy"),
        "{nothing}"
    );
    let bot = bot.restart().await;
    bot.discord.interact(Interacting::press(&button(&nothing, "Show the nearest passages")));
    let nearest = painted(&response(&bot.discord).await);
    assert!(
        nearest.starts_with("(for one person only)\n(in an embed)\nThese passages come nearest.")
            && nearest.contains("\n> "),
        "{nearest}"
    );
    // Whatever is chosen among them, they are said to be no answer.
    let shown_nearest = bot.discord.messages(bot.discord.world().channel);
    let shown_nearest = shown_nearest.last().expect("the nearest passages");
    let (_, second) = options(shown_nearest).swap_remove(1);
    bot.discord.interact(Interacting::select(&menu(shown_nearest), &[&second]));
    let chosen = painted(&response(&bot.discord).await);
    assert!(chosen.contains("These passages come nearest."), "{chosen}");
    // Over other documents there is nothing of it any more.
    let others = tempfile::tempdir().expect("a temporary folder");
    hostile::lay_out(others.path());
    let bot = bot.restart_over(others.path().to_path_buf()).await;
    bot.discord.interact(Interacting::press(&button(&nothing, "Show the nearest passages")));
    assert_eq!(
        painted(&response(&bot.discord).await),
        "(for one person only)\nThese passages are no longer in the documents. Please ask again."
    );
    bot.stop().await;
}
