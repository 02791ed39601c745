//! What the operator set: `.env`, the token's form, the proxy, the open channels, the
//! servers.

use crate::environment::{
    AllowedServers, ApiUrl, BotToken, Environment, HttpAddress, OpenChannels, Shards, SilenceLimit,
    UploadServers, WatchingError,
};
use crate::findings::Finding;

/// What is found, in the order in which it is set up.
pub(super) fn findings(environment: &Environment) -> Vec<Finding> {
    let mut findings = vec![file(environment)];
    findings.extend(ignored(environment));
    findings.push(token(environment));
    findings.extend(proxy(environment));
    findings.push(channels(environment));
    findings.push(servers(environment));
    findings.push(shards(environment));
    findings.push(uploads(environment));
    findings.extend(watching(environment));
    findings
}

fn file(environment: &Environment) -> Finding {
    if !environment.has_file() {
        return Finding::ok(".env", "there is none here; the environment counts");
    }
    let (shadowed, used): (Vec<&str>, Vec<&str>) =
        environment.names_of_file().partition(|name| std::env::var_os(name).is_some());
    let list =
        |names: &[&str]| if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    let mut words = format!("sets {}", list(&used));
    if !shadowed.is_empty() {
        words.push_str(&format!("; the environment goes before it with {}", list(&shadowed)));
    }
    Finding::ok(".env", words)
}

/// Names that nobody reads: the names alone, since a value may be secret.
fn ignored(environment: &Environment) -> Option<Finding> {
    let names = environment.ignored();
    (!names.is_empty()).then(|| {
        let names = names.join(", ");
        Finding::note(".env", format!("{names}: ignored: expected names that begin with VERBATIM_, DISCORD_TOKEN, DISCORD_API_URL or SHARDS"))
    })
}

fn token(environment: &Environment) -> Finding {
    let parsed = BotToken::parse(environment.get("DISCORD_TOKEN").as_deref());
    Finding::of("token", parsed.map(|_| "has the form of a bot token".to_owned()))
}

/// Where Discord is asked; nothing where that is Discord itself.
fn proxy(environment: &Environment) -> Option<Finding> {
    match ApiUrl::parse(environment.get("DISCORD_API_URL").as_deref()) {
        Ok(None) => None,
        Ok(Some(url)) => {
            Some(Finding::note("proxy", format!("Discord is reached by {}", url.as_str())))
        }
        Err(error) => Some(Finding::wrong("proxy", error.to_string())),
    }
}

/// Which shards this process keeps up.
fn shards(environment: &Environment) -> Finding {
    let words = Shards::parse(environment.get("SHARDS").as_deref()).map(|shards| match shards {
        Shards::Recommended => "as many as Discord recommends, all in this process".to_owned(),
        Shards::These(these) if these.is_all() => {
            format!("{}, all in this process", these.n_of_all())
        }
        Shards::These(these) => format!(
            "{these}: {} of {} in this process, {}",
            these.n_here(),
            these.n_of_all(),
            if these.has_first() {
                "which registers the commands and answers direct messages"
            } else {
                "with another that registers the commands and answers direct messages"
            }
        ),
    });
    Finding::of("shards", words)
}

/// Where documents may be added from inside Discord.
fn uploads(environment: &Environment) -> Finding {
    let servers = UploadServers::parse(environment.get("VERBATIM_UPLOADS").as_deref());
    let words = servers.map(|servers| match servers {
        UploadServers::None => "none can be added from inside Discord".to_owned(),
        UploadServers::All => "who manages a server can add some, on any server".to_owned(),
        UploadServers::These(these) => {
            format!("who manages a server can add some, on {} of them", these.len())
        }
    });
    Finding::of("servers' own documents", words)
}

/// How the program is watched; nothing where that is as usual.
fn watching(environment: &Environment) -> Vec<Finding> {
    let value = |name: &str| environment.get(name);
    let http = HttpAddress::parse(value("VERBATIM_HTTP").as_deref()).map(|address| {
        let address = address?.0;
        let whom = if address.ip().is_loopback() {
            "this machine"
        } else {
            "every machine that reaches it"
        };
        Some(format!("health and figures are served at {address}, to {whom}"))
    });
    let limit = SilenceLimit::parse(value("VERBATIM_SILENCE_LIMIT").as_deref()).map(|limit| {
        let is_off = limit.0.is_none();
        is_off.then(|| "none: a bot that hears nothing any more goes on".to_owned())
    });
    let finding = |subject, found: Result<Option<String>, WatchingError>| match found {
        Ok(words) => words.map(|words| Finding::note(subject, words)),
        Err(error) => Some(Finding::wrong(subject, error.to_string())),
    };
    [finding("health", http), finding("silence limit", limit)].into_iter().flatten().collect()
}

/// Which servers are served.
fn servers(environment: &Environment) -> Finding {
    let parsed = AllowedServers::parse(environment.get("VERBATIM_SERVERS").as_deref());
    let found = parsed.map(|servers| match servers.n_servers() {
        0 => "all that the bot is added to".to_owned(),
        n => format!("{n}: the bot leaves any other"),
    });
    Finding::of("servers", found)
}

fn channels(environment: &Environment) -> Finding {
    let parsed = OpenChannels::parse(environment.get("VERBATIM_CHANNELS").as_deref());
    let found = parsed.map(|channels| match channels.n_channels() {
        0 => "none: questions need a mention everywhere".to_owned(),
        n => format!("{n}: questions need no mention there, for whose texts the bot needs the Message Content Intent"),
    });
    Finding::of("open channels", found)
}
