//! What befalls the connection to the gateway, drawn at random.

use std::time::Duration;

use fake_discord::{Failure, FakeDiscord, Trouble, WireFault};
use fastrand::Rng;
use serde_json::{Value, json};

/// How often it is looked whether the bot has dialled anew.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Codes after which Discord takes another connection: the first six leave the session, and after
/// the others the bot begins another one.
const CLOSES: [u16; 12] = [1000, 1001, 4000, 4001, 4002, 4005, 4008, 1011, 4003, 4006, 4007, 4009];
/// Frames that are none of Discord's.
const ODD_FRAMES: [&str; 12] = [
    "",
    "no JSON",
    "{",
    "null",
    "[]",
    "7",
    r#"{"op": "ten"}"#,
    r#"{"op": 255, "d": null}"#,
    r#"{"op": 0, "t": "MESSAGE_CREATE", "s": "twelve", "d": {}}"#,
    r#"{"op": 0, "t": 5, "s": 1, "d": []}"#,
    r#"{"op": -1, "d": {"heartbeat_interval": {}}}"#,
    r#"{"op": 10, "d": null}"#,
];

/// What happens to the connection.
#[derive(Clone, Copy, Debug)]
pub enum Blow {
    Close(u16),
    Cut,
    AskToReconnect,
    Invalidate {
        is_resumable: bool,
    },
    Deaf,
    Wire(WireFault),
    OddFrame(usize),
    DeepFrame,
    Bytes,
    OddEvents,
    RepeatLast,
    ReplayAgain(u64),
    /// The next connection is in this trouble.
    Next(Trouble),
    /// No session may be begun for a while, or one alone.
    FewSessions(u64),
    /// Where the gateway is cannot be learnt at first.
    NoAddress,
}

impl Blow {
    /// One at random. The slow ones hold the bot up for ten or thirty seconds.
    pub fn draw(random: &mut Rng, may_be_slow: bool) -> Blow {
        match random.u8(0..24) {
            0..=5 => Blow::Close(CLOSES[random.usize(0..CLOSES.len())]),
            6 | 7 => Blow::Cut,
            8 => Blow::AskToReconnect,
            9 => Blow::Invalidate { is_resumable: random.bool() },
            10 => Blow::Deaf,
            11 => Blow::Wire(WireFault::HalfThenCut),
            12 => Blow::Wire(WireFault::NotUtf8),
            13 => Blow::Wire(WireFault::NotJson),
            14 | 15 => Blow::OddFrame(random.usize(0..ODD_FRAMES.len())),
            16 => Blow::DeepFrame,
            17 => Blow::Bytes,
            18 => Blow::OddEvents,
            19 => Blow::RepeatLast,
            20 => Blow::ReplayAgain(random.u64(1..40)),
            21 if may_be_slow => {
                Blow::Next([Trouble::Silence, Trouble::NoReady][random.usize(0..2)])
            }
            21 => Blow::Next(Trouble::CutAtOnce),
            22 => Blow::FewSessions(random.u64(0..2)),
            _ => Blow::NoAddress,
        }
    }

    /// What it is called in the figures.
    pub fn name(self) -> String {
        match self {
            Blow::Close(code) => format!("gateway: closed with {code}"),
            Blow::Cut => "gateway: cut (1006)".to_owned(),
            Blow::AskToReconnect => "gateway: RECONNECT".to_owned(),
            Blow::Invalidate { is_resumable } => {
                format!("gateway: INVALID_SESSION, {is_resumable}")
            }
            Blow::Deaf => "gateway: heartbeats unanswered".to_owned(),
            Blow::Wire(WireFault::HalfThenCut) => "gateway: half a frame, then cut".to_owned(),
            Blow::Wire(WireFault::NotUtf8) => "gateway: an event that is not UTF-8".to_owned(),
            Blow::Wire(WireFault::NotJson) => "gateway: an event that is not JSON".to_owned(),
            Blow::OddFrame(_) | Blow::DeepFrame => "gateway: a frame of odd shape".to_owned(),
            Blow::Bytes => "gateway: a frame of bytes".to_owned(),
            Blow::OddEvents => "gateway: events that nobody knows, or of odd shape".to_owned(),
            Blow::RepeatLast => "gateway: an event again".to_owned(),
            Blow::ReplayAgain(_) => "gateway: RESUME replays what was handled".to_owned(),
            Blow::Next(trouble) => format!("gateway: the next connection: {trouble:?}"),
            Blow::FewSessions(left) => {
                format!("gateway: {left} sessions left, and the session over")
            }
            Blow::NoAddress => "gateway: its address unknown, and the session over".to_owned(),
        }
    }

    /// Lets it happen.
    pub fn strike(self, discord: &FakeDiscord) {
        match self {
            Blow::Close(code) => discord.close_gateway(code),
            Blow::Cut => discord.drop_connection(),
            Blow::AskToReconnect => discord.ask_to_reconnect(),
            Blow::Invalidate { is_resumable } => discord.invalidate_session(is_resumable),
            Blow::Deaf => {
                discord.ignore_heartbeats(true);
                when_dialled(discord, |discord| discord.ignore_heartbeats(false));
            }
            // The next event is the one that is broken.
            Blow::Wire(fault) => discord.break_wire(fault),
            Blow::OddFrame(which) => discord.send_text(ODD_FRAMES[which]),
            Blow::DeepFrame => discord.send_text(&"[".repeat(50_000)),
            Blow::Bytes => discord.send_binary(&[0x78, 0x9c, 0, 0, 0xff, 0xff]),
            Blow::OddEvents => odd_events(discord),
            Blow::RepeatLast => discord.repeat_last_event(),
            Blow::ReplayAgain(n_events) => {
                discord.replay_again(n_events);
                discord.drop_connection();
                when_dialled(discord, |discord| discord.replay_again(0));
            }
            Blow::Next(trouble) => {
                discord.trouble_gateway(Some(trouble));
                discord.drop_connection();
                when_dialled(discord, |discord| discord.trouble_gateway(None));
            }
            Blow::FewSessions(left) => {
                // So soon that the bot has to wait for it, where none is left.
                discord.limit_sessions(left, 3000);
                discord.invalidate_session(false);
            }
            Blow::NoAddress => {
                for failure in [
                    Failure::BadGateway(503),
                    Failure::Disconnect,
                    Failure::Garbage("[]".to_owned()),
                    Failure::RateLimited { retry_after: 0.5 },
                ] {
                    discord.fail_next("GET", "/gateway/bot", 1, failure);
                }
                discord.invalidate_session(false);
            }
        }
    }
}

/// Does this as soon as the bot has dialled anew.
fn when_dialled(discord: &FakeDiscord, act: impl FnOnce(&FakeDiscord) + Send + 'static) {
    let (discord, before) = (discord.clone(), discord.connections());
    tokio::spawn(async move {
        while discord.connections() <= before {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        // A connection that is troubled has begun by now, and the next is not.
        act(&discord);
    });
}

/// Events that nobody knows, and some of odd shape.
fn odd_events(discord: &FakeDiscord) {
    let interaction = |kind: u64, data: Value| {
        json!({
            "id": "1000000000000000009", "application_id": discord.world().application.to_string(),
            "type": kind, "token": "odd", "version": 1, "data": data, "channel_id": "5",
            "user": {"id": "6", "username": "x", "discriminator": "0", "avatar": null},
            "locale": "en-US", "entitlements": [], "attachment_size_limit": 0,
        })
    };
    for (event, data) in [
        ("SOMETHING_NEW", json!({"id": [], "of": "another kind"})),
        ("INTERACTION_CREATE", interaction(99, json!({}))),
        ("INTERACTION_CREATE", interaction(2, json!({"id": "1", "name": 7, "type": 1}))),
        ("INTERACTION_CREATE", interaction(3, json!({"custom_id": 1, "component_type": 77}))),
        ("INTERACTION_CREATE", json!({"id": "x"})),
        ("INTERACTION_CREATE", json!(null)),
        ("MESSAGE_CREATE", json!({"id": "7", "author": "nobody"})),
        ("MESSAGE_UPDATE", json!([])),
        ("MESSAGE_DELETE", json!({"id": "0", "channel_id": "0"})),
        ("GUILD_CREATE", json!({"id": "0"})),
        ("CHANNEL_UPDATE", json!({"id": {}})),
        ("GUILD_ROLE_UPDATE", json!(7)),
    ] {
        discord.dispatch(event, data);
    }
}
