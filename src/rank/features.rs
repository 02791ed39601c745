//! What speaks for a unit, as numbers. Each is a share or a count that means the same for every
//! question, so that the weights learned on some questions hold for others. **Coverage** is the
//! share of the query's idf that the terms of some words make up.

use super::named_enum::named_enum;

named_enum! {
    /// The features of a unit, in the order of the weights.
    Feature {
        /// Coverage of the unit.
        Coverage,
        /// Coverage over the logarithm of the number of words.
        CoverageDensity,
        /// BM25 of the unit over the query's idf.
        Bm25,
        /// BM25 of the unit and the headings above it, taken as one text, over the query's idf.
        HeadedBm25,
        /// Coverage by words of the same family alone.
        FamilyCoverage,
        /// Coverage by words with a related meaning alone.
        RelatedCoverage,
        /// The same of the words with the nearest meaning.
        NearestRelatedCoverage,
        /// Score of the passage over that of the best.
        PassageScore,
        /// The passage is the best.
        IsBestPassage,
        /// Coverage that only heading or title adds.
        HeadingCoverage,
        /// Coverage by what introduces it, beyond its own words.
        LeadCoverage,
        /// Coverage by the nearest heading.
        NearestHeadingCoverage,
        /// Share of the nearest heading's words, stop words aside, that the question has.
        NearestHeadingShare,
        /// Coverage by the title or the outermost heading.
        TopHeadingCoverage,
        /// Share of its words, stop words aside, that the question has.
        TopHeadingShare,
        /// One over one more than the passages between it and the nearest heading.
        NearHeading,
        /// The same times the share of the nearest heading that the question has.
        OpensNearest,
        /// The same times the share of the title or the outermost heading.
        OpensTop,
        /// Logarithm of the number of headings above it.
        Depth,
        /// Logarithm of the number of documents among the candidates that say the same of other things.
        Shared,
        /// The same times the share of the title or the outermost heading that the question does not have:
        /// a special case that is not named.
        SharedUnnamed,
        /// The cosine of the unit's vector and the question's, by a sentence model.
        Cosine,
        /// How far it lies above the mean of the library, in standard deviations, over 4.
        Meaning,
        /// How far it lies from the best of the candidates' units, in the same measure: 0 for that, negative
        /// for others.
        MeaningToBest,
        /// One over one more than the candidates' units that lie nearer.
        MeaningRank,
        /// It is the nearest.
        IsNearest,
        /// The same as `Meaning`, of the nearest unit of the passage.
        MeaningOfPassage,
        /// Of the nearest unit of the document's candidates.
        MeaningOfDocument,
        /// Of the mean of the units before and after.
        MeaningOfNeighbours,
        /// `Meaning` times what neither the unit nor the headings cover.
        MeaningUncovered,
        /// `Meaning` times the square of what they cover.
        MeaningCovered,
        /// It is an item of a list.
        IsItem,
        /// It is a line that stands for itself.
        IsField,
        /// It is code.
        IsCode,
        /// The question is a keyword or two, and it is code.
        IsCodeForKeyword,
        /// The question is a keyword or two, and it opens what stands under the title or the outermost
        /// heading: times the share of that heading that the question has.
        OpensTopForKeyword,
        /// The same for the nearest heading.
        OpensNearestForKeyword,
        /// How something is done is wanted, and it is code.
        IsCodeForHow,
        /// It is a row of a table.
        IsRow,
        /// It introduces what follows: it ends in a colon.
        IsLead,
        /// Coverage that only the unit before adds, be it of the passage before.
        CoverageBefore,
        /// The same, where the unit begins with a word that points back.
        AnaphoricCoverageBefore,
        /// Coverage that only the unit after adds.
        CoverageAfter,
        /// Coverage that only the rest of the passage adds.
        PassageCoverage,
        /// Coverage that only the passage before adds.
        CoverageOfPassageBefore,
        /// Coverage that only the document's other candidates add.
        DocumentCoverage,
        /// Share of the names' and numbers' idf in the unit; 1 where the question has none.
        NameCoverage,
        /// The same of the whole passage with its heading and title.
        NameCoverageOfPassage,
        /// The same of all candidates of the document.
        NameCoverageOfDocument,
        /// Coverage of all candidates of the document.
        TotalCoverage,
        /// Idf of the rarest term that neither the unit nor what is above it has, over that of the
        /// rarest term.
        RarestMissing,
        /// The same of the whole passage.
        RarestMissingOfPassage,
        /// The same of all candidates of the document.
        RarestMissingOfDocument,
        /// Share of the names' and numbers' idf that neither the unit, the one before nor what is above
        /// them has, where the unit has other names or numbers.
        OtherNames,
        /// How many names and numbers of the question neither the unit nor what is above it has, be it in
        /// a word of the same family.
        NamesMissing,
        /// The same of the whole passage.
        NamesMissingOfPassage,
        /// The same of all candidates of the document.
        NamesMissingOfDocument,
        /// Coverage by pairs of terms that follow each other in both.
        OrderedPairs,
        /// Share of the question's bigrams, stop words included, that the unit has.
        BigramOverlap,
        /// Share of the question's quoted phrases that the unit has word for word.
        QuotedPhrases,
        /// Coverage, discounted by how far apart the terms are.
        Proximity,
        /// Coverage by local idf: of the terms among the units of the document's candidates.
        LocalCoverage,
        /// Sum over its terms of local idf times idf, over 5 times the query's idf.
        LocalIdf,
        /// It has the rarest term.
        HasRarestTerm,
        /// The passage, its heading or title has the rarest term.
        PassageHasRarestTerm,
        /// Share of the words that name what is asked for.
        Focus,
        /// A time is wanted, and it has one.
        HasTime,
        /// A number is wanted, and it has one.
        HasNumber,
        /// A name is wanted, and it has one.
        HasName,
        /// A reason is wanted, and it gives one.
        GivesReason,
        /// A definition is wanted, and it has the form of one.
        Defines,
        /// What an acronym stands for is wanted, and it has that.
        Expands,
        /// Logarithm of the number of words.
        LogLength,
        /// It has under 7 words.
        IsShort,
        /// It is the first of its passage.
        IsFirst,
        /// It is a question itself.
        IsQuestion,
        /// Words that are new and no stop words, over 20.
        NewWords,
        /// Logarithm of the probability of the document's other units in the first round.
        LogRestOfDocument,
        /// How good the best span of words in it is as an answer, over 4.
        BestSpan,
        /// Logarithm of the sum of the odds of all spans, over 4.
        AllSpans,
        /// A time is wanted, and it has a range of time, from one point to another.
        HasTimeRange,
        /// It has the form of the answer that is wanted: the nearer to the question's words, the more.
        FormProximity,
        /// Coverage, where it has that form.
        CoverageWithForm,
        /// What the second round scored it, over 4.
        SecondRound,
        /// The mean over the question's terms, each counting its idf, of the highest cosine with a token of
        /// the unit under its headings, as a sentence model reads both, times 4.
        AlignmentByIdf,
        /// The least of them: a thing that is asked for and not there.
        LeastAligned,
        /// What `AlignmentByIdf` gains where terms that the sentences before have are met half.
        AlignmentBefore,
        /// What `LeastAligned` gains so.
        LeastBefore,
    }
}

/// What only confidence looks at: that something of the question is missing speaks against an answer,
/// not for another unit.
pub const ONLY_OF_CONFIDENCE: [Feature; 7] = [
    Feature::RarestMissing,
    Feature::RarestMissingOfPassage,
    Feature::RarestMissingOfDocument,
    Feature::OtherNames,
    Feature::NamesMissing,
    Feature::NamesMissingOfPassage,
    Feature::NamesMissingOfDocument,
];

/// The features of the third round, in the order of its weights.
pub const OF_THIRD_ROUND: [Feature; 3] =
    [Feature::SecondRound, Feature::AlignmentByIdf, Feature::LeastAligned];

/// How many features there are.
pub const N: usize = Feature::N;

/// The features of one unit.
pub type Features = [f32; N];
