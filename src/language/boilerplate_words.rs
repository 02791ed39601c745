//! The words by which papers and pages everywhere name the lines that are not their text, by
//! language. The only such list in the program: everything else is recognised by form and
//! repetition.

/// Headings of lists of sources or notes.
const SOURCES: &[&str] = &[
    "references",
    "bibliography",
    "works cited",
    "literature",
    "notes",
    "endnotes",
    "footnotes",
    "sources",
    "further reading",
    "see also",
    "external links", // English
    "литература",
    "примечания",
    "источники",
    "ссылки",
    "список литературы",
    "библиография",
    "см. также", // Russian
    "literatur",
    "quellen",
    "einzelnachweise",
    "anmerkungen",
    "weblinks",
    "siehe auch", // German
];

/// Headings under which a page offers other pages, or its readers speak.
const ELSEWHERE: &[&str] = &[
    "related",
    "related posts",
    "related articles",
    "related topics",
    "similar threads",
    "read more",
    "more from",
    "you may also like",
    "recommended",
    "comments",
    "leave a comment",
    "contents",
    "table of contents",
    "newsletter", // English
    "содержание",
    "оглавление",
    "читайте также",
    "комментарии",
    "похожие статьи", // Russian
    "verwandte artikel",
    "mehr zum thema",
    "kommentare",
    "inhalt",
    "inhaltsverzeichnis",
    "impressum",
    "lesen sie auch", // German
];

/// Beginnings of lines that speak of the page or the file and not of its matter. A whole sentence
/// that begins so is one of the matter: "Share the key with the next watch."
const ABOUT_THE_PAGE: &[&str] = &[
    "share",
    "subscribe",
    "unsubscribe",
    "view in browser",
    "click here",
    "sign up",
    "log in",
    "cookies",
    "your email address",
    "keywords",
    "key words",
    "photo:",
    "image:",
    "posted by",
    "last updated",
    "joined:",
    "posts:", // English
    "поделиться",
    "подписаться",
    "подпишитесь",
    "ключевые слова",
    "фото:",
    "материал из",
    "категории",
    "категория", // Russian
    "teilen",
    "abonnieren",
    "schlagwörter",
    "foto:",
    "symbolbild", // German
];

/// Beginnings of whole sentences by which pages and letters speak of themselves.
const OF_THE_PAGE_ITSELF: &[&str] = &[
    "you are receiving this",
    "you received this",
    "this page was last",
    "this site uses cookies",
    "text is available under",
    "this work is licensed",
    "this article is licensed",
    "you must be logged in to post",
    "you must be logged in to reply",
    "you must log in to post",
    "you must log in to reply",
    "you must log in or register",
    "your email address will not be",
    "all rights reserved", // English
    "эта страница в последний раз",
    "текущая версия страницы",
    "текст доступен по",
    "текст доступен на условиях",
    "все права защищены", // Russian
    "diese seite wurde zuletzt",
    "der text ist unter der lizenz",
    "alle rechte vorbehalten", // German
];

/// Names of the fields by which a file or a letter speaks of itself, at its head.
const FIELDS_OF_THE_FILE: &[&str] = &[
    "author",
    "authors",
    "subject",
    "version",
    "revision",
    "status",
    "title",
    "updated",
    "last updated",
    "published",
    "posted",
    "language",
    "isbn",
    "keywords",
    "message-id", // English
    "автор",
    "авторы",
    "версия",
    "опубликовано",
    "обновлено", // Russian
    "autor",
    "autoren",
    "betreff",
    "fassung",
    "veröffentlicht", // German
];

/// Words that only a licence or copyright line has.
const LICENCE: &[&str] = &[
    "licensed under",
    "all rights reserved",
    "copyright",
    "creative commons",
    "все права защищены",
    "авторские права",
    "alle rechte vorbehalten",
    "urheberrecht",
];

/// Headings of terms of use.
const TERMS_OF_USE: &[&str] = &["license", "licence", "copyright", "лицензия", "lizenz"];

/// Beginnings of a picture's credit.
const CREDIT: &[&str] = &["photo", "picture", "image", "фото", "фотография", "foto", "bild"];

/// What a heading announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announces {
    /// References, notes, literature.
    Sources,
    /// Other pages, comments, a table of contents.
    Elsewhere,
    /// Licence and copyright.
    TermsOfUse,
}

/// What the heading announces, when it is one of the names known everywhere.
pub fn announces(heading: &str) -> Option<Announces> {
    let bare = heading.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    if SOURCES.contains(&bare.as_str()) {
        Some(Announces::Sources)
    } else if ELSEWHERE.contains(&bare.as_str()) {
        Some(Announces::Elsewhere)
    } else if TERMS_OF_USE.contains(&bare.as_str()) {
        Some(Announces::TermsOfUse)
    } else {
        None
    }
}

/// Whether the line begins as lines about the page do.
pub fn is_about_the_page(line: &str) -> bool {
    let lower = line.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    ABOUT_THE_PAGE.iter().any(|name| {
        lower.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    })
}

/// Whether the line begins as the sentences do by which pages speak of themselves.
pub fn speaks_of_the_page_itself(line: &str) -> bool {
    let lower = line.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    OF_THE_PAGE_ITSELF.iter().any(|words| lower.starts_with(words))
}

/// Whether a field of this name says something of the file: "Author", "Version", "Checked by".
pub fn names_a_field_of_the_file(name: &str) -> bool {
    let lower = name.to_lowercase();
    FIELDS_OF_THE_FILE.contains(&lower.as_str()) || lower.ends_with(" by")
}

/// Whether the text has the words of a licence or copyright line.
pub fn speaks_of_a_licence(text: &str) -> bool {
    let lower = text.to_lowercase();
    LICENCE.iter().any(|words| lower.contains(words))
}

/// Whether the text ends in a picture's credit: a last sentence of a few words that begins as
/// credits do and goes on with a sign, a name or a year.
pub fn ends_in_a_credit(text: &str) -> bool {
    let last = text.trim_end_matches('.').rsplit(". ").next().unwrap_or_default();
    let first_word = last.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let behind = last[first_word.len()..].trim_start();
    last.split_whitespace().count() <= 6
        && CREDIT.contains(&first_word.to_lowercase().as_str())
        && !behind.starts_with(char::is_lowercase)
}
