//! What a control of settings acts on, in few bytes: the channel's number (0 for the server), then a
//! setting, a value, a page.

use std::num::NonZeroU64;

use super::action::{Action, DocumentToggle, SettingChange, SettingsView};
use crate::document::FileTag;
use crate::document::compact::{read_array, read_number, write_number};
use crate::settings::{RuleTag, Setting};

/// In the place of a setting: none.
const NO_SETTING: u8 = u8::MAX;

/// What an action of settings acts on; `None` for another action, or where it cannot be written.
pub(super) fn bytes(action: &Action) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match action {
        Action::ShowSettings(view) => {
            write_channel(view.channel, &mut bytes);
            bytes.push(view.setting.map_or(Some(NO_SETTING), place_of)?);
            write_number(view.page, &mut bytes);
        }
        Action::Set(change) => {
            write_channel(change.channel, &mut bytes);
            bytes.push(place_of(change.setting)?);
            let values = change.setting.values();
            let place = |value| values.iter().position(|one| *one == value).map(|at| at as u8 + 1);
            bytes.push(change.value.map_or(Some(0), place)?);
        }
        Action::Toggle(toggle) => {
            write_channel(toggle.channel, &mut bytes);
            bytes.push(u8::from(toggle.rule.is_folder));
            toggle.rule.file.write(&mut bytes);
            write_number(toggle.page, &mut bytes);
        }
        Action::ResetSettings(channel) => write_channel(*channel, &mut bytes),
        Action::ChooseChannel => {}
        _ => return None,
    }
    Some(bytes)
}

/// A view of settings.
pub(super) fn view(rest: &mut &[u8]) -> Option<Action> {
    let (channel, [setting]) = (channel(rest)?, read_array(rest)?);
    let setting = if setting == NO_SETTING { None } else { Some(setting_at(setting)?) };
    Some(Action::ShowSettings(SettingsView { channel, setting, page: read_number(rest)? }))
}

/// A change.
pub(super) fn change(rest: &mut &[u8]) -> Option<Action> {
    let (channel, [setting, value]) = (channel(rest)?, read_array(rest)?);
    let setting = setting_at(setting)?;
    let value = match usize::from(value).checked_sub(1) {
        None => None,
        Some(at) => Some(*setting.values().get(at)?),
    };
    Some(Action::Set(SettingChange { channel, setting, value }))
}

/// Documents to choose.
pub(super) fn toggle(rest: &mut &[u8]) -> Option<Action> {
    let (channel, [is_folder]) = (channel(rest)?, read_array(rest)?);
    let rule = RuleTag { is_folder: is_folder == 1, file: FileTag::read(rest)? };
    Some(Action::Toggle(DocumentToggle { channel, rule, page: read_number(rest)? }))
}

/// A channel; `Some(None)` for the server.
pub(super) fn channel(rest: &mut &[u8]) -> Option<Option<NonZeroU64>> {
    Some(NonZeroU64::new(u64::from_be_bytes(read_array(rest)?)))
}

fn write_channel(channel: Option<NonZeroU64>, bytes: &mut Vec<u8>) {
    bytes.extend(channel.map_or(0, NonZeroU64::get).to_be_bytes());
}

fn place_of(setting: Setting) -> Option<u8> {
    Setting::ALL.iter().position(|one| *one == setting).map(|at| at as u8)
}

fn setting_at(place: u8) -> Option<Setting> {
    Setting::ALL.get(usize::from(place)).copied()
}
