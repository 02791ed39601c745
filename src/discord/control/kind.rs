//! What the first byte of a custom id is for each kind of control. A number is never given to another
//! kind: ids stay under old messages.

pub const NEAREST: u8 = 1;
pub const QUOTES: u8 = 2;
pub const MENU: u8 = 3;
pub const READ_AFTER: u8 = 4;
pub const READ_BEFORE: u8 = 5;
pub const CARD: u8 = 6;
pub const CITE: u8 = 7;
pub const FOOTNOTES: u8 = 8;
pub const OUTLINE: u8 = 9;
pub const CATALOGUE_BY_TITLE: u8 = 10;
pub const CATALOGUE_BY_DATE: u8 = 11;
pub const HITS: u8 = 12;
pub const EXAMPLE: u8 = 13;
pub const DELETE: u8 = 14;
pub const NOT_HELPFUL: u8 = 15;
pub const VOTE_HELPFUL: u8 = 16;
pub const VOTE_UNHELPFUL: u8 = 17;
pub const SETTINGS: u8 = 20;
pub const SET: u8 = 21;
pub const TOGGLE: u8 = 22;
pub const RESET: u8 = 23;
pub const CHANNEL: u8 = 24;
