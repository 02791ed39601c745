//! What a request is answered with.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

/// An answer, and whether the request broke Discord's rules.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The HTTP status; 0 for a connection that is cut.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    body: Option<Value>,
    /// Whether it is a page of HTML, of a server that stands before Discord.
    is_page: bool,
    /// What the bot did that Discord does not take.
    pub(crate) violation: Option<String>,
}

impl Answer {
    pub(crate) fn json(status: u16, body: Value) -> Answer {
        Answer { status, headers: Vec::new(), body: Some(body), is_page: false, violation: None }
    }

    /// 204.
    pub(crate) fn empty() -> Answer {
        Answer { status: 204, headers: Vec::new(), body: None, is_page: false, violation: None }
    }

    /// A page of HTML with a status.
    pub(crate) fn page(status: u16) -> Answer {
        Answer { status, is_page: true, ..Answer::empty() }
    }

    /// The connection is cut.
    pub(crate) fn disconnect() -> Answer {
        Answer { status: 0, ..Answer::empty() }
    }

    /// An error that a correct bot can meet.
    pub(crate) fn refused(status: u16, code: u32, message: &str) -> Answer {
        Answer::json(status, json!({"message": message, "code": code}))
    }

    /// 400 with 50035: a body that breaks Discord's rules.
    pub(crate) fn invalid(why: impl Into<String>) -> Answer {
        let why = why.into();
        let error = json!({"code": "INVALID", "message": why});
        let body = json!({
            "message": "Invalid Form Body",
            "code": 50035,
            "errors": {"_errors": [error]},
        });
        Answer::json(400, body).breaking(why)
    }

    /// The same answer to a request that breaks Discord's rules.
    pub(crate) fn breaking(mut self, why: impl Into<String>) -> Answer {
        self.violation = Some(why.into());
        self
    }

    /// The same answer in which these fields are otherwise.
    pub(crate) fn with(mut self, fields: &Value) -> Answer {
        let body = self.body.get_or_insert_with(|| json!({}));
        for (field, value) in fields.as_object().into_iter().flatten() {
            body[field] = value.clone();
        }
        self
    }

    /// The same answer with the head of Discord's rate limits: so many requests are left, for so many
    /// seconds.
    pub(crate) fn with_limit(mut self, remaining: u64, reset_after: f64) -> Answer {
        self.headers.extend([
            ("x-ratelimit-limit", "5".to_owned()),
            ("x-ratelimit-remaining", remaining.to_string()),
            ("x-ratelimit-reset-after", format!("{reset_after:.3}")),
            ("x-ratelimit-bucket", "fake".to_owned()),
        ]);
        self
    }

    pub(crate) fn into_response(self) -> Response {
        let Ok(status) = StatusCode::from_u16(self.status) else {
            return cut();
        };
        let text = match self.body {
            _ if self.is_page => "<html><h1>Bad gateway</h1></html>".to_owned(),
            body => body.map(|body| body.to_string()).unwrap_or_default(),
        };
        let kind = if self.is_page { "text/html" } else { "application/json" };
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// A response of which only the head and the first byte arrive.
pub(crate) fn cut_in_the_middle() -> Response {
    let parts = [Ok(b"{".to_vec()), Err(std::io::Error::other("cut"))];
    // The failure comes after the first byte has left.
    let parts = stream::iter(parts).then(|part| async {
        if part.is_err() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        part
    });
    Response::new(Body::from_stream(parts))
}

/// A response whose body fails before its first byte: the server then closes the connection, and
/// the head, which waits for the body in the same buffer, is not sent.
fn cut() -> Response {
    let failure = stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("cut")) });
    Response::new(Body::from_stream(failure))
}
