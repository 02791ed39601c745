//! Those who may manage a server, and settings as they see and change them. Whether somebody may is asked each
//! time, of what Discord says with the interaction, and of no control.

use std::num::NonZeroU64;

use serenity::all::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction, GuildId, Member,
    Permissions,
};

use super::bot::Bot;
use super::control::{Action, SettingsView};
use super::render::{N_OFFERED, OfferedPage, Rendered, Target, render_settings};
use crate::phrases::Say;
use crate::settings::{Setting, offered, tagged_rule};

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotManager {
    /// There is no server.
    NoServer,
    /// They may not manage it.
    NotAllowed,
}

impl NotManager {
    /// What is said to them.
    pub(super) fn say(self) -> Say {
        match self {
            NotManager::NoServer => Say::OnServersOnly,
            NotManager::NotAllowed => Say::NotManager,
        }
    }
}

/// Somebody who may manage a server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manager {
    server: NonZeroU64,
}

impl Manager {
    /// Who used a command on a server, if they may manage it.
    ///
    /// # Errors
    /// Why anybody else may not.
    pub(super) fn of_command(command: &CommandInteraction) -> Result<Manager, NotManager> {
        let owners = &command.authorizing_integration_owners;
        Manager::of(command.guild_id, command.member.as_deref(), owners)
    }

    /// Who caused an interaction on a server, if they may manage it.
    ///
    /// # Errors
    /// Why anybody else may not.
    pub(super) fn of(
        guild: Option<GuildId>,
        member: Option<&Member>,
        owners: &AuthorizingIntegrationOwners,
    ) -> Result<Manager, NotManager> {
        let (Some(guild), Some(member)) = (guild, member) else {
            return Err(NotManager::NoServer);
        };
        // Somebody may have the bot for themself alone, on a server that it was not added to.
        let is_added = owners.0.iter().any(|owner| {
            matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(here)) if *here == guild)
        });
        if !is_added {
            return Err(NotManager::NoServer);
        }
        let managing = Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR;
        let may = member.permissions.is_some_and(|permissions| permissions.intersects(managing));
        let server = NonZeroU64::new(guild.get()).ok_or(NotManager::NoServer)?;
        if may { Ok(Manager { server }) } else { Err(NotManager::NotAllowed) }
    }
}

impl Manager {
    /// The number of the server.
    pub(super) fn server(self) -> u64 {
        self.server.get()
    }
}

/// What is set.
pub(super) async fn view(
    bot: &Bot,
    target: Target,
    manager: Manager,
    view: SettingsView,
) -> Result<Rendered, Say> {
    let server = manager.server.get();
    let settings = bot.settings.server(server);
    let is_open = |one: &crate::settings::PlaceSettings| one.unasked == Some(true);
    let needs_content = is_open(&settings.server) || settings.channels.values().any(is_open);
    let note = (needs_content && bot.is_content_refused()).then_some(Say::ContentRefused);
    bot.view(target, move |shelf, frame| {
        let page = match view.setting {
            Some(Setting::Documents) => {
                let (documents, n_pages) = offered(server, (view.page, N_OFFERED), shelf)?;
                OfferedPage { documents, n_pages }
            }
            _ => OfferedPage::default(),
        };
        Ok(Ok(render_settings(view, &settings, &page, note, frame)))
    })
    .await
}

/// Does what a control of settings is for. What is to be shown then.
///
/// # Errors
/// What to say where it cannot be done.
pub(super) async fn act(bot: &Bot, manager: Manager, action: Action) -> Result<SettingsView, Say> {
    match action {
        Action::ShowSettings(view) => Ok(view),
        action => change(bot, manager.server.get(), action).await,
    }
}

/// Changes what is set.
async fn change(bot: &Bot, server: u64, action: Action) -> Result<SettingsView, Say> {
    let settings = std::sync::Arc::clone(&bot.settings);
    let number = |channel: Option<NonZeroU64>| channel.map(NonZeroU64::get);
    let changed = bot.run_blocking(move |shelf, _| {
        let (view, written) = match action {
            Action::Set(change) => {
                let set = settings.change(server, number(change.channel), |place| {
                    place.set(change.setting, change.value);
                });
                let setting = Some(change.setting);
                (SettingsView { channel: change.channel, setting, page: 0 }, set)
            }
            Action::Toggle(toggle) => {
                let Some(rule) = tagged_rule(server, toggle.rule, shelf)? else {
                    return Ok(Err(Say::StaleButton));
                };
                let set = settings.change(server, number(toggle.channel), |place| {
                    place.documents =
                        Some(place.documents.take().unwrap_or_default().toggled(rule));
                });
                let (channel, page) = (toggle.channel, toggle.page);
                (SettingsView { channel, setting: Some(Setting::Documents), page }, set)
            }
            Action::ResetSettings(channel) => {
                let set =
                    settings.change(server, number(channel), |place| *place = Default::default());
                (SettingsView { channel, ..SettingsView::default() }, set)
            }
            _ => return Ok(Err(Say::StaleButton)),
        };
        Ok(match written {
            Ok(()) => Ok(view),
            Err(error) => {
                tracing::error!(%error, server, "a setting cannot be kept");
                Err(Say::NotKept)
            }
        })
    });
    let view = changed.await.unwrap_or(Err(Say::Broken))?;
    bot.note_wanted_content();
    Ok(view)
}
