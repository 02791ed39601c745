//! What goes wrong: failures that a test orders for requests to come.

use std::time::Duration;

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
            Failure::Delay(_) | Failure::CutAnswer | Failure::OddAnswer(_) => None,
        }
    }
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

    /// The failure of this request, which is then used up once.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Failure> {
        let order = self.ordered.iter_mut().find(|order| {
            order.times > 0
                && order.method.eq_ignore_ascii_case(method)
                && path.contains(&order.path_contains)
        })?;
        order.times -= 1;
        Some(order.failure.clone())
    }
}
