mod access;
mod addressed;
mod broken_frames;
mod commands;
mod deferrals;
mod discords_limits;
mod joined;
mod limits;
mod looks;
mod mentions;
mod covered;
mod crowd;
mod edits;
mod feedback;
mod follow_ups;
mod hostile;
mod languages;
mod odd_answers;
mod once;
mod outages;
mod outage_trial;
mod looking_up;
mod open_channels;
mod own_documents;
mod pages;
mod reading_on;
mod presence;
mod posts;
mod replies;
mod reconnecting;
mod retries;
mod settings;
mod shards;
pub mod shapes;
mod silence;
mod unread;
mod whole_messages;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fake_discord::{Failure, FakeDiscord, IncomingMessage, Interacting, World, bits};
use serde_json::json;
use verbatim::discord::ServeError;

use crate::bot::{Bot, shown};

pub const QUESTION: &str = "when did Cambodia coordinate the Russia–ASEAN dialogue?";

pub fn asking(question: &str) -> serde_json::Value {
    json!([{"name": "question", "type": 3, "value": question}])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_answered_with_quotes_by_its_first_response() {
    let bot = Bot::ready().await;
    let command = bot.discord.registered("ask").await;
    assert_eq!(command["options"][0]["max_length"], 500);
    bot.discord.slash("ask", asking(QUESTION));
    let answer = bot.discord.request("POST", "/callback").await;
    assert_eq!((answer.status / 100, &answer.body["type"]), (2, &json!(4)));
    let data = &answer.body["data"];
    assert!(shown(data).contains("2021"), "{data}");
    assert!(shown(data).starts_with("> "), "{data}");
    assert_eq!(data["allowed_mentions"]["parse"], json!([]));
    assert_eq!(
        bot.discord.intents(),
        Some(bits::GUILDS | bits::GUILD_MESSAGES | bits::DIRECT_MESSAGES)
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_is_told_and_mended() {
    const ALTERED: &str = "Nobody coordinates the dialogue of Russia and ASEAN.\n";
    let bot = Bot::ready().await;
    let texts = || {
        std::fs::read_dir(bot.data().join("texts"))
            .expect("a folder")
            .map(|text| text.expect("an entry").path())
    };
    let n_texts = texts().count();
    texts().for_each(|text| std::fs::write(text, ALTERED).expect("written"));
    bot.discord.slash("ask", asking(QUESTION));
    let broken = bot.discord.request("POST", "/callback").await;
    assert_eq!(shown(&broken.body["data"]), "Something broke. Please try again.");
    let since = Instant::now();
    let is_whole = |text: &PathBuf| std::fs::read_to_string(text).is_ok_and(|text| text != ALTERED);
    while texts().filter(is_whole).count() < n_texts {
        assert!(since.elapsed() < Duration::from_secs(20), "the texts are not mended");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // The index is made anew behind the texts: who asks meanwhile is told to try again, and does.
    let mut answer = broken;
    for _ in 0..3 {
        bot.discord.slash("ask", asking(QUESTION));
        answer = bot.discord.request("POST", "/callback").await;
        if shown(&answer.body["data"]) != "Something broke. Please try again." {
            break;
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    assert!(shown(&answer.body["data"]).contains("2021"), "{}", answer.body);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_answered_by_a_reply_that_pings_nobody() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let answer = bot.discord.request("POST", "/messages").await;
    assert_eq!(answer.status / 100, 2);
    assert_eq!(answer.body["message_reference"]["message_id"], json!(asked.to_string()));
    assert_eq!(answer.body["allowed_mentions"]["replied_user"], json!(false));
    assert!(shown(&answer.body).contains("**"), "the words that answer are bold: {}", answer.body);
    let posted = bot.discord.messages(bot.discord.world().channel);
    let mine = posted
        .iter()
        .find(|message| message["author"]["id"] == json!(me.to_string()))
        .expect("the answer stands in the channel");
    assert_eq!(mine["mentions"], json!([]));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_people_who_address_the_bot_are_answered() {
    let bot = Bot::ready().await;
    let (me, role) = (bot.discord.world().bot, bot.discord.world().bot_role);
    let addressed = format!("<@{me}> {QUESTION}");
    bot.discord.say(IncomingMessage::new(&addressed).from_bot());
    bot.discord.say(IncomingMessage::new(&addressed).webhook());
    bot.discord.say(IncomingMessage::new(&addressed).kind(7));
    bot.discord.say(IncomingMessage::new(format!("@everyone {QUESTION}")).mention_everyone());
    bot.discord.say(IncomingMessage::new(format!("<@&{role}> {QUESTION}")).mention_role(role));
    bot.discord.say(IncomingMessage::new(QUESTION));
    bot.discord.say(IncomingMessage::new("").direct());
    let last = bot.discord.say(IncomingMessage::new(&addressed));
    let answer = bot.discord.request("POST", "/messages").await;
    assert_eq!(answer.body["message_reference"]["message_id"], json!(last.to_string()));
    let posted = bot
        .discord
        .requests()
        .iter()
        .filter(|request| request.method == "POST" && request.path.contains("/messages"))
        .count();
    assert_eq!(posted, 1);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_and_a_thread_are_answered_where_they_were_asked() {
    let bot = Bot::ready().await;
    let (dm, thread, me) =
        (bot.discord.world().dm, bot.discord.world().thread, bot.discord.world().bot);
    bot.discord.say(IncomingMessage::new(QUESTION).direct());
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(answer.path.contains(&dm.to_string()), "{}", answer.path);
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")).in_channel(thread));
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(answer.path.contains(&thread.to_string()), "{}", answer.path);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_question_gets_a_phrase() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    for (text, expected) in [
        (format!("<@{me}>"), "Ask me a question, and I will quote the documents that answer it."),
        (format!("<@{me}> {}", "long ".repeat(200)), "A question has at most 500 characters."),
        (
            format!("<@{me}> xyzzy plugh frobnicate?"),
            "The documents do not say.\n\nNo document has these words\\: xyzzy, plugh, frobnicate",
        ),
    ] {
        bot.discord.say(IncomingMessage::new(text));
        assert_eq!(shown(&bot.discord.request("POST", "/messages").await.body), expected);
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_permission_to_embed_the_answer_is_plain_text() {
    let world = World::default()
        .bot_permissions(bits::VIEW_CHANNEL | bits::SEND_MESSAGES | bits::READ_MESSAGE_HISTORY);
    let bot = Bot::ready_in(world).await;
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(
        answer.body["content"].as_str().is_some_and(|content| content.starts_with("> ")),
        "{}",
        answer.body
    );
    bot.discord
        .interact(Interacting::slash("ask", asking(QUESTION)).app_permissions(bits::SEND_MESSAGES));
    let answer = bot.discord.request("POST", "/callback").await;
    assert!(
        answer.body["data"]["content"].as_str().is_some_and(|content| content.starts_with("> ")),
        "{}",
        answer.body
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_permission_to_write_there_is_silence() {
    let bot = Bot::ready_in(World::default().bot_permissions(bits::VIEW_CHANNEL)).await;
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    // Asked later, answered: so the message before was handled, and nothing was sent for it.
    bot.discord.say(IncomingMessage::new(QUESTION).direct());
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(answer.path.contains(&bot.discord.world().dm.to_string()), "{}", answer.path);
    assert_eq!(
        bot.discord.requests().iter().filter(|request| request.path.contains("/messages")).count(),
        1
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_deleted_at_once_leaves_no_answer_behind() {
    let bot = Bot::ready().await;
    let (me, channel) = (bot.discord.world().bot, bot.discord.world().channel);
    for _ in 0..3 {
        let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
        bot.discord.delete(asked);
    }
    // Asked later, answered: so the messages before were handled; and a stop waits for what is
    // under way.
    bot.discord.say(IncomingMessage::new(QUESTION).direct());
    while !bot
        .discord
        .request("POST", "/messages")
        .await
        .path
        .contains(&bot.discord.world().dm.to_string())
    {}
    let discord = bot.discord.clone();
    bot.stop().await;
    let mut answers = discord.requests().into_iter().filter(|request| {
        request.method == "POST" && request.path.contains(&format!("/channels/{channel}/"))
    });
    assert!(answers.all(|answer| answer.status / 100 == 2
        && answer.body["message_reference"]["fail_if_not_exists"] == json!(false)));
    assert_eq!(discord.messages(channel), Vec::<serde_json::Value>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rate_limit_is_waited_out_within_the_deadline() {
    let bot = Bot::ready().await;
    bot.discord.fail_next("POST", "/callback", 2, Failure::RateLimited { retry_after: 0.2 });
    bot.discord.slash("ask", asking(QUESTION));
    let statuses = [
        bot.discord.request("POST", "/callback").await.status,
        bot.discord.request("POST", "/callback").await.status,
    ];
    assert_eq!(statuses, [429, 429]);
    assert_eq!(bot.discord.request("POST", "/callback").await.status / 100, 2);
    bot.stop().await;
}

/// Runs on threads of which one alone reads documents.
fn with_one_thread_for_answers(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime");
    runtime.block_on(test);
}

#[test]
fn an_answer_that_takes_longer_than_a_second_is_deferred() {
    with_one_thread_for_answers(async {
        let bot = Bot::ready().await;
        // The one thread on which answers are found is taken until the deferral has come.
        let (release, held) = std::sync::mpsc::channel::<()>();
        let holding = tokio::task::spawn_blocking(move || held.recv());
        bot.discord.slash("ask", asking(QUESTION));
        assert_eq!(bot.discord.request("POST", "/callback").await.body["type"], json!(5));
        release.send(()).expect("the thread waits");
        holding.await.expect("the thread ends").expect("it was released");
        let answer = bot.discord.request("PATCH", "/messages/@original").await;
        assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
        bot.stop().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_drops_is_resumed_and_nothing_is_answered_twice() {
    let bot = Bot::ready_in(World::default().heartbeat_interval(Duration::from_millis(200))).await;
    let me = bot.discord.world().bot;
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    bot.discord.heartbeat().await;
    let resumed = bot.discord.resumed();
    bot.discord.drop_connection();
    resumed.await;
    bot.discord.repeat(asked);
    bot.discord.interact_told_twice(Interacting::slash("ask", asking(QUESTION)));
    assert_eq!(bot.discord.request("POST", "/callback").await.status / 100, 2);
    // Asked later, answered: so what was told again before was handled.
    bot.discord.slash("ask", asking(QUESTION));
    assert_eq!(bot.discord.request("POST", "/callback").await.status / 100, 2);
    let sent = |path: &str| {
        bot.discord
            .requests()
            .iter()
            .filter(|request| request.method == "POST" && request.path.contains(path))
            .count()
    };
    assert_eq!((sent("/messages"), sent("/callback")), (1, 2));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_or_intents_that_discord_refuses_end_the_bot() {
    for (code, expected) in [(4004, "token"), (4014, "intents")] {
        let discord = FakeDiscord::start().await;
        discord.refuse_identify(code);
        let ended = Bot::start(discord).ended().await.expect_err("the bot cannot go on");
        assert_eq!(
            if matches!(ended, ServeError::Token) { "token" } else { "intents" },
            expected,
            "{ended}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_the_real_gateway_is_never_tried() {
    let discord = FakeDiscord::start().await;
    discord.move_gateway("wss://gateway.discord.gg");
    let ended = Bot::start(discord.clone()).ended().await.expect_err("the bot cannot go on");
    assert!(matches!(ended, ServeError::RealGateway(_)), "{ended}");
    assert_eq!(discord.identifies(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_ends_cleanly_at_sigterm_and_ctrl_c() {
    for signal in ["-TERM", "-INT"] {
        let discord = FakeDiscord::start().await;
        let data = tempfile::tempdir().expect("a temporary folder");
        let mut serving = Command::new(env!("CARGO_BIN_EXE_verbatim"))
            .arg("serve")
            .arg("--data")
            .arg(data.path())
            .env("DISCORD_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .current_dir(crate::world::root())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        discord.ready().await;
        let since = Instant::now();
        assert!(
            Command::new("kill")
                .args([signal, &serving.id().to_string()])
                .status()
                .expect("kill runs")
                .success()
        );
        let status = tokio::task::spawn_blocking(move || serving.wait())
            .await
            .expect("waited")
            .expect("ended");
        assert_eq!(status.code(), Some(0), "{signal}: {status}");
        assert!(since.elapsed() < Duration::from_secs(10), "{signal}");
    }
}
