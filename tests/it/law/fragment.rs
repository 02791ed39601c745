//! Reads a text fragment as a browser does (WICG, "URL Fragment Text Directives"), and holds it to
//! the quote that it should lead to.

use verbatim::answer::Shown;

/// Whether what stands behind a source's address leads to the quote's words: nothing, all of them,
/// or the words that they begin and end with.
pub fn leads_to(url: &str, behind: &str, shown: &Shown) -> bool {
    let page = page_of(shown)
        .map(|page| format!("#page={page}"))
        .filter(|_| !url.contains('#'))
        .unwrap_or_default();
    let Some(behind) = behind.strip_prefix(page.as_str()) else { return behind.is_empty() };
    if behind.is_empty() {
        return true;
    }
    let begins = if url.contains('#') || !page.is_empty() { ":~:text=" } else { "#:~:text=" };
    let Some(directive) = behind.strip_prefix(begins) else { return false };
    let Some(pieces) = directive.split(',').map(decoded).collect::<Option<Vec<String>>>() else {
        return false;
    };
    let words = words_of(shown);
    match pieces.as_slice() {
        [all] => *all == words,
        [first, last] => {
            let begins =
                words.strip_prefix(first.as_str()).is_some_and(|rest| rest.starts_with(' '));
            let ends = words.strip_suffix(last.as_str()).is_some_and(|rest| rest.ends_with(' '));
            begins && ends && !first.is_empty() && !last.is_empty()
        }
        _ => false,
    }
}

/// The page on which the quote begins, from 1; `None` where the document has no pages.
pub fn page_of(shown: &Shown) -> Option<u64> {
    let pages: Vec<&str> = shown.quote.document().text().as_str().split('\u{c}').collect();
    let start = shown.quote.parts()[0].start();
    let mut end = 0;
    let before = pages.iter().take_while(|page| {
        end += page.len() + 1;
        end <= start
    });
    (pages.len() > 1).then_some(before.count() as u64 + 1)
}

/// The words of the quote, its markup left out, with single spaces.
fn words_of(shown: &Shown) -> String {
    let document = shown.quote.document();
    let mut words = String::new();
    for part in shown.quote.parts() {
        let text = document.text().get(*part).expect("a part of the document");
        let seen =
            |byte: usize| document.hidden().iter().all(|markup| !markup.as_std().contains(&byte));
        words.extend(
            text.char_indices()
                .filter(|(at, c)| seen(part.start() + at) && (c.is_whitespace() || !c.is_control()))
                .map(|(_, c)| c),
        );
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decoded(piece: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = piece.as_bytes();
    while let [first, behind @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok()
}
