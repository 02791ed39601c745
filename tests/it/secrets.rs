//! What nobody may read anywhere: the token, what people ask, and what lets one answer them.

use std::path::Path;
use std::process::{Command, Output};

use fake_discord::id::Id;
use fake_discord::{Failure, FakeDiscord, IncomingMessage, Interacting};
use serde_json::{Value, json};
use verbatim::discord::control::{Action, Control, SearchPage};

use crate::discord::QUESTION;
use crate::serving::Program;

/// Everything that the program and its libraries tell.
const EVERYTHING: &str = "trace,verbatim=trace,serenity=trace,reqwest=trace,hyper=trace,\
    hyper_util=trace,h2=trace,rustls=trace,tungstenite=trace,tokio_tungstenite=trace,tantivy=trace,\
    mio=trace,notify=trace";
/// A word that no document has and no program says by itself.
const MARK: &str = "xyzzyplugh";

/// Somebody who was not here before: limits are a person's and a channel's.
fn somebody(
    number: u64,
) -> (Id<fake_discord::id::marker::UserMarker>, Id<fake_discord::id::marker::ChannelMarker>) {
    (Id::new(963_000_000_000_000_000 + number), Id::new(973_000_000_000_000_000 + number))
}

fn text(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

/// A way to type something to the bot; all of them, each with the mark in it.
fn ways(on: Id<fake_discord::id::marker::MessageMarker>) -> Vec<Interacting> {
    let focused = |name: &str| json!([{"name": name, "type": 3, "value": format!("{MARK} cam"), "focused": true}]);
    let hits = Action::ShowHits(SearchPage { offset: 0, file: None, language: None });
    let hits = Control::new(None, hits).custom_id().expect("there is room");
    vec![
        Interacting::slash("ask", json!([text("question", MARK)])),
        Interacting::slash("ask", json!([text("question", QUESTION), text("source", MARK)])),
        Interacting::slash("ask", json!([text("question", &MARK.repeat(50))])),
        Interacting::slash("search", json!([text("words", MARK)])),
        Interacting::slash("source", json!([text("name", MARK)])),
        Interacting::slash("verify", json!([text("id", MARK)])),
        Interacting::autocomplete("ask", focused("question")),
        Interacting::autocomplete("ask", focused("source")),
        Interacting::autocomplete("source", focused("name")),
        Interacting::on_message("Find sources", on),
        Interacting::on_message("Verify quotes", on),
        Interacting::press_forged(MARK, on),
        Interacting::press_forged(&hits, on),
        // What this version does not know, by its names, which nobody types, and by its kinds.
        Interacting::slash("ask", json!([text("question", MARK)]))
            .told("/data/name", json!("nosuch")),
        Interacting::slash("ask", json!([text("question", MARK)]))
            .told("/data/options", json!([text("nosuch", MARK)])),
        Interacting::slash("ask", json!([text("question", MARK)]))
            .told("/data/options", json!([{"name": "question", "type": 4, "value": 7}])),
    ]
}

/// How Discord may answer.
fn failures() -> Vec<Failure> {
    let refused = |status, code| Failure::status(status, code, "No");
    vec![
        refused(400, 50035),
        refused(401, 0),
        refused(403, 50013),
        refused(404, 10062),
        refused(500, 0),
        Failure::RateLimited { retry_after: 0.1 },
        Failure::BadGateway(502),
        Failure::Disconnect,
        Failure::CutAnswer,
        Failure::OddAnswer(json!({"id": "no number"})),
    ]
}

/// Has people type the mark by every way, and Discord answer by every failure.
async fn typed_by_every_way(discord: &FakeDiscord) {
    let (me, channel) = (discord.world().bot, discord.world().channel);
    let on = discord.say(IncomingMessage::new(format!("{MARK} was here. `{MARK}{MARK}{MARK}`")));
    let mut number = 0;
    let mut asked = Vec::new();
    for way in ways(on) {
        number += 1;
        asked.push(discord.interact(way.by(somebody(number).0)));
    }
    for id in asked {
        discord.request("POST", &format!("/interactions/{id}/")).await;
    }
    for failure in failures() {
        number += 1;
        discord.fail_next("POST", "/callback", 1, failure.clone());
        let (person, place) = somebody(number);
        let ask = Interacting::slash("ask", json!([text("question", MARK)]));
        let id = discord.interact(ask.by(person).in_channel(place).elsewhere());
        discord.request("POST", &format!("/interactions/{id}/")).await;
        discord.fail_next("POST", "/messages", 1, failure);
        let said = format!("<@{me}> {MARK} {number}?");
        discord.say(IncomingMessage::new(said).by(person).in_channel(channel));
        discord.request("POST", "/messages").await;
    }
    // Nobody else writes there.
    let (other, direct) = (discord.world().other, discord.world().other_dm);
    let there = format!("/channels/{direct}/messages");
    let asked = discord.say(IncomingMessage::new(QUESTION).by(other).direct());
    discord.request("POST", &there).await;
    discord.edit(asked, &format!("what of {MARK}?"), true);
    discord.request("PATCH", &there).await;
    discord.delete(asked);
    discord.request("DELETE", &there).await;
    // What cannot be read is told of, without what it says.
    for event in ["MESSAGE_CREATE", "MESSAGE_UPDATE", "INTERACTION_CREATE", "GUILD_CREATE"] {
        let odd = json!({"id": MARK, "channel_id": MARK, "content": MARK, "token": MARK});
        discord.dispatch(event, odd);
    }
    discord.dispatch("READY", json!({"user": MARK, "session_id": MARK}));
}

/// The files below a folder that have these words, and links that lead to them.
fn files_with(folder: &Path, words: &str) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let has = |bytes: &[u8]| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    let found = files.filter(|file| {
        let name = file.file_name().to_string_lossy().contains(words);
        name || std::fs::read(file.path()).is_ok_and(|bytes| has(&bytes))
    });
    found.map(|file| file.path().display().to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_level_and_no_form_of_the_log_and_no_file_tells_what_was_typed_or_the_token() {
    for format in ["text", "json"] {
        let discord = FakeDiscord::start().await;
        let set = [
            ("VERBATIM_LOG_FORMAT", format),
            ("VERBATIM_LOG", EVERYTHING),
            ("VERBATIM_HTTP", "127.0.0.1:0"),
        ];
        let program = Program::serve_with(&discord, &set);
        discord.ready().await;
        discord.registered("ask").await;
        typed_by_every_way(&discord).await;
        program.said("GUILD_CREATE").await;
        let log = program.said("READY").await;
        for expected in ["a question was looked for", "could not be sent", "a command was refused"]
        {
            assert!(log.contains(expected), "{expected}: {log}");
        }
        let pages = crate::watched::pages(&program).await;
        let token = discord.token();
        let parts = token.rsplit('.').next().expect("three parts").to_owned();
        let secrets = [MARK, "coordinate", token.as_str(), parts.as_str(), "interaction-token"];
        for secret in secrets {
            let line = log.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{format}: {secret}: {line:?}");
            assert!(!pages.contains(secret), "{secret}: {pages}");
            let files = files_with(program.data(), secret);
            assert!(files.is_empty(), "{secret}: {files:?}");
        }
        #[cfg(target_os = "linux")]
        {
            let title = std::fs::read(format!("/proc/{}/cmdline", program.id())).expect("readable");
            let title = String::from_utf8_lossy(&title).into_owned();
            assert!(title.contains("serve") && !title.contains(&parts), "{title}");
        }
        program.terminate().await;
        discord.take_violations();
    }
}

/// All that the program says when it is run so.
fn run(data: &Path, arguments: &[&str], set: &[(&str, &str)]) -> String {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(arguments)
        .env("VERBATIM_DATA", data)
        .env("VERBATIM_MODEL", "none")
        .env("VERBATIM_LOG", EVERYTHING)
        .envs(set.iter().copied())
        .current_dir(crate::world::root())
        .output()
        .expect("the program starts");
    let both = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&both).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_help_no_check_and_no_refusal_tells_the_token() {
    let discord = FakeDiscord::start().await;
    let (token, url) = (discord.token(), discord.url());
    let secret = token.rsplit('.').next().expect("three parts").to_owned();
    let cut = token[..token.len() - 3].to_owned() + "$$$";
    let data = tempfile::tempdir().expect("a temporary folder");
    let (data, told) = (data.path().to_path_buf(), data);
    let said = tokio::task::spawn_blocking(move || {
        let mut said = Vec::new();
        for address in [url.as_str(), "http://127.0.0.1:1", "no address", "ftp://127.0.0.1"] {
            for token in [token.as_str(), cut.as_str(), "Bot x.y.z"] {
                let set = [("DISCORD_TOKEN", token), ("DISCORD_API_URL", address)];
                said.push(run(&data, &["check"], &set));
            }
        }
        let set = [("DISCORD_TOKEN", cut.as_str()), ("DISCORD_API_URL", url.as_str())];
        said.push(run(&data, &["serve"], &set));
        let set = [("DISCORD_TOKEN", token.as_str()), ("DISCORD_API_URL", "no address")];
        said.push(run(&data, &["serve"], &set));
        let set = [("DISCORD_TOKEN", token.as_str())];
        for arguments in [&["--help"][..], &["serve", "--help"], &["check", "--offline"], &["no"]] {
            said.push(run(&data, arguments, &set));
        }
        said
    });
    let said = said.await.expect("no panic");
    assert!(said.iter().all(|said| !said.is_empty()), "{said:?}");
    for said in said {
        assert!(!said.contains(&secret[..12]), "{said}");
    }
    let files = files_with(told.path(), &secret[..12]);
    assert!(files.is_empty(), "{files:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_refuses_is_not_told() {
    let discord = FakeDiscord::start().await;
    discord.refuse_identify(4004);
    let program = Program::serve_with(&discord, &[("VERBATIM_LOG", EVERYTHING)]);
    let log = program.said("Discord refuses the token").await;
    let token = discord.token();
    let secret = token.rsplit('.').next().expect("three parts");
    assert!(!log.contains(secret), "{log}");
    assert_eq!(program.ended().await, Some(2));
}
