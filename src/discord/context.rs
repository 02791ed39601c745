//! What handlers of events reach Discord by.

use std::sync::Arc;

use serenity::all::Cache;

use super::api::Api;

/// The way to Discord, and what Discord has said. Cheap to clone.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) api: Arc<Api>,
    /// Servers, their channels and roles, and the bot's own user, by the events so far.
    pub(super) cache: Arc<Cache>,
}
