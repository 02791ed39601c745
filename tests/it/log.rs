use std::fs::OpenOptions;
use std::process::{Command, Stdio};

use fake_discord::{FakeDiscord, IncomingMessage};

use crate::bot::shown;
use crate::serving::Program;

/// Somewhere that takes nothing: a full disk, and a pipe whose reader is gone.
fn unwritable() -> [(&'static str, Stdio); 2] {
    let full = OpenOptions::new().write(true).open("/dev/full").expect("the system has one");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    [("a full disk", full.into()), ("a closed pipe", writer.into())]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_cannot_be_written_stops_no_answer() {
    for (what, stderr) in unwritable() {
        let discord = FakeDiscord::start().await;
        let program = Program::serve_into(&discord, stderr);
        discord.ready().await;
        let me = discord.world().bot;
        // It is told: a line of the log that is lost.
        discord.dispatch("MESSAGE_CREATE", serde_json::json!({"id": "1", "channel_id": "no id"}));
        for _ in 0..2 {
            discord.say(IncomingMessage::new(format!("<@{me}> {}", crate::discord::QUESTION)));
            let answer = discord.request("POST", "/messages").await;
            assert!(shown(&answer.body).contains("2021"), "{what}: {}", answer.body);
        }
        program.terminate().await;
    }
}

#[test]
fn a_failure_that_cannot_be_told_keeps_its_exit_code() {
    for arguments in [&["quote", "no such file", "0", "1"][..], &["no such command"], &[]] {
        for (what, stderr) in unwritable() {
            let data = tempfile::tempdir().expect("a temporary folder");
            let status = Command::new(env!("CARGO_BIN_EXE_verbatim"))
                .args(arguments)
                .env("VERBATIM_DATA", data.path())
                .current_dir(crate::world::root())
                .stdout(Stdio::null())
                .stderr(stderr)
                .status()
                .expect("the program starts");
            assert_eq!(status.code(), Some(2), "{arguments:?}: {what}");
        }
    }
}
