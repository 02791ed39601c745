//! The commands: their options, what is offered while somebody types, who may use them where, and
//! how they are registered.

use std::sync::Arc;

use fake_discord::{FakeDiscord, IncomingMessage, Interacting};
use serde_json::{Value, json};
use verbatim::answered::Answered;
use verbatim::discord::{Quoted, serve};
use verbatim::environment::{ApiUrl, BotToken, DiscordAccess, UploadServers};
use verbatim::feedback::Feedback;
use verbatim::library::{Folders, Library};
use verbatim::phrases::Phrases;
use verbatim::settings::Settings;
use verbatim::uploads::Uploads;

use super::{QUESTION, asking};
use crate::bot::{Bot, Silent, button, buttons, painted, response, shown};
use crate::world;

async fn choices(bot: &Bot, option: &str, typed: &str) -> Vec<(String, String)> {
    let mut options = vec![json!({"name": option, "type": 3, "value": typed, "focused": true})];
    if option != "question" {
        options.push(json!({"name": "question", "type": 3, "value": "why"}));
    }
    bot.discord.interact(Interacting::autocomplete("ask", Value::Array(options)));
    let response = bot.discord.request("POST", "/callback").await;
    assert_eq!((response.status / 100, &response.body["type"]), (2, &json!(8)));
    let choices = response.body["data"]["choices"].as_array().expect("choices").clone();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    choices.iter().map(|choice| (text(&choice["name"]), text(&choice["value"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_and_example_questions_are_offered_while_somebody_types() {
    let bot = Bot::ready().await;
    let all = choices(&bot, "source", "").await;
    assert_eq!(all.len(), 5);
    let said = |name: &str| {
        let begins = name.trim_end_matches(" […]");
        let sources =
            std::fs::read_to_string(world::seeds().join("sources.toml")).expect("the sources");
        let text = |number: &str| {
            std::fs::read_to_string(
                std::fs::read_dir(world::seeds())
                    .expect("a folder")
                    .flatten()
                    .map(|entry| entry.path())
                    .find(|path| path.to_string_lossy().contains(number))
                    .expect("a document"),
            )
            .expect("UTF-8")
        };
        sources.contains(&format!("\"{name}\""))
            || ["/000_", "/004_"].iter().any(|number| text(number).contains(begins))
    };
    assert!(
        all.iter().all(|(name, _)| said(name)),
        "every name is a title, or the opening words of a document without one: {all:?}"
    );
    assert!(
        all.iter().all(|(name, id)| name.chars().count() <= 100
            && id.len() <= 100
            && !name.contains(".txt")),
        "{all:?}"
    );
    let found = choices(&bot, "source", "camb rel").await;
    assert_eq!(
        found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["Cambodia’s Relations With Russia"]
    );
    let questions = choices(&bot, "question", "vient").await;
    assert_eq!(
        questions,
        [(
            "when did Lavrov attend the ASEAN meetings in Vientiane?".to_owned(),
            "when did Lavrov attend the ASEAN meetings in Vientiane?".to_owned()
        )]
    );
    assert!(choices(&bot, "question", "zorblax").await.is_empty());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_from_one_document_quotes_no_other() {
    let bot = Bot::ready().await;
    let (_, id) = choices(&bot, "source", "cooperation").await.remove(0);
    let ask = |source: &str| json!([{"name": "question", "type": 3, "value": QUESTION}, {"name": "source", "type": 3, "value": source}]);
    bot.discord.slash("ask", ask(&id));
    let answer = response(&bot.discord).await;
    let quotes = shown(&answer).lines().filter(|line| line.starts_with("**\\[")).count();
    assert!(
        quotes > 0 && shown(&answer).matches("Cooperation Between Cambodia").count() == quotes,
        "{answer}"
    );
    // The title typed in full does as well; anything else is told, to the asker only.
    bot.discord.slash("ask", ask("cambodia’s relations with russia"));
    assert!(!shown(&response(&bot.discord).await).contains("no such document"));
    bot.discord.slash("ask", ask("no such document"));
    assert!(
        painted(&response(&bot.discord).await)
            .starts_with("(for one person only)\nThere is no such document.")
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_answer_is_for_the_asker_only() {
    let bot = Bot::ready().await;
    bot.discord.slash("ask", json!([{"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true}]));
    let answer = response(&bot.discord).await;
    assert!(painted(&answer).starts_with("(for one person only)\n(in an embed)\n> "), "{answer}");
    bot.discord.slash("ask", json!([{"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": false}]));
    assert!(painted(&response(&bot.discord).await).starts_with("(in an embed)\n> "));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_work_for_who_installed_the_bot_wherever_they_are() {
    let bot = Bot::ready().await;
    // What managers do is for servers alone.
    let is_everywhere =
        |command: &Value| !["settings", "library"].iter().any(|name| command["name"] == *name);
    for command in bot.discord.commands().into_iter().filter(is_everywhere) {
        assert_eq!(
            (&command["integration_types"], &command["contexts"]),
            (&json!([0, 1]), &json!([0, 1, 2])),
            "{command}"
        );
    }
    bot.discord.interact(Interacting::slash("ask", asking(QUESTION)).elsewhere());
    assert!(shown(&response(&bot.discord).await).contains("2021"));
    bot.discord.interact(Interacting::slash("ask", asking(QUESTION)).direct());
    assert!(shown(&response(&bot.discord).await).contains("2021"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_when_they_changed_and_what_is_no_command_any_more_goes() {
    // The first start knows a command by another name.
    let prompts = tempfile::tempdir().expect("a temporary folder");
    for language in ["en", "ru"] {
        let phrases =
            std::fs::read_to_string(world::root().join(format!("prompts/{language}.ftl")))
                .expect("the phrases");
        std::fs::write(
            prompts.path().join(format!("{language}.ftl")),
            phrases.replace("help-name = help", "help-name = old-help"),
        )
        .expect("written");
    }
    let discord = FakeDiscord::start().await;
    let data = tempfile::tempdir().expect("a temporary folder");
    let folders = Folders {
        seeds: world::seeds(),
        data: data.path().to_path_buf(),
        program: None,
        engine: None,
    };
    let library =
        Arc::new(Library::open(&folders, &mut Silent).expect("the documents can be read").0);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = tokio::spawn(serve(
        DiscordAccess {
            token: BotToken::parse(Some(&discord.token())).expect("a token"),
            api_url: ApiUrl::parse(Some(&discord.url())).expect("an address"),
            open_channels: Default::default(),
            servers: Default::default(),
            shards: Default::default(),
        },
        Quoted {
            library: Arc::clone(&library),
            encoder: None,
            phrases: Arc::new(Phrases::read(prompts.path()).expect("phrases")),
            answered: Answered::open(data.path()).expect("writable"),
            settings: Settings::open(data.path()).expect("writable"),
            feedback: Feedback::open(data.path()).expect("the data folder can be written"),
            uploads: Uploads::new(library, UploadServers::All),
        },
        crate::bot::watched(data.path()),
        async move {
            let _ = stopped.await;
        },
    ));
    discord.registered("old-help").await;
    discord.ready().await;
    let _ = stop.send(());
    served.await.expect("no panic").expect("a clean end");
    // The second start tells Discord anew; the third has nothing to tell.
    let identified = discord.identifies();
    let bot = Bot::start_with(discord, world::seeds(), data);
    bot.discord.identified(identified + 1).await;
    bot.discord.ready().await;
    bot.discord.registered("help").await;
    let names = |bot: &Bot| {
        bot.discord
            .commands()
            .iter()
            .map(|command| command["name"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let all = [
        "ask",
        "search",
        "sources",
        "source",
        "verify",
        "settings",
        "help",
        "about",
        "privacy",
        "Find sources",
        "Verify quotes",
        "library",
    ];
    assert_eq!(names(&bot), all);
    let bot = bot.restart().await;
    let puts = bot
        .discord
        .requests()
        .iter()
        .filter(|request| request.method == "PUT" && request.path.contains("/commands"))
        .count();
    assert_eq!((puts, names(&bot).len()), (2, all.len()));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_have_russian_names_and_speak_the_askers_language() {
    let bot = Bot::ready().await;
    let ask = bot.discord.registered("ask").await;
    assert_eq!(
        (&ask["name_localizations"]["ru"], &ask["options"][1]["name_localizations"]["ru"]),
        (&json!("спросить"), &json!("источник"))
    );
    assert_eq!(
        bot.discord.registered("Find sources").await["name_localizations"]["ru"],
        json!("Найти источники")
    );
    for (locale, expected) in [
        ("ru", "В документах этого нет."),
        ("en-GB", "The documents do not say."),
        ("de", "The documents do not say."),
    ] {
        bot.discord.interact(Interacting::slash("ask", asking("xyzzy plugh?")).locale(locale));
        assert!(shown(&response(&bot.discord).await).starts_with(expected), "{locale}");
    }
    bot.discord.interact(Interacting::slash("ask", asking(QUESTION)).locale("ru"));
    let answer = response(&bot.discord).await;
    assert!(
        shown(&answer).contains("абзац") && shown(&answer).contains("Cambodia"),
        "quotes stay in their language: {answer}"
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_uses_commands_too_fast_is_told_privately() {
    let bot = Bot::ready().await;
    for _ in 0..5 {
        bot.discord.slash("ask", asking("who is Ian Storey?"));
        assert!(!painted(&response(&bot.discord).await).starts_with("(for one"));
    }
    for _ in 0..2 {
        bot.discord.slash("ask", asking("who is Ian Storey?"));
        assert!(
            painted(&response(&bot.discord).await)
                .starts_with("(for one person only)\nYou are asking faster")
        );
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_are_found_for_each_sentence_of_anybodys_message() {
    let bot = Bot::ready().await;
    // A statement is not backed by its denial, nor by another number.
    let claims = "Hello! Cambodia joined ASEAN in 1999. Cambodia joined ASEAN in 2007. Cambodia did not join ASEAN in 1999.";
    let said = bot.discord.say(IncomingMessage::new(claims).by(bot.discord.world().other));
    bot.discord.interact(Interacting::on_message("Find sources", said));
    let found = painted(&response(&bot.discord).await);
    let said_of =
        |number: usize| found.split("Sentence ").nth(number).expect("a sentence").to_owned();
    assert!(found.starts_with("(for one person only)"), "{found}");
    assert!(said_of(1).contains("\n> ") && said_of(1).contains("1999"), "{found}");
    assert!(
        said_of(2).contains("No document says this.")
            && said_of(3).contains("No document says this."),
        "{found}"
    );
    let said = bot.discord.say(IncomingMessage::new("hello!"));
    bot.discord.interact(Interacting::on_message("Find sources", said));
    assert!(
        painted(&response(&bot.discord).await)
            .ends_with("This message has no sentence to look for.")
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_of_a_long_message_come_whole_over_several_messages() {
    let bot = Bot::ready().await;
    let text = std::fs::read_to_string(world::seeds().join("002_b0f518884bd6391d.txt"))
        .expect("a document");
    let long = text
        .split(". ")
        .filter(|sentence| sentence.len() > 200 && sentence.len() < 350 && !sentence.contains('\n'))
        .take(6);
    let said = bot.discord.say(IncomingMessage::new(
        long.map(|sentence| format!("{sentence}.\n")).collect::<String>(),
    ));
    bot.discord.interact(Interacting::on_message("Find sources", said).app_permissions(0));
    let mut texts = vec![shown(&response(&bot.discord).await).to_owned()];
    while !texts.last().expect("one").contains("Only the first 5 sentences were looked for") {
        let follow_up = bot.discord.request("POST", "/webhooks/").await;
        assert_eq!(
            (follow_up.status / 100, &follow_up.body["flags"]),
            (2, &json!(68)),
            "{}",
            follow_up.body
        );
        texts.push(shown(&follow_up.body).to_owned());
    }
    assert!(texts.len() > 1);
    let whole = texts.join("\n");
    assert!(
        (1..=5).all(|number| whole.contains(&format!("Sentence {number}\\:")))
            && whole.matches("\n> ").count() >= 4,
        "{whole}"
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_asks_its_examples_by_buttons_even_after_a_restart() {
    let bot = Bot::ready().await;
    bot.discord.slash("help", Value::Null);
    let help = response(&bot.discord).await;
    assert_eq!(buttons(&help).len(), 5);
    let bot = bot.restart().await;
    bot.discord.interact(Interacting::press(&button(&help, QUESTION)));
    let answer = bot.discord.request("POST", "/callback").await;
    assert_eq!(answer.body["type"], json!(4));
    assert!(
        painted(&answer.body["data"]).starts_with("(for one person only)\n(in an embed)\n> "),
        "{}",
        answer.body
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn about_says_what_is_there_and_what_is_kept() {
    let bot = Bot::ready().await;
    bot.discord.slash("about", Value::Null);
    let about = painted(&response(&bot.discord).await);
    for expected in
        [env!("CARGO_PKG_VERSION"), "I quote 5 documents", "<t:…:R>", "I keep no questions", "30"]
    {
        assert!(about.contains(expected), "{about}");
    }
    bot.stop().await;
}
