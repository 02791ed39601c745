//! What the bot's profile says it does: how many documents it quotes.

use fake_discord::FakeDiscord;
use serde_json::{Value, json};

use crate::bot::{Bot, Silent, record_documents};

fn activities(presence: &Value) -> &Value {
    &presence["activities"]
}

fn quoting(words: &str) -> Value {
    json!([{"type": 4, "name": words, "state": words}])
}

/// A bot over a folder of its own with these documents; the folder is there as long as it is held.
async fn over(documents: &[(&str, &str)]) -> (Bot, tempfile::TempDir) {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in documents {
        std::fs::write(seeds.path().join(name), text).expect("written");
    }
    record_documents(seeds.path());
    let data = tempfile::tempdir().expect("a temporary folder");
    let discord = FakeDiscord::start().await;
    let bot = Bot::start_with(discord, seeds.path().to_path_buf(), data);
    bot.discord.ready().await;
    (bot, seeds)
}

const HALE: (&str, &str) = ("hale.txt", "Mary Hale kept the lighthouse of Skerry from 1884 on.\n");
const LAMP: (&str, &str) =
    ("lamp.txt", "The lamp of the lighthouse burned whale oil until 1902.\n");

#[tokio::test(flavor = "multi_thread")]
async fn the_profile_says_how_many_documents_are_quoted_and_again_when_that_has_changed() {
    let (bot, seeds) = over(&[HALE]).await;
    bot.discord.presented(&quoting("Quoting one document")).await;
    std::fs::write(seeds.path().join(LAMP.0), LAMP.1).expect("written");
    let library = bot.library.clone();
    tokio::task::spawn_blocking(move || library.refresh(&mut Silent).expect("it can be read"))
        .await
        .expect("no panic");
    let presence = bot.discord.presented(&quoting("Quoting 2 documents")).await;
    let others = json!([presence["since"], presence["status"], presence["afk"]]);
    assert_eq!(others, json!([null, "online", false]));
    // Another session begins with it.
    bot.discord.invalidate_session(false);
    bot.discord.identified(2).await;
    let identify = bot.discord.identify().expect("it came");
    assert_eq!(activities(&identify["presence"]), &quoting("Quoting 2 documents"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_goes_on_is_not_told_again_what_it_knows() {
    let (bot, _seeds) = over(&[HALE, LAMP]).await;
    bot.discord.presented(&quoting("Quoting 2 documents")).await;
    let told = bot.discord.presences();
    let resumed = bot.discord.resumed();
    bot.discord.drop_connection();
    resumed.await;
    bot.discord.ready().await;
    // What comes later is answered: so the bot has heard that its session goes on.
    bot.discord.say(fake_discord::IncomingMessage::new("who kept the lighthouse?").direct());
    bot.discord.request("POST", "/messages").await;
    assert_eq!(bot.discord.presences(), told);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_documents_the_profile_says_nothing() {
    let (bot, _seeds) = over(&[]).await;
    bot.discord.presented(&json!([])).await;
    assert_eq!(activities(&bot.discord.presence().expect("it is told")), &json!([]));
    bot.stop().await;
}
