//! Work that takes longer than a second is deferred, whatever it is, and its outcome edited in.

use fake_discord::{FakeDiscord, IncomingMessage, Interacting, Request};
use serde_json::{Value, json};

use super::{QUESTION, asking, with_one_thread_for_answers};
use crate::bot::{Bot, Silent, button, painted, record_documents, response, shown};
use crate::law::hostile;

/// The first response to what somebody does while that thread is taken, and then the request that
/// follows when it is free.
async fn deferred(bot: &Bot, act: Interacting, (method, path): (&str, &str)) -> (Value, Request) {
    let (release, held) = std::sync::mpsc::channel::<()>();
    let holding = tokio::task::spawn_blocking(move || held.recv());
    bot.discord.interact(act);
    let first = bot.discord.request("POST", "/callback").await;
    assert_eq!(first.status / 100, 2, "{}", first.body);
    release.send(()).expect("the thread waits");
    holding.await.expect("the thread ends").expect("it was released");
    let then = bot.discord.request(method, path).await;
    assert_eq!(then.status / 100, 2, "{}", then.body);
    (first.body, then)
}

const EDIT: (&str, &str) = ("PATCH", "/messages/@original");

fn of_source(name: &str, is_private: bool) -> Interacting {
    let options = json!([
        {"name": "question", "type": 3, "value": QUESTION},
        {"name": "source", "type": 3, "value": name},
        {"name": "private", "type": 5, "value": is_private},
    ]);
    Interacting::slash("ask", options)
}

#[test]
fn a_question_to_one_document_is_deferred_and_a_document_that_is_not_there_is_told_in_its_place() {
    with_one_thread_for_answers(async {
        let bot = Bot::ready().await;
        let (first, answer) =
            deferred(&bot, of_source("cambodia’s relations with russia", false), EDIT).await;
        assert_eq!((&first["type"], &first["data"]["flags"]), (&json!(5), &json!(0)));
        let nothing = "This document does not say.";
        assert!(shown(&answer.body).starts_with(nothing), "{}", answer.body);
        for (is_private, flags) in [(false, 0), (true, 64)] {
            let (first, told) =
                deferred(&bot, of_source("no such document", is_private), EDIT).await;
            assert_eq!((&first["type"], &first["data"]["flags"]), (&json!(5), &json!(flags)));
            assert!(shown(&told.body).starts_with("There is no such document."), "{}", told.body);
        }
        // In time it is told to the asker only, whoever was to see the answer.
        bot.discord.interact(of_source("no such document", false));
        assert!(painted(&response(&bot.discord).await).starts_with("(for one person only)"));
        bot.stop().await;
    });
}

#[test]
fn finding_sources_is_deferred_for_who_asked_only() {
    with_one_thread_for_answers(async {
        let bot = Bot::ready().await;
        let said = bot.discord.say(IncomingMessage::new("Cambodia joined ASEAN in 1999."));
        let act = Interacting::on_message("Find sources", said);
        let (first, found) = deferred(&bot, act, EDIT).await;
        assert_eq!((&first["type"], &first["data"]["flags"]), (&json!(5), &json!(64)));
        assert!(shown(&found.body).contains("\n> "), "{}", found.body);
        bot.stop().await;
    });
}

#[test]
fn pages_are_opened_and_turned_after_a_deferral() {
    with_one_thread_for_answers(async {
        let seeds = tempfile::tempdir().expect("a temporary folder");
        hostile::lay_out(seeds.path());
        record_documents(seeds.path());
        let data = tempfile::tempdir().expect("a temporary folder");
        let discord = FakeDiscord::start().await;
        let bot = Bot::start_with(discord, seeds.path().to_path_buf(), data);
        bot.discord.ready().await;
        bot.discord.registered("ask").await;
        // Without embeds a message holds less, and not all quotes fit.
        let asked = Interacting::slash("ask", asking("what is the crowded ledger?"));
        bot.discord.interact(asked.app_permissions(0));
        let answer = response(&bot.discord).await;
        let more = |message: &Value| {
            Interacting::press(&button(message, "More quotes")).app_permissions(0)
        };
        let other = bot.discord.world().other;
        let (first, page) = deferred(&bot, more(&answer).by(other), EDIT).await;
        assert_eq!((&first["type"], &first["data"]["flags"]), (&json!(5), &json!(64)));
        assert!(shown(&page.body).contains("**\\[2\\]**"), "{}", page.body);
        let (first, page) = deferred(&bot, more(&answer), EDIT).await;
        assert_eq!(first["type"], json!(6));
        assert!(shown(&page.body).contains("**\\[2\\]**"), "{}", page.body);
        let back = Interacting::press(&button(&page.body, "First quotes")).app_permissions(0);
        let (first, page) = deferred(&bot, back, EDIT).await;
        assert_eq!(first["type"], json!(6));
        assert_eq!(shown(&page.body), shown(&answer));
        // Where the documents have gone meanwhile, the page stays, and who pressed is told why.
        for file in std::fs::read_dir(seeds.path()).expect("a folder") {
            std::fs::remove_file(file.expect("an entry").path()).expect("removed");
        }
        let library = bot.library.clone();
        let refreshed = move || library.refresh(&mut Silent).map(|_| ());
        tokio::task::spawn_blocking(refreshed).await.expect("no panic").expect("it can be read");
        let (first, told) = deferred(&bot, more(&page.body), ("POST", "/webhooks/")).await;
        assert_eq!(first["type"], json!(6));
        assert!(
            painted(&told.body).starts_with("(for one person only)\nThese passages are no longer")
        );
        bot.stop().await;
    });
}
