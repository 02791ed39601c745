//! A link to the very words of a quote: the address of its source with a text fragment (WICG, "URL
//! Fragment Text Directives"), which browsers scroll to and mark.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The longest address that a link is given, in characters: what Discord takes for a button's
/// (Discord API reference, "Button"), and room for the message in a message.
const LONGEST_LINK: usize = 512;
/// Longest words that are named whole, in encoded bytes; longer ones are named by their ends.
const LONGEST_WHOLE: usize = 150;
/// Words at either end that are enough to find the rest.
const MOST_WORDS: usize = 5;

/// Letters and digits stay; the directive itself reads `-`, `,` and `&`.
const ENCODED: &AsciiSet = NON_ALPHANUMERIC;

/// The address with a fragment to the page (RFC 8118, "Fragment Identifiers" of PDF) and to words,
/// in one part or from the first of several to the last; the bare address where there is no room for
/// them. White space in the words is one space each.
pub fn link(url: &str, page: Option<u32>, parts: &[String]) -> String {
    let of_page = page.filter(|_| !url.contains('#')).map(|page| format!("{url}#page={page}"));
    let url = of_page.as_deref().unwrap_or(url);
    let separator = if url.contains('#') { ":~:text=" } else { "#:~:text=" };
    let room = LONGEST_LINK.saturating_sub(url.chars().count() + separator.len());
    match directive(parts, room) {
        Some(directive) => format!("{url}{separator}{directive}"),
        None => url.to_owned(),
    }
}

fn directive(parts: &[String], room: usize) -> Option<String> {
    let encode = |words: &[&str]| utf8_percent_encode(&words.join(" "), ENCODED).to_string();
    let words = |part: &'_ String| part.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (first, last) = (words(parts.first()?), words(parts.last()?));
    let (first, last): (Vec<&str>, Vec<&str>) =
        (first.iter().map(String::as_str).collect(), last.iter().map(String::as_str).collect());
    let whole = encode(&first);
    let is_alone = parts.len() == 1;
    if is_alone && !whole.is_empty() && whole.len() <= room.min(LONGEST_WHOLE) {
        return Some(whole);
    }
    // The two ends of one piece must not overlap.
    let (most_first, most_last) =
        if is_alone { (first.len() / 2, first.len() / 2) } else { (first.len(), last.len()) };
    let ends = |n: usize| {
        let (n_first, n_last) = (n.min(most_first), n.min(most_last));
        format!("{},{}", encode(&first[..n_first]), encode(&last[last.len() - n_last..]))
    };
    let has_ends = most_first > 0 && most_last > 0;
    let most = if has_ends { MOST_WORDS.min(most_first.max(most_last)) } else { 0 };
    (1..=most).rev().map(ends).find(|directive| directive.len() <= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_told_whole_and_long_ones_by_their_ends() {
        let link = |url: &str, words: &str| link(url, None, &[words.to_owned()]);
        assert_eq!(
            link("https://a.org/b", "It rained, all-day."),
            "https://a.org/b#:~:text=It%20rained%2C%20all%2Dday%2E"
        );
        assert_eq!(link("https://a.org/b#c", "It rained"), "https://a.org/b#c:~:text=It%20rained");
        let words =
            format!("one two three four five {} six seven eight nine ten", "and ".repeat(60));
        assert_eq!(
            link("https://a.org", &words),
            "https://a.org#:~:text=one%20two%20three%20four%20five,six%20seven%20eight%20nine%20ten"
        );
    }

    #[test]
    fn a_page_is_told_before_the_words() {
        assert_eq!(
            link("https://a.org/b.pdf", Some(3), &["It rained".to_owned()]),
            "https://a.org/b.pdf#page=3:~:text=It%20rained"
        );
        assert_eq!(
            link("https://a.org/b#c", Some(3), &["It rained".to_owned()]),
            "https://a.org/b#c:~:text=It%20rained"
        );
    }

    #[test]
    fn two_parts_are_told_by_their_outer_ends() {
        assert_eq!(
            link("https://a.org", None, &["It rained all".to_owned(), "day long.".to_owned()]),
            "https://a.org#:~:text=It%20rained%20all,day%20long%2E"
        );
    }

    #[test]
    fn a_link_is_as_long_as_it_may_be_and_never_longer() {
        let words =
            "Железнодорожники перегрузили водоизмещение тяжеловесного парохода невообразимо"
                .repeat(3);
        for n in [10, 200, 400, 480, 505, 600] {
            let url = format!("https://a.org/{}", "x".repeat(n));
            let link = link(&url, None, std::slice::from_ref(&words));
            assert!(
                link.starts_with(&url) && (link.chars().count() <= LONGEST_LINK || link == url),
                "{link}"
            );
        }
    }
}
