//! More than can be answered, from people and channels of whom none asks too much. The long form is
//! `trials flood`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::{Failure, IncomingMessage, Interacting, Request};
use serde_json::{Value, json};

use super::{QUESTION, asking};
use crate::bot::{Bot, response, shown};

/// More than there are places.
const N: usize = 340;
const CROWDED: &str = "More people are asking than I can answer. Please ask again in a minute.";

/// Somebody new, somewhere new.
fn elsewhere(what: Interacting, number: usize) -> Interacting {
    let person = Id::new(964_000_000_000_000_000 + number as u64);
    let channel = Id::new(974_000_000_000_000_000 + number as u64);
    what.by(person).in_channel(channel).elsewhere()
}

/// The first responses to these interactions, when there are so many.
async fn responses(bot: &Bot, ids: &BTreeSet<String>, n: usize) -> BTreeMap<String, Vec<Request>> {
    let since = Instant::now();
    loop {
        let mut found: BTreeMap<String, Vec<Request>> = BTreeMap::new();
        for request in bot.discord.requests_since(0, "/callback") {
            let id = request.path.split('/').rev().nth(2).unwrap_or_default().to_owned();
            if ids.contains(&id) && request.status != 0 {
                found.entry(id).or_default().push(request);
            }
        }
        if found.len() >= n {
            return found;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "{} of {n}", found.len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_crowd_everybody_is_answered_or_told_in_time_and_the_next_is_answered() {
    let bot = Bot::ready().await;
    // Discord takes its time, so that nobody makes room for another.
    bot.discord.fail_next("POST", "/callback", N, Failure::Delay(Duration::from_millis(700)));
    let ask = |number| elsewhere(Interacting::slash("ask", asking(QUESTION)), number);
    let sent = (0..N).map(|at| (bot.discord.interact(ask(at)).to_string(), Instant::now()));
    let (ids, sent): (Vec<String>, Vec<Instant>) = sent.unzip();
    let all: BTreeSet<String> = ids.iter().cloned().collect();
    let found = responses(&bot, &all, N).await;
    let is_told = |id: &String| shown(&found[id][0].body["data"]) == CROWDED;
    let told: Vec<&String> = ids.iter().filter(|id| is_told(id)).collect();
    assert!(told.len() > N / 10 && told.len() < N - 100, "{} of {N} were told", told.len());
    // The newest are, and nobody but them hears of it.
    assert!(ids[..100].iter().all(|id| !is_told(id)));
    for id in told {
        let flags = found[id][0].body["data"]["flags"].as_u64().unwrap_or_default();
        assert_eq!(flags & 64, 64, "{id}");
    }
    for (id, sent) in ids.iter().zip(sent) {
        let responses = &found[id];
        assert_eq!(responses.len(), 1, "{id}");
        let took = responses[0].at.saturating_duration_since(sent);
        assert!(responses[0].status / 100 == 2 && took < Duration::from_secs(3), "{id}: {took:?}");
    }
    bot.discord.interact(ask(N));
    assert!(shown(&response(&bot.discord).await).contains("2021"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_many_people_type_the_last_is_answered_in_time() {
    let bot = Bot::ready().await;
    let typed = ["c", "ca", "cam", "camb", "cambo"];
    let sent = Instant::now();
    let mut last = BTreeSet::new();
    for person in 0..200 {
        for typed in typed {
            let option = json!([{"name": "name", "type": 3, "value": typed, "focused": true}]);
            let typing = elsewhere(Interacting::autocomplete("source", option), person);
            let id = bot.discord.interact(typing).to_string();
            if typed == "cambo" {
                last.insert(id);
            }
        }
    }
    let found = responses(&bot, &last, last.len()).await;
    for (id, responses) in &found {
        let took = responses[0].at.saturating_duration_since(sent);
        assert!(responses.len() == 1 && took < Duration::from_secs(3), "{id}: {took:?}");
    }
    let offered = |one: &&Vec<Request>| one[0].body["data"]["choices"] != Value::Array(Vec::new());
    let n_offered = found.values().filter(offered).count();
    assert!(n_offered > 0, "somebody is offered something");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_edits_of_a_message_the_newest_is_answered_and_few_others() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    for at in 0..500 {
        bot.discord.edit(asked, &format!("<@{me}> xyzzy plugh {at}?"), true);
    }
    bot.discord.edit(asked, &format!("<@{me}> who coordinates the zorblax?"), true);
    let mut n_changed = 0;
    loop {
        let changed = bot.discord.request("PATCH", "/messages").await;
        n_changed += 1;
        if changed.body.to_string().contains("zorblax") {
            break;
        }
    }
    assert!(n_changed < 10, "{n_changed}");
    bot.stop().await;
}
