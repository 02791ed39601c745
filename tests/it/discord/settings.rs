//! What servers' managers set: who may, that it holds on every path, and that it outlives a restart.

use fake_discord::{FakeDiscord, IncomingMessage, Interacting, World, bits};
use serde_json::{Value, json};

use super::{QUESTION, asking};
use crate::bot::{Bot, button, buttons, painted, record_documents, response, shown};

const MANAGER: u64 = bits::VIEW_CHANNEL | bits::SEND_MESSAGES | bits::MANAGE_GUILD;

/// A bot, and the settings of its server as a manager sees them.
async fn opened(world: World) -> (Bot, Value) {
    let bot = Bot::ready_in(world).await;
    bot.discord.registered("settings").await;
    let settings = Interacting::slash("settings", Value::Null).member_permissions(MANAGER);
    bot.discord.interact(settings);
    let shown = response(&bot.discord).await;
    (bot, shown)
}

/// What the documents of [`over_two`] say of the harbour.
const ASKED: &str = "When did the harbour of Sel open?";
const SAID: &str = "1931";

/// The same over two documents in two folders.
async fn over_two() -> (Bot, Value, tempfile::TempDir) {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [
        ("port/harbour.txt", "The harbour of Sel opened in 1931.\n\nIts lamp burns oil.\n"),
        ("bread/bakery.txt", "The bakery of Tolm bakes rye bread.\n\nIts oven is warm all day.\n"),
    ] {
        let path = seeds.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let data = tempfile::tempdir().expect("a temporary folder");
    let discord = FakeDiscord::start_in(World::default()).await;
    let bot = Bot::start_with(discord, seeds.path().to_path_buf(), data);
    bot.discord.ready().await;
    bot.discord.registered("settings").await;
    let settings = Interacting::slash("settings", Value::Null).member_permissions(MANAGER);
    bot.discord.interact(settings);
    let shown = response(&bot.discord).await;
    (bot, shown, seeds)
}

/// What comes in the place of a message when a manager uses one of its controls.
async fn used(bot: &Bot, control: Interacting) -> Value {
    bot.discord.interact(control.member_permissions(MANAGER));
    let response = bot.discord.request("POST", "/callback").await;
    assert_eq!(response.body["type"], json!(7), "{}", response.body);
    response.body["data"].clone()
}

/// The menus of a message: their custom ids, and the labels and values of their options.
fn menus(message: &Value) -> Vec<(String, Vec<(String, String)>)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found = buttons(message).into_iter().filter(|component| component["type"] == 3);
    found
        .map(|menu| {
            let options = menu["options"].as_array().cloned().unwrap_or_default();
            let pair = |option: &Value| (text(&option["label"]), text(&option["value"]));
            (text(&menu["custom_id"]), options.iter().map(pair).collect())
        })
        .collect()
}

/// Chooses the option that begins so, wherever it is.
async fn choose(bot: &Bot, message: &Value, label: &str) -> Value {
    let found = menus(message).into_iter().find_map(|(id, options)| {
        let option = options.into_iter().find(|(words, _)| words.contains(label))?;
        Some((id, option.1))
    });
    let (id, value) = found.unwrap_or_else(|| panic!("no option \"{label}\" in {message}"));
    used(bot, Interacting::select(&id, &[&value])).await
}

/// The settings of a channel.
async fn of_channel(bot: &Bot, message: &Value, channel: u64) -> Value {
    let menu = buttons(message).into_iter().find(|component| component["type"] == 8);
    let menu = menu.expect("a menu of channels")["custom_id"].as_str().expect("an id").to_owned();
    used(bot, Interacting::select(&menu, &[&channel.to_string()])).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_manage_the_server_sees_and_sets_what_holds_and_nobody_else() {
    let (bot, server) = opened(World::default()).await;
    insta::assert_snapshot!("settings_of_a_server", painted(&server));
    let plain = Interacting::slash("settings", Value::Null)
        .member_permissions(bits::SEND_MESSAGES | bits::MANAGE_MESSAGES);
    bot.discord.interact(plain);
    let refused = response(&bot.discord).await;
    assert_eq!(shown(&refused), "Only who may manage this server can do this.");
    // Whoever gets hold of a control is asked again.
    let (id, options) = menus(&server).remove(0);
    let forged = Interacting::select(&id, &[&options[0].1]).member_permissions(bits::SEND_MESSAGES);
    bot.discord.interact(forged);
    let refused = response(&bot.discord).await;
    assert_eq!(shown(&refused), "Only who may manage this server can do this.");
    let mentions = choose(&bot, &server, "Mentions").await;
    let set = choose(&bot, &mentions, "are not answered").await;
    insta::assert_snapshot!("settings_with_one_set", painted(&set));
    let bot = bot.restart().await;
    let reset = Interacting::press(&button(&set, "Take back all that is set here"));
    assert_eq!(shown(&used(&bot, reset).await), shown(&server));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_are_answered_where_they_are_to_be_and_elsewhere_there_is_silence() {
    let (bot, server) = opened(World::default()).await;
    let [channel, second, thread] = {
        let world = bot.discord.world();
        [world.channel, world.second_channel, world.thread]
    };
    let mentions = choose(&bot, &server, "Mentions").await;
    let off = choose(&bot, &mentions, "are not answered").await;
    let own = of_channel(&bot, &off, second.get()).await;
    assert!(shown(&own).contains("As on the server"), "{own}");
    let mentions = choose(&bot, &own, "Mentions").await;
    choose(&bot, &mentions, "me are answered").await;
    let bot = bot.restart().await;
    let me = bot.discord.world().bot;
    let ask = |channel| IncomingMessage::new(format!("<@{me}> {QUESTION}")).in_channel(channel);
    bot.discord.say(ask(channel));
    bot.discord.say(ask(thread));
    bot.discord.say(ask(second));
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(answer.path.contains(&second.to_string()), "{}", answer.path);
    // To the bot alone people may always write, and commands are Discord's to allow.
    bot.discord.say(IncomingMessage::new(QUESTION).direct());
    bot.discord.request("POST", "/messages").await;
    bot.discord.slash("ask", asking(QUESTION));
    assert!(shown(&response(&bot.discord).await).contains("2021"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_channel_may_quote_holds_for_every_command_and_control_in_it() {
    let (bot, server, seeds) = over_two().await;
    record_documents(&seeds.path().join("port"));
    record_documents(&seeds.path().join("bread"));
    let [channel, second] = {
        let world = bot.discord.world();
        [world.channel, world.second_channel]
    };
    bot.discord.slash("ask", asking(ASKED));
    let answer = response(&bot.discord).await;
    let receipt = shown(&answer).split('`').nth(1).expect("a receipt").to_owned();
    let own = of_channel(&bot, &server, second.get()).await;
    let documents = choose(&bot, &own, "Documents").await;
    insta::assert_snapshot!("choosing_documents", painted(&documents));
    let chosen = choose(&bot, &documents, "bread/").await;
    assert!(menus(&chosen)[1].1.iter().any(|(label, _)| label == "✓ bread/"), "{chosen}");
    let bot = bot.restart().await;
    let text = |name: &str, value: &str| json!([{"name": name, "type": 3, "value": value}]);
    let focused = json!([{"name": "name", "type": 3, "value": "", "focused": true}]);
    let commands = [
        Interacting::slash("ask", asking(ASKED)),
        Interacting::slash("search", text("words", "harbour")),
        Interacting::slash("sources", Value::Null),
        Interacting::slash("verify", text("id", &receipt)),
        Interacting::autocomplete("source", focused),
    ];
    let is_view =
        |one: &&Value| one["type"] == 2 && one["label"] != "Delete" && one["label"].is_string();
    let controls: Vec<Interacting> = buttons(&answer)
        .iter()
        .filter(is_view)
        .filter_map(|one| Some(Interacting::press(one["custom_id"].as_str()?)))
        .collect();
    let mut seen = Vec::new();
    for place in [channel, second] {
        for one in commands.iter().chain(&controls) {
            let other = bot.discord.world().other;
            bot.discord.interact(one.clone().in_channel(place).by(other));
            let response = bot.discord.request("POST", "/callback").await.body["data"].to_string();
            let tells = ["opened in", "burns oil", "The harbour of Sel"];
            seen.push((place == second, tells.iter().any(|words| response.contains(words))));
        }
    }
    let (n_there, n_here) = (
        seen.iter().filter(|(is_second, tells)| !is_second && *tells).count(),
        seen.iter().filter(|(is_second, tells)| *is_second && *tells).count(),
    );
    assert_eq!(n_there, commands.len() + controls.len(), "{seen:?}");
    assert_eq!(n_here, 0, "{seen:?}");
    bot.discord.interact(Interacting::slash("about", Value::Null).in_channel(second));
    assert!(shown(&response(&bot.discord).await).contains("There is 1 document that I quote."));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_another_server_nothing_of_it_holds() {
    let (bot, server, _seeds) = over_two().await;
    let documents = choose(&bot, &server, "Documents").await;
    choose(&bot, &documents, "bread/").await;
    bot.discord.slash("ask", asking(ASKED));
    assert!(!shown(&response(&bot.discord).await).contains(SAID));
    bot.discord.interact(Interacting::slash("ask", asking(ASKED)).on_other_server());
    assert!(shown(&response(&bot.discord).await).contains(SAID));
    bot.discord.interact(Interacting::slash("ask", asking(ASKED)).direct());
    assert!(shown(&response(&bot.discord).await).contains(SAID));
    let there = Interacting::slash("settings", Value::Null).on_other_server();
    bot.discord.interact(there.member_permissions(MANAGER));
    assert!(!shown(&response(&bot.discord).await).contains("Set here"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_to_messages_get_threads_where_that_is_set_and_possible() {
    let mut world = World::default();
    world.bot_permissions |= bits::CREATE_PUBLIC_THREADS;
    let (bot, server) = opened(world).await;
    let setting = choose(&bot, &server, "Where answers stand").await;
    choose(&bot, &setting, "a thread of its own").await;
    let (me, thread) = (bot.discord.world().bot, bot.discord.world().thread);
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let opened = bot.discord.request("POST", "/threads").await;
    assert_eq!(opened.body["name"], json!(QUESTION));
    let answer = bot.discord.request("POST", &format!("/channels/{thread}/messages")).await;
    assert!(shown(&answer.body).contains("2021") && answer.body["message_reference"].is_null());
    // The answer goes with its question, wherever it stands.
    bot.discord.delete(asked);
    bot.discord.request("DELETE", &format!("/channels/{thread}/messages")).await;
    // A notice needs no thread; in a thread there is none to open.
    bot.discord.say(IncomingMessage::new(format!("<@{me}> xyzzy plugh?")));
    let notice = bot.discord.request("POST", "/messages").await;
    assert!(!notice.path.contains(&thread.to_string()), "{}", notice.path);
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")).in_channel(thread));
    let answer = bot.discord.request("POST", &format!("/channels/{thread}/messages")).await;
    assert!(!answer.body["message_reference"].is_null(), "{}", answer.body);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_permission_for_threads_answers_stand_below_their_questions() {
    let (bot, server) = opened(World::default()).await;
    let setting = choose(&bot, &server, "Where answers stand").await;
    choose(&bot, &setting, "a thread of its own").await;
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/threads").await;
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn language_privacy_and_pace_are_as_they_are_set() {
    let (bot, server) = opened(World::default()).await;
    let setting = choose(&bot, &server, "My language").await;
    let set = choose(&bot, &setting, "in Russian").await;
    assert!(shown(&set).contains("Правила этого сервера"), "{set}");
    let setting = choose(&bot, &set, "Кто видит").await;
    choose(&bot, &setting, "только спросивший").await;
    bot.discord.slash("ask", asking(QUESTION));
    let answer = response(&bot.discord).await;
    assert!(shown(&answer).contains("2021") && shown(&answer).contains("абзац"), "{answer}");
    assert_eq!(answer["flags"].as_u64().unwrap_or_default() & 64, 64, "{answer}");
    let public = json!([
        {"name": "question", "type": 3, "value": QUESTION},
        {"name": "private", "type": 5, "value": false},
    ]);
    bot.discord.slash("ask", public);
    let answer = response(&bot.discord).await;
    assert_eq!(answer["flags"].as_u64().unwrap_or_default() & 64, 0, "{answer}");
    let again = choose(&bot, &set, "Как часто").await;
    choose(&bot, &again, "задать 1 вопрос").await;
    let asked = async || {
        bot.discord.slash("ask", asking(QUESTION));
        shown(&response(&bot.discord).await).contains("2021")
    };
    assert_eq!([asked().await, asked().await], [true, false]);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_opened_by_its_managers_is_answered_in_and_the_intent_asked_for_at_once() {
    let (bot, server) = opened(World::default()).await;
    let content = |bot: &Bot| bot.discord.intents().map(|intents| intents & bits::MESSAGE_CONTENT);
    assert_eq!(content(&bot), Some(0));
    let second = bot.discord.world().second_channel;
    let identified = bot.discord.identifies();
    let own = of_channel(&bot, &server, second.get()).await;
    let setting = choose(&bot, &own, "Questions without a mention").await;
    choose(&bot, &setting, "need no mention").await;
    bot.discord.identified(identified + 1).await;
    bot.discord.ready().await;
    assert_eq!(content(&bot), Some(bits::MESSAGE_CONTENT));
    bot.discord.say(IncomingMessage::new(QUESTION));
    bot.discord.say(IncomingMessage::new(QUESTION).in_channel(second));
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(answer.path.contains(&second.to_string()), "{}", answer.path);
    bot.stop().await;
}
