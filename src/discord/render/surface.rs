//! Where in a message a text goes, and how much of it fits there.

/// A place for a message's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// The description of an embed, which is set off and shows no previews of links.
    Embed,
    /// The content of the message: for phrases alone, and where the bot may not embed.
    Content,
}

impl Surface {
    /// Longest text, in UTF-16 units (Discord API reference, "Embed Limits" and "Create Message";
    /// it counts characters, which are never more).
    pub(super) fn max_utf16_units(self) -> usize {
        match self {
            Surface::Embed => 4096,
            Surface::Content => 2000,
        }
    }
}
