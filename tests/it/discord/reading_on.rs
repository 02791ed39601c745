//! Under an answer: the text around a quote, further quotes, the document, the citation, and the end
//! of the answer. Everything works after a restart, and each for who may.

use fake_discord::{FakeDiscord, Interacting, bits};
use serde_json::{Value, json};

use super::{QUESTION, asking};
use crate::bot::{Bot, button, buttons, menu, options, painted, record_documents, response, shown};

/// A document of several paragraphs under two headings, with a footnote.
const LAMPS: &str = "# The lamps of Vardø\n\n## Oil\n\nThe first lamp was lit in 1851.[^1] It burned oil of whales. Nobody kept it at night.\n\nIn 1870 a keeper moved in.\n\n## Gas\n\nGas came in 1899 by a pipe. The pipe froze each winter.\n\nThe last gas lamp went out in 1931.\n\n[^1]: Old letters say 1852.\n";
const LAMP_QUESTION: &str = "when was the first lamp lit?";

async fn over_lamps() -> (Bot, tempfile::TempDir) {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(seeds.path().join("lamps.md"), LAMPS).expect("written");
    record_documents(seeds.path());
    let data = tempfile::tempdir().expect("a temporary folder");
    let bot = Bot::start_with(FakeDiscord::start().await, seeds.path().to_path_buf(), data);
    bot.discord.ready().await;
    bot.discord.registered("ask").await;
    (bot, seeds)
}

/// What the bot makes of a press: the type of its response and its message.
async fn press(bot: &Bot, interacting: Interacting) -> (u64, Value) {
    bot.discord.interact(interacting);
    let response = bot.discord.request("POST", "/callback").await;
    assert_eq!(response.status / 100, 2, "{}", response.body);
    (response.body["type"].as_u64().unwrap_or_default(), response.body["data"].clone())
}

async fn asked(bot: &Bot, question: &str) -> Value {
    bot.discord.slash("ask", asking(question));
    response(&bot.discord).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_around_a_quote_is_read_to_its_ends_and_the_way_back_leads_to_the_quotes() {
    let (bot, _seeds) = over_lamps().await;
    let answer = asked(&bot, LAMP_QUESTION).await;
    insta::assert_snapshot!("answer_with_controls", painted(&answer));
    let bot = bot.restart().await;
    let (kind, first) = press(&bot, Interacting::press(&button(&answer, "After ▶"))).await;
    assert_eq!(kind, 7, "who asked has the message changed");
    insta::assert_snapshot!("page_of_text", painted(&first));
    assert!(shown(&first).contains("¶ 1–4 of 4"), "{first}");
    assert!(!buttons(&first).iter().any(|button| button["label"] == "After ▶"));
    let (_, back) = press(&bot, Interacting::press(&button(&first, "Back to the quotes"))).await;
    assert_eq!(shown(&back), shown(&answer));
    let (_, before) = press(&bot, Interacting::press(&button(&back, "◀ Before"))).await;
    assert!(shown(&before).contains("1851") && shown(&before).contains("¶ 1 of 4"), "{before}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_gets_a_copy_and_the_answer_stays() {
    let bot = Bot::ready().await;
    let (channel, other) = (bot.discord.world().channel, bot.discord.world().other);
    let answer = asked(&bot, QUESTION).await;
    let before = bot.discord.messages(channel);
    let after = button(&answer, "After ▶");
    let (kind, copy) = press(&bot, Interacting::press(&after).by(other)).await;
    assert_eq!((kind, &copy["flags"]), (4, &json!(64)), "a message for one person");
    assert!(!buttons(&copy).iter().any(|button| button["label"] == "Delete"));
    let public = |messages: Vec<Value>| -> Vec<Value> {
        messages
            .into_iter()
            .filter(|one| one["flags"].as_u64().unwrap_or_default() & 64 == 0)
            .collect()
    };
    assert_eq!(public(bot.discord.messages(channel)), public(before));
    // In the copy they go on by themselves.
    let onward = Interacting::press(&button(&copy, "After ▶")).by(other);
    let (kind, _) = press(&bot, onward).await;
    assert_eq!(kind, 7);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_chooses_the_quote_that_the_buttons_are_for() {
    let bot = Bot::ready().await;
    let answer = asked(&bot, QUESTION).await;
    let quotes = options(&answer);
    assert_eq!(quotes.len(), 3, "{answer}");
    let bot = bot.restart().await;
    let (_, first) = press(&bot, Interacting::press(&button(&answer, "Cite"))).await;
    let choose = Interacting::select(&menu(&answer), &[&quotes[1].1]);
    let (kind, chosen) = press(&bot, choose).await;
    assert_eq!((kind, shown(&chosen)), (7, shown(&answer)));
    let (kind, second) = press(&bot, Interacting::press(&button(&chosen, "Cite"))).await;
    assert_eq!((kind, &second["flags"].as_u64().unwrap_or_default() & 64), (4, 64));
    assert_ne!(shown(&first), shown(&second));
    insta::assert_snapshot!("citation_to_copy", painted(&first));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_quotes_are_a_button_away_and_so_are_the_first_ones() {
    let bot = Bot::ready().await;
    let answer = asked(&bot, QUESTION).await;
    let bot = bot.restart().await;
    let (kind, more) = press(&bot, Interacting::press(&button(&answer, "More quotes"))).await;
    assert_eq!(kind, 7);
    assert!(
        shown(&more).contains("**\\[4\\]**") && !shown(&more).contains("**\\[3\\]**"),
        "{more}"
    );
    insta::assert_snapshot!("further_quotes", painted(&more));
    let (_, page) = press(&bot, Interacting::press(&button(&more, "◀ Before"))).await;
    let (_, again) = press(&bot, Interacting::press(&button(&page, "More quotes"))).await;
    assert_eq!(shown(&again), shown(&more));
    let (_, first) = press(&bot, Interacting::press(&button(&again, "First quotes"))).await;
    assert_eq!(shown(&first), shown(&answer));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_opens_from_its_quote_and_its_sections_from_the_document() {
    let (bot, _seeds) = over_lamps().await;
    let answer = asked(&bot, LAMP_QUESTION).await;
    let (kind, card) = press(&bot, Interacting::press(&button(&answer, "Source"))).await;
    assert_eq!(kind, 7);
    insta::assert_snapshot!("document_card", painted(&card));
    let headings = options(&card);
    let gas = headings.iter().find(|(label, _)| label.ends_with("Gas")).expect("a heading");
    let bot = bot.restart().await;
    let (_, page) = press(&bot, Interacting::select(&menu(&card), &[&gas.1])).await;
    assert!(shown(&page).contains("Gas came in 1899"), "{page}");
    assert!(!shown(&page).contains("1851"), "{page}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_footnote_of_a_quoted_sentence_can_be_opened() {
    let (bot, _seeds) = over_lamps().await;
    let answer = asked(&bot, LAMP_QUESTION).await;
    let (kind, notes) = press(&bot, Interacting::press(&button(&answer, "Footnotes"))).await;
    assert_eq!(kind, 4);
    assert!(shown(&notes).contains("> Old letters say 1852."), "{notes}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_deleted_by_who_asked_and_by_who_manages_messages() {
    let bot = Bot::ready().await;
    let (channel, other) = (bot.discord.world().channel, bot.discord.world().other);
    let answer = asked(&bot, QUESTION).await;
    let delete = button(&answer, "Delete");
    let refused = Interacting::press(&delete).by(other).member_permissions(bits::SEND_MESSAGES);
    let (kind, notice) = press(&bot, refused).await;
    assert_eq!((kind, notice["flags"].as_u64().unwrap_or_default() & 64), (4, 64));
    assert!(shown(&notice).starts_with("Only who asked"), "{notice}");
    let n_public = || {
        let all = bot.discord.messages(channel);
        all.iter().filter(|one| one["flags"].as_u64().unwrap_or_default() & 64 == 0).count()
    };
    assert_eq!(n_public(), 1);
    press(&bot, Interacting::press(&delete)).await;
    bot.discord.request("DELETE", "/messages/@original").await;
    assert_eq!(n_public(), 0);
    let answer = asked(&bot, QUESTION).await;
    let managed = Interacting::press(&button(&answer, "Delete"))
        .by(other)
        .member_permissions(bits::MANAGE_MESSAGES);
    press(&bot, managed).await;
    bot.discord.request("DELETE", "/messages/@original").await;
    assert_eq!(n_public(), 0);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn controls_on_an_answer_whose_document_has_changed_say_so() {
    let (bot, seeds) = over_lamps().await;
    let answer = asked(&bot, LAMP_QUESTION).await;
    let changed = LAMPS.replace("Gas came in 1899", "Gas came in 1900");
    std::fs::write(seeds.path().join("lamps.md"), changed).expect("written");
    let bot = bot.restart().await;
    for label in ["After ▶", "◀ Before", "Cite"] {
        let (kind, notice) = press(&bot, Interacting::press(&button(&answer, label))).await;
        assert_eq!(kind, 4, "{label}");
        assert_eq!(shown(&notice), "The document has changed since this was quoted.", "{label}");
    }
    let (kind, card) = press(&bot, Interacting::press(&button(&answer, "Source"))).await;
    assert_eq!(kind, 7);
    assert!(shown(&card).starts_with("The document has changed since"), "{card}");
    std::fs::remove_file(seeds.path().join("lamps.md")).expect("removed");
    std::fs::write(seeds.path().join("other.md"), "Another text is here.\n").expect("written");
    let bot = bot.restart().await;
    let (_, notice) = press(&bot, Interacting::press(&button(&card, "Read"))).await;
    assert!(shown(&notice).starts_with("These passages are no longer"), "{notice}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_custom_id_that_was_not_made_here_opens_nothing() {
    let bot = Bot::ready().await;
    let answer = asked(&bot, QUESTION).await;
    let made = button(&answer, "After ▶");
    let on = bot.discord.messages(bot.discord.world().channel)[0]["id"].clone();
    let on: u64 = on.as_str().and_then(|id| id.parse().ok()).expect("an id");
    let on = fake_discord::id::Id::new(on);
    let turned: String = made.chars().rev().collect();
    for forged in ["near:AAAA", "open:0:AAAA", "x", &turned, &made[..made.len() - 1]] {
        let (kind, notice) = press(&bot, Interacting::press_forged(forged, on)).await;
        assert_eq!(kind, 4, "{forged}");
        assert_eq!(shown(&notice), "This button no longer works. Please ask again.", "{forged}");
    }
    bot.stop().await;
}
