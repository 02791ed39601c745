//! What the operator sees of a program that serves, and that none of it holds what people typed.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use fake_discord::{FakeDiscord, IncomingMessage, Interacting, Trouble};
use serde_json::{Value, json};

use crate::bot::{response, shown};
use crate::discord::QUESTION;
use crate::serving::Program;

/// Asked for one's own port.
const ANY_PORT: (&str, &str) = ("VERBATIM_HTTP", "127.0.0.1:0");
/// A word that no document has and no program says by itself.
const MARK: &str = "xyzzyplugh";

/// Where a program that serves health says that it does.
async fn address(program: &Program) -> SocketAddr {
    let log = program.said("health and figures are served").await;
    let line = log.lines().find(|line| line.contains("health and figures")).expect("it is there");
    let address = regex::Regex::new(r"127\.0\.0\.1:\d+").expect("a pattern").find(line);
    address.and_then(|it| it.as_str().parse().ok()).expect("an address, whatever the log's form")
}

/// The status and the body of an answer to a request.
fn asked(address: SocketAddr, method: &str, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("set");
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, body.to_owned())
}

/// Waits until an address answers with this status.
async fn until(address: SocketAddr, path: &str, expected: u16) -> String {
    let mut last = (0, String::new());
    for _ in 0..500 {
        last = asked(address, "GET", path);
        if last.0 == expected {
            return last.1;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{path}: expected {expected}: {last:?}");
}

/// What a program that serves health says of itself.
pub async fn pages(program: &Program) -> String {
    let address = address(program).await;
    let pages = ["/healthz", "/metrics"].map(|path| asked(address, "GET", path).1);
    pages.concat()
}

/// Has questions come by a mention and by a command: one that the documents answer, one with the mark,
/// which they do not.
async fn ask_both_ways(discord: &FakeDiscord) {
    let me = discord.world().bot;
    for question in [QUESTION, MARK] {
        discord.say(IncomingMessage::new(format!("<@{me}> {question}")));
        let answer = discord.request("POST", "/messages").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        discord.interact(Interacting::slash("ask", crate::discord::asking(question)));
        shown(&response(discord).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_figures_are_served_and_hold_nothing_that_people_typed() {
    let discord = FakeDiscord::start().await;
    let program = Program::serve_with(&discord, &[ANY_PORT]);
    let address = address(&program).await;
    discord.ready().await;
    discord.registered("ask").await;
    let well = until(address, "/healthz", 200).await;
    for expected in
        ["ok     process: ", "ok     gateway: ", "ok     index: documents: 5", "ok     model: "]
    {
        assert!(well.contains(expected), "{expected}: {well}");
    }
    ask_both_ways(&discord).await;
    let figures = until(address, "/metrics", 200).await;
    for expected in [
        "verbatim_questions_total{path=\"mention\",outcome=\"answered\"} 1\n",
        "verbatim_questions_total{path=\"mention\",outcome=\"not_found\"} 1\n",
        "verbatim_questions_total{path=\"command\",outcome=\"answered\"} 1\n",
        "verbatim_questions_total{path=\"command\",outcome=\"not_found\"} 1\n",
        "verbatim_answer_seconds_count{path=\"mention\"} 2\n",
        "verbatim_answer_seconds_bucket{le=\"+Inf\",path=\"command\"} 2\n",
        "verbatim_gateway_connected 1\n",
        "verbatim_gateway_connections_total 1\n",
        "verbatim_gateway_identifies_total 1\n",
        "verbatim_gateway_identifies_left 1000\n",
        "verbatim_requests_total{status=\"2xx\"} ",
        "verbatim_documents 5\n",
        concat!("verbatim_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1\n"),
        "verbatim_index_age_seconds ",
        "verbatim_vectors_waiting ",
        "# EOF\n",
    ] {
        assert!(figures.contains(expected), "{expected}: {figures}");
    }
    #[cfg(target_os = "linux")]
    for name in ["process_resident_memory_bytes ", "process_threads ", "process_open_fds "] {
        let line = figures.lines().find_map(|line| line.strip_prefix(name));
        assert!(
            line.and_then(|n| n.parse::<u64>().ok()).is_some_and(|n| n > 2),
            "{name}: {figures}"
        );
    }
    // Words, names, the token, Discord's numbers: none is a label.
    let world = discord.world();
    let token = discord.token();
    let ids = [world.guild.get(), world.channel.get(), world.asker.get(), world.bot.get()];
    let ids = ids.map(|id| id.to_string());
    for secret in [MARK, "Cambodia", "asker", &token].into_iter().chain(ids.iter().map(|id| &**id))
    {
        assert!(!figures.contains(secret), "{secret}: {figures}");
    }
    for (method, path, status) in
        [("POST", "/metrics", 405), ("GET", "/", 404), ("GET", "/healthz/", 404)]
    {
        assert_eq!(asked(address, method, path).0, status, "{method} {path}");
    }
    // A gateway that is gone is named, and it is well again with it.
    discord.trouble_gateway(Some(Trouble::CutAtOnce));
    discord.drop_connection();
    let ill = until(address, "/healthz", 503).await;
    assert!(ill.contains("wrong  gateway: not connected") && ill.contains("ok     index"), "{ill}");
    discord.trouble_gateway(None);
    until(address, "/healthz", 200).await;
    let figures = until(address, "/metrics", 200).await;
    assert!(!figures.contains("verbatim_gateway_connections_total 1\n"), "{figures}");
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_served_unless_asked_for_and_the_first_line_says_what_is() {
    let discord = FakeDiscord::start().await;
    let program = Program::serve(&discord);
    discord.ready().await;
    let log = program.log();
    let first = log.lines().find(|line| line.contains("serving")).unwrap_or_default();
    for expected in
        ["seeds=seeds", "documents=5", "model=\"built in\"", "open_channels=0", "health=none"]
    {
        assert!(first.contains(expected), "{expected}: {log}");
    }
    program.terminate().await;
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("bound").to_string();
    let program = Program::serve_with(&discord, &[("VERBATIM_HTTP", &address)]);
    let log = program.said("expected an address of this machine and a free port").await;
    assert!(log.contains(&format!("VERBATIM_HTTP: {address}: ")), "{log}");
    assert_eq!(program.ended().await, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_json_names_the_message_from_the_gateway_to_the_answer() {
    let discord = FakeDiscord::start().await;
    let set = [("VERBATIM_LOG_FORMAT", "json"), ("VERBATIM_LOG", "verbatim=debug,warn")];
    let program = Program::serve_with(&discord, &set);
    discord.ready().await;
    let me = discord.world().bot;
    let message = discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    discord.request("POST", "/messages").await;
    let log = program.said("a question was looked for").await;
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let of_question = |line: &&Value| line["message"] == "a question was looked for";
    let line = lines.iter().find(of_question).expect("it is there");
    assert_eq!(line["span"], json!({"name": "request", "id": message.get()}), "{line}");
    assert_eq!((&line["outcome"], &line["level"]), (&json!("Answered"), &json!("DEBUG")));
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_falls_silent_ends_the_program_with_one_line() {
    let discord = FakeDiscord::start().await;
    discord.trouble_gateway(Some(Trouble::Silence));
    let program = Program::serve_with(&discord, &[("VERBATIM_SILENCE_LIMIT", "2")]);
    discord.connected(1).await;
    let log = program.said("was silent for 2 seconds").await;
    let told = log.lines().filter(|line| line.contains("was silent")).count();
    assert!(
        told == 1 && log.lines().last().is_some_and(|line| line.contains("was silent")),
        "{log}"
    );
    assert_eq!(program.ended().await, Some(3));
    assert_eq!(discord.identifies(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_started_again_and_again_waits_before_it_begins_a_session() {
    let discord = FakeDiscord::start().await;
    let program = Program::serve(&discord);
    discord.ready().await;
    let remembered = || std::fs::read_to_string(program.data().join("identifies"));
    let remembered = remembered().expect("a file");
    let moment = remembered.strip_suffix(" 0\n").expect("of the only shard");
    let now = moment.parse::<u64>().expect("a moment, in milliseconds") / 1000;
    program.terminate().await;
    // As if it had been started so often that the next wait is the longest.
    let data = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(data.path().join("verbatim-data"), "x").expect("written");
    let lines: String = (0..40).map(|n| format!("{}\n", now - 60 + n)).collect();
    std::fs::write(data.path().join("identifies"), lines).expect("written");
    let before = discord.identifies();
    // The silence while it waits on purpose is none.
    let set = [ANY_PORT, ("VERBATIM_SILENCE_LIMIT", "2")];
    let program = Program::serve_over(&discord, data, &set);
    let log = program.said("it waits, so that Discord does not reset its token").await;
    assert!(log.contains("seconds=2"), "{log}");
    let address = address(&program).await;
    let waiting = until(address, "/healthz", 503).await;
    assert!(waiting.contains("wrong  gateway: waits"), "{waiting}");
    let is_long = |figures: String| {
        let name = "verbatim_gateway_silence_seconds ";
        let silent = figures.lines().find_map(|line| line.strip_prefix(name));
        silent.and_then(|seconds| seconds.parse::<u64>().ok()).is_some_and(|seconds| seconds > 2)
    };
    while !is_long(until(address, "/metrics", 200).await) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(discord.identifies(), before);
    assert!(!program.log().contains("was silent"), "{}", program.log());
    program.terminate().await;
}
