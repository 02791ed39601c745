//! Replies to the bot that nothing but their ping addresses to it: whether their text asks it.

use serenity::all::GuildId;

use crate::discord::context::Context;
use crate::language::terms::{fold, words};
use crate::question::Question;

/// Question marks of all scripts; Armenian has its own within the word.
const QUESTION_MARKS: &[char] = &[
    '?',
    '？',
    '﹖',
    '؟',
    '⸮',
    '՞',
    '\u{37e}',
    '፧',
    '꘏',
    '꛷',
    '᥅',
    '⳺',
    '\u{11143}',
    '\u{1e95f}',
    '⁇',
    '⁈',
    '⁉',
    '‽',
    '⸘',
    '❓',
    '❔',
];

/// Whether a text names the bot, or ends as a question.
pub(super) fn asks(context: &Context, guild: Option<GuildId>, text: &str) -> bool {
    let names = names(context, guild);
    names.iter().any(|name| has_words(text, name))
        || ends_as_question(text)
        || ends_as_question(Question::new(text).asked())
}

/// What the bot is called there.
fn names(context: &Context, guild: Option<GuildId>) -> Vec<String> {
    let me = context.cache.current_user();
    let nickname =
        guild.and_then(|guild| context.cache.guild(guild)?.members.get(&me.id)?.nick.clone());
    [Some(me.name.clone()), me.global_name.clone(), nickname].into_iter().flatten().collect()
}

/// Whether a text has the words of a name, next to each other.
fn has_words(text: &str, name: &str) -> bool {
    let folded = |text: &str| words(text).map(|word| fold(word.text)).collect::<Vec<_>>();
    let (text, name) = (folded(text), folded(name));
    !name.is_empty() && text.windows(name.len()).any(|window| window == name)
}

/// Whether a question mark stands behind the last word, perhaps with other signs, or in it.
pub(super) fn ends_as_question(text: &str) -> bool {
    // An address may have the sign within.
    let chunks: Vec<&str> =
        text.split_whitespace().filter(|chunk| !chunk.contains("://")).collect();
    let last = chunks.iter().rposition(|chunk| chunk.contains(char::is_alphanumeric));
    let end = chunks[last.unwrap_or(0)..].concat();
    let is_greek = end.chars().any(|c| matches!(c, '\u{370}'..='\u{3ff}'));
    end.contains(QUESTION_MARKS) || is_greek && end.contains(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_ends_with_the_mark_of_its_script() {
        for question in [
            "when?",
            "when?!",
            "when? :)",
            "(when?)",
            "是什么时候？",
            "متى؟",
            "πότε;",
            "Ե՞րբ",
            "why ?",
            "¿cuándo?",
        ] {
            assert!(ends_as_question(question), "{question}");
        }
        for statement in [
            "lol https://example.org/watch?v=x",
            "lol I was there",
            "really? I was there",
            "no; never",
            "",
            "!",
        ] {
            assert!(!ends_as_question(statement), "{statement}");
        }
    }

    #[test]
    fn a_name_is_found_by_its_words() {
        assert!(has_words("so, the bot, tell me", "The Bot"));
        assert!(!has_words("the robot", "The Bot") && !has_words("the bot", ""));
    }
}
