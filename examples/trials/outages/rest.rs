//! How requests fail: what an answer meets, drawn at random.

use std::time::Duration;

use fake_discord::Failure;
use fastrand::Rng;
use serde_json::json;

/// What is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// An interaction, which waits for three seconds.
    Interaction,
    /// A message, whose answer is posted, changed or taken back.
    Message,
}

/// The failures of the first attempts; none for half of all answers, three at most.
pub fn failures(answered: Answered, random: &mut Rng) -> Vec<Failure> {
    let n = [0, 0, 0, 0, 1, 1, 2, 3][random.usize(0..8)];
    (0..n).map(|_| failure(answered, random)).collect()
}

fn failure(answered: Answered, random: &mut Rng) -> Failure {
    let milliseconds = |range, random: &mut Rng| Duration::from_millis(random.u64(range));
    let is_message = answered == Answered::Message;
    match random.u8(0..20) {
        0 | 1 => Failure::Disconnect,
        2 | 3 => Failure::CutAnswer,
        4 => Failure::BadGateway(502),
        5 => Failure::BadGateway(503),
        6 => Failure::status(500, 0, "Internal Server Error"),
        7 => Failure::LastForNow { reset_after: f64::from(random.u8(1..8)) / 10.0 },
        8 => Failure::RateLimited { retry_after: f64::from(random.u8(1..12)) / 10.0 },
        9 if is_message => Failure::GloballyLimited { retry_after: 0.7 },
        9 => Failure::BareLimit(Some("1e19".to_owned())),
        10 => Failure::BareLimit(None),
        11 => Failure::BareLimit(Some("soon".to_owned())),
        12 => Failure::BareLimit(Some("1".to_owned())),
        13 => Failure::Delay(milliseconds(100..2000, random)),
        14 => Failure::Late(milliseconds(100..2000, random)),
        15 => Failure::Silence,
        16 => Failure::Garbage("<html>is this JSON?".to_owned()),
        17 => Failure::OddAnswer(json!({"id": {"of": "another kind"}, "content": 7})),
        18 if is_message => Failure::missing_permissions(),
        18 => Failure::status(404, 10062, "Unknown interaction"),
        _ => Failure::status(403, 50001, "Missing Access"),
    }
}

/// What a failure is called in the figures.
pub fn name(failure: &Failure) -> String {
    match failure {
        Failure::RateLimited { .. } => "request: 429 with the time to wait".to_owned(),
        Failure::GloballyLimited { .. } => "request: 429 for the whole bot".to_owned(),
        Failure::LastForNow { .. } => "request: the last one for now".to_owned(),
        Failure::BareLimit(None) => "request: 429 without the time to wait".to_owned(),
        Failure::BareLimit(Some(said)) => format!("request: 429 with Retry-After {said}"),
        Failure::Status { status, code, .. } => format!("request: {status} with {code}"),
        Failure::Delay(_) => "request: answered late".to_owned(),
        Failure::Late(_) => "request: handled late".to_owned(),
        Failure::Disconnect => "request: cut before the answer".to_owned(),
        Failure::CutAnswer => "request: cut in the middle of the answer".to_owned(),
        Failure::OddAnswer(_) => "request: an answer of odd shape".to_owned(),
        Failure::Garbage(_) => "request: an answer that is not JSON".to_owned(),
        Failure::Silence => "request: never answered".to_owned(),
        Failure::BadGateway(status) => format!("request: {status} and a page"),
        Failure::SlowMode { .. } => "request: slow mode".to_owned(),
    }
}
