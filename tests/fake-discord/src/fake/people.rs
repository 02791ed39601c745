//! What people do: a test plays them.

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::{InteractionMarker, MessageMarker};

use super::FakeDiscord;
use crate::attachments::Attaching;
use crate::clock;
use crate::incoming_message::{IncomingMessage, Mentions};
use crate::interacting::Interacting;
use crate::messages::{self, id_in};
use crate::objects::put;

impl FakeDiscord {
    /// Somebody writes a message: MESSAGE_CREATE, as far as the bot's intents and permissions let
    /// it through.
    ///
    /// # Panics
    ///
    /// When no bot has identified: the message would be lost. Await [`FakeDiscord::ready`] first.
    pub fn say(&self, message: IncomingMessage) -> Id<MessageMarker> {
        self.need_session("said");
        self.shared().change(|world, state| {
            let failures = message.failures.clone();
            let message = message.compose(world, state);
            let id = id_in(&message, "id").expect("a composed message has an id");
            state.faults.order_about("POST", id, failures);
            messages::publish(world, state, "MESSAGE_CREATE", &message);
            Id::new(id)
        })
    }

    /// The asker uses a chat input command in the guild; see [`Interacting::slash`].
    ///
    /// # Panics
    ///
    /// As [`FakeDiscord::interact`].
    pub fn slash(&self, name: &str, options: Value) -> Id<InteractionMarker> {
        self.interact(Interacting::slash(name, options))
    }

    /// Somebody is about to attach a file to a command: the value of the command's option for it.
    pub fn attach(&self, attaching: Attaching) -> String {
        self.shared().change(|_, state| {
            let id = state.ids.next();
            state.attachments.add(id, attaching);
            id.to_string()
        })
    }

    /// How often the bot asked for a file that was attached.
    pub fn n_fetched(&self, attachment: &str) -> usize {
        let id = attachment.parse().expect("what attach returned");
        self.shared().look(|state| state.attachments.n_fetched(id))
    }

    /// Somebody uses a command, presses a button or types into an option: INTERACTION_CREATE.
    ///
    /// # Panics
    ///
    /// When no person could have done that: no bot has identified, the command is not registered or
    /// not offered there, an option does not exist, no message has the button, or the button is
    /// disabled.
    pub fn interact(&self, interacting: Interacting) -> Id<InteractionMarker> {
        self.need_session("done");
        let address = self.shared().address.to_string();
        let sent = self.shared().change(|world, state| {
            let (event, interaction) = interacting.compose(world, state, &address)?;
            let id = interaction.id;
            state.faults.order_about("POST", id, interacting.failures.clone());
            state.interactions.open(interaction);
            state.gateway.dispatch(world, "INTERACTION_CREATE", &event);
            Ok::<_, String>(Id::new(id))
        });
        match sent {
            Ok(id) => id,
            Err(why) => panic!("nobody could do that: {why}"),
        }
    }

    /// The same, and Discord tells the bot of it twice, as it may after a connection broke.
    ///
    /// # Panics
    ///
    /// As [`FakeDiscord::interact`].
    pub fn interact_told_twice(&self, interacting: Interacting) -> Id<InteractionMarker> {
        let id = self.interact(interacting);
        self.shared().change(|_, state| state.gateway.repeat_last());
        id
    }

    /// Tells the bot of an interaction once more, whenever that was.
    ///
    /// # Panics
    ///
    /// When there is no such interaction.
    pub fn repeat_interaction(&self, id: Id<InteractionMarker>) {
        self.shared().change(|world, state| {
            let event = state.interactions.event(id.get()).cloned();
            let event = event.unwrap_or_else(|| panic!("there is no interaction {id} to repeat"));
            state.gateway.dispatch(world, "INTERACTION_CREATE", &event);
        });
    }

    /// Tells the bot of a message once more: MESSAGE_CREATE, as may happen after a connection
    /// broke.
    ///
    /// # Panics
    ///
    /// When there is no such message.
    pub fn repeat(&self, message: Id<MessageMarker>) {
        let is_there = self.shared().change(|world, state| {
            let Some(message) = state.messages.get(message.get()).cloned() else {
                return false;
            };
            messages::publish(world, state, "MESSAGE_CREATE", &message);
            true
        });
        assert!(is_there, "there is no message {message} to repeat");
    }

    /// Waits until the bot has registered a command of this name, globally or in the guild.
    pub async fn registered(&self, name: &str) -> Value {
        let what = format!("the command {name:?} to be registered");
        let found = self.shared().until(&what, |state| {
            let mut all = state.commands.all();
            all.find(|command| command["name"] == json!(name)).cloned()
        });
        found.await
    }

    /// A message changes: MESSAGE_UPDATE. With `edited` its author changed the text; without, only
    /// a preview of a link was added, and there is no new `edited_timestamp`.
    ///
    /// # Panics
    ///
    /// When there is no such message.
    pub fn edit(&self, message: Id<MessageMarker>, text: &str, edited: bool) {
        let is_there = self.shared().change(|world, state| {
            let Some(mut message) = state.messages.get(message.get()).cloned() else {
                return false;
            };
            Mentions::after_edit(&message, text).write(world, &mut message);
            put(&mut message, "content", json!(text));
            if edited {
                put(&mut message, "edited_timestamp", json!(clock::now()));
            } else {
                let preview =
                    json!({"type": "link", "url": "https://example.org/", "title": "A page"});
                put(&mut message, "embeds", json!([preview]));
            }
            messages::publish(world, state, "MESSAGE_UPDATE", &message);
            true
        });
        assert!(is_there, "there is no message {message} to edit");
    }

    /// A message is deleted: MESSAGE_DELETE.
    ///
    /// # Panics
    ///
    /// When there is no such message.
    pub fn delete(&self, message: Id<MessageMarker>) {
        let gone =
            self.shared().change(|world, state| messages::remove(world, state, message.get()));
        assert!(gone.is_some(), "there is no message {message} to delete");
    }

    /// Anything else happens. The intents decide whether the bot is told; the world does not
    /// change.
    pub fn dispatch(&self, event: &str, data: Value) {
        self.shared().change(|world, state| state.gateway.dispatch(world, event, &data));
    }

    /// Whether the bot is told of what happens, now or once its session goes on.
    pub fn has_session(&self) -> bool {
        self.shared().look(|state| state.gateway.has_session())
    }

    fn need_session(&self, what: &str) {
        assert!(
            self.shared().look(|state| state.gateway.has_session()),
            "{what} before a bot identified: await ready() first"
        );
    }
}
