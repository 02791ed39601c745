//! What `verbatim check` asks Discord: whether the token is taken, what the application may do, and
//! what the bot may do where it is. It changes nothing there.

mod application;
mod asking;
mod channels;
mod servers;

use std::sync::Arc;

use serde::Deserialize;
use serenity::all::UserId;
use serenity::http::{Route, StatusCode};

use self::application::Application;
use self::asking::{get, look_up, refused};
use super::advice;
use super::api::{Api, ApiError, RetryLimits};
use super::gateway::{GatewayInfo, too_few};
use super::registered;
use super::serve_error::ServeError;
use crate::environment::Shards;
use crate::findings::{Finding, Inspected};
use crate::phrases::Phrases;

/// The bot's own user.
#[derive(Debug, Deserialize)]
struct Me {
    id: UserId,
    username: String,
}

/// Asks Discord, and says what is in place and what is not, in the order of what depends on what.
///
/// That the network is away is a note: nothing is wrong with what the operator set. Where
/// `DISCORD_API_URL` names a proxy, that it cannot be reached is wrong.
pub async fn inspect(inspected: Inspected<'_>) -> Vec<Finding> {
    let Inspected { access, phrases, needs_content } = inspected;
    let api = Api::new(access, Arc::default());
    let me: Me = match api.send(&get(Route::UserMe, "users/@me"), RetryLimits::one_attempt()).await
    {
        Ok(me) => me,
        Err(error) => return vec![unasked(&api, &error)],
    };
    let mut findings = vec![Finding::ok("token", format!("Discord takes it: {}", me.username))];
    findings.push(match api.clock().fault() {
        Some(fault) => Finding::wrong("clock", fault),
        None => Finding::ok("clock", "agrees with Discord's"),
    });
    match look_up::<Application>(
        &api,
        get(Route::Oauth2ApplicationCurrent, "oauth2/applications/@me"),
    )
    .await
    {
        Ok(application) => {
            findings.extend(application.findings(needs_content));
            findings.push(commands(&api, &application, phrases).await);
            findings.push(shards(&api, access.shards).await);
            let among = servers::Asked { api: &api, me: me.id, open: &access.open_channels };
            findings.extend(servers::findings(&among, &application).await);
            findings.push(Finding::note("invitation", advice::invitation(application.id)));
        }
        Err(error) => findings.push(refused("application", &error, None)),
    }
    findings
}

/// Why nothing could be asked.
fn unasked(api: &Api, error: &ApiError) -> Finding {
    if error.status() == Some(StatusCode::UNAUTHORIZED) {
        return Finding::wrong("token", ServeError::Token.to_string());
    }
    if let Some(advice) = advice::of(error, None) {
        return Finding::wrong("Discord", format!("{error}: {advice}"));
    }
    let unchecked =
        "token, application, commands, servers, permissions and clock could not be checked";
    if api.is_proxied() {
        let what = "look whether the proxy that DISCORD_API_URL names runs, or leave it out";
        return Finding::wrong("Discord", format!("{error}: {unchecked}: {what}"));
    }
    let what = "run check again when the network is there; serve waits for it";
    Finding::note("Discord", format!("{error}: {unchecked}: {what}"))
}

/// Whether the servers are shared out as Discord recommends.
async fn shards(api: &Api, wanted: Shards) -> Finding {
    let recommended = match GatewayInfo::ask(api).await {
        Ok(info) => info.recommended(),
        Err(error) => return refused("shards", &error, None),
    };
    match wanted {
        Shards::These(these) if these.n_of_all() < recommended => {
            Finding::note("shards", too_few(these, recommended))
        }
        _ => Finding::ok("shards", format!("Discord recommends {recommended}")),
    }
}

async fn commands(api: &Api, application: &Application, phrases: &Phrases) -> Finding {
    let known = match registered::commands_of(api, application.id).await {
        Ok(known) => known,
        Err(error) => return refused("commands", &error, Some(application.id)),
    };
    if registered::are_current(&known, phrases) {
        return Finding::ok("commands", format!("{} are registered as they are here", known.len()));
    }
    let there = match known.len() {
        0 => "none is registered yet".to_owned(),
        n => format!("{n} are registered, and others than this version's"),
    };
    Finding::note("commands", format!("{there}: serve registers them when it starts"))
}
