//! One connection to the gateway: HELLO, IDENTIFY or RESUME, heartbeats, events, the end.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State as Extracted;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;

use super::Trouble;
use super::session::{Line, Out};
use crate::checks;
use crate::fake::token;
use crate::rest::gateway_url;
use crate::state::{Shared, State};
use crate::world::{World, bits};

/// How long a closed connection waits for the other side to close too.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// The most events that a connection may send in a minute (Discord, "Rate Limiting" of the gateway).
const EVENTS_A_MINUTE: usize = 120;
/// Heartbeats that are asked for faster than this are not counted: they alone would be too many.
const SLOWEST_FREE: Duration = Duration::from_millis(500);
const MINUTE: Duration = Duration::from_secs(60);

/// Answers `GET /gateway`.
pub(crate) async fn serve(
    Extracted(shared): Extracted<Arc<Shared>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade.on_upgrade(move |socket| speak(socket, shared))
}

async fn speak(mut socket: WebSocket, shared: Arc<Shared>) {
    let (sender, mut outgoing) = unbounded_channel();
    let (connection, trouble) =
        shared.change(|_, state| (state.gateway.connected(), state.gateway.trouble));
    match trouble {
        Some(Trouble::CutAtOnce) => return,
        Some(Trouble::Silence) => {
            while let Some(Ok(_)) = socket.recv().await {}
            return;
        }
        _ => {}
    }
    let line = Line { connection, sender };
    let interval = shared.world.heartbeat_interval.as_millis();
    let interval = u64::try_from(interval).unwrap_or(u64::MAX);
    let hello = json!({"op": 10, "d": {"heartbeat_interval": interval, "_trace": []}});
    line.send(Out::Text(hello.to_string()));
    let mut is_identified = false;
    let mut is_for_good = false;
    let mut heard_lately = VecDeque::new();
    loop {
        tokio::select! {
            // What was sent before must go out before anything new is read.
            biased;
            out = outgoing.recv() => match out {
                Some(Out::Text(text)) => {
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        break;
                    }
                }
                Some(Out::Binary(bytes)) => {
                    if socket.send(Message::Binary(bytes.into())).await.is_err() {
                        break;
                    }
                }
                Some(Out::Ready) => {
                    shared.change(|_, state| state.gateway.became_ready(connection));
                    if let Some(Trouble::CloseWhenReady(code)) = trouble {
                        shared.change(|_, state| state.gateway.send_all(&Out::Close(code)));
                    }
                }
                Some(Out::Close(code)) => {
                    // Forgotten first: the bot may be back before its close frame is read.
                    shared.change(|_, state| state.gateway.ended(connection, false));
                    send_close(socket, code).await;
                    return;
                }
                Some(Out::Cut) | None => break,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => {
                    let frame: Value = serde_json::from_str(&text).unwrap_or_default();
                    let is_beat = frame["op"] == json!(1);
                    let counts = !is_beat || shared.world.heartbeat_interval >= SLOWEST_FREE;
                    if counts && are_too_many(&mut heard_lately, Instant::now()) {
                        line.send(Out::Close(4008));
                        continue;
                    }
                    if trouble == Some(Trouble::NoReady) && is_introduction(&frame) {
                        shared.change(|world, state| ignore(world, state, &frame));
                        continue;
                    }
                    shared.change(|world, state| {
                        let url = gateway_url(&shared);
                        let heard = hear(world, state, &url, &line, &frame, is_identified);
                        is_identified = is_identified || heard;
                    });
                }
                Some(Ok(Message::Close(frame))) => {
                    // With 1000 and 1001 the bot ends its session; all other codes keep it.
                    is_for_good = frame.is_none_or(|frame| matches!(frame.code, 1000 | 1001));
                    break;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    shared.change(|_, state| state.gateway.ended(connection, is_for_good));
}

/// Notes an event of the bot; whether there were too many within a minute.
fn are_too_many(lately: &mut VecDeque<Instant>, now: Instant) -> bool {
    lately.push_back(now);
    while lately.front().is_some_and(|first| now.duration_since(*first) > MINUTE) {
        lately.pop_front();
    }
    lately.len() > EVENTS_A_MINUTE
}

/// Whether it is an IDENTIFY or a RESUME.
fn is_introduction(frame: &Value) -> bool {
    matches!(frame["op"].as_u64(), Some(2 | 6))
}

/// Counts an IDENTIFY or a RESUME that gets no answer.
fn ignore(world: &World, state: &mut State, frame: &Value) {
    if frame["op"] == json!(6) {
        state.gateway.resumes += 1;
    } else {
        note_identify(world, state, &frame["d"]);
    }
}

/// Counts an IDENTIFY, and whether it came too soon after the last.
fn note_identify(world: &World, state: &mut State, identify: &Value) -> bool {
    let (is_allowed, is_too_soon) = state.gateway.note_identify(world, identify);
    if !is_allowed {
        state.violations.push("IDENTIFY: there was no session left to begin".to_owned());
    }
    is_too_soon
}

/// Acts on one frame of the bot; true where a session began or went on by it.
fn hear(
    world: &World,
    state: &mut State,
    url: &str,
    line: &Line,
    frame: &Value,
    is_identified: bool,
) -> bool {
    let data = &frame["d"];
    let gateway = &mut state.gateway;
    match frame["op"].as_u64() {
        Some(1) => {
            gateway.heartbeats += 1;
            gateway.beaten(line.connection, data.as_u64().unwrap_or_default());
            if !gateway.is_deaf {
                line.send(Out::Text(json!({"op": 11}).to_string()));
            }
        }
        Some(2 | 6) if is_identified => line.send(Out::Close(4005)),
        Some(2) => {
            let is_too_soon = note_identify(world, state, data);
            match refusal(world, state, data) {
                Some(code) => line.send(Out::Close(code)),
                None if is_too_soon => {
                    line.send(Out::Text(json!({"op": 9, "d": false}).to_string()));
                }
                None => {
                    state.gateway.begin(world, url, line.clone(), data);
                    return true;
                }
            }
        }
        Some(6) => {
            gateway.resumes += 1;
            let id = data["session_id"].as_str().unwrap_or_default();
            let sequence = data["seq"].as_u64().unwrap_or_default();
            if !is_token(world, &data["token"]) {
                line.send(Out::Close(4004));
            } else if gateway.resume(line.clone(), id, sequence) {
                return true;
            } else {
                line.send(Out::Text(json!({"op": 9, "d": false}).to_string()));
            }
        }
        Some(3 | 4 | 8 | 31) if !is_identified => line.send(Out::Close(4003)),
        Some(3) => match checks::presence(data) {
            Ok(()) => gateway.presences.push(data.clone()),
            Err(why) => {
                state.violations.push(format!("presence update: {why}"));
                line.send(Out::Close(4002));
            }
        },
        Some(4 | 8 | 31) => {}
        Some(_) => line.send(Out::Close(4001)),
        None => line.send(Out::Close(4002)),
    }
    false
}

/// The code with which an IDENTIFY is refused: the test's wish first, then Discord's rules.
fn refusal(world: &World, state: &mut State, identify: &Value) -> Option<u16> {
    if !state.gateway.refusals.is_empty() {
        return Some(state.gateway.refusals.remove(0));
    }
    let privileged = bits::GUILD_MEMBERS | bits::GUILD_PRESENCES | bits::MESSAGE_CONTENT;
    if let Some(Err(why)) = identify.get("presence").map(checks::presence) {
        state.violations.push(format!("IDENTIFY: presence: {why}"));
        return Some(4002);
    }
    match identify["intents"].as_u64() {
        _ if !is_token(world, &identify["token"]) => Some(4004),
        None => Some(4013),
        Some(intents) if intents & !bits::ALL_INTENTS != 0 => Some(4013),
        Some(intents) if intents & privileged & !world.privileged_intents != 0 => Some(4014),
        Some(_) => state.gateway.refuses_shard(identify),
    }
}

/// Whether it is the bot's token. Discord takes it with `Bot ` before it too, and serenity sends it
/// so.
fn is_token(world: &World, sent: &Value) -> bool {
    let sent = sent.as_str().unwrap_or_default();
    sent.strip_prefix("Bot ").unwrap_or(sent) == token(world)
}

/// Sends a close frame and waits until the other side has read it: closing the socket at once could
/// destroy the frame on its way.
async fn send_close(mut socket: WebSocket, code: u16) {
    let frame = CloseFrame { code, reason: "".into() };
    if socket.send(Message::Close(Some(frame))).await.is_err() {
        return;
    }
    let until_closed = async { while let Some(Ok(_)) = socket.recv().await {} };
    let _ = tokio::time::timeout(CLOSE_TIMEOUT, until_closed).await;
}
