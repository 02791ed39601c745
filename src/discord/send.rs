//! Sending: payloads, responses to interactions, messages in channels.

mod payload;
mod chosen_channels;
mod received;
mod asker_language;
mod responder;
mod answered_question;
mod when_ready;
mod refusal;
pub(super) mod channel;

pub(super) use asker_language::AskerLanguage;
pub(super) use payload::{Payload, QuestionReference, Visibility};
pub(super) use refusal::Refusal;
pub(super) use responder::Responder;
pub(super) use when_ready::Destination;
