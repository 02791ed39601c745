//! What nobody's client sends: permissions that are missing or lie, pages that no document has, values
//! that no menu offers, names that no list offers.

use std::num::NonZeroU64;

use fake_discord::Interacting;
use serde_json::{Value, json};
use verbatim::discord::control::{
    Action, CatalogueView, OutlinePage, QuotePage, SearchPage, SettingChange, SettingsView,
};
use verbatim::lookup::{CatalogueOrder, Direction, TextPlace};
use verbatim::settings::{Setting, SettingValue};

use super::acts::owned;
use super::forged;
use super::harbours::{ASKED, Harbours, MANAGER, Who, stranger, tells};

/// A change of what holds on a server.
fn change(harbours: &Harbours) -> Interacting {
    let setting = Setting::Documents;
    let value = Some(SettingValue::AllDocuments);
    let channel = NonZeroU64::new(harbours.bot.discord.world().channel.get());
    let change = Action::Set(SettingChange { channel, setting, value });
    forged(&owned(harbours, change), harbours.on).by(stranger())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_said_to_manage_a_server_changes_nothing_there() {
    let harbours = Harbours::ready().await;
    let world = harbours.bot.discord.world().clone();
    let manages = |act: Interacting| act.member_permissions(MANAGER);
    let lies: Vec<(&str, Interacting)> = vec![
        ("no permissions", change(&harbours).told_without("/member/permissions")),
        ("null", change(&harbours).told("/member/permissions", Value::Null)),
        ("none", change(&harbours).told("/member/permissions", json!("0"))),
        ("all but the two that count", change(&harbours).told("/member/permissions", json!((u64::MAX >> 11 & !(MANAGER | 8)).to_string()))),
        ("the bot's are the bot's", change(&harbours).app_permissions(u64::MAX >> 11)),
        ("no member", manages(change(&harbours)).told_without("/member").told("/user", json!({"id": "961999999999999999", "username": "u", "discriminator": "0", "avatar": null}))),
        ("no server", manages(change(&harbours)).told_without("/guild_id")),
        ("another server", manages(change(&harbours)).told("/guild_id", json!(world.other_guild.to_string()))),
        ("added for a person", manages(change(&harbours)).told("/authorizing_integration_owners", json!({"1": world.asker.to_string()}))),
        ("added nowhere", manages(change(&harbours)).told("/authorizing_integration_owners", json!({}))),
    ];
    for (lie, act) in lies {
        let id = harbours.bot.discord.interact(act);
        let seen = harbours.sees(id).await;
        assert!(matches!(seen[..], ["managers-only"] | ["servers-only"]), "{lie}: {seen:?}");
        harbours.is_as_it_was();
    }
    // What cannot be read at all is not acted on.
    let unread = ["/member/permissions", "/data/custom_id", "/guild_id", "/member/user/id"];
    let unread = unread.map(|pointer| {
        harbours
            .bot
            .discord
            .interact(manages(change(&harbours)).told(pointer, json!({"no": "text"})))
    });
    let id = harbours.does(Who::Member, Interacting::slash("sources", Value::Null));
    assert_eq!(harbours.sees(id).await, ["open", "own"]);
    for id in unread {
        let is_its = |one: &fake_discord::Request| one.path.contains(&format!("/{id}/"));
        let answers: Vec<Value> = harbours
            .bot
            .discord
            .requests()
            .into_iter()
            .filter(is_its)
            .map(|one| one.body)
            .collect();
        assert!(!answers.iter().any(|answer| tells(answer).contains(&"settings")), "{answers:?}");
    }
    harbours.is_as_it_was();
    harbours.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_are_not_there_show_nothing_that_may_not_be_seen_and_break_nothing() {
    let harbours = Harbours::ready().await;
    let document = harbours.quotes[0].document;
    let far = [1, 255, 65_535, u32::MAX as usize, usize::MAX >> 8];
    let mut actions = Vec::new();
    for page in far {
        actions.push(Action::ShowOutline(OutlinePage { document, page }));
        for order in [CatalogueOrder::Title, CatalogueOrder::Date] {
            actions.push(Action::ShowCatalogue(CatalogueView { order, page }));
        }
        for direction in [Direction::After, Direction::Before] {
            let paragraph = page.min(u32::MAX as usize) as u32;
            actions.push(Action::ReadOn(TextPlace { document, paragraph, at: page, direction }));
        }
        actions.push(Action::ShowHits(SearchPage { offset: page, file: None, language: None }));
        let setting = Some(Setting::Documents);
        actions.push(Action::ShowSettings(SettingsView { channel: None, setting, page }));
    }
    let references: Vec<_> = harbours.quotes.clone();
    for (first, chosen) in [(0, 2), (2, 0), (2, 2)] {
        let references = references.clone();
        let page = QuotePage { first_rank: 7, first, chosen, is_nearest: false, references };
        actions.extend([Action::ShowQuotes(page.clone()), Action::Cite(page)]);
    }
    let mut pressed = 0;
    for action in actions {
        let named = format!("{action:?}");
        let control = verbatim::discord::control::Control::new(None, action);
        let Some(id) = control.custom_id() else { continue };
        let id = harbours.does(Who::Member, forged(&id, harbours.on));
        let answer = harbours.answer(id).await;
        let seen = tells(&answer);
        assert!(!seen.contains(&"closed") && !seen.contains(&"settings"), "{named}: {seen:?}");
        assert!(!answer.to_string().contains("Something broke"), "{named}: {answer}");
        pressed += 1;
    }
    assert!(pressed > 30, "{pressed}");
    harbours.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_no_menu_offers_do_nothing() {
    let harbours = Harbours::ready().await;
    let world = harbours.bot.discord.world().clone();
    let id = |action| owned(&harbours, action);
    let menu = id(Action::Menu(0));
    let set = {
        let value = Some(SettingValue::AllDocuments);
        let channel = NonZeroU64::new(world.channel.get());
        id(Action::Set(SettingChange { channel, setting: Setting::Documents, value }))
    };
    let channels = id(Action::ChooseChannel);
    let chosen = |custom_id: &str, kind: u8, values: Value| {
        forged(custom_id, harbours.on)
            .told("/data/component_type", json!(kind))
            .told("/data/values", values)
    };
    let delete = id(Action::Delete);
    for (what, act) in [
        ("a change in a menu of quotes", chosen(&menu, 3, json!([set]))),
        ("a deletion in a menu", chosen(&menu, 3, json!([delete]))),
        ("a menu in a menu", chosen(&menu, 3, json!([menu]))),
        ("nothing chosen", chosen(&menu, 3, json!([]))),
        ("something else", chosen(&menu, 3, json!(["closed.txt"]))),
        ("a button as a menu", chosen(&set, 3, json!([set]))),
        ("a menu of channels with no channel", chosen(&channels, 8, json!([]))),
        ("a menu of channels as a button", forged(&channels, harbours.on)),
        ("a menu of people", chosen(&channels, 5, json!([world.asker.to_string()]))),
        ("a menu of roles", chosen(&menu, 6, json!([world.people_role.to_string()]))),
        ("another id", forged("closed.txt", harbours.on)),
        ("an id that is too long", forged(&"A".repeat(4000), harbours.on)),
        ("no id", forged("", harbours.on)),
    ] {
        let id = harbours.does(Who::Member, act);
        let seen = harbours.sees(id).await;
        assert!(matches!(seen[..], ["stale"] | ["managers-only"]), "{what}: {seen:?}");
        harbours.is_as_it_was();
    }
    harbours.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_no_list_offers_are_no_documents() {
    let harbours = Harbours::ready().await;
    let own = harbours.bot.library.shelf().of_servers().expect("whole")[0].as_str().to_owned();
    let seeds = harbours.seeds.path().display().to_string();
    let names = [
        "closed.txt".to_owned(),
        "./closed.txt".to_owned(),
        "../closed.txt".to_owned(),
        format!("{seeds}/closed.txt"),
        "*".to_owned(),
        "%".to_owned(),
        "' OR 1=1 --".to_owned(),
        "/etc/passwd".to_owned(),
        own.clone(),
        own.replace(".servers/", ""),
        "Harbour book of 1932".to_owned(),
        harbours.named[1].clone(),
        harbours.named[1].to_uppercase(),
        harbours.named[1][..10].to_owned(),
        "\0".to_owned(),
    ];
    for (at, name) in names.into_iter().enumerate() {
        // Half of them in another channel, which has a limit of its own.
        let who = if at % 2 == 0 { Who::Member } else { Who::Bot };
        let text = |option: &str, value: &str| json!({"name": option, "type": 3, "value": value});
        for (command, options) in [
            ("ask", json!([text("question", ASKED), text("source", &name)])),
            ("search", json!([text("words", "harbour"), text("source", &name)])),
            ("source", json!([text("name", &name)])),
        ] {
            let id = harbours.does(who, Interacting::slash(command, options));
            assert_eq!(harbours.sees(id).await, ["none"], "{command}: {name:?}");
        }
        let remove = json!([{"name": "remove", "type": 1, "options": [text("name", &name)]}]);
        let id = harbours.does(Who::Manager, Interacting::slash("library", remove));
        assert_eq!(harbours.sees(id).await, ["none"], "remove: {name:?}");
        harbours.is_as_it_was();
    }
    harbours.stop().await;
}
