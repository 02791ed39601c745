//! What somebody does to get at all that a row of the table could show, typed and pressed as if
//! everything were offered to them.

use std::num::NonZeroU64;

use fake_discord::{Attaching, Interacting};
use serde_json::{Value, json};
use verbatim::answer::QuoteReference;
use verbatim::discord::control::{
    Action, CatalogueView, Control, DocumentToggle, OutlinePage, QuotePage, SearchPage,
    SettingChange, SettingsView,
};
use verbatim::document::DocumentTag;
use verbatim::lookup::{CatalogueOrder, Direction, TextPlace};
use verbatim::settings::{RuleTag, Setting, SettingValue};

use super::forged;
use super::harbours::{ASKED, Harbours, SPARE, adding};

/// What is done for a row.
pub fn acts(row: &str, harbours: &Harbours) -> Vec<Interacting> {
    if row.ends_with('…') {
        return completions(row);
    }
    if let Some(command) = row.strip_prefix('/') {
        return slash(command, harbours);
    }
    match row {
        "Find sources" => vec![Interacting::on_message(row, said(harbours))],
        "Verify quotes" => vec![Interacting::on_message(row, harbours.proofs)],
        "a modal" => vec![Interacting::submit("a modal", &[("field", ASKED)]).on(harbours.on)],
        _ => controls(row, harbours),
    }
}

fn said(harbours: &Harbours) -> fake_discord::id::Id<fake_discord::id::marker::MessageMarker> {
    let words =
        "The harbour of Sel opened. The harbour of Tolm opened. The harbour of Vard opened.";
    harbours.bot.discord.say(fake_discord::IncomingMessage::new(words))
}

fn text(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

/// Typing nothing yet, which offers most.
fn completions(row: &str) -> Vec<Interacting> {
    let row = row.trim_start_matches('/').trim_end_matches('…');
    let (command, option) = row.rsplit_once(' ').expect("a command and an option");
    let focused = json!({"name": option, "type": 3, "value": "", "focused": true});
    let (command, options) = match command.split_once(' ') {
        Some((command, part)) => {
            (command, json!([{"name": part, "type": 1, "options": [focused]}]))
        }
        None => (command, json!([focused])),
    };
    vec![Interacting::autocomplete(command, options)]
}

fn slash(command: &str, harbours: &Harbours) -> Vec<Interacting> {
    let named = |options: &dyn Fn(&str) -> Value, name: &str| -> Vec<Interacting> {
        harbours.named.iter().map(|one| Interacting::slash(name, options(one))).collect()
    };
    match command {
        "ask" => {
            let of = |one: &str| json!([text("question", ASKED), text("source", one)]);
            let mut acts = named(&of, "ask");
            acts.push(Interacting::slash("ask", json!([text("question", ASKED)])));
            acts
        }
        "search" => {
            let of = |one: &str| json!([text("words", "harbour"), text("source", one)]);
            let mut acts = named(&of, "search");
            acts.push(Interacting::slash("search", json!([text("words", "harbour")])));
            acts
        }
        "source" => named(&|one| json!([text("name", one)]), "source"),
        "verify" => {
            let of = |one: &String| Interacting::slash("verify", json!([text("id", one)]));
            harbours.receipts.iter().map(of).collect()
        }
        "library add" => {
            vec![adding(&harbours.bot.discord.attach(Attaching::new("spare.md", SPARE)))]
        }
        "library remove" => {
            let of = |one: &String| {
                let options = json!([text("name", one)]);
                let part = json!([{"name": "remove", "type": 1, "options": options}]);
                Interacting::slash("library", part)
            };
            harbours.named.iter().map(of).collect()
        }
        _ => match command.split_once(' ') {
            Some((command, part)) => {
                let part = json!([{"name": part, "type": 1, "options": []}]);
                vec![Interacting::slash(command, part)]
            }
            None => vec![Interacting::slash(command, Value::Null)],
        },
    }
}

/// Presses what was made for somebody else, and shown where its documents may be seen.
fn controls(row: &str, harbours: &Harbours) -> Vec<Interacting> {
    let made = made(row, harbours);
    assert!(!made.is_empty(), "{row}: nothing is done for this row");
    let press = |id: &String| {
        let kind = Control::parse(id).expect("a control").kind();
        let press = forged(id, harbours.on);
        match kind {
            "MENU" => unreachable!("a menu is chosen from"),
            "CHANNEL" => {
                let forum = harbours.bot.discord.world().forum;
                press
                    .told("/data/component_type", json!(8))
                    .told("/data/values", json!([forum.to_string()]))
            }
            _ => press,
        }
    };
    if row == "menu" {
        let menu = owned(harbours, Action::Menu(0));
        let choose = |chosen: &String| {
            forged(&menu, harbours.on)
                .told("/data/component_type", json!(3))
                .told("/data/values", json!([chosen]))
        };
        return made.iter().map(choose).collect();
    }
    for id in &made {
        let kind = Control::parse(id).expect("a control").kind();
        assert_eq!(kind.to_lowercase().replace('_', " "), row);
    }
    made.iter().map(press).collect()
}

/// The id of a control that somebody else has below their answer.
pub fn owned(harbours: &Harbours, action: Action) -> String {
    let owner = NonZeroU64::new(harbours.bot.discord.world().asker.get());
    Control::new(owner, action).custom_id().expect("there is room")
}

/// The ids of the controls of a row.
fn made(row: &str, harbours: &Harbours) -> Vec<String> {
    if row.starts_with("vote") {
        let is_for = row == "vote helpful";
        return vec![if is_for { &harbours.vote } else { &harbours.against }.clone()];
    }
    let actions = of_documents(row, harbours)
        .or_else(|| of_settings(row, harbours))
        .unwrap_or_else(|| panic!("{row}: this test does not know how it is used"));
    actions.into_iter().map(|action| owned(harbours, action)).collect()
}

fn of_documents(row: &str, harbours: &Harbours) -> Option<Vec<Action>> {
    let quotes = &harbours.quotes;
    let of_page = |make: fn(QuotePage) -> Action| {
        let page = |quote: &QuoteReference| {
            let references = vec![quote.clone()];
            make(QuotePage { first_rank: 1, first: 0, chosen: 0, is_nearest: false, references })
        };
        quotes.iter().map(page).collect()
    };
    let of_document = |make: &dyn Fn(DocumentTag) -> Action| {
        quotes.iter().map(|quote| make(quote.document)).collect()
    };
    let read = |direction| {
        move |document| Action::ReadOn(TextPlace { document, paragraph: 1, at: 0, direction })
    };
    let catalogue = |order| vec![Action::ShowCatalogue(CatalogueView { order, page: 0 })];
    Some(match row {
        "nearest" => quotes.iter().map(|one| Action::ShowNearest(vec![one.clone()])).collect(),
        "quotes" => of_page(Action::ShowQuotes),
        "cite" => of_page(Action::Cite),
        "footnotes" => of_page(Action::ShowFootnotes),
        "read after" => of_document(&read(Direction::After)),
        "read before" => of_document(&|document| {
            let direction = Direction::Before;
            Action::ReadOn(TextPlace { document, paragraph: 1, at: 200, direction })
        }),
        "card" | "menu" => of_document(&Action::ShowCard),
        "outline" => {
            of_document(&|document| Action::ShowOutline(OutlinePage { document, page: 0 }))
        }
        "catalogue by title" => catalogue(CatalogueOrder::Title),
        "catalogue by date" => catalogue(CatalogueOrder::Date),
        "hits" => {
            let hits = |file| Action::ShowHits(SearchPage { offset: 0, file, language: None });
            let of_one = quotes.iter().map(|quote| hits(Some(quote.document.file())));
            of_one.chain([hits(None)]).collect()
        }
        "example" => vec![Action::AskExample("no such example".to_owned())],
        "delete" => vec![Action::Delete],
        "not helpful" => vec![Action::NotHelpful],
        _ => return None,
    })
}

/// Of a channel that nobody here asks in.
fn of_settings(row: &str, harbours: &Harbours) -> Option<Vec<Action>> {
    let channel = NonZeroU64::new(harbours.bot.discord.world().forum.get());
    Some(match row {
        "settings" => {
            let settings = Setting::ALL.iter().map(|one| Some(*one)).chain([None]);
            let view = |setting| Action::ShowSettings(SettingsView { channel, setting, page: 0 });
            settings.map(view).collect()
        }
        "set" => {
            let value = Some(SettingValue::Is(true));
            let setting = Setting::Private;
            vec![Action::Set(SettingChange { channel, setting, value })]
        }
        "toggle" => {
            let rule =
                |quote: &QuoteReference| RuleTag { is_folder: false, file: quote.document.file() };
            let toggle =
                |quote| Action::Toggle(DocumentToggle { channel, rule: rule(quote), page: 0 });
            harbours.quotes.iter().map(toggle).collect()
        }
        "reset" => vec![Action::ResetSettings(channel)],
        "channel" => vec![Action::ChooseChannel],
        _ => return None,
    })
}
