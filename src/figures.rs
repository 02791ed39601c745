//! Figures of a program that serves: counted where things happen, read where the operator watches.
//! An `Arc` of them is handed to whoever counts. No figure holds a word that somebody typed, a name,
//! a token, or a number that Discord gave: labels are of the fixed sets of this folder.

mod crowd;
mod documents;
mod gateway;
mod questions;
mod requests;

use prometheus_client::registry::Registry;

pub use crowd::{CrowdFigures, TurnedAway};
pub use documents::{DocumentFigures, Refreshed};
pub use gateway::{GatewayFigures, GatewayState, ShardState};
pub use questions::{AskedBy, Outcome, QuestionFigures};
pub use requests::{RequestFigures, StatusClass};

/// All of them, from 0 on.
#[derive(Debug, Default)]
pub struct Figures {
    /// Questions and their answers.
    pub questions: QuestionFigures,
    /// Who was turned away.
    pub crowd: CrowdFigures,
    /// The connection to Discord.
    pub gateway: GatewayFigures,
    /// Requests to Discord.
    pub requests: RequestFigures,
    /// Documents and their vectors.
    pub documents: DocumentFigures,
}

impl Figures {
    /// Names them for who reads them.
    pub fn register(&self, registry: &mut Registry) {
        self.questions.register(registry);
        self.crowd.register(registry);
        self.gateway.register(registry);
        self.requests.register(registry);
        self.documents.register(registry);
    }
}
