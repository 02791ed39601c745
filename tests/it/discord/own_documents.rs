//! Documents of one server: added from inside Discord by those who manage it, quoted there alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fake_discord::{Attaching, AttachmentTrouble, FakeDiscord, Interacting, bits};
use serde_json::{Value, json};
use tempfile::TempDir;
use verbatim::environment::UploadServers;
use verbatim::uploads::Limits;

use crate::bot::{Bot, buttons, painted, record_documents, response, shown};

const QUESTION: &str = "when is the zorblax fed?";
const RULE: &str = "The zorblax is fed at noon on every Thursday.";
const RULES: &str = "# House rules\n\nThe zorblax is fed at noon on every Thursday.\n";
const YARD: &str = "The yard on the hill closed in 1931.\n";

/// A folder with one document, and one for what the bot writes.
fn folders() -> (TempDir, TempDir) {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    fs::write(seeds.path().join("yard.txt"), YARD).expect("written");
    (seeds, tempfile::tempdir().expect("a temporary folder"))
}

/// Keeps what is added, too, for who looks recorded quotes up.
fn record(seeds: &Path) {
    record_documents(seeds);
    let added = tempfile::tempdir().expect("a temporary folder");
    for (name, words) in [("noon.md", RULES.to_owned()), ("midnight.md", changed())] {
        fs::write(added.path().join(name), words).expect("written");
    }
    record_documents(added.path());
}

/// The rules as they are changed.
fn changed() -> String {
    RULES.replace("noon", "midnight")
}

async fn ready(added: (UploadServers, Limits)) -> (Bot, TempDir) {
    let (seeds, data) = folders();
    record(seeds.path());
    let discord = FakeDiscord::start().await;
    let bot = Bot::start_adding(discord, seeds.path().to_path_buf(), data, added);
    bot.discord.ready().await;
    bot.discord.registered("ask").await;
    (bot, seeds)
}

/// The usual limits, whatever else the disk of a test holds.
const LIMITS: Limits = Limits { free: 0, ..Limits::USUAL };

async fn usual() -> (Bot, TempDir) {
    ready((UploadServers::All, LIMITS)).await
}

fn adding(discord: &FakeDiscord, attaching: Attaching) -> Interacting {
    let file = discord.attach(attaching);
    let options = json!([{"name": "file", "type": 11, "value": file}]);
    Interacting::slash("library", json!([{"name": "add", "type": 1, "options": options}]))
        .member_permissions(bits::MANAGE_GUILD)
}

fn removing(named: &str) -> Interacting {
    let options = json!([{"name": "name", "type": 3, "value": named}]);
    Interacting::slash("library", json!([{"name": "remove", "type": 1, "options": options}]))
        .member_permissions(bits::MANAGE_GUILD)
}

/// What somebody is answered in the end: by the first response, or by what a deferral became.
async fn outcome(discord: &FakeDiscord) -> Value {
    let first = discord.request("POST", "/callback").await;
    assert_eq!(first.status / 100, 2, "{}", first.body);
    assert_eq!(first.body["data"]["flags"].as_u64().unwrap_or_default() & 64, 64, "not ephemeral");
    match first.body["type"].as_u64() {
        Some(5) => discord.request("PATCH", "/messages/@original").await.body,
        _ => first.body["data"].clone(),
    }
}

async fn add(bot: &Bot, attaching: Attaching) -> Value {
    bot.discord.interact(adding(&bot.discord, attaching));
    outcome(&bot.discord).await
}

/// What is said to an interaction; each is by somebody else, since a person may not ask that often.
async fn asked(bot: &Bot, interacting: Interacting) -> Value {
    static PEOPLE: AtomicU64 = AtomicU64::new(960_000_000_000_000_000);
    let person = PEOPLE.fetch_add(1, Ordering::Relaxed);
    bot.discord.interact(interacting.by(fake_discord::id::Id::new(person)));
    response(&bot.discord).await
}

fn ask() -> Interacting {
    Interacting::slash("ask", super::asking(QUESTION))
}

/// The choices for a document: their names.
async fn offered(bot: &Bot, interacting: Interacting) -> Vec<String> {
    choices(bot, interacting).await.into_iter().map(|(name, _)| name).collect()
}

/// The choices for a document: their names and values.
async fn choices(bot: &Bot, interacting: Interacting) -> Vec<(String, String)> {
    bot.discord.interact(interacting);
    let response = bot.discord.request("POST", "/callback").await;
    let choices = response.body["data"]["choices"].as_array().expect("choices").clone();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    choices.iter().map(|choice| (text(&choice["name"]), text(&choice["value"]))).collect()
}

fn completing(command: &str, option: &str) -> Interacting {
    let option = json!({"name": option, "type": 3, "value": "", "focused": true});
    let options = match command {
        "library" => json!([{"name": "remove", "type": 1, "options": [option]}]),
        _ => json!([option]),
    };
    Interacting::autocomplete(command, options).member_permissions(bits::MANAGE_GUILD)
}

/// The files of all servers' folders, hidden ones too.
fn stored(data: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in walkdir::WalkDir::new(data.join(".servers")).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    names
}

/// The three kinds of places where a server's documents are not.
fn elsewhere() -> [fn(Interacting) -> Interacting; 3] {
    [|asking| asking.on_other_server(), |asking| asking.direct(), |asking| asking.elsewhere()]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_added_is_quoted_on_its_server_and_nowhere_else() {
    let (bot, seeds) = usual().await;
    let before = asked(&bot, ask()).await;
    assert!(shown(&before).starts_with("The documents do not say."), "{before}");
    let told = add(&bot, Attaching::new("House rules.md", RULES)).await;
    insta::assert_snapshot!("added", painted(&told));
    let here = asked(&bot, ask()).await;
    assert!(shown(&here).contains("noon"), "{here}");
    let receipt = shown(&here).split('`').nth(1).expect("a receipt").to_owned();
    let rules = choices(&bot, completing("library", "name")).await[0].1.clone();
    for place in elsewhere() {
        let there = asked(&bot, place(ask())).await;
        assert_eq!(shown(&there), shown(&before));
        let words = json!([{"name": "words", "type": 3, "value": "zorblax"}]);
        let found = asked(&bot, place(Interacting::slash("search", words))).await;
        assert!(shown(&found).starts_with("No passage has"), "{found}");
        for (command, option) in [("ask", "source"), ("search", "source"), ("source", "name")] {
            let names = offered(&bot, place(completing(command, option))).await;
            assert_eq!(names.len(), 1, "{command}: {names:?}");
            assert!(names[0].starts_with("The yard on the hill"), "{command}: {names:?}");
        }
        let listed = asked(&bot, place(Interacting::slash("sources", Value::Null))).await;
        assert!(shown(&listed).starts_with("There is 1 document\\:"), "{listed}");
        assert!(!listed.to_string().contains("House"), "{listed}");
        let about = asked(&bot, place(Interacting::slash("about", Value::Null))).await;
        assert!(shown(&about).contains("There is 1 document that I quote."), "{about}");
        let id = json!([{"name": "id", "type": 3, "value": receipt}]);
        let verified = asked(&bot, place(Interacting::slash("verify", id))).await;
        assert!(shown(&verified).contains("no document here is the one"), "{verified}");
        let card = json!([{"name": "name", "type": 3, "value": rules}]);
        let card = asked(&bot, place(Interacting::slash("source", card))).await;
        assert!(shown(&card).starts_with("There is no such document."), "{card}");
    }
    let id = json!([{"name": "id", "type": 3, "value": receipt}]);
    let verified = asked(&bot, Interacting::slash("verify", id)).await;
    assert!(shown(&verified).contains("still word for word"), "{verified}");
    let n_buttons = no_button_shows_it_elsewhere(&bot, &here).await;
    assert!(n_buttons > 2, "{n_buttons} buttons");
    nor_does_the_terminal(seeds.path(), bot.data());
    let bot = bot.restart().await;
    assert_eq!(shown(&asked(&bot, ask()).await), shown(&here));
    bot.stop().await;
}

/// Presses what stands under an answer as if it stood on another server.
async fn no_button_shows_it_elsewhere(bot: &Bot, answer: &Value) -> usize {
    let mut n_pressed = 0;
    for component in buttons(answer).iter().filter(|component| component["type"] == 2) {
        let id = component["custom_id"].as_str().expect("an id");
        if component["label"] == "Delete" {
            continue;
        }
        bot.discord.interact(Interacting::press(id).on_other_server());
        let pressed = response(&bot.discord).await;
        assert!(!pressed.to_string().contains("noon"), "{component}: {pressed}");
        n_pressed += 1;
    }
    n_pressed
}

fn terminal(seeds: &Path, data: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(arguments)
        .arg("--seeds")
        .arg(seeds)
        .arg("--data")
        .arg(data)
        .env("VERBATIM_MODEL", "none")
        .output()
        .expect("the program runs");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

fn nor_does_the_terminal(seeds: &Path, data: &Path) {
    let (code, out) = terminal(seeds, data, &["ask", QUESTION]);
    assert!(code == Some(1) && !out.contains("noon"), "{out}");
    let (code, out) = terminal(seeds, data, &["search", "zorblax"]);
    assert!(code == Some(1) && !out.contains("noon"), "{out}");
    // What the operator looks at names all, and whose they are; anybody can check a quote.
    let (code, out) = terminal(seeds, data, &["sources"]);
    assert!(code == Some(0) && out.contains("on server 9"), "{out}");
    let file = out.lines().find(|line| line.starts_with(".servers/")).expect("the document");
    let (code, out) = terminal(seeds, data, &["quote", file, "15", "60"]);
    assert_eq!((code, out.as_str()), (Some(0), RULE));
    // And what is made anew still has them.
    let (code, out) = terminal(seeds, data, &["index", "--rebuild"]);
    assert!(code == Some(0) && out.starts_with("2 read"), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_name_replaces_and_what_is_removed_is_quoted_no_longer() {
    let (bot, _seeds) = usual().await;
    add(&bot, Attaching::new("rules.md", RULES)).await;
    let told = add(&bot, Attaching::new("rules.md", changed())).await;
    assert!(shown(&told).contains("in place of the one"), "{told}");
    let answer = asked(&bot, ask()).await;
    assert!(shown(&answer).contains("midnight") && !shown(&answer).contains("noon"), "{answer}");
    // What is refused leaves the one before as it was.
    let told = add(&bot, Attaching::new("rules.md", "\n")).await;
    assert_eq!(shown(&told), "This file is empty.");
    assert!(shown(&asked(&bot, ask()).await).contains("midnight"));
    let offered_here = choices(&bot, completing("library", "name")).await;
    let [(name, rules)] = &offered_here[..] else { panic!("{offered_here:?}") };
    assert!(name.starts_with("House rules"), "{name}");
    let names = offered(&bot, completing("library", "name").on_other_server()).await;
    assert!(names.is_empty(), "{names:?}");
    let told = asked(&bot, removing(rules).on_other_server()).await;
    assert!(shown(&told).starts_with("There is no such document."), "{told}");
    bot.discord.interact(removing(rules));
    let told = outcome(&bot.discord).await;
    insta::assert_snapshot!("removed", painted(&told));
    assert!(shown(&asked(&bot, ask()).await).starts_with("The documents do not say."));
    assert_eq!(stored(bot.data()), Vec::<String>::new());
    let told = asked(&bot, removing(rules)).await;
    assert!(shown(&told).starts_with("There is no such document."), "{told}");
    // Documents of the operator's are nobody's to remove.
    let yard = choices(&bot, completing("source", "name")).await[0].1.clone();
    let told = asked(&bot, removing(&yard)).await;
    assert!(shown(&told).starts_with("There is no such document."), "{told}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_manages_a_server_that_the_bot_was_added_to_changes_its_documents() {
    let (bot, _seeds) = usual().await;
    let definition = bot.discord.registered("library").await;
    assert_eq!(definition["default_member_permissions"], json!("32"));
    assert_eq!(definition["contexts"], json!([0]));
    let managers = "Only who may manage this server can do this.";
    let without = bits::VIEW_CHANNEL | bits::SEND_MESSAGES | bits::MANAGE_MESSAGES;
    let acts = || [adding(&bot.discord, Attaching::new("rules.md", RULES)), removing("x")];
    for act in acts() {
        let told = asked(&bot, act.member_permissions(without)).await;
        assert_eq!(shown(&told), managers);
    }
    let names = offered(&bot, completing("library", "name").member_permissions(without)).await;
    assert!(names.is_empty(), "{names:?}");
    assert_eq!(stored(bot.data()), Vec::<String>::new());
    let administrator = adding(&bot.discord, Attaching::new("rules.md", RULES));
    bot.discord.interact(administrator.member_permissions(bits::ADMINISTRATOR));
    assert!(shown(&outcome(&bot.discord).await).starts_with("This document was added"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_document_is_told_apart_and_nothing_of_it_stays() {
    let (bot, _seeds) = usual().await;
    let old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec();
    let cases: [(Attaching, &str); 10] = [
        (Attaching::new("a.png", *b"\x89PNG\r\n\x1a\n\0\0"), "I cannot read files of this kind."),
        (Attaching::new("a.doc", old_office), "This is an old or a locked Office file."),
        (Attaching::new("a.csv", "a,b\n1,2\n"), "This is a spreadsheet."),
        (Attaching::new("a.tex", "\\section{a}\n"), "This is LaTeX."),
        (Attaching::new("a.rtf", "{\\rtf1 a}"), "This is an rtf file."),
        (Attaching::new("a.pdf", "no pdf at all\n"), "This file is not what its name says."),
        (Attaching::new("a.docx", *b"PK\x03\x04 cut short"), "This file is damaged."),
        (Attaching::new("a.txt", *b"zero\0bytes\xff\xfe"), "This file holds no text."),
        (Attaching::new("a.txt", ""), "This file is empty."),
        (Attaching::new("a.md", "# A\n"), "This document has no sentence that can be quoted."),
    ];
    for (attaching, expected) in cases {
        let told = add(&bot, attaching.clone()).await;
        assert!(shown(&told).starts_with(expected), "{attaching:?}: {told}");
    }
    assert_eq!(stored(bot.data()), Vec::<String>::new());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_had_is_told_and_nobody_else_is_asked_for_it() {
    let (bot, _seeds) = usual().await;
    let lost = "The file could not be had from Discord. Please try again.";
    let large = "A file has at most 25 MB.";
    let secret = bot.discord.attach(Attaching::new("secret.md", RULES));
    let other = FakeDiscord::start().await;
    let elsewhere = other.attach(Attaching::new("rules.md", RULES));
    let at =
        |discord: &FakeDiscord, id: &str| format!("{}/ephemeral-attachments/1/{id}", discord.url());
    let file = || Attaching::new("rules.md", RULES);
    let over = vec![b'a'; (25 << 20) + 1];
    let cases: [(&str, Attaching, &str); 10] = [
        ("said to be over", file().said_size((25 << 20) + 1), large),
        ("over, though said to be small", Attaching::new("a.txt", over).said_size(30), large),
        ("another size", file().said_size(30), lost),
        ("another host", file().said_url(&at(&other, &elsewhere)), lost),
        ("another scheme", file().said_url("file:///etc/passwd"), lost),
        ("leads on", file().trouble(AttachmentTrouble::LeadsTo(at(&bot.discord, &secret))), lost),
        ("short", file().trouble(AttachmentTrouble::IsShort), lost),
        ("cut", file().trouble(AttachmentTrouble::IsCut), lost),
        ("gone", file().trouble(AttachmentTrouble::IsGone), lost),
        ("stalls", file().trouble(AttachmentTrouble::Stalls), lost),
    ];
    for (what, attaching, expected) in cases {
        let told = add(&bot, attaching).await;
        assert_eq!(shown(&told), expected, "{what}");
    }
    assert_eq!((bot.discord.n_fetched(&secret), other.n_fetched(&elsewhere)), (0, 0));
    assert_eq!(stored(bot.data()), Vec::<String>::new());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_has_its_quota_and_the_operator_the_last_word() {
    let small = Limits { n_documents: 2, server: 3 * Limits::MIB, document: Limits::MIB, ..LIMITS };
    let (bot, _seeds) = ready((UploadServers::All, small)).await;
    let document = |name: &str, n: usize| {
        Attaching::new(name, format!("{RULES}{}", "Boats sank at sea.\n\n".repeat(n)))
    };
    let told = add(&bot, document("a.md", 60_000)).await;
    assert_eq!(shown(&told), "A file has at most 1 MB.");
    for name in ["a.md", "b.md", "a.md"] {
        let told = add(&bot, document(name, 1)).await;
        assert!(shown(&told).starts_with("This document was added"), "{name}: {told}");
    }
    let told = add(&bot, document("c.md", 1)).await;
    assert!(shown(&told).starts_with("A server has at most 2 documents"), "{told}");
    bot.discord.interact(adding(&bot.discord, document("c.md", 1)).on_other_server());
    assert!(shown(&outcome(&bot.discord).await).starts_with("This document was added"));
    bot.stop().await;

    let full = Limits { server: 100, ..LIMITS };
    let (bot, _seeds) = ready((UploadServers::All, full)).await;
    add(&bot, Attaching::new("a.md", RULES)).await;
    let told = add(&bot, Attaching::new("b.md", RULES)).await;
    assert!(shown(&told).starts_with("The documents of a server have at most"), "{told}");
    bot.stop().await;

    let (bot, _seeds) = ready((UploadServers::All, Limits { free: u64::MAX, ..LIMITS })).await;
    let told = add(&bot, Attaching::new("a.md", RULES)).await;
    assert!(shown(&told).starts_with("The document cannot be stored"), "{told}");
    assert_eq!(stored(bot.data()), Vec::<String>::new());
    bot.stop().await;

    let other = fake_discord::World::default().other_guild.to_string();
    let other = UploadServers::parse(Some(&other)).expect("a number");
    for allowed in [other, UploadServers::None] {
        let (bot, _seeds) = ready((allowed, LIMITS)).await;
        let told = add(&bot, Attaching::new("a.md", RULES)).await;
        assert!(shown(&told).starts_with("Who runs me does not allow"), "{told}");
        bot.stop().await;
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_can_be_written_that_is_told_and_no_link_is_followed() {
    let (bot, _seeds) = usual().await;
    let guild = bot.discord.world().guild;
    let outside = tempfile::tempdir().expect("a temporary folder");
    let target = outside.path().join("precious.md");
    fs::write(&target, "mine").expect("written");
    let folder = bot.data().join(".servers").join(guild.to_string());
    fs::create_dir_all(&folder).expect("made");
    std::os::unix::fs::symlink(&target, folder.join("rules.md")).expect("linked");
    let told = add(&bot, Attaching::new("rules.md", RULES)).await;
    assert_eq!(shown(&told), "Something broke. Please try again.");
    assert_eq!(fs::read_to_string(&target).expect("read"), "mine");
    fs::remove_dir_all(&folder).expect("removed");
    std::os::unix::fs::symlink(outside.path(), &folder).expect("linked");
    let told = add(&bot, Attaching::new("rules.md", RULES)).await;
    assert_eq!(shown(&told), "Something broke. Please try again.");
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 1);
    bot.stop().await;
}

/// The program, serving over these folders.
fn serving(discord: &FakeDiscord, seeds: &Path, data: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(["serve", "--seeds"])
        .arg(seeds)
        .arg("--data")
        .arg(data)
        .env("DISCORD_TOKEN", discord.token())
        .env("DISCORD_API_URL", discord.url())
        .env("VERBATIM_MODEL", "none")
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_of_adding_it_is_wholly_there_or_not_at_all() {
    let (seeds, data) = folders();
    let discord = FakeDiscord::start().await;
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut n_added, mut n_left) = (0, 0);
    let added = tempfile::tempdir().expect("a temporary folder");
    // Few, since Discord lets a bot begin only so many sessions at once.
    for round in 0..4_u32 {
        let mut program = serving(&discord, seeds.path(), data.path());
        discord.identified(2 * round as usize + 1).await;
        discord.ready().await;
        discord.registered("library").await;
        let name = format!("{round}.md");
        let words = RULES.replace("zorblax", &format!("zorblax{round}")) + &"Sea.\n\n".repeat(9999);
        fs::write(added.path().join(&name), &words).expect("written");
        discord.interact(adding(&discord, Attaching::new(&name, words)));
        let moment = 60 * u64::from(round) + random.u64(..60);
        std::thread::sleep(Duration::from_millis(moment));
        program.kill().expect("killed");
        program.wait().expect("ended");
        n_left += stored(data.path()).iter().filter(|name| name.starts_with(".new-")).count();
        // The next start goes on.
        let mut program = serving(&discord, seeds.path(), data.path());
        discord.identified(2 * round as usize + 2).await;
        discord.ready().await;
        let files = stored(data.path());
        assert!(files.iter().all(|name| !name.starts_with(".new-")), "{files:?}, seed {seed}");
        let question = format!("when is the zorblax{round} fed?");
        discord.interact(Interacting::slash("ask", super::asking(&question)));
        let answer = loop {
            // What was on its way when the program was killed may come in between.
            let next = discord.request("POST", "/callback").await;
            let text = shown(&next.body["data"]).to_owned();
            if text.contains("noon") || text.starts_with("The documents do not say") {
                break text;
            }
        };
        let is_there = files.contains(&name);
        // Where it is not, that of an earlier round may be quoted.
        let is_quoted = answer.contains(&format!("zorblax{round} is fed"));
        assert_eq!(is_quoted, is_there, "round {round}, seed {seed}: {answer}");
        n_added += usize::from(is_there);
        program.kill().expect("killed");
        program.wait().expect("ended");
    }
    println!("{n_added} of 4 were added before the end, {n_left} left half a file; seed {seed}");
    // Nobody waits for the answers that were lost.
    let _ = discord.violations();
    record_documents(added.path());
}

/// Where the sentence of a document lies that the operator removes by hand.
fn of_server(data: &Path, guild: impl std::fmt::Display, name: &str) -> PathBuf {
    data.join(".servers").join(guild.to_string()).join(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_operator_removes_or_forgets_is_gone_and_what_discord_forges_is_refused() {
    let (bot, _seeds) = usual().await;
    let guild = bot.discord.world().guild;
    for name in ["rules.md", "../../yard.txt"] {
        add(&bot, Attaching::new(name, RULES)).await;
    }
    assert_eq!(stored(bot.data()), ["_.._yard.txt", "rules.md"]);
    assert!(of_server(bot.data(), guild, "rules.md").is_file());
    // A file that Discord names and does not describe.
    let options = json!([{"name": "file", "type": 11, "value": "1"}]);
    let forged =
        Interacting::slash("library", json!([{"name": "add", "type": 1, "options": options}]));
    let told = asked(&bot, forged.member_permissions(bits::MANAGE_GUILD)).await;
    assert_eq!(shown(&told), "Something broke. Please try again.");
    let servers = verbatim::uploads::Uploads::with_limits(
        std::sync::Arc::clone(&bot.library),
        UploadServers::All,
        LIMITS,
    );
    assert_eq!(servers.servers(), [guild.get()]);
    servers.forget(guild.get()).expect("forgotten");
    assert!(!bot.data().join(".servers").join(guild.to_string()).exists());
    assert!(shown(&asked(&bot, ask()).await).starts_with("The documents do not say."));
    bot.stop().await;
}
