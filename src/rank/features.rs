//! What speaks for a sentence, as numbers. Each is a share or a count that means the same for every
//! question, so that the weights learned on some questions hold for others.

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
    /// That share over the logarithm of the number of words.
    Density,
    /// BM25 of the sentence over the total rarity.
    Bm25,
    /// Share of the rarity of which only words of one family are in the sentence.
    Family,
    /// Share of the rarity of which only words with a related meaning are in the sentence.
    Related,
    /// The same of the words with the nearest meaning.
    RelatedNear,
    /// Score of the passage over that of the best.
    Passage,
    /// The passage is the best.
    BestPassage,
    /// Share of the rarity only in heading or title.
    Context,
    /// Share only in the sentence before.
    Before,
    /// That share, where the sentence begins with a word that points back.
    BeforePointedTo,
    /// Share only in the sentence behind.
    Behind,
    /// Share only elsewhere in the passage.
    Elsewhere,
    /// Share of the rarity only in the passage before.
    PassageBefore,
    /// Share only in other passages of the document that were found.
    Document,
    /// Share of the names and numbers of the question in the sentence; 1 where it has none.
    Names,
    /// The same of the whole passage with its heading and title.
    NamesWithin,
    /// The same of all passages of the document that were found.
    NamesInDocument,
    /// Share of the rarity in all these passages.
    InDocument,
    /// Share of the rarity in pairs of terms that follow each other in both.
    Pairs,
    /// Share of the question's runs of two words, stop words included, that the sentence has.
    Runs,
    /// Share of what the question has in quotation marks that stands there word for word.
    Quoted,
    /// Share of the rarity held, over how far apart the terms stand.
    Nearness,
    /// Share of the local rarity in the sentence: of how rare the terms are among the sentences of
    /// the document that were found.
    Local,
    /// Sum over its terms of the local rarity times the rarity, over 5 times the total rarity.
    LocalRarity,
    /// The rarest term is there.
    Rarest,
    /// The rarest term is in the passage, its heading or title.
    RarestWithin,
    /// Share of the words that name what is asked for.
    Focus,
    /// A time is wanted and there.
    Time,
    /// A number is wanted and there.
    Number,
    /// A name is wanted and there.
    Name,
    /// A reason is wanted and given.
    Reason,
    /// A definition is wanted and the form of one is there.
    Definition,
    /// What an acronym stands for is wanted and there.
    Expansion,
    /// Logarithm of the number of words.
    Length,
    /// Under 7 words.
    Short,
    /// It is the first of its passage.
    First,
    /// It is a question itself.
    IsQuestion,
    /// New words that carry something, over 20.
    News,
    /// Logarithm of the share that the first round gives to the document's other sentences.
    Others,
    /// How good the best span of words in it is as an answer, over 4.
    BestSpan,
    /// Logarithm of the sum of the odds of all spans, over 4.
    AllSpans,
    /// A time is wanted and a span of time is there, from one point to another.
    SpanOfTime,
    /// The form of the answer that is wanted is there: the nearer to the question's words, the
    /// more.
    FormNear,
    /// Share of the rarity in the sentence where that form is there.
    FormOwn,
}

/// How many features there are.
pub const N: usize = NAMES.len();

/// The features of one sentence.
pub type Features = [f32; N];
