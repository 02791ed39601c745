//! Buttons and autocompletion have limits of their own, and a button shows nothing but what may be
//! quoted.

use fake_discord::{FakeDiscord, Interacting, id};
use serde_json::json;
use verbatim::answer::{Outcome, QuoteReference, answer, restore};
use verbatim::corpus::Scope;
use verbatim::discord::control::{Action, Control};
use verbatim::document::ByteRange;
use verbatim::question::Question;

use super::{QUESTION, asking};
use crate::bot::{Bot, painted, record_documents, response, shown};

/// A message of the bot that a button may be on.
async fn answered(bot: &Bot) -> id::Id<id::marker::MessageMarker> {
    bot.discord.slash("ask", asking(QUESTION));
    response(&bot.discord).await;
    let messages = bot.discord.messages(bot.discord.world().channel);
    let last = messages.last().expect("the answer stands there");
    last["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_presses_too_fast_is_told_to_wait_and_others_are_not() {
    let bot = Bot::ready().await;
    let on = answered(&bot).await;
    let mut shown_to = Vec::new();
    for _ in 0..12 {
        bot.discord.interact(Interacting::press_forged("no such button", on));
        shown_to.push(painted(&response(&bot.discord).await));
    }
    let limited: Vec<bool> =
        shown_to.iter().map(|text| text.contains("faster than I answer")).collect();
    assert!(!limited[0] && limited[11], "{shown_to:?}");
    assert!(shown_to[11].starts_with("(for one person only)"), "{shown_to:?}");
    let other = bot.discord.world().other;
    bot.discord.interact(Interacting::press_forged("no such button", on).by(other));
    let theirs = painted(&response(&bot.discord).await);
    assert_eq!(theirs, shown_to[0]);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_types_too_fast_is_offered_nothing_and_may_ask() {
    let bot = Bot::ready().await;
    let options = json!([
        {"name": "source", "type": 3, "value": "", "focused": true},
        {"name": "question", "type": 3, "value": "why"},
    ]);
    let mut offered = Vec::new();
    for _ in 0..60 {
        bot.discord.interact(Interacting::autocomplete("ask", options.clone()));
        let data = response(&bot.discord).await;
        offered.push(data["choices"].as_array().map_or(0, Vec::len));
    }
    assert_eq!(offered[0], 5);
    assert!(offered.iter().filter(|n| **n == 0).count() >= 10, "{offered:?}");
    bot.discord.slash("ask", asking(QUESTION));
    assert!(shown(&response(&bot.discord).await).contains("2021"));
    bot.stop().await;
}

/// A page number, which is no word of the sentence that it cuts in two.
const PAGE: &str = "4711";
const PAGED: &str = "The harbour of Vardø was closed by the king and all of his council in the\n\n4711\n\n\
month of March 1912 because of the storm. It was opened again in the summer of 1913.\n\n\
The lighthouse of Vardø was lit in the year 1896 for the first time.\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_button_shows_nothing_but_sentences() {
    let (seeds, data) = (
        tempfile::tempdir().expect("a temporary folder"),
        tempfile::tempdir().expect("a temporary folder"),
    );
    std::fs::write(seeds.path().join("harbours.txt"), PAGED).expect("written");
    record_documents(seeds.path());
    let library = crate::world::library(seeds.path());
    let shelf = library.shelf();
    let question = Question::new("when was the harbour of Vardø closed?");
    let answer = answer(&question, &Scope::All, &shelf, 1).expect("no damage");
    let Outcome::Answered(quotes) = answer.outcome else { panic!("the document says when") };
    let honest = quotes[0].reference();
    let place = |words: &str| PAGED.find(words).expect("it stands there");
    let gap = place(PAGE);
    let forged = |start: usize, end: usize| QuoteReference {
        parts: vec![ByteRange::new(start, end)],
        highlights: Vec::new(),
        ..honest.clone()
    };
    let words = |reference: &QuoteReference| {
        let shown = restore(reference, &Scope::All, &shelf).expect("no damage")?;
        Some(shown.quote.parts().iter().map(|part| PAGED[part.as_std()].to_owned()).collect())
    };
    let words = |reference: &QuoteReference| -> Option<String> { words(reference) };
    // What was shown is shown again, and so are two sentences with a space between.
    assert!(words(&honest).is_some_and(|words| words.contains("closed")), "{honest:?}");
    let joined = forged(place("month of"), place(" 1913") + " 1913.".len());
    assert!(words(&joined).is_some_and(|words| words.contains("It was opened")));
    let mut n_refused = 0;
    for start in (0..PAGED.len()).filter(|at| PAGED.is_char_boundary(*at)) {
        for end in (start + 1..=PAGED.len()).filter(|at| PAGED.is_char_boundary(*at)) {
            let is_gap = start < gap + PAGE.len() && gap < end;
            match words(&forged(start, end)) {
                Some(words) => assert!(!is_gap, "{start}..{end} shows {words}"),
                None => n_refused += usize::from(is_gap),
            }
        }
    }
    assert!(n_refused > 1000, "{n_refused}");

    let bot = Bot::start_with(FakeDiscord::start().await, seeds.path().to_path_buf(), data);
    bot.discord.ready().await;
    bot.discord.registered("ask").await;
    let on = answered(&bot).await;
    for (reference, expected) in [
        (forged(0, place("month of")), "no longer in the documents"),
        (honest, "closed by the king"),
    ] {
        let control = Control::new(None, Action::ShowNearest(vec![reference]));
        let id = control.custom_id().expect("there is room");
        bot.discord.interact(Interacting::press_forged(&id, on));
        let painted = painted(&response(&bot.discord).await);
        assert!(painted.contains(expected) && !painted.contains(PAGE), "{painted}");
    }
    bot.stop().await;
}
