use fake_discord::id::Id;
use fake_discord::{Interacting, World};
use serenity::all::{
    ChannelId, ComponentInteractionDataKind as Kind, CreateActionRow, CreateButton,
    CreateInputText, CreateInteractionResponse as Response,
    CreateInteractionResponseMessage as Answer, CreateMessage, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption as Choice, InputTextStyle, Interaction,
};

use crate::bot::{Bot, Heard};
use crate::interactions::asked;

#[tokio::test]
async fn a_button_is_pressed_and_its_message_updated() {
    let bot = Bot::start(World::default()).await;
    let command = asked(&bot).await;
    let buttons = CreateActionRow::Buttons(vec![
        CreateButton::new("more").label("More"),
        CreateButton::new_link("https://example.org/").label("Source"),
    ]);
    let answer = Answer::new().content("because").components(vec![buttons]);
    command.create_response(&bot.http, Response::Message(answer)).await.expect("answered");
    let original = command.get_response(&bot.http).await.expect("readable");
    assert_eq!(original.components.len(), 1);
    bot.fake.interact(Interacting::press("more"));
    let press = bot.component().await;
    assert_eq!(press.message.id, original.id);
    let more = Answer::new().content("because of this").components(vec![]);
    press.create_response(&bot.http, Response::UpdateMessage(more)).await.expect("updated");
    let original = command.get_response(&bot.http).await.expect("readable");
    assert_eq!(original.content, "because of this");
    assert!(original.components.is_empty());
}

#[tokio::test]
async fn a_modal_is_shown_and_submitted() {
    let bot = Bot::start(World::default()).await;
    let command = asked(&bot).await;
    let input = CreateInputText::new(InputTextStyle::Short, "Question", "question");
    let modal = CreateModal::new("form", "Ask").components(vec![CreateActionRow::InputText(input)]);
    command.create_response(&bot.http, Response::Modal(modal)).await.expect("shown");
    bot.fake.interact(Interacting::submit("form", &[("question", "why?")]));
    let submitted = bot
        .hear(|heard| match heard {
            Heard::Interaction(any) => match &**any {
                Interaction::Modal(modal) => Some(modal.clone()),
                _ => None,
            },
            _ => None,
        })
        .await;
    assert_eq!(submitted.data.custom_id, "form");
    let answer = Answer::new().content("because");
    submitted.create_response(&bot.http, Response::Message(answer)).await.expect("answered");
}

#[tokio::test]
async fn a_menu_is_chosen_from_on_the_message_that_the_test_names() {
    let bot = Bot::start(World::default()).await;
    let channel = ChannelId::new(bot.fake.world().channel.get());
    let menu = || {
        let options = vec![Choice::new("First", "1"), Choice::new("Second", "2")];
        let menu = CreateSelectMenu::new("document", CreateSelectMenuKind::String { options });
        CreateMessage::new().content("which?").components(vec![CreateActionRow::SelectMenu(menu)])
    };
    let older = channel.send_message(&bot.http, menu()).await.expect("sent");
    let younger = channel.send_message(&bot.http, menu()).await.expect("sent");
    bot.fake.interact(Interacting::select("document", &["2"]).on(Id::new(older.id.get())));
    let choice = bot.component().await;
    assert_eq!(choice.message.id, older.id);
    assert!(matches!(&choice.data.kind, Kind::StringSelect { values } if values == &["2"]));
    choice.defer(&bot.http).await.expect("deferred");
    bot.fake.interact(Interacting::select("document", &["1"]));
    let choice = bot.component().await;
    assert_eq!(choice.message.id, younger.id);
    choice.defer(&bot.http).await.expect("deferred");
}
