//! The numbers that Discord gave the slash commands when they were registered: a mention of a command
//! needs them.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// The numbers by the commands' registered names; none before Discord has told them.
#[derive(Debug, Default)]
pub(in crate::discord) struct CommandIds {
    /// A lock, because a registration replaces them while phrases are said; held for a look-up.
    by_name: RwLock<HashMap<String, u64>>,
}

impl CommandIds {
    /// Takes note of all of them.
    pub(in crate::discord) fn set(&self, ids: impl IntoIterator<Item = (String, u64)>) {
        let ids = ids.into_iter().collect();
        *self.by_name.write().unwrap_or_else(PoisonError::into_inner) = ids;
    }

    /// The number of a slash command.
    pub(super) fn of(&self, name: &str) -> Option<u64> {
        self.by_name.read().unwrap_or_else(PoisonError::into_inner).get(name).copied()
    }
}
