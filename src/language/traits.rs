//! What the ranking needs to know of a word besides its term.

/// One thing that a word is or does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Trait {
    /// It carries nothing.
    Stop,
    /// It stands for something said before.
    PointsBack,
    /// It leads a reason in.
    GivesReason,
    /// It says what something is.
    Defines,
    /// a, the.
    Article,
    /// of.
    Of,
    /// It leads a place or time in.
    In,
    /// It leads the one who acts in.
    By,
    /// to.
    To,
    /// and, or.
    And,
    /// for.
    For,
    /// as.
    As,
    /// with.
    With,
    /// It leads a clause in.
    That,
    /// A month.
    Month,
    /// A number in words.
    Number,
    /// It begins with a capital.
    Capital,
    /// It is in capitals, two letters at least.
    Acronym,
    /// A digit is in it.
    Digit,
    /// Four digits from 1000 to 2099, perhaps with an s.
    Year,
    /// A sign of a currency stands before it, or one of percent behind it.
    Amount,
}

impl Trait {
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The traits of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits(pub(super) u32);

impl Traits {
    /// Whether the word has it.
    pub fn has(self, one: Trait) -> bool {
        self.0 & one.bit() != 0
    }

    /// Whether the word has one of them.
    pub fn has_any(self, some: &[Trait]) -> bool {
        some.iter().any(|one| self.has(*one))
    }
}
