use fake_discord::{IncomingMessage, Interacting, Overwrite, Target, World, bits};
use serde_json::json;
use serenity::all::{
    CommandInteraction, CreateAutocompleteResponse, CreateInteractionResponse as Response,
    CreateInteractionResponseFollowup as FollowUp, CreateInteractionResponseMessage as Answer,
    EditInteractionResponse, Permissions,
};

use crate::bot::{Bot, Heard};

/// Registers the commands and lets the asker use `/ask`.
pub async fn asked(bot: &Bot) -> CommandInteraction {
    bot.register().await;
    bot.fake.slash("ask", json!([{"name": "question", "type": 3, "value": "why?"}]));
    bot.command().await
}

#[tokio::test]
async fn a_slash_command_is_received_and_answered_once() {
    let bot = Bot::start(World::default().locale("ru")).await;
    let command = asked(&bot).await;
    assert_eq!(command.locale, "ru");
    assert_eq!(command.data.options[0].value.as_str(), Some("why?"));
    assert_eq!(
        command.app_permissions.map(|all| all.bits()),
        Some(bot.fake.world().bot_permissions)
    );
    let member = command.member.as_ref().expect("a member asked");
    assert!(member.permissions.is_some_and(Permissions::send_messages));
    let answer = || Response::Message(Answer::new().content("because").ephemeral(true));
    command.create_response(&bot.http, answer()).await.expect("answered");
    let request = bot.fake.request("POST", "/callback").await;
    assert_eq!(request.body["data"]["content"], "because");
    let original = command.get_response(&bot.http).await.expect("readable");
    assert_eq!(original.content, "because");
    assert!(original.interaction_metadata.is_some());
    let again = command.create_response(&bot.http, answer()).await;
    assert!(again.is_err());
    assert_eq!(bot.fake.request("POST", "/callback").await.status, 400);
}

#[tokio::test]
async fn the_first_message_after_a_deferral_takes_its_place() {
    let bot = Bot::start(World::default()).await;
    let command = asked(&bot).await;
    command.defer_ephemeral(&bot.http).await.expect("deferred");
    let first = FollowUp::new().content("first");
    let first = command.create_followup(&bot.http, first).await;
    let first = first.expect("followed up");
    let original = command.get_response(&bot.http).await.expect("readable");
    assert_eq!((original.id, original.content.as_str()), (first.id, "first"));
    let flags = original.flags.unwrap_or_default();
    assert_eq!(flags, serenity::all::MessageFlags::EPHEMERAL);
    let second = FollowUp::new().content("second");
    let second = command.create_followup(&bot.http, second).await;
    assert_ne!(second.expect("followed up").id, first.id);
    let edit = EditInteractionResponse::new().content("changed");
    command.edit_response(&bot.http, edit).await.expect("edited");
    command.delete_response(&bot.http).await.expect("deleted");
    assert!(command.get_response(&bot.http).await.is_err());
}

#[tokio::test]
async fn a_message_command_brings_the_content_of_its_target() {
    let bot = Bot::start(World::default()).await;
    bot.register().await;
    let thread = bot.fake.world().thread;
    let message = IncomingMessage::new("not for the bot").in_channel(thread);
    let target = bot.fake.say(message);
    let other = bot.fake.world().other;
    bot.fake.interact(Interacting::on_message("Ask about this", target).by(other));
    let command = bot.command().await;
    assert_eq!(command.user.id.get(), other.get());
    assert_eq!(command.channel_id.get(), thread.get());
    let message = command.data.resolved.messages.values().next();
    assert_eq!(message.map(|message| message.content.as_str()), Some("not for the bot"));
    command.defer(&bot.http).await.expect("deferred");
}

#[tokio::test]
async fn typing_into_an_option_is_answered_with_choices() {
    let bot = Bot::start(World::default()).await;
    bot.register().await;
    let typed = json!([{"name": "question", "type": 3, "value": "wh", "focused": true}]);
    bot.fake.interact(Interacting::autocomplete("ask", typed).direct());
    let typing = bot
        .hear(|heard| match heard {
            Heard::Interaction(any) => any.as_autocomplete().cloned(),
            _ => None,
        })
        .await;
    assert_eq!(typing.guild_id, None);
    let focused = typing.data.autocomplete().expect("a focused option");
    assert_eq!(focused.value, "wh");
    let choices = CreateAutocompleteResponse::new().add_string_choice("why?", "why?");
    typing.create_response(&bot.http, Response::Autocomplete(choices)).await.expect("answered");
}

#[tokio::test]
async fn an_interaction_says_what_the_test_says() {
    let bot = Bot::start(World::default()).await;
    bot.register().await;
    let options = json!([{"name": "question", "type": 3, "value": "why?"}]);
    let thread = bot.fake.world().thread;
    let interacting = Interacting::slash("ask", options)
        .in_channel(thread)
        .locale("de")
        .app_permissions(bits::VIEW_CHANNEL)
        .member_permissions(bits::MANAGE_GUILD);
    bot.fake.interact(interacting);
    let command = bot.command().await;
    assert_eq!(command.channel_id.get(), thread.get());
    assert_eq!(command.locale, "de");
    assert_eq!(command.app_permissions, Some(Permissions::VIEW_CHANNEL));
    let member = command.member.as_ref().and_then(|member| member.permissions);
    assert_eq!(member, Some(Permissions::MANAGE_GUILD));
}

#[tokio::test]
async fn a_members_permissions_are_those_of_the_role_and_of_the_channel() {
    let world = World::default().people_permissions(bits::VIEW_CHANNEL);
    let (channel, role) = (world.channel, Target::Role(world.people_role));
    let world = world.overwrite(Overwrite::allow(channel, role, bits::ATTACH_FILES));
    let bot = Bot::start(world).await;
    let command = asked(&bot).await;
    let member = command.member.as_ref().and_then(|member| member.permissions);
    assert_eq!(member, Some(Permissions::VIEW_CHANNEL | Permissions::ATTACH_FILES));
    command.defer(&bot.http).await.expect("deferred");
}

#[tokio::test]
#[should_panic(expected = "is not registered")]
async fn nobody_uses_a_command_that_is_not_registered() {
    let bot = Bot::start(World::default()).await;
    bot.fake.slash("ask", json!([]));
}

#[tokio::test]
async fn the_answer_tells_of_its_message_when_it_is_asked_to() {
    use serenity::all::{LightMethod, Request, Route};
    let bot = Bot::start(World::default()).await;
    let command = asked(&bot).await;
    let route = Route::InteractionResponse { interaction_id: command.id, token: &command.token };
    let body = json!({"type": 4, "data": {"content": "because", "flags": 64}});
    let request = Request::new(route, LightMethod::Post)
        .body(Some(body.to_string().into_bytes()))
        .params(Some(vec![("with_response", "true".to_owned())]));
    let answer: serde_json::Value = bot.http.fire(request).await.expect("answered");
    let about = &answer["interaction"];
    assert_eq!(about["id"], command.id.to_string());
    assert_eq!(about["response_message_ephemeral"], true);
    assert_eq!(answer["resource"]["message"]["content"], "because");
}
