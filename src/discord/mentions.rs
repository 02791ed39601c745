//! What is no word of a message's content: mentions of users, roles and channels, emoji, times,
//! commands (Discord API reference, "Message Formatting").

use std::sync::LazyLock;

use regex::Regex;

static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:[^>]*|/[^>]*|id:\w+)>").expect("a valid pattern")
});

/// The content without mentions, each replaced by a space, and without white space around it.
pub(super) fn without_mentions(content: &str) -> String {
    MENTION.replace_all(content, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_no_part_of_the_question() {
        assert_eq!(without_mentions("<@7> when, <@!7>?"), "when,  ?");
        assert_eq!(without_mentions("<@70> did <#5> close <:anchor:12>?"), "did   close  ?");
        assert_eq!(without_mentions("is 3 < 4 > 2"), "is 3 < 4 > 2");
    }
}
