//! Votes under answers, what is kept of questions where that is switched on, and `/privacy`.

use fake_discord::{FakeDiscord, IncomingMessage, Interacting};
use serde_json::{Value, json};
use verbatim::feedback::{Feedback, ServerCounts};
use verbatim::library::{Folders, claim};
use verbatim::settings::{PlaceSettings, Settings};

use super::{QUESTION, asking};
use crate::bot::{Bot, button, buttons, painted, response, shown};
use crate::serving::Program;
use crate::world;

/// No document has any of these words.
const UNANSWERED: &str = "who painted the xyzzy of plugh?";

async fn press(bot: &Bot, interacting: Interacting) -> Value {
    bot.discord.interact(interacting);
    let response = bot.discord.request("POST", "/callback").await;
    assert_eq!(response.body["type"], json!(4), "the answer stays as it is: {}", response.body);
    let message = response.body["data"].clone();
    assert_eq!(message["flags"].as_u64().unwrap_or_default() & 64, 64, "{message}");
    message
}

async fn asked(bot: &Bot, question: &str) -> Value {
    bot.discord.slash("ask", asking(question));
    response(&bot.discord).await
}

/// A bot in a server where questions are kept, or are not.
async fn ready_where(keeps_questions: bool) -> Bot {
    let data = tempfile::tempdir().expect("a temporary folder");
    let discord = FakeDiscord::start().await;
    let server = discord.world().guild.get();
    let kept = PlaceSettings { keeps_questions: Some(keeps_questions), ..PlaceSettings::default() };
    let seeds = world::seeds();
    let folders = Folders { seeds, data: data.path().to_path_buf(), program: None, engine: None };
    claim(&folders).expect("it is empty");
    let settings = Settings::open(data.path()).expect("made");
    settings.set(server, None, &kept).expect("set");
    drop(settings);
    let bot = Bot::start_with(discord, world::seeds(), data);
    bot.discord.ready().await;
    bot.discord.registered("ask").await;
    bot
}

/// What the file says of the server, or of direct messages.
fn counts(bot: &Bot, server: u64) -> ServerCounts {
    let feedback = Feedback::open(bot.data()).expect("opened");
    let all = feedback.counts(Some(server), None).expect("read");
    all.first().copied().unwrap_or_default()
}

/// Whether any file of the data folder has these words.
fn holds(bot: &Bot, words: &str) -> bool {
    let files = walkdir::WalkDir::new(bot.data()).into_iter().map(|entry| entry.expect("an entry"));
    let mut files = files.filter(|entry| entry.file_type().is_file());
    files.any(|file| {
        let bytes = std::fs::read(file.path()).expect("a file");
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

/// Waits until something holds that a task of the bot's does on its own.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1000 {
        if holds() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("never: {what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_counts_once_a_person_is_changed_and_taken_back() {
    let bot = Bot::ready().await;
    let (server, other) = (bot.discord.world().guild.get(), bot.discord.world().other);
    let answer = asked(&bot, QUESTION).await;
    let [up, down] = ["👍", "👎"].map(|sign| button(&answer, sign));
    // A sign and no word, in whatever language.
    let is_sign = |one: &Value| one["type"] == 2 && one["label"] == Value::Null;
    let signs = buttons(&answer).into_iter().filter(is_sign);
    let signs: Vec<Value> = signs.map(|one| one["emoji"]["name"].clone()).collect();
    assert_eq!(signs, [json!("👍"), json!("👎")]);
    let votes = |bot: &Bot| (counts(bot, server).helpful, counts(bot, server).unhelpful);
    let noted = press(&bot, Interacting::press(&up)).await;
    insta::assert_snapshot!("vote_noted", painted(&noted));
    press(&bot, Interacting::press(&up).by(other)).await;
    assert_eq!(votes(&bot), (2, 0));
    let bot = bot.restart().await;
    let changed = press(&bot, Interacting::press(&down)).await;
    assert_eq!(shown(&changed), "Changed. Press it again to take it back.");
    assert_eq!(votes(&bot), (1, 1));
    let back = press(&bot, Interacting::press(&down)).await;
    assert_eq!(shown(&back), "Taken back.");
    assert_eq!(votes(&bot), (1, 0));
    // A copy is of the same answer.
    bot.discord.interact(Interacting::press(&button(&answer, "After ▶")).by(other));
    let page = response(&bot.discord).await;
    assert!(!buttons(&page).iter().any(|one| one["emoji"]["name"] == "👍"), "a page of text");
    bot.discord.interact(Interacting::press(&button(&page, "Source")).by(other));
    let card = response(&bot.discord).await;
    bot.discord.interact(Interacting::press(&button(&card, "Read")).by(other));
    let page = response(&bot.discord).await;
    bot.discord.interact(Interacting::press(&button(&page, "Back to the quotes")).by(other));
    let copy = response(&bot.discord).await;
    assert_eq!(button(&copy, "👍"), up);
    let back = press(&bot, Interacting::press(&button(&copy, "👍")).by(other)).await;
    assert_eq!(shown(&back), "Taken back.");
    assert_eq!(votes(&bot), (0, 0));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_answers_can_be_voted_for_and_only_where_they_were_given() {
    let bot = Bot::ready().await;
    let thumbs =
        |message: &Value| buttons(message).iter().filter(|one| one["emoji"] != Value::Null).count();
    let nothing = asked(&bot, "what does the embassy of Portugal say of the xyzzy?").await;
    assert!(shown(&nothing).starts_with("The documents do not say."), "{nothing}");
    assert_eq!(thumbs(&nothing), 0);
    bot.discord.interact(Interacting::press(&button(&nothing, "Show the nearest passages")));
    assert_eq!(thumbs(&response(&bot.discord).await), 0);
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let answer = bot.discord.request("POST", "/messages").await.body;
    assert_eq!(thumbs(&answer), 2);
    // An answer that another data folder gave, one of this one changed by a letter, and one that was
    // given in another place.
    let stranger = Bot::ready().await;
    let foreign = button(&asked(&stranger, QUESTION).await, "👍");
    stranger.stop().await;
    bot.discord.slash("ask", asking(QUESTION));
    let in_server = response(&bot.discord).await;
    let own = button(&in_server, "👍");
    let channel = bot.discord.world().channel;
    let on = bot.discord.messages(channel).last().and_then(|one| one["id"].as_str()?.parse().ok());
    let on = fake_discord::id::Id::new(on.expect("an id"));
    let altered =
        format!("{}{}", &own[..own.len() - 1], if own.ends_with('A') { 'B' } else { 'A' });
    for forged in [&foreign, &altered] {
        let told = press(&bot, Interacting::press_forged(forged, on)).await;
        assert_eq!(shown(&told), "This button no longer works. Please ask again.");
    }
    bot.discord.interact(Interacting::slash("ask", asking(QUESTION)).direct());
    response(&bot.discord).await;
    let dm = bot.discord.world().dm;
    let on = bot.discord.messages(dm).last().and_then(|one| one["id"].as_str()?.parse().ok());
    let on = fake_discord::id::Id::new(on.expect("an id"));
    let told = press(&bot, Interacting::press_forged(&own, on)).await;
    assert_eq!(shown(&told), "This button no longer works. Please ask again.");
    let server = bot.discord.world().guild.get();
    assert_eq!((counts(&bot, server).helpful, counts(&bot, 0).helpful), (0, 0));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_question_is_in_the_data_folder_where_keeping_is_off() {
    for keeps_questions in [false, true] {
        let bot = ready_where(keeps_questions).await;
        let (me, server) = (bot.discord.world().bot, bot.discord.world().guild.get());
        for question in [QUESTION, UNANSWERED] {
            // Nobody asks faster than they may.
            let other = bot.discord.world().other;
            let message = IncomingMessage::new(format!("<@{me}> {question}"));
            bot.discord.say(message.by(other));
            bot.discord.request("POST", "/messages").await;
            asked(&bot, question).await;
            bot.discord.interact(Interacting::slash("ask", asking(question)).direct());
            response(&bot.discord).await;
        }
        until("all are counted", || {
            let (here, direct) = (counts(&bot, server), counts(&bot, 0));
            (here.answered, here.found_nothing, direct.answered, direct.found_nothing)
                == (2, 2, 1, 1)
        })
        .await;
        for question in [QUESTION, UNANSWERED, "painted the xyzzy"] {
            assert_eq!(holds(&bot, question), keeps_questions, "{question}");
        }
        let feedback = Feedback::open(bot.data()).expect("opened");
        let kept = feedback.questions(None, None).expect("read");
        let of_server = feedback.questions(Some(server), None).expect("read").len();
        assert_eq!((kept.len(), of_server), if keeps_questions { (4, 4) } else { (0, 0) });
        assert!(feedback.questions(Some(server + 1), None).expect("read").is_empty());
        let about = Interacting::slash("about", Value::Null);
        bot.discord.interact(about);
        let about = response(&bot.discord).await;
        assert_eq!(shown(&about).contains("I keep no questions here"), !keeps_questions);
        drop(feedback);
        bot.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_question_follows_its_message_and_goes_with_it() {
    let bot = ready_where(true).await;
    let me = bot.discord.world().bot;
    let message = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let answer = bot.discord.request("POST", "/messages").await.body;
    until("it is kept", || holds(&bot, QUESTION)).await;
    press(&bot, Interacting::press(&button(&answer, "👍"))).await;
    let kept = || Feedback::open(bot.data()).expect("opened").questions(None, None).expect("read");
    assert_eq!((kept()[0].helpful, kept()[0].quotes.len()), (1, 3));
    bot.discord.edit(message, &format!("<@{me}> {UNANSWERED}"), true);
    bot.discord.request("PATCH", "/messages/").await;
    until("it is replaced", || holds(&bot, UNANSWERED)).await;
    assert!(!holds(&bot, QUESTION));
    assert_eq!((kept().len(), kept()[0].quotes.len(), kept()[0].helpful), (1, 0, 0));
    bot.discord.delete(message);
    bot.discord.request("DELETE", "/messages/").await;
    until("it is deleted", || !holds(&bot, UNANSWERED)).await;
    assert!(kept().is_empty());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn privacy_says_what_is_kept_and_deletes_it() {
    let bot = ready_where(true).await;
    let (server, other) = (bot.discord.world().guild.get(), bot.discord.world().other);
    let privacy = |name: &str| {
        Interacting::slash("privacy", json!([{"name": name, "type": 1, "options": []}]))
    };
    let show = press(&bot, privacy("show")).await;
    insta::assert_snapshot!("privacy_where_questions_are_kept", painted(&show));
    let show = press(&bot, privacy("show").direct()).await;
    insta::assert_snapshot!("privacy", painted(&show));
    let show = press(&bot, privacy("show").locale("ru")).await;
    insta::assert_snapshot!("privacy_in_russian", painted(&show));
    let answer = asked(&bot, QUESTION).await;
    bot.discord.interact(Interacting::slash("ask", asking(UNANSWERED)).by(other));
    response(&bot.discord).await;
    bot.discord.interact(Interacting::slash("ask", asking(QUESTION)).direct());
    let direct = response(&bot.discord).await;
    for up in
        [Interacting::press(&button(&answer, "👍")), Interacting::press(&button(&direct, "👍"))]
    {
        press(&bot, up).await;
    }
    press(&bot, Interacting::press(&button(&answer, "👍")).by(other)).await;
    until("both are kept", || holds(&bot, QUESTION) && holds(&bot, UNANSWERED)).await;
    let deleted = press(&bot, privacy("delete")).await;
    insta::assert_snapshot!("privacy_deleted", painted(&deleted));
    assert!(!holds(&bot, QUESTION) && holds(&bot, UNANSWERED));
    assert_eq!((counts(&bot, server).helpful, counts(&bot, 0).helpful), (1, 0));
    let deleted = press(&bot, privacy("delete")).await;
    assert!(shown(&deleted).contains("Votes\\: 0. Kept questions\\: 0."), "{deleted}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_noted_outlives_a_kill() {
    let discord = FakeDiscord::start().await;
    let program = Program::serve(&discord);
    discord.ready().await;
    discord.registered("ask").await;
    discord.slash("ask", asking(QUESTION));
    let answer = response(&discord).await;
    let up = button(&answer, "👍");
    discord.interact(Interacting::press(&up));
    assert!(shown(&response(&discord).await).starts_with("Noted"));
    let data = program.kill();
    let identified = discord.identifies();
    let program = Program::serve_over(&discord, data, &[]);
    discord.identified(identified + 1).await;
    discord.ready().await;
    discord.interact(Interacting::press(&up));
    assert_eq!(shown(&response(&discord).await), "Taken back.");
    program.terminate().await;
}
