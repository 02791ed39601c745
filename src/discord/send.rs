//! Sending: payloads, responses to interactions, messages in channels.

mod payload;
mod received;
mod asker_language;
mod responder;
mod when_ready;
pub(super) mod channel;

pub(super) use payload::{Payload, QuestionReference, Visibility};
pub(super) use responder::Responder;
pub(super) use when_ready::Destination;
