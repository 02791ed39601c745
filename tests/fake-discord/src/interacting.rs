//! What people do besides writing: using commands, pressing buttons, typing into an option.

mod about;
mod compose;
mod options;

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, MessageMarker, UserMarker};

use crate::faults::Failure;

/// An interaction of a person with the bot.
#[derive(Clone, Debug)]
pub struct Interacting {
    act: Act,
    user: Option<Id<UserMarker>>,
    channel: Option<Id<ChannelMarker>>,
    is_direct: bool,
    is_elsewhere: bool,
    is_on_other_server: bool,
    locale: Option<String>,
    app_permissions: Option<u64>,
    member_permissions: Option<u64>,
    is_offered: bool,
    odd: Vec<(String, Option<Value>)>,
    pub(crate) failures: Vec<Failure>,
}

#[derive(Clone, Debug)]
enum Act {
    Slash { name: String, options: Value },
    Autocomplete { name: String, options: Value },
    OnMessage { name: String, target: Id<MessageMarker> },
    Component { custom_id: String, values: Vec<String>, on: Option<Id<MessageMarker>> },
    Forged { custom_id: String, on: Id<MessageMarker> },
    Modal { custom_id: String, inputs: Vec<(String, String)>, on: Option<Id<MessageMarker>> },
}

impl Interacting {
    fn new(act: Act) -> Interacting {
        Interacting {
            act,
            user: None,
            channel: None,
            is_direct: false,
            is_elsewhere: false,
            is_on_other_server: false,
            locale: None,
            app_permissions: None,
            member_permissions: None,
            is_offered: true,
            odd: Vec::new(),
            failures: Vec::new(),
        }
    }

    /// The first attempts at a first response to it fail so, one after the other.
    #[must_use]
    pub fn failing(mut self, failures: impl IntoIterator<Item = Failure>) -> Interacting {
        self.failures.extend(failures);
        self
    }

    /// Uses a chat input command; options as Discord sends them, such as
    /// `[{"name": "question", "type": 3, "value": "…"}]`, or null.
    pub fn slash(name: &str, options: Value) -> Interacting {
        Interacting::new(Act::Slash { name: name.to_owned(), options })
    }

    /// Types into an option of a chat input command; the option has `"focused": true`.
    pub fn autocomplete(name: &str, options: Value) -> Interacting {
        Interacting::new(Act::Autocomplete { name: name.to_owned(), options })
    }

    /// Uses a message command on a message. The bot is shown its content, whatever its intents are.
    pub fn on_message(name: &str, target: Id<MessageMarker>) -> Interacting {
        Interacting::new(Act::OnMessage { name: name.to_owned(), target })
    }

    /// Presses the button with this custom id, on the youngest message that has it.
    pub fn press(custom_id: &str) -> Interacting {
        Interacting::select(custom_id, &[])
    }

    /// Presses a button that this message does not have: what a custom id may be when somebody made
    /// it up.
    pub fn press_forged(custom_id: &str, on: Id<MessageMarker>) -> Interacting {
        Interacting::new(Act::Forged { custom_id: custom_id.to_owned(), on })
    }

    /// Chooses values of the select menu with this custom id, on the youngest message that has it.
    pub fn select(custom_id: &str, values: &[&str]) -> Interacting {
        Interacting::new(Act::Component {
            custom_id: custom_id.to_owned(),
            values: values.iter().map(ToString::to_string).collect(),
            on: None,
        })
    }

    /// Submits a modal with these pairs of an input's custom id and its text.
    pub fn submit(custom_id: &str, inputs: &[(&str, &str)]) -> Interacting {
        let own = |(id, text): &(&str, &str)| ((*id).to_owned(), (*text).to_owned());
        Interacting::new(Act::Modal {
            custom_id: custom_id.to_owned(),
            inputs: inputs.iter().map(own).collect(),
            on: None,
        })
    }

    /// On this message: of several with the same component, or that a modal came from.
    #[must_use]
    pub fn on(mut self, message: Id<MessageMarker>) -> Interacting {
        match &mut self.act {
            Act::Component { on, .. } | Act::Modal { on, .. } => *on = Some(message),
            Act::Forged { on, .. } => *on = message,
            _ => {}
        }
        self
    }

    /// By this person; else by the asker.
    #[must_use]
    pub fn by(mut self, user: Id<UserMarker>) -> Interacting {
        self.user = Some(user);
        self
    }

    /// In this channel; else in [`World::channel`](crate::World::channel), or where the message is.
    #[must_use]
    pub fn in_channel(mut self, channel: Id<ChannelMarker>) -> Interacting {
        self.channel = Some(channel);
        self
    }

    /// In the person's direct channel with the bot.
    #[must_use]
    pub fn direct(mut self) -> Interacting {
        self.is_direct = true;
        self
    }

    /// By a person who installed the bot for themself, in a server or a private channel where the
    /// bot is not: the bot is told of no guild that it knows, and of no permission but those of a
    /// private channel.
    #[must_use]
    pub fn elsewhere(mut self) -> Interacting {
        self.is_elsewhere = true;
        self
    }

    /// In a channel of [`World::other_guild`](crate::World::other_guild), which has a message of its own
    /// with the same controls as this one where it is about one.
    #[must_use]
    pub fn on_other_server(mut self) -> Interacting {
        self.is_on_other_server = true;
        self
    }

    /// By a person whose client speaks this language.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Interacting {
        self.locale = Some(locale.to_owned());
        self
    }

    /// Says that the bot has exactly these permissions there; else those of the world.
    #[must_use]
    pub fn app_permissions(mut self, permissions: u64) -> Interacting {
        self.app_permissions = Some(permissions);
        self
    }

    /// Though the command is not offered there, as nobody could whose client Discord made.
    #[must_use]
    pub fn though_not_offered(mut self) -> Interacting {
        self.is_offered = false;
        self
    }

    /// Told with this in the place of what Discord would say, by its JSON pointer (RFC 6901); what its
    /// parent does not have is added.
    #[must_use]
    pub fn told(mut self, pointer: &str, value: Value) -> Interacting {
        self.odd.push((pointer.to_owned(), Some(value)));
        self
    }

    /// Told without this.
    #[must_use]
    pub fn told_without(mut self, pointer: &str) -> Interacting {
        self.odd.push((pointer.to_owned(), None));
        self
    }

    /// Says that the person has exactly these permissions there; else those of the world.
    #[must_use]
    pub fn member_permissions(mut self, permissions: u64) -> Interacting {
        self.member_permissions = Some(permissions);
        self
    }
}

impl Act {
    /// Discord's number of the interaction's type.
    fn number(&self) -> u8 {
        match self {
            Act::Slash { .. } | Act::OnMessage { .. } => 2,
            Act::Component { .. } | Act::Forged { .. } => 3,
            Act::Autocomplete { .. } => 4,
            Act::Modal { .. } => 5,
        }
    }

    /// The modal's inputs as Discord sends them.
    fn rows(inputs: &[(String, String)]) -> Value {
        let row = |(id, text): &(String, String)| {
            let input = json!({"type": 4, "custom_id": id, "value": text});
            json!({"type": 1, "components": [input]})
        };
        inputs.iter().map(row).collect()
    }
}
