//! Lexical attributes: what the ranking needs to know of a word besides its term. Some belong to the
//! word wherever it occurs (its part in a sentence), some to its letters and the signs around it.

/// An attribute of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Attribute {
    /// A stop word.
    StopWord,
    /// A pronoun or determiner that refers to something said before.
    Anaphor,
    /// A word of cause or reason: because, due, result.
    Causal,
    /// A copula or another verb that says what something is: is, means, called.
    Copula,
    /// An article: a, the.
    Article,
    /// The preposition "of".
    Of,
    /// A preposition of place or time: in, at, from.
    Locative,
    /// The marker of the agent in a passive sentence: by.
    AgentMarker,
    /// The preposition "to".
    To,
    /// A coordinating conjunction: and, or.
    Conjunction,
    /// The preposition "for".
    For,
    /// The preposition or conjunction "as".
    As,
    /// The preposition "with".
    With,
    /// A complementizer or relative word, which begins a subordinate clause: that, which, when.
    Subordinator,
    /// The name of a month.
    Month,
    /// A number in words.
    NumberWord,
    /// It begins with a capital letter.
    Capitalized,
    /// More than two thirds of its characters are capitals, and it has two characters at least.
    AllCaps,
    /// It contains a digit.
    HasDigit,
    /// A year from 1000 to 2099, perhaps with the ending of a decade.
    Year,
    /// An amount of money or a percentage: a currency sign before it, or a percent sign behind it.
    Amount,
}

impl Attribute {
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The attributes of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attributes(pub(super) u32);

impl Attributes {
    /// Whether the word has it.
    pub fn has(self, one: Attribute) -> bool {
        self.0 & one.bit() != 0
    }

    /// Whether the word has one of them.
    pub fn has_any(self, some: &[Attribute]) -> bool {
        some.iter().any(|one| self.has(*one))
    }
}
