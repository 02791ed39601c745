//! The commands that look things up: passages by their words, documents, receipts.

use fake_discord::{FakeDiscord, Interacting};
use serde_json::{Value, json};

use super::{QUESTION, asking};
use crate::bot::{Bot, button, buttons, menu, options, painted, record_documents, response, shown};

fn text(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

async fn searched(bot: &Bot, options: Value) -> Value {
    bot.discord.slash("search", options);
    response(&bot.discord).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_counts_its_hits_and_shows_them_page_by_page() {
    let bot = Bot::ready().await;
    bot.discord.registered("search").await;
    let first = searched(&bot, json!([text("words", "cambodia")])).await;
    insta::assert_snapshot!("hits", painted(&first));
    let bot = bot.restart().await;
    let ranks = |message: &Value| -> Vec<usize> {
        (1..=300).filter(|rank| shown(message).contains(&format!("**\\[{rank}\\]**"))).collect()
    };
    let (mut page, mut seen) = (first.clone(), ranks(&first));
    while buttons(&page).iter().any(|button| button["label"] == "Next page") {
        bot.discord.interact(Interacting::press(&button(&page, "Next page")));
        let turned = bot.discord.request("POST", "/callback").await;
        assert_eq!(turned.body["type"], json!(7));
        page = turned.body["data"].clone();
        seen.extend(ranks(&page));
        if seen.len() > 30 {
            break;
        }
    }
    assert_eq!(seen, (1..=seen.len()).collect::<Vec<_>>());
    bot.discord.interact(Interacting::press(&button(&page, "Previous page")));
    let back = bot.discord.request("POST", "/callback").await.body["data"].clone();
    assert_eq!(ranks(&back).last().map(|last| last + 1), ranks(&page).first().copied());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn quoted_words_stand_together_and_words_behind_a_minus_are_missing() {
    let bot = Bot::ready().await;
    let together = searched(&bot, json!([text("words", "\"regional coordinators\"")])).await;
    assert!(shown(&together).contains("1 passage has"), "{together}");
    let apart = searched(&bot, json!([text("words", "\"coordinators regional\"")])).await;
    assert!(shown(&apart).starts_with("No passage has"), "{apart}");
    let without = json!([text("words", "\"regional coordinators\" -asem")]);
    assert!(shown(&searched(&bot, without).await).starts_with("No passage has"));
    let some = searched(&bot, json!([text("words", "coordinators zorblax")])).await;
    assert!(shown(&some).starts_with("No passage has all of"), "{some}");
    let nothing = searched(&bot, json!([text("words", "-asem")])).await;
    assert_eq!(shown(&nothing), "Type a word to look for.");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_keeps_to_one_document_or_one_language() {
    let bot = Bot::ready().await;
    let title = "Cambodia’s Relations With Russia";
    let one = json!([text("words", "moscow"), text("source", title)]);
    let found = searched(&bot, one).await;
    let cited = shown(&found).matches("**\\[").count();
    assert!(cited > 0);
    assert_eq!(shown(&found).matches(title).count(), cited, "{found}");
    let russian = json!([text("words", "moscow"), text("language", "ru")]);
    assert!(!shown(&searched(&bot, russian).await).contains(title));
    let unknown = json!([text("words", "moscow"), text("source", "no such document")]);
    assert!(shown(&searched(&bot, unknown).await).starts_with("There is no such document."));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documents_are_listed_and_each_opens() {
    let bot = Bot::ready().await;
    bot.discord.slash("sources", Value::Null);
    let listed = response(&bot.discord).await;
    insta::assert_snapshot!("documents", painted(&listed));
    let bot = bot.restart().await;
    bot.discord.interact(Interacting::press(&button(&listed, "Newest first")));
    let by_date = bot.discord.request("POST", "/callback").await.body["data"].clone();
    let dates = |message: &Value| {
        shown(message)
            .lines()
            .filter_map(|line| line.rsplit(" · ").next())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let years: Vec<String> =
        dates(&by_date).into_iter().filter(|date| date.starts_with('2')).collect();
    assert!(!years.is_empty() && years.windows(2).all(|pair| pair[0] >= pair[1]), "{years:?}");
    let (label, value) = options(&by_date).remove(0);
    bot.discord.interact(Interacting::select(&menu(&by_date), &[&value]));
    let opened = bot.discord.request("POST", "/callback").await;
    assert_eq!(opened.body["type"], json!(7), "{label}");
    assert!(shown(&opened.body["data"]).contains("passages\\: "), "{}", opened.body);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_read_from_its_name_to_its_end() {
    let bot = Bot::ready().await;
    let named = json!([text("name", "Cambodia’s Relations With Russia")]);
    bot.discord.slash("source", named);
    let card = response(&bot.discord).await;
    insta::assert_snapshot!("source", painted(&card));
    bot.discord.interact(Interacting::press(&button(&card, "Read")));
    let page = bot.discord.request("POST", "/callback").await.body["data"].clone();
    assert!(shown(&page).contains("¶ 1"), "{page}");
    assert!(!buttons(&page).iter().any(|button| button["label"] == "◀ Before"));
    bot.discord.interact(Interacting::press(&button(&page, "After ▶")));
    let next = bot.discord.request("POST", "/callback").await.body["data"].clone();
    assert_ne!(shown(&next), shown(&page));
    bot.discord.slash("source", json!([text("name", "none of that name")]));
    assert!(shown(&response(&bot.discord).await).starts_with("There is no such document."));
    bot.stop().await;
}

/// The receipt behind the word that introduces it.
fn receipt(message: &Value) -> String {
    let behind = shown(message).split("proof `").nth(1).expect("a receipt");
    behind.split('`').next().expect("it ends").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_says_whether_its_words_still_stand_in_the_document() {
    const HALE: &str = "The yard of Hale closed in 1931. It had forty men.\n";
    let seeds = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(seeds.path().join("yard.md"), HALE).expect("written");
    record_documents(seeds.path());
    let data = tempfile::tempdir().expect("a temporary folder");
    let bot = Bot::start_with(FakeDiscord::start().await, seeds.path().to_path_buf(), data);
    bot.discord.ready().await;
    bot.discord.registered("verify").await;
    bot.discord.slash("ask", asking("when did the yard of Hale close?"));
    let id = receipt(&response(&bot.discord).await);
    let (mut bot, mut seen) = (bot, Vec::new());
    for text in [
        HALE.to_owned(),
        format!("{HALE}\nMore was added later.\n"),
        format!("Before it there was another yard.\n\n{}", HALE.replace("of Hale", "of\nHale")),
        HALE.replace("1931", "1932"),
    ] {
        std::fs::write(seeds.path().join("yard.md"), text).expect("written");
        bot = bot.restart().await;
        bot.discord.slash("verify", json!([{"name": "id", "type": 3, "value": format!("`{id}`")}]));
        seen.push(painted(&response(&bot.discord).await));
    }
    insta::assert_snapshot!("receipts", seen.join("\n---\n"));
    std::fs::write(seeds.path().join("other.md"), "Something else stands here.\n")
        .expect("written");
    std::fs::remove_file(seeds.path().join("yard.md")).expect("removed");
    bot = bot.restart().await;
    bot.discord.slash("verify", json!([{"name": "id", "type": 3, "value": id}]));
    assert!(shown(&response(&bot.discord).await).contains("no document here is the one"));
    let wrong = format!("{}A", &id[..id.len() - 1]);
    bot.discord.slash("verify", json!([{"name": "id", "type": 3, "value": wrong}]));
    assert!(shown(&response(&bot.discord).await).starts_with("That is no proof"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quotes_of_an_answer_are_verified_from_the_message_itself() {
    let bot = Bot::ready().await;
    bot.discord.registered("ask").await;
    bot.discord.slash("ask", asking(QUESTION));
    response(&bot.discord).await;
    let answer = bot.discord.messages(bot.discord.world().channel)[0]["id"].clone();
    let answer: u64 = answer.as_str().and_then(|id| id.parse().ok()).expect("an id");
    let answer = fake_discord::id::Id::new(answer);
    let bot = bot.restart().await;
    bot.discord.interact(Interacting::on_message("Verify quotes", answer));
    let verified = response(&bot.discord).await;
    assert_eq!(shown(&verified).matches("still word for word").count(), 3, "{verified}");
    let said = bot.discord.say(fake_discord::IncomingMessage::new("nothing of the kind"));
    bot.discord.interact(Interacting::on_message("Verify quotes", said));
    let none = response(&bot.discord).await;
    assert_eq!(shown(&none), "This message has no quote with a proof.");
    bot.stop().await;
}
