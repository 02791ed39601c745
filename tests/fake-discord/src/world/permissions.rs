//! What a member may do in a channel, by Discord's own algorithm
//! (its documentation, "Permission Overwrites").

use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, RoleMarker, UserMarker};

use super::{ChannelKind, Target, World, bits};

/// What everybody may do in a direct channel.
const DIRECT: u64 = bits::VIEW_CHANNEL
    | bits::SEND_MESSAGES
    | bits::EMBED_LINKS
    | bits::ATTACH_FILES
    | bits::READ_MESSAGE_HISTORY
    | bits::ADD_REACTIONS
    | bits::MENTION_EVERYONE
    | bits::USE_APPLICATION_COMMANDS;

impl World {
    /// The roles of a person, without `@everyone`.
    pub(crate) fn roles_of(&self, person: Id<UserMarker>) -> Vec<Id<RoleMarker>> {
        if person == self.bot { vec![self.bot_role] } else { vec![self.people_role] }
    }

    /// The permissions of a person in a channel, overwrites counted. All in a channel that is not
    /// of this world.
    pub(crate) fn permissions_in(&self, person: Id<UserMarker>, channel: Id<ChannelMarker>) -> u64 {
        let parent = match self.find_channel(channel).map(|found| found.kind) {
            Some(ChannelKind::Direct { .. }) => return DIRECT,
            Some(ChannelKind::Thread { parent, .. }) => parent,
            Some(ChannelKind::Text { .. } | ChannelKind::Forum { .. }) => channel,
            None => return u64::MAX,
        };
        let base = if person == self.bot { self.bot_permissions } else { self.people_permissions };
        if person == self.owner || base & bits::ADMINISTRATOR != 0 {
            return u64::MAX >> 11;
        }
        let roles = self.roles_of(person);
        let everyone = Id::new(self.guild.get());
        let here = || self.overwrites.iter().filter(|found| found.channel == parent);
        let apply = |permissions: u64, is_meant: &dyn Fn(Target) -> bool| {
            let (allow, deny) = here()
                .filter(|found| is_meant(found.target))
                .fold((0, 0), |(allow, deny), found| (allow | found.allow, deny | found.deny));
            permissions & !deny | allow
        };
        let permissions = apply(base, &|target| target == Target::Role(everyone));
        let permissions = apply(
            permissions,
            &|target| matches!(target, Target::Role(role) if roles.contains(&role)),
        );
        let permissions = apply(permissions, &|target| target == Target::Member(person));
        if permissions & bits::VIEW_CHANNEL == 0 {
            return 0;
        }
        if person == self.bot && self.bot_timed_out_until.is_some() {
            return permissions & (bits::VIEW_CHANNEL | bits::READ_MESSAGE_HISTORY);
        }
        permissions
    }

    /// Whether the bot may write in a channel: in a thread that is a permission of its own.
    pub(crate) fn bot_may_write(&self, channel: Id<ChannelMarker>) -> bool {
        let permissions = self.permissions_in(self.bot, channel);
        let needed = match self.find_channel(channel).map(|found| found.kind) {
            Some(ChannelKind::Thread { .. }) => bits::SEND_MESSAGES_IN_THREADS,
            _ => bits::SEND_MESSAGES,
        };
        permissions & needed != 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::Overwrite;
    use super::*;

    #[test]
    fn a_thread_has_the_overwrites_of_its_parent() {
        let world = World::default();
        let role = Target::Role(world.bot_role);
        let denied = bits::SEND_MESSAGES_IN_THREADS;
        let (channel, thread, post) = (world.channel, world.thread, world.forum_post);
        let world = world.overwrite(Overwrite::deny(channel, role, denied));
        assert!(world.bot_may_write(channel));
        assert!(!world.bot_may_write(thread));
        assert!(world.bot_may_write(post));
    }

    #[test]
    fn a_members_overwrite_is_stronger_than_a_roles() {
        let world = World::default();
        let (channel, bot) = (world.channel, world.bot);
        let everyone = Target::Role(Id::new(world.guild.get()));
        let world = world
            .overwrite(Overwrite::deny(channel, everyone, bits::SEND_MESSAGES))
            .overwrite(Overwrite::allow(channel, Target::Member(bot), bits::SEND_MESSAGES));
        assert!(world.bot_may_write(channel));
    }

    #[test]
    fn without_sight_of_a_channel_nothing_is_allowed_in_it() {
        let world = World::default();
        let (channel, bot) = (world.channel, world.bot);
        let role = Target::Role(world.bot_role);
        let world = world.overwrite(Overwrite::deny(channel, role, bits::VIEW_CHANNEL));
        assert_eq!(world.permissions_in(bot, channel), 0);
    }
}
