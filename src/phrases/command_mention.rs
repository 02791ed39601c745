//! A slash command as a phrase mentions it: in Discord a click on the mention begins the command.

/// A mention of a slash command. Its names are phrases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandMention {
    registered: String,
    own: String,
    id: Option<u64>,
}

impl CommandMention {
    /// Only a voice makes mentions, of the phrases that name the command.
    pub(super) fn new(registered: String, own: String, id: Option<u64>) -> CommandMention {
        CommandMention { registered, own, id }
    }

    /// The name under which the command is registered, which Discord shows to each reader in the
    /// reader's own language.
    pub fn registered_name(&self) -> &str {
        &self.registered
    }

    /// The name in the language of the phrase, for where nobody translates it.
    pub fn own_name(&self) -> &str {
        &self.own
    }

    /// The number that Discord gave the command; `None` where that is not known.
    pub fn id(&self) -> Option<u64> {
        self.id
    }
}
