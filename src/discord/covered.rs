//! What of a message's content Discord shows as a quotation, as code, or under a spoiler's cover.
//! Discord lists mentions that stand there like all others, but nobody is spoken to by them.

use std::ops::Range;

use serenity::all::UserId;

/// Whether the content mentions a user in plain sight.
pub(super) fn mentions_plainly(content: &str, user: UserId) -> bool {
    let covered = covered(content);
    mentions(content, user).any(|at| !covered.iter().any(|range| range.contains(&at)))
}

/// Whether the content mentions a user, wherever that stands.
pub(super) fn mentions_anywhere(content: &str, user: UserId) -> bool {
    mentions(content, user).next().is_some()
}

/// Where the content mentions a user, in bytes.
fn mentions(content: &str, user: UserId) -> impl Iterator<Item = usize> {
    let places = |mention: String| -> Vec<usize> {
        content.match_indices(&mention).map(|(at, _)| at).collect()
    };
    [format!("<@{user}>"), format!("<@!{user}>")].into_iter().flat_map(places)
}

/// The covered ranges, in bytes, in the order of their ends.
fn covered(content: &str) -> Vec<Range<usize>> {
    let mut covered = Vec::new();
    let mut cover_begins: Option<usize> = None;
    let (mut at, mut begins_line) = (0, true);
    while let Some(next) = content[at..].chars().next() {
        let rest = &content[at..];
        let line = rest.trim_start_matches(' ');
        if begins_line && line.starts_with(">>> ") {
            covered.push(at..content.len());
            break;
        }
        if begins_line && line.starts_with("> ") {
            let end = rest.find('\n').map_or(content.len(), |n_bytes| at + n_bytes);
            covered.push(at..end);
            (at, begins_line) = (end, false);
            continue;
        }
        begins_line = next == '\n';
        let n_bytes = match next {
            '\\' => {
                let escaped = rest[1..].chars().next();
                begins_line = escaped == Some('\n');
                1 + escaped.map_or(0, char::len_utf8)
            }
            '`' => {
                let code = code(rest);
                covered.extend(code.map(|n_bytes| at..at + n_bytes));
                code.unwrap_or(n_ticks(rest))
            }
            '|' if rest.starts_with("||") => {
                match cover_begins.take() {
                    Some(begins) => covered.push(begins..at + 2),
                    None => cover_begins = Some(at),
                }
                2
            }
            _ => next.len_utf8(),
        };
        at += n_bytes;
    }
    covered
}

/// The code that a text begins with, in bytes: a block between three ticks, or a span between as many
/// ticks at both ends. `None` where the ticks are not closed.
fn code(text: &str) -> Option<usize> {
    const BLOCK: &str = "```";
    if let Some(block) = text.strip_prefix(BLOCK)
        && let Some(end) = block.find(BLOCK)
    {
        return Some(end + 2 * BLOCK.len());
    }
    let opening = n_ticks(text);
    let mut at = opening;
    while let Some(ticks) = text[at..].find('`') {
        at += ticks;
        let closing = n_ticks(&text[at..]);
        at += closing;
        if closing == opening {
            return Some(at);
        }
    }
    None
}

/// The ticks that a text begins with.
fn n_ticks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_plain_outside_of_quotations_code_and_covers() {
        let is_plain = |content: &str| mentions_plainly(content, UserId::new(7));
        for plain in [
            "<@7> when?",
            "> quoted\n<@!7> when?",
            "`code` <@7> `code`",
            "a > b <@7>",
            ">no quotation <@7>",
            "`<@7>",
            "\\`<@7>\\`",
            "||covered|| <@7> ||covered||",
            "|| <@7>",
            "```\n> code\n``` <@7>",
            "```\n>>> code\n```\n<@7>",
            "``a ` b`` <@7>",
            "> <@7>\n<@7>",
        ] {
            assert!(is_plain(plain), "{plain}");
        }
        for covered in [
            "when did <@8> leave?",
            "> <@7> when?",
            "  > <@7> when?",
            "and\n> <@7> when?\nlol",
            ">>> quoted\nmore <@7>",
            "`<@7> when?`",
            "``a ` <@7>``",
            "```\nsay <@7> when?\n```",
            "it was ||<@7>||",
        ] {
            assert!(!is_plain(covered), "{covered}");
        }
        assert!(mentions_anywhere("> <@7>", UserId::new(7)));
        assert!(!mentions_anywhere("<@70>", UserId::new(7)));
    }
}
