//! What `check` finds at Discord, and the same advice when `serve` runs into it.

use fake_discord::{Failure, FakeDiscord, Overwrite, Target, World, bits};
use verbatim::settings::Settings;

use super::{command, line, place, says};
use crate::program::{Place, Ran, run, token};

/// The invitation of the fake's application, with five permissions.
const INVITATION: &str = "https://discord.com/oauth2/authorize?client_id=900000000000000002&scope=bot+applications.commands&permissions=274877991936";

/// What the program says to arguments against this Discord, with its token.
async fn ran(
    discord: &FakeDiscord,
    place: &Place,
    arguments: &'static [&str],
    set: &[(&str, &str)],
) -> Ran {
    let mut command = command(place, arguments);
    command.env("DISCORD_API_URL", discord.url()).env("DISCORD_TOKEN", discord.token());
    command.envs(set.iter().copied());
    tokio::task::spawn_blocking(move || run(&mut command)).await.expect("it runs")
}

async fn checked(world: World, set: &[(&str, &str)]) -> Ran {
    let discord = FakeDiscord::start_in(world).await;
    let checked = ran(&discord, &place(), &["check"], set).await;
    assert!(!checked.out.contains(&discord.token()), "{checked:?}");
    checked
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_is_in_place_check_says_so_and_changes_nothing() {
    let discord = FakeDiscord::start().await;
    let place = place();
    let before = ran(&discord, &place, &["check"], &[]).await;
    assert_eq!(before.code, 0, "{before:?}");
    let expected = "note   commands: none is registered yet: serve registers them";
    assert!(line(&before, "note   commands").starts_with(expected), "{before:?}");
    assert!(discord.commands().is_empty() && discord.identifies() == 0);
    let server = "ok     server: \"The Guild\": all that is needed is allowed, channels: 3";
    assert_eq!(line(&before, "ok     server: "), server);
    assert_eq!(line(&before, "ok     clock"), "ok     clock: agrees with Discord's");
    assert_eq!(line(&before, "note   invitation"), format!("note   invitation: {INVITATION}"));
    assert!(line(&before, "note   public bot").contains("switch Public Bot off"), "{before:?}");
    let bot = crate::serving::Program::serve(&discord);
    discord.ready().await;
    discord.registered("ask").await;
    bot.terminate().await;
    let after = ran(&discord, &place, &["check"], &[]).await;
    assert!(line(&after, "ok     commands").contains("are registered as they are here"));
    assert!(after.code == 0 && after.err.is_empty(), "{after:?}");
    let private = checked(World::default().private_bot(), &[]).await;
    assert!(line(&private, "ok     public bot").contains("only the application's owner"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_on_a_server_is_named_with_its_channels() {
    let usual = World::default();
    let all = usual.bot_permissions;
    let without = |permission: u64| World::default().bot_permissions(all & !permission);
    for (permission, name) in [
        (bits::EMBED_LINKS, "Embed Links is missing in all channels"),
        (bits::READ_MESSAGE_HISTORY, "Read Message History is missing in all channels"),
        (bits::SEND_MESSAGES, "Send Messages is missing in all channels"),
        (bits::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads is missing in all channels"),
        (bits::VIEW_CHANNEL, "View Channels is missing in all channels"),
    ] {
        let checked = checked(without(permission), &[]).await;
        let found = line(&checked, "wrong  server: ");
        assert!(found.contains("\"The Guild\"") && found.contains(name), "{found}");
        assert!(checked.code == 1 && found.contains("Server Settings, Roles"), "{found}");
    }
    let (role, elsewhere) = (Target::Role(usual.bot_role), usual.second_channel);
    let closed = || World::default().overwrite(Overwrite::deny(elsewhere, role, bits::EMBED_LINKS));
    // One channel may be meant so; where questions need no mention it cannot be.
    let meant = checked(closed(), &[]).await;
    let found = line(&meant, "note   server: ");
    assert!(meant.code == 0 && found.contains("Embed Links is missing in #elsewhere:"), "{found}");
    let open = [("VERBATIM_CHANNELS", "910000000000000002")];
    let open = checked(closed(), &open).await;
    assert!(open.code == 1 && line(&open, "wrong  server: ").contains("#elsewhere"), "{open:?}");
    let unknown =
        checked(World::default(), &[("VERBATIM_CHANNELS", "910000000000000002, 7")]).await;
    let found = line(&unknown, "wrong  open channels");
    assert!(found.contains("1 of VERBATIM_CHANNELS") && found.contains(INVITATION), "{found}");
    let gone = checked(World::default().bot_added_later(), &[]).await;
    let found = line(&gone, "wrong  servers");
    assert!(gone.code == 1 && found.contains("in none") && found.contains(INVITATION), "{found}");
    let quiet = checked(World::default().bot_timed_out_until("2099-01-01T00:00:00Z"), &[]).await;
    assert!(line(&quiet, "wrong  server: ").contains("timed out until 2099"), "{quiet:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn intents_and_commands_that_discord_refuses_say_where_to_allow_them() {
    let open = [("VERBATIM_CHANNELS", "910000000000000001")];
    let granted = checked(World::default(), &open).await;
    assert!(line(&granted, "ok     message content").contains("the intent is on"));
    let refused = checked(World::default().privileged_intents(0), &open).await;
    let found = line(&refused, "wrong  message content");
    assert!(refused.code == 1 && found.contains("switch the Message Content Intent on"), "{found}");
    // A channel that a server's managers opened needs it too.
    let opened = place();
    let discord = FakeDiscord::start_in(World::default().privileged_intents(0)).await;
    ran(&discord, &opened, &["check"], &[]).await;
    let settings = Settings::open(&opened.at("data")).expect("the data folder is there");
    settings.change(7, Some(8), |place| place.unasked = Some(true)).expect("set");
    let found = ran(&discord, &opened, &["check"], &[]).await;
    let found = line(&found, "wrong  message content").to_owned();
    assert!(found.contains("switch the Message Content Intent on"), "{found}");
    let unused = checked(World::default().privileged_intents(0), &[]).await;
    assert!(unused.code == 0 && line(&unused, "ok     message content").contains("not needed"));
    let discord = FakeDiscord::start().await;
    let missing = Failure::status(403, 50001, "Missing Access");
    discord.fail_next("GET", "/commands", 2, missing);
    let checked = ran(&discord, &place(), &["check"], &[]).await;
    let found = line(&checked, "wrong  commands");
    assert!(found.contains("scope applications.commands") && found.contains(INVITATION), "{found}");
    let bot = crate::serving::Program::serve(&discord);
    let log = bot.said("the commands are not registered").await;
    assert!(log.contains("scope applications.commands") && log.contains(INVITATION), "{log}");
    bot.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_revoked_is_told_in_the_same_words_by_check_and_serve() {
    let discord = FakeDiscord::start().await;
    let set = [("DISCORD_TOKEN", &*token())];
    let expected = "Discord refuses the token: copy it again at https://discord.com/developers/applications, under Bot, Reset Token";
    let checked = ran(&discord, &place(), &["check"], &set).await;
    assert!(checked.code == 1 && checked.out.contains(&format!("wrong  token: {expected}\n")));
    assert!(!checked.out.contains(&token()), "{checked:?}");
    let served = ran(&discord, &place(), &["serve"], &set).await;
    assert_eq!(
        (served.code, served.err.lines().last()),
        (2, Some(&*format!("verbatim: {expected}")))
    );
    for (code, expected) in [(4004, "refuses the token"), (4013, "intents"), (4014, "intents")] {
        discord.refuse_identify(code);
        let served = ran(&discord, &place(), &["serve"], &[]).await;
        let last = served.err.lines().last().unwrap_or_default();
        assert!(served.code == 2 && last.contains(expected), "{code}: {served:?}");
        assert!(!served.err.contains(&discord.token()), "{code}: {served:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_off_and_a_machine_that_is_shut_out_are_told() {
    let discord = FakeDiscord::start().await;
    discord.date_answers("Mon, 01 Jan 2024 00:00:00 GMT");
    let checked = ran(&discord, &place(), &["check"], &[]).await;
    let found = line(&checked, "wrong  clock");
    assert!(checked.code == 1 && found.contains("ahead of Discord's") && found.contains("NTP"));
    let bot = crate::serving::Program::serve(&discord);
    bot.said("ahead of Discord's").await;
    bot.terminate().await;
    let discord = FakeDiscord::start().await;
    discord.fail_next("GET", "", 9, Failure::BadGateway(403));
    let checked = ran(&discord, &place(), &["check"], &[]).await;
    assert!(line(&checked, "wrong  Discord").contains("shuts this machine out"), "{checked:?}");
    let bot = crate::serving::Program::serve(&discord);
    let log = bot.said("shuts this machine out").await;
    assert!(log.contains("it is tried again"), "{log}");
    bot.terminate().await;
}

#[test]
fn without_a_network_check_says_what_could_not_be_checked_and_blames_nothing_else() {
    let place = place();
    let unchecked =
        "token, application, commands, servers, permissions and clock could not be checked";
    let mut alone = command(&place, &["check"]);
    // A way out that leads nowhere is as good as none.
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        alone.env(name, "http://127.0.0.1:1");
    }
    let alone =
        run(alone.env_remove("NO_PROXY").env_remove("no_proxy").env("DISCORD_TOKEN", token()));
    let found = line(&alone, "note   Discord");
    assert!(alone.code == 0 && found.contains(unchecked), "{alone:?}");
    // A proxy is the operator's to mend.
    let mut proxied = command(&place, &["check"]);
    proxied.env("DISCORD_API_URL", "http://127.0.0.1:1").env("DISCORD_TOKEN", token());
    let proxied = run(&mut proxied);
    let found = line(&proxied, "wrong  Discord");
    assert!(proxied.code == 1 && found.contains(unchecked) && found.contains("DISCORD_API_URL"));
    assert!(!proxied.out.contains(&token()) && !alone.out.contains(&token()));
    // What is wrong here is found all the same, and nobody is asked without a token.
    let without = run(&mut command(&place, &["check"]));
    assert!(line(&without, "note   Discord").contains("not asked"), "{without:?}");
    says("serve", &run(&mut command(&place, &["serve"])), 2, &["DISCORD_TOKEN is not set"]);
}
