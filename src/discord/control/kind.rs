//! What the first byte of a custom id is for each kind of control. A number is never given to another
//! kind: ids stay under old messages.

macro_rules! kinds {
    ($($name:ident = $number:literal,)*) => {
        $(pub const $name: u8 = $number;)*

        /// All kinds: their numbers and names.
        pub const ALL: &[(u8, &str)] = &[$(($number, stringify!($name))),*];
    };
}

kinds! {
    NEAREST = 1,
    QUOTES = 2,
    MENU = 3,
    READ_AFTER = 4,
    READ_BEFORE = 5,
    CARD = 6,
    CITE = 7,
    FOOTNOTES = 8,
    OUTLINE = 9,
    CATALOGUE_BY_TITLE = 10,
    CATALOGUE_BY_DATE = 11,
    HITS = 12,
    EXAMPLE = 13,
    DELETE = 14,
    NOT_HELPFUL = 15,
    VOTE_HELPFUL = 16,
    VOTE_UNHELPFUL = 17,
    SETTINGS = 20,
    SET = 21,
    TOGGLE = 22,
    RESET = 23,
    CHANNEL = 24,
}
