//! The program, serving against a Discord on loopback in a process of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use fake_discord::FakeDiscord;

/// Starts it over this data, and waits until it is ready for questions.
pub async fn serve(discord: &FakeDiscord, data: &Path) -> Child {
    let program = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(["--data".as_ref(), data.as_os_str(), "serve".as_ref()])
        .env("DISCORD_TOKEN", discord.token())
        .env("DISCORD_API_URL", discord.url())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    discord.registered("ask").await;
    discord.ready().await;
    program
}
