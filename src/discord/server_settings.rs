//! Settings as those who may manage a server see and change them.

use std::num::NonZeroU64;
use std::sync::Arc;

use super::bot::Bot;
use super::control::{Action, SettingsView};
use super::manager::Manager;
use super::render::{N_OFFERED, OfferedPage, Rendered, Target, render_settings};
use crate::phrases::Say;
use crate::settings::{Setting, offered, tagged_rule};

/// What is set.
pub(super) async fn view(
    bot: &Bot,
    target: Target,
    manager: Manager,
    view: SettingsView,
) -> Result<Rendered, Say> {
    let server = manager.server();
    let settings = bot.settings.server(server);
    let note =
        (settings.has_open_place() && bot.is_content_refused()).then_some(Say::ContentRefused);
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
        action => change(bot, manager.server(), action).await,
    }
}

/// Changes what is set.
async fn change(bot: &Bot, server: u64, action: Action) -> Result<SettingsView, Say> {
    let settings = Arc::clone(&bot.settings);
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
