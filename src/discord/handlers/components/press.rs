//! What somebody pressed or chose, as far as it is a control of this version.

use std::num::NonZeroU64;

use serenity::all::{
    ActionRowComponent, ButtonKind, ComponentInteraction, ComponentInteractionDataKind, Message,
    MessageFlags, MessageInteractionMetadata,
};

use crate::discord::control::{Action, Control, Owner, SettingsView};
use crate::discord::render::{Audience, Lists};
use crate::discord::send::Destination;
use crate::feedback::AnswerTag;

/// A control that was used.
pub(super) struct Press {
    /// What it does.
    pub action: Action,
    /// Who asked, as the control says.
    pub owner: Owner,
    /// Who pressed it.
    pub presser: Owner,
    /// Whether they are the same, or nobody else sees the message.
    pub is_owner: bool,
    /// Who sees the message.
    audience: Audience,
    /// The lists of quotes that the message's controls name.
    pub lists: Lists,
    /// The words that a menu of the message says were searched for.
    pub searched: Option<String>,
    /// The answer that the message gives, or was turned to from.
    pub answer: Option<AnswerTag>,
}

impl Press {
    /// What was pressed; `None` for another component, or another version's control.
    pub fn of(component: &ComponentInteraction) -> Option<Press> {
        let control = Control::parse(&component.data.custom_id)?;
        let chosen = match (&component.data.kind, &control.action) {
            (ComponentInteractionDataKind::Button, Action::Menu(_) | Action::ChooseChannel) => {
                return None;
            }
            (ComponentInteractionDataKind::Button, _) => control,
            (ComponentInteractionDataKind::StringSelect { values }, Action::Menu(_)) => {
                let chosen = Control::parse(values.first()?)?;
                let is_one = chosen.owner == control.owner
                    && !matches!(
                        chosen.action,
                        Action::Menu(_)
                            | Action::Delete
                            | Action::NotHelpful
                            | Action::Vote(_)
                            | Action::ChooseChannel
                    );
                is_one.then_some(chosen)?
            }
            (ComponentInteractionDataKind::ChannelSelect { values }, Action::ChooseChannel) => {
                let channel = Some(NonZeroU64::new(values.first()?.get())?);
                let view = SettingsView { channel, ..SettingsView::default() };
                Control::new(control.owner, Action::ShowSettings(view))
            }
            _ => return None,
        };
        let message = &component.message;
        let is_ephemeral =
            message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
        let presser = NonZeroU64::new(component.user.id.get());
        let asked = asked_by(message);
        let is_owner = is_ephemeral
            || chosen.owner == presser && asked.is_none_or(|asked| Some(asked) == presser);
        let (controls, searched) = below(message);
        let is_unasked = controls.iter().any(|one| one.action == Action::NotHelpful);
        let audience = match (is_ephemeral, is_unasked) {
            (true, _) => Audience::Asker,
            (false, false) => Audience::Channel,
            (false, true) => Audience::ChannelUnasked,
        };
        let answer = chosen.answer.or_else(|| controls.iter().find_map(|one| one.answer));
        Some(Press {
            action: chosen.action,
            owner: chosen.owner,
            presser,
            is_owner,
            audience,
            lists: Lists::of(&controls),
            searched,
            answer,
        })
    }
}

impl Press {
    /// Who sees what is shown.
    pub fn audience_in(&self, destination: Destination) -> Audience {
        match destination {
            Destination::InPlace => self.audience,
            Destination::Copy => Audience::Asker,
        }
    }

    /// Who the controls of what is shown belong to: in the message's place whoever asked, in a copy
    /// who pressed.
    pub fn owner_in(&self, destination: Destination) -> Owner {
        match destination {
            Destination::InPlace => self.owner.or(self.presser),
            Destination::Copy => self.presser,
        }
    }
}

/// Who used the command that a message answers, where Discord says so.
fn asked_by(message: &Message) -> Option<NonZeroU64> {
    let user = match message.interaction_metadata.as_deref()? {
        MessageInteractionMetadata::Command(command) => command.user.id,
        MessageInteractionMetadata::Component(component) => component.user.id,
        _ => return None,
    };
    NonZeroU64::new(user.get())
}

/// The controls below a message, and the words that were searched for.
fn below(message: &Message) -> (Vec<Control>, Option<String>) {
    let (mut controls, mut searched) = (Vec::new(), None);
    for component in message.components.iter().flat_map(|row| &row.components) {
        match component {
            ActionRowComponent::Button(button) => {
                if let ButtonKind::NonLink { custom_id, .. } = &button.data {
                    controls.extend(Control::parse(custom_id));
                }
            }
            ActionRowComponent::SelectMenu(menu) => {
                searched = searched.or_else(|| menu.placeholder.clone());
                controls.extend(menu.options.iter().filter_map(|one| Control::parse(&one.value)));
            }
            _ => {}
        }
    }
    (controls, searched)
}
