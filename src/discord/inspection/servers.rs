//! The servers that the bot is in, a line each: what it needs and may not do there.

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{GuildChannel, GuildId, Member, PartialGuild, Timestamp, UserId};
use serenity::http::Route;

use super::application::Application;
use super::asking::{get, look_up, refused};
use super::channels::{self, Channel};
use crate::discord::advice;
use crate::discord::api::{Api, ApiError};
use crate::environment::OpenChannels;
use crate::findings::Finding;

/// So many servers are looked at, with three requests each; of the others it is said that they were
/// not.
const MAX_SERVERS: usize = 40;
/// So many servers are in one answer (Discord API reference, "Get Current User Guilds").
const PAGE: usize = 200;
const SUBJECT: &str = "server";

/// Who asks, and what for.
pub(super) struct Asked<'a> {
    pub(super) api: &'a Api,
    pub(super) me: UserId,
    pub(super) open: &'a OpenChannels,
}

/// A server that the bot is in.
#[derive(Debug, Deserialize)]
struct Server {
    id: GuildId,
    name: String,
}

/// What is found in the servers, in Discord's order.
pub(super) async fn findings(asked: &Asked<'_>, application: &Application) -> Vec<Finding> {
    let servers = match all(asked.api).await {
        Ok(servers) => servers,
        Err(error) => return vec![refused("servers", &error, Some(application.id))],
    };
    let address = advice::invitation(application.id);
    let mut findings = vec![match servers.len() {
        0 if application.is_for_persons_alone() => {
            Finding::note("servers", "none: people install this bot for themselves")
        }
        0 => Finding::wrong("servers", format!("the bot is in none: add it by {address}")),
        n => Finding::ok("servers", format!("the bot is in {n}")),
    }];
    let (mut found_open, mut are_all_seen) = (Vec::new(), servers.len() <= MAX_SERVERS);
    for server in servers.iter().take(MAX_SERVERS) {
        findings.push(match look_at(asked, server, &mut found_open).await {
            Ok(finding) => finding,
            Err(error) => {
                are_all_seen = false;
                refused(SUBJECT, &error, Some(application.id))
            }
        });
    }
    let n_missing = asked.open.n_channels().saturating_sub(found_open.len());
    if servers.len() > MAX_SERVERS {
        let n = servers.len() - MAX_SERVERS;
        findings.push(Finding::note(SUBJECT, format!("{n} more were not looked at")));
    }
    // Where a server was not looked at they may be there.
    if are_all_seen && n_missing > 0 {
        findings.push(Finding::wrong(
            "open channels",
            format!("{n_missing} of VERBATIM_CHANNELS are in no server that the bot is in, or are no text channels and forums: look at their numbers, or add the bot there by {address}"),
        ));
    }
    findings
}

/// All servers.
async fn all(api: &Api) -> Result<Vec<Server>, ApiError> {
    let mut servers: Vec<Server> = Vec::new();
    loop {
        let mut call = get(Route::UserMeGuilds, "users/@me/guilds");
        if let Some(last) = servers.last() {
            call = call.param("after", &last.id.to_string());
        }
        let page: Vec<Server> = look_up(api, call).await?;
        let is_last = page.len() < PAGE;
        servers.extend(page);
        if is_last {
            return Ok(servers);
        }
    }
}

/// What the bot may do on a server. Its channels that need no mention are added to `found_open`.
async fn look_at(
    asked: &Asked<'_>,
    server: &Server,
    found_open: &mut Vec<u64>,
) -> Result<Finding, ApiError> {
    let (api, guild_id) = (asked.api, server.id);
    let guild: PartialGuild = look_up(api, get(Route::Guild { guild_id }, "guilds/…")).await?;
    let me = Route::GuildMember { guild_id, user_id: asked.me };
    let me: Member = look_up(api, get(me, "guilds/…/members/…")).await?;
    let all = get(Route::GuildChannels { guild_id }, "guilds/…/channels");
    let all: Vec<Value> = look_up(api, all).await?;
    // A channel of a kind that is not known yet is none where the bot answers.
    let channels: Vec<Channel> = all
        .into_iter()
        .filter_map(|channel| GuildChannel::deserialize(channel).ok())
        .filter_map(|channel| {
            let permissions = guild.user_permissions_in(&channel, &me);
            Channel::of(&channel, permissions, asked.open)
        })
        .collect();
    found_open.extend(channels.iter().filter(|channel| channel.is_open).map(|channel| channel.id));
    let name = format!("\"{}\"", server.name);
    if let Some(until) = me.communication_disabled_until.filter(|until| *until > Timestamp::now()) {
        return Ok(Finding::wrong(
            SUBJECT,
            format!(
                "{name}: the bot is timed out until {until} and may only read: a moderator can end that"
            ),
        ));
    }
    Ok(channels::finding(&name, &channels))
}
