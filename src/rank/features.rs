//! What speaks for a sentence, as numbers. Each is a share or a count that means the same for every
//! question, so that the weights learned on some questions hold for others.

/// A question's term with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct TermWeight {
    /// As the index knows it.
    pub term: String,
    /// Inverse document frequency as in BM25; higher is rarer; never negative.
    pub rarity: f32,
    /// Whether it was typed with a capital or holds a digit: a name or number.
    pub is_name: bool,
}

/// A passage that may hold the answer.
#[derive(Debug, Clone)]
pub struct Candidate<'d> {
    /// The words of its sentences, in order.
    pub sentences: Vec<String>,
    /// The words of its heading and of the document's title.
    pub context: &'d str,
    /// Its score in the index.
    pub score: f32,
    /// The candidate that is the passage right before it in the same document, from 0.
    pub preceding: Option<usize>,
}

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The features, in the order of the weights.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Feature { $($(#[$doc])* $name,)* }

        /// Their names, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

features! {
    /// Share of the question's rarity in the sentence.
    Own,
    /// BM25 of the sentence over the total rarity.
    Bm25,
    /// Score of the passage over that of the best.
    Passage,
    /// The passage is the best.
    BestPassage,
    /// Share of the rarity only in heading or title.
    Context,
    /// Share only in the sentence before.
    Before,
    /// Share only in the sentence behind.
    Behind,
    /// Share only elsewhere in the passage.
    Elsewhere,
    /// Share of the names and numbers of the question in the sentence; 1 where it has none.
    Names,
    /// Share of the rarity in pairs of terms that follow each other in both.
    Pairs,
    /// Share of the question's runs of two words, stop words included, that the sentence has.
    Runs,
    /// Share of the rarity held, over how far apart the terms stand.
    Nearness,
    /// The rarest term is there.
    Rarest,
    /// A time is wanted and there.
    Time,
    /// A number is wanted and there.
    Number,
    /// A person is wanted and a name is there.
    Person,
    /// A place is wanted and a name is there.
    Place,
    /// A reason is wanted and given.
    Reason,
    /// A definition is wanted and the form of one is there.
    Definition,
    /// How near the answer's words are to the question's: 1 beside, towards 0.
    AnswerNear,
    /// Logarithm of the number of words.
    Length,
    /// Under 7 words.
    Short,
    /// It begins with a word that points back.
    PointsBack,
    /// It is the first of its passage.
    First,
    /// It is a question itself.
    IsQuestion,
    /// New words that carry something, over 20.
    News,
    /// A time is wanted and a span of time is there, from one point to another.
    Span,
    /// The square of the share of the question's rarity in the sentence.
    OwnSquared,
    /// That share over the logarithm of the number of words.
    Density,
    /// That share where an answer of the wanted kind is there, for the kinds that have a form.
    FitOwn,
    /// A time is wanted and there, near the question's words.
    TimeNear,
    /// A number is wanted and there, near the question's words.
    NumberNear,
    /// Share of the rarity only in the passage before.
    PassageBefore,
}

/// How many features there are.
pub const N: usize = NAMES.len();

/// The features of one sentence.
pub type Features = [f32; N];
