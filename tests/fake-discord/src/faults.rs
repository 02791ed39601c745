//! What goes wrong: failures that a test orders for requests to come.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::rest::Answer;

/// How a request fails.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// 429 with Discord's headers and body.
    RateLimited {
        /// Seconds until the bot may try again.
        retry_after: f64,
    },
    /// 429 that holds for the whole bot: until then Discord refuses all its requests but the answers
    /// to interactions.
    GloballyLimited {
        /// Seconds until the bot may try again.
        retry_after: f64,
    },
    /// The request is handled, and the head of its answer says that it was the last one for now.
    LastForNow {
        /// Seconds until the bot may send another.
        reset_after: f64,
    },
    /// 429 of what stands before Discord: a page, and perhaps this `Retry-After`.
    BareLimit(Option<String>),
    /// 429 with 20016: slow mode.
    SlowMode {
        /// Seconds until the bot may try again.
        retry_after: f64,
    },
    /// Any other refusal, such as 403 with 50013.
    Status {
        /// The HTTP status.
        status: u16,
        /// Discord's own error code.
        code: u32,
        /// Discord's own error text.
        message: String,
    },
    /// The request is handled at once, but its answer is held back this long.
    Delay(Duration),
    /// The connection is cut without an answer, and the request has no effect.
    Disconnect,
    /// The request is handled, and the connection is cut in the middle of its answer.
    CutAnswer,
    /// The request is handled, and these fields of its answer are otherwise than documented.
    OddAnswer(Value),
    /// The request is handled, and its answer is this text with the status 200.
    Garbage(String),
    /// The request is handled so much later, though who sent it may be gone by then.
    Late(Duration),
    /// The request is taken and never answered, and has no effect.
    Silence,
    /// What stands before Discord refuses with this status and a page of HTML, such as 502.
    BadGateway(u16),
}

impl Failure {
    /// Discord's refusal with this status, code and text.
    pub fn status(status: u16, code: u32, message: &str) -> Failure {
        Failure::Status { status, code, message: message.to_owned() }
    }

    /// What a bot hears that lacks a permission: 403 with 50013.
    pub fn missing_permissions() -> Failure {
        Failure::status(403, 50013, "Missing Permissions")
    }

    /// The answer that replaces the real one; none where the request is handled all the same.
    pub(crate) fn answer(&self) -> Option<Answer> {
        match self {
            Failure::RateLimited { retry_after } => Some(rate_limited(*retry_after)),
            Failure::GloballyLimited { retry_after } => Some(globally_limited(*retry_after)),
            Failure::BareLimit(retry_after) => {
                let mut answer = Answer::page(429);
                let header = retry_after.clone().map(|value| ("retry-after", value));
                answer.headers.extend(header);
                Some(answer)
            }
            Failure::SlowMode { retry_after } => Some(Answer::json(
                429,
                json!({
                    "message": "This action cannot be performed due to slowmode rate limit",
                    "code": 20016,
                    "retry_after": retry_after,
                }),
            )),
            Failure::Status { status, code, message } => {
                Some(Answer::refused(*status, *code, message))
            }
            Failure::Disconnect | Failure::Silence => Some(Answer::disconnect()),
            Failure::BadGateway(status) => Some(Answer::page(*status)),
            Failure::Delay(_)
            | Failure::LastForNow { .. }
            | Failure::CutAnswer
            | Failure::OddAnswer(_)
            | Failure::Garbage(_)
            | Failure::Late(_) => None,
        }
    }

    /// Whether the request has its effect all the same, now or later.
    pub fn has_effect(&self) -> bool {
        self.answer().is_none()
    }
}

/// What a request hears while the whole bot is held back.
pub(crate) fn globally_limited(retry_after: f64) -> Answer {
    let body = json!({
        "message": "You are being rate limited.",
        "retry_after": retry_after,
        "global": true,
    });
    let mut answer = Answer::json(429, body);
    answer.headers = vec![
        ("retry-after", format!("{:.0}", retry_after.ceil())),
        ("x-ratelimit-global", "true".to_owned()),
        ("x-ratelimit-scope", "global".to_owned()),
    ];
    answer
}

fn rate_limited(retry_after: f64) -> Answer {
    let body = json!({
        "message": "You are being rate limited.",
        "retry_after": retry_after,
        "global": false,
        "code": 0,
    });
    let mut answer = Answer::json(429, body);
    answer.headers = vec![
        ("retry-after", format!("{:.0}", retry_after.ceil())),
        ("x-ratelimit-limit", "5".to_owned()),
        ("x-ratelimit-remaining", "0".to_owned()),
        ("x-ratelimit-reset-after", format!("{retry_after:.3}")),
        ("x-ratelimit-bucket", "fake".to_owned()),
        ("x-ratelimit-scope", "user".to_owned()),
    ];
    answer
}

/// The failures that were ordered and did not happen yet.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    ordered: Vec<Order>,
    /// Those for what answers an interaction or a message, by its id.
    about: HashMap<(String, u64), VecDeque<Failure>>,
    /// Until when the whole bot is held back.
    pub(crate) held_back: Option<Instant>,
}

#[derive(Debug)]
struct Order {
    method: String,
    path_contains: String,
    times: usize,
    failure: Failure,
}

impl Faults {
    /// Orders a failure for the next `times` requests that match. Earlier orders come first.
    pub(crate) fn order(&mut self, method: &str, path: &str, times: usize, failure: Failure) {
        self.ordered.push(Order {
            method: method.to_owned(),
            path_contains: path.to_owned(),
            times,
            failure,
        });
    }

    /// Orders failures for the next requests of this method about an interaction or a message, one
    /// after the other. They come before those by path.
    pub(crate) fn order_about(
        &mut self,
        method: &str,
        about: u64,
        failures: impl IntoIterator<Item = Failure>,
    ) {
        self.about.entry((method.to_owned(), about)).or_default().extend(failures);
    }

    /// The failure of this request, which is then used up once.
    pub(crate) fn take(&mut self, method: &str, path: &str, about: Option<u64>) -> Option<Failure> {
        if let Some(about) = about {
            let ordered = self.about.get_mut(&(method.to_owned(), about));
            if let Some(failure) = ordered.and_then(VecDeque::pop_front) {
                return Some(failure);
            }
        }
        let order = self.ordered.iter_mut().find(|order| {
            order.times > 0
                && order.method.eq_ignore_ascii_case(method)
                && path.contains(&order.path_contains)
        })?;
        order.times -= 1;
        Some(order.failure.clone())
    }
}
