//! What is not there when the bot starts is waited for, and what can be served is.

use std::net::TcpListener;
use std::time::Duration;

use fake_discord::{Failure, FakeDiscord, IncomingMessage, Trouble};

use super::QUESTION;
use crate::bot::{Bot, shown};
use crate::serving::Program;

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_is_not_there_is_told_of_with_its_cause_and_waited_for() {
    let nobody = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = nobody.local_addr().expect("a bound socket has an address");
    drop(nobody);
    let token = FakeDiscord::start().await.token();
    let program = Program::serve_at(&format!("http://{address}"), &token);
    let log = program.said("Discord cannot be reached").await;
    assert!(log.contains(&address.to_string()) && log.contains("refused"), "{log}");
    assert!(log.contains("it is tried again"), "{log}");
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_fails_at_the_start_is_tried_again_until_it_answers() {
    let discord = FakeDiscord::start().await;
    discord.fail_next("GET", "/gateway/bot", 1, Failure::BadGateway(503));
    discord.fail_next("GET", "/gateway/bot", 1, Failure::Disconnect);
    discord.fail_next("GET", "/gateway/bot", 1, Failure::RateLimited { retry_after: 5.5 });
    let program = Program::serve(&discord);
    discord.ready().await;
    discord.registered("ask").await;
    let mut asked = discord.requests();
    asked.retain(|request| request.path.ends_with("/gateway/bot"));
    let limited = asked.windows(2).find(|pair| pair[0].status == 429).expect("it asked again");
    // As long as Discord said.
    assert!(limited[1].at - limited[0].at >= Duration::from_millis(5500), "{asked:?}");
    let log = program.log();
    assert_eq!(log.matches("Discord cannot be reached").count(), 1, "{log}");
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_or_a_gateway_that_never_answers_does_not_hold_up_the_end() {
    let discord = FakeDiscord::start().await;
    discord.fail_next("GET", "", 1000, Failure::Silence);
    let program = Program::serve(&discord);
    discord.request("GET", "/gateway/bot").await;
    program.terminate().await;

    let discord = FakeDiscord::start().await;
    discord.trouble_gateway(Some(Trouble::Silence));
    let program = Program::serve(&discord);
    discord.connected(1).await;
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_commands_do_not_take_messages_down_with_them() {
    let discord = FakeDiscord::start().await;
    discord.fail_next("PUT", "/commands", 1000, Failure::status(403, 20001, "Bots cannot"));
    let program = Program::serve(&discord);
    discord.ready().await;
    let log = program.said("the commands are not registered").await;
    assert!(log.contains("Bots cannot") && log.contains("messages are answered"), "{log}");
    let me = discord.world().bot;
    discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let answer = discord.request("POST", "/messages").await;
    assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_as_soon_as_discord_takes_them() {
    let discord = FakeDiscord::start().await;
    discord.fail_next("GET", "/commands", 1, Failure::BadGateway(502));
    discord.fail_next("PUT", "/commands", 1, Failure::Disconnect);
    let bot = Bot::start(discord);
    bot.discord.registered("ask").await;
    bot.stop().await;
}
