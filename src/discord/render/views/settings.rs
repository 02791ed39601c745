//! What is set for a server or a channel, with menus to change it.

use crate::discord::control::{Action, Control, DocumentToggle, SettingChange, SettingsView};
use crate::discord::render::choice::Choice;
use crate::discord::render::frame::Frame;
use crate::discord::render::pages::text;
use crate::discord::render::rendered::{ChannelMenu, Menu, Placeholder, Rendered, Row};
use crate::discord::render::said_settings::{self, SettingsOf, setting_name, setting_value};
use crate::discord::render::surface::Surface;
use crate::phrases::Say;
use crate::reply::ReplyPart;
use crate::settings::{Documents, OfferedDocuments, OfferedName, RuleTag, ServerSettings, Setting};

/// Documents and folders on a page of their menu: two more options are offered with them.
pub const N_OFFERED: usize = 23;

/// Documents to choose from.
#[derive(Debug, Default)]
pub struct OfferedPage {
    /// Those of the page.
    pub documents: Vec<OfferedDocuments>,
    /// How many pages there are.
    pub n_pages: usize,
}

/// The settings of a place. `offered` are documents where these are chosen. `note` is said last.
pub fn render_settings(
    view: SettingsView,
    settings: &ServerSettings,
    offered: &OfferedPage,
    note: Option<Say>,
    frame: Frame,
) -> Rendered {
    let channel = view.channel.map(|channel| channel.get());
    let (of, set, rules) = match channel {
        None => (SettingsOf::Server, settings.server.clone(), settings.rules_in(0)),
        Some(channel) => {
            let own = settings.channels.get(&channel).cloned().unwrap_or_default();
            (SettingsOf::Channel, own, settings.rules_in(channel))
        }
    };
    let mut parts = said_settings::settings(of, &set, &rules, frame.voice);
    parts.extend(note.map(|say| ReplyPart::Phrase(frame.voice.say(say))));
    let mut rows: Vec<Row> = setting_menu(view, frame).map(Row::Menu).into_iter().collect();
    let values = view.setting.and_then(|setting| match setting {
        Setting::Documents => document_menu(view, &set.documents, offered, frame),
        setting => value_menu(view, setting, frame),
    });
    rows.extend(values.map(Row::Menu));
    rows.extend(channel_menu(view, frame).map(Row::Channels));
    let to = |label, view: Option<SettingsView>| frame.button(label, Action::ShowSettings(view?));
    let turned = |page: Option<usize>| {
        let page = page.filter(|page| *page < offered.n_pages)?;
        Some(SettingsView { page, ..view })
    };
    let server = SettingsView { channel: None, page: 0, ..view };
    let reset = Action::ResetSettings(view.channel);
    rows.extend(frame.rows([
        to(Say::EarlierPage, view.page.checked_sub(1).and_then(|page| turned(Some(page)))),
        to(Say::LaterPage, turned(Some(view.page + 1))),
        to(Say::ServerButton, view.channel.map(|_| server)),
        if set.is_empty() { None } else { frame.button(Say::ResetButton, reset) },
    ]));
    Rendered::new(text(&parts, Surface::Content), Surface::Content, rows)
}

/// The menu of settings.
fn setting_menu(view: SettingsView, frame: Frame) -> Option<Menu> {
    let option = |setting: &Setting| {
        let shown = SettingsView { setting: Some(*setting), page: 0, ..view };
        let id = Control::new(frame.owner, Action::ShowSettings(shown)).custom_id()?;
        Some(Choice::phrase(&setting_name(*setting, frame.voice), id))
    };
    let options: Option<Vec<Choice>> = Setting::ALL.iter().map(option).collect();
    Some(Menu {
        custom_id: Control::new(frame.owner, Action::Menu(0)).custom_id()?,
        placeholder: Placeholder::Phrase(frame.voice.say(Say::ChooseSetting)),
        options: options?,
        chosen: Setting::ALL.iter().position(|one| Some(*one) == view.setting),
    })
}

/// The menu of a setting's values. The last takes the setting away.
fn value_menu(view: SettingsView, setting: Setting, frame: Frame) -> Option<Menu> {
    let change = |value| {
        let change = SettingChange { channel: view.channel, setting, value };
        Control::new(frame.owner, Action::Set(change)).custom_id()
    };
    let values = setting.values();
    let option = |value: &_| {
        Some(Choice::phrase(&setting_value(setting, *value, frame.voice), change(Some(*value))?))
    };
    let mut options: Vec<Choice> = values.iter().map(option).collect::<Option<_>>()?;
    options.push(Choice::phrase(&frame.voice.say(unset(view)), change(None)?));
    Some(Menu {
        custom_id: Control::new(frame.owner, Action::Menu(1)).custom_id()?,
        placeholder: Placeholder::Phrase(frame.voice.say(Say::ChooseValue)),
        options,
        chosen: None,
    })
}

fn unset(view: SettingsView) -> Say {
    if view.channel.is_some() { Say::UnsetForChannel } else { Say::UnsetForServer }
}

/// The menu of documents: those that are chosen have a mark.
fn document_menu(
    view: SettingsView,
    chosen: &Option<Documents>,
    offered: &OfferedPage,
    frame: Frame,
) -> Option<Menu> {
    let setting = Setting::Documents;
    let menu = value_menu(view, setting, frame)?;
    let mut options = menu.options;
    for one in &offered.documents {
        let toggle =
            DocumentToggle { channel: view.channel, rule: RuleTag::of(&one.rule), page: view.page };
        let id = Control::new(frame.owner, Action::Toggle(toggle)).custom_id()?;
        let choice = match &one.name {
            OfferedName::Folder(folder) => Choice::folder(folder, id),
            OfferedName::Added => Choice::phrase(&frame.voice.say(Say::AddedDocuments), id),
            OfferedName::Document(name) => Choice::document(name, id),
        };
        let is_chosen = chosen.as_ref().is_some_and(|chosen| chosen.has(&one.rule));
        options.push(if is_chosen { choice.marked() } else { choice });
    }
    let placeholder = Placeholder::Phrase(frame.voice.say(Say::ChooseDocuments));
    Some(Menu { placeholder, options, ..menu })
}

fn channel_menu(view: SettingsView, frame: Frame) -> Option<ChannelMenu> {
    Some(ChannelMenu {
        custom_id: Control::new(frame.owner, Action::ChooseChannel).custom_id()?,
        placeholder: frame.voice.say(Say::ChooseChannel),
        chosen: view.channel,
    })
}
