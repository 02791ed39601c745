//! The REST API: takes a request in, lets the fault or the route of it answer, and keeps both.
//!
//! Routes are functions of the world and the state; nothing below this file waits or speaks HTTP.

mod answer;
mod callback;
mod commands;
mod messages;
mod places;
mod route;
mod subject;
mod webhook;
mod written;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::State as Extracted;
use axum::http::{Request, header};
use axum::response::Response;
use serde_json::Value;

pub(crate) use answer::Answer;
use answer::cut_in_the_middle;
pub(crate) use commands::Commands;
pub(crate) use route::gateway_url;

use crate::faults::{Failure, globally_limited};
use crate::requests::record;
use crate::state::{Shared, State};

/// The most bytes of a body that are read; Discord's own limit for uploads is lower.
const BODY: usize = 32 << 20;

/// One request, read.
pub(crate) struct Call {
    pub(crate) method: String,
    /// As received, with the query.
    pub(crate) path: String,
    pub(crate) body: Value,
    /// The `Authorization` header.
    pub(crate) authorization: Option<String>,
    /// Whether there was a body that is not JSON.
    pub(crate) is_unreadable: bool,
}

/// Answers any request to the REST API.
pub(crate) async fn serve(
    Extracted(shared): Extracted<Arc<Shared>>,
    request: Request<Body>,
) -> Response {
    let call = read(request).await;
    record(&call.method, &call.path, &call.body);
    let (place, failure, is_stopped) = shared.change(|_, state| {
        let about = subject::of(state, &call);
        let failure = state.faults.take(&call.method, &call.path, about);
        let sent = (call.method.as_str(), call.path.as_str(), &call.body);
        let place = state.requests.arrived(sent, about, failure.clone());
        (place, failure, state.is_stopped)
    });
    if is_stopped {
        return Answer::disconnect().into_response();
    }
    if let Some(Failure::Late(by)) = failure {
        // In a task of its own: it has its effect though the bot has hung up.
        let late = tokio::spawn(async move {
            tokio::time::sleep(by).await;
            handle(&shared, &call, place, None)
        });
        return late.await.unwrap_or_else(|_| Answer::disconnect()).into_response();
    }
    let answer = handle(&shared, &call, place, failure.as_ref());
    match failure {
        Some(Failure::Delay(delay)) => tokio::time::sleep(delay).await,
        Some(Failure::Silence) => std::future::pending().await,
        Some(Failure::CutAnswer) => return cut_in_the_middle(),
        Some(Failure::OddAnswer(fields)) => return answer.with(&fields).into_response(),
        Some(Failure::LastForNow { reset_after }) => {
            return answer.with_limit(0, reset_after).into_response();
        }
        Some(Failure::Garbage(text)) => return Response::new(Body::from(text)),
        _ => {}
    }
    answer.into_response()
}

/// Lets the failure or the route of a request answer it, and notes what came of it.
fn handle(shared: &Shared, call: &Call, place: usize, failure: Option<&Failure>) -> Answer {
    shared.change(|world, state| {
        if let Some(Failure::GloballyLimited { retry_after }) = failure {
            let until = Instant::now() + Duration::from_secs_f64(*retry_after);
            state.faults.held_back = Some(until);
        }
        let ordered = failure.and_then(Failure::answer).or_else(|| held_back(state, call));
        let mut answer = ordered.unwrap_or_else(|| route::answer(shared, world, state, call));
        if let Some(date) = &state.date {
            answer.headers.push(("date", date.clone()));
        }
        if let Some(violation) = &answer.violation {
            let Call { method, path, .. } = call;
            state.violations.push(format!("{method} {path}: {violation}"));
        }
        state.requests.handled(place, answer.status);
        answer
    })
}

/// The refusal of a request while the whole bot is held back. What answers interactions is not held
/// (Discord, "Global Rate Limit").
fn held_back(state: &State, call: &Call) -> Option<Answer> {
    let until = state.faults.held_back?;
    let rest = until.checked_duration_since(Instant::now())?;
    let is_free = ["interactions", "webhooks"]
        .iter()
        .any(|part| call.path.trim_start_matches("/api/v10/").starts_with(part));
    (!is_free).then(|| globally_limited(rest.as_secs_f64()))
}

async fn read(request: Request<Body>) -> Call {
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, BODY).await.unwrap_or_default();
    let body = serde_json::from_slice(&bytes);
    Call {
        method: head.method.to_string(),
        path: head.uri.path_and_query().map_or_else(String::new, ToString::to_string),
        is_unreadable: body.is_err() && !bytes.is_empty(),
        body: body.unwrap_or_default(),
        authorization: head
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .map(ToOwned::to_owned),
    }
}
