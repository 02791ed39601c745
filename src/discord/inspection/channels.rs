//! What the bot may do in the channels of a server, in one line. That some channels are closed to it
//! is often meant; what is missing in all of them, or in one where questions need no mention, is not.

use serenity::all::{ChannelType, GuildChannel, Permissions};

use crate::discord::permissions::NEEDED;
use crate::environment::OpenChannels;
use crate::findings::Finding;

/// So many channels are named for each permission.
const MAX_NAMED: usize = 5;
/// Discord's number for media channels, which serenity does not name.
const MEDIA: ChannelType = ChannelType::Unknown(16);

/// A channel where the bot may be asked.
#[derive(Debug)]
pub(super) struct Channel {
    pub(super) id: u64,
    name: String,
    needed: Permissions,
    /// What is needed and not allowed; where the channel is not seen, that alone.
    missing: Permissions,
    /// Whether questions need no mention in it.
    pub(super) is_open: bool,
}

impl Channel {
    /// A text channel or a forum, with what the bot may do there; `None` for any other.
    pub(super) fn of(
        channel: &GuildChannel,
        permissions: Permissions,
        open: &OpenChannels,
    ) -> Option<Channel> {
        let needed = match channel.kind {
            ChannelType::Text | ChannelType::News => all_needed(),
            // The bot answers in posts, which are threads, and opens none.
            ChannelType::Forum | MEDIA => all_needed() - Permissions::SEND_MESSAGES,
            _ => return None,
        };
        let missing = if permissions.contains(Permissions::VIEW_CHANNEL) {
            needed - permissions
        } else {
            Permissions::VIEW_CHANNEL
        };
        let (id, name) = (channel.id.get(), channel.name.clone());
        Some(Channel { id, name, needed, missing, is_open: open.contains(id) })
    }

    /// Whether it is seen, and the permission is needed and allowed in it.
    fn has(&self, permission: Permissions) -> bool {
        let is_seen = !self.lacks(Permissions::VIEW_CHANNEL);
        is_seen && self.needed.contains(permission) && !self.lacks(permission)
    }

    fn lacks(&self, permission: Permissions) -> bool {
        self.missing.contains(permission)
    }
}

fn all_needed() -> Permissions {
    NEEDED.iter().fold(Permissions::empty(), |sum, (permission, _)| sum | *permission)
}

/// What is found in the channels of the server of this name.
pub(super) fn finding(server: &str, channels: &[Channel]) -> Finding {
    const SUBJECT: &str = "server";
    if channels.is_empty() {
        return Finding::note(SUBJECT, format!("{server}: it has no text channel and no forum"));
    }
    let (mut parts, mut is_wrong) = (Vec::new(), false);
    for (permission, name) in NEEDED {
        let lacking: Vec<&Channel> =
            channels.iter().filter(|channel| channel.lacks(permission)).collect();
        if lacking.is_empty() {
            continue;
        }
        let is_everywhere = !channels.iter().any(|channel| channel.has(permission));
        is_wrong |= is_everywhere || lacking.iter().any(|channel| channel.is_open);
        parts.push(if is_everywhere {
            format!("{name} is missing in all channels")
        } else {
            format!("{name} is missing in {}", named(&lacking))
        });
    }
    match (parts.is_empty(), is_wrong) {
        (true, _) => {
            let n = channels.len();
            Finding::ok(SUBJECT, format!("{server}: all that is needed is allowed, channels: {n}"))
        }
        (false, true) => Finding::wrong(
            SUBJECT,
            format!(
                "{server}: {}: allow it to the bot's role, under Server Settings, Roles, or in a channel's own settings",
                parts.join("; ")
            ),
        ),
        (false, false) => Finding::note(
            SUBJECT,
            format!(
                "{server}: {}: where the bot should answer there, allow it in the channel's settings, under Permissions",
                parts.join("; ")
            ),
        ),
    }
}

/// The first of the channels by their names, and how many more there are.
fn named(channels: &[&Channel]) -> String {
    let names: Vec<String> =
        channels.iter().take(MAX_NAMED).map(|channel| format!("#{}", channel.name)).collect();
    let more = match channels.len() - names.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    names.join(", ") + &more
}
