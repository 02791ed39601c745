//! The features of the two models of confidence: the probability that a quote answers, and that one
//! of the first three does. Each model is a sum of boosted trees rather than a logistic one, because
//! no feature tells a found answer from none in the same way over its whole range.

use super::candidate::Candidate;
use super::features::Feature;
use super::named_enum::named_enum;
use super::query::Query;
use super::ranked::RankedUnit;
use crate::question::{AnswerType, Question};

/// Features of the quote itself.
const OF_QUOTE: [Feature; 50] = [
    Feature::AlignmentByIdf,
    Feature::LeastAligned,
    Feature::Cosine,
    Feature::Meaning,
    Feature::MeaningToBest,
    Feature::MeaningOfPassage,
    Feature::MeaningOfDocument,
    Feature::Coverage,
    Feature::CoverageDensity,
    Feature::Bm25,
    Feature::FamilyCoverage,
    Feature::HeadingCoverage,
    Feature::LeadCoverage,
    Feature::Depth,
    Feature::IsCode,
    Feature::IsField,
    Feature::IsItem,
    Feature::NearestHeadingCoverage,
    Feature::NearestHeadingShare,
    Feature::TopHeadingShare,
    Feature::CoverageBefore,
    Feature::CoverageAfter,
    Feature::PassageCoverage,
    Feature::CoverageOfPassageBefore,
    Feature::DocumentCoverage,
    Feature::RelatedCoverage,
    Feature::NameCoverage,
    Feature::NameCoverageOfPassage,
    Feature::NameCoverageOfDocument,
    Feature::TotalCoverage,
    Feature::RarestMissing,
    Feature::RarestMissingOfPassage,
    Feature::RarestMissingOfDocument,
    Feature::OtherNames,
    Feature::NamesMissing,
    Feature::NamesMissingOfPassage,
    Feature::NamesMissingOfDocument,
    Feature::HasRarestTerm,
    Feature::PassageHasRarestTerm,
    Feature::OrderedPairs,
    Feature::CoverageWithForm,
    Feature::HasTime,
    Feature::HasNumber,
    Feature::HasName,
    Feature::NewWords,
    Feature::BigramOverlap,
    Feature::Proximity,
    Feature::FormProximity,
    Feature::BestSpan,
    Feature::AllSpans,
];
/// Features of which the greatest over all ranked units counts.
const GREATEST: [Feature; 11] = [
    Feature::AlignmentByIdf,
    Feature::Cosine,
    Feature::Meaning,
    Feature::Coverage,
    Feature::Bm25,
    Feature::OrderedPairs,
    Feature::BigramOverlap,
    Feature::NameCoverage,
    Feature::NameCoverageOfPassage,
    Feature::TotalCoverage,
    Feature::AllSpans,
];
/// Features that add up to what is covered near the quote.
const NEAR: [Feature; 6] = [
    Feature::Coverage,
    Feature::HeadingCoverage,
    Feature::CoverageBefore,
    Feature::CoverageAfter,
    Feature::PassageCoverage,
    Feature::CoverageOfPassageBefore,
];

named_enum! {
    /// Features of the whole ranking.
    OfRanking {
        /// Score of the best candidate over the query's idf.
        BestCandidate,
        /// Score of the best three candidates over the query's idf.
        BestThreeCandidates,
        /// Score of the quote's passage over the query's idf.
        OwnCandidate,
        /// Its probability among the ranked units.
        Probability,
        /// The probability of the best three.
        ProbabilityOfThree,
        /// Its score.
        Score,
        /// How much it scores more than the best other one.
        Lead,
        /// Share of the question's terms that no document in scope has.
        MissingShare,
        /// How many they are.
        Missing,
        /// Share of the idf of terms that no passage has.
        AbsentIdf,
        /// Probability of the second over that of the first.
        RunnerUp,
        /// How many terms the question has.
        Terms,
        /// Coverage of the unit and what is near it.
        NearCoverage,
        /// Share of the terms that the thesaurus has: without them, the lack of a related word says
        /// nothing.
        TermsInThesaurus,
        /// A time is wanted.
        WantsTime,
        /// A number is wanted.
        WantsNumber,
        /// A name is wanted.
        WantsName,
        /// A reason is wanted.
        WantsReason,
        /// A definition is wanted.
        WantsDefinition,
        /// Whether something is so is wanted.
        WantsYesOrNo,
        /// How something is done is wanted.
        WantsHow,
        /// It is a keyword or two.
        IsKeyword,
    }
}

/// How many features there are.
pub const N: usize = OF_QUOTE.len() + GREATEST.len() + OfRanking::N;

/// The names of the features, by their numbers.
pub fn names() -> Vec<String> {
    let name = |feature: &Feature| Feature::NAMES[*feature as usize];
    let of_quote = OF_QUOTE.iter().map(|feature| format!("Quote.{}", name(feature)));
    let greatest = GREATEST.iter().map(|feature| format!("Greatest.{}", name(feature)));
    let of_ranking = OfRanking::NAMES.iter().map(|name| format!("Ranking.{name}"));
    of_quote.chain(greatest).chain(of_ranking).collect()
}

/// The features of the unit at this place of the ranking. `n_missing` is the number of the
/// question's words that no document in scope has.
pub fn confidence_features(
    question: &Question,
    query: &Query,
    candidates: &[Candidate],
    ranked: &[RankedUnit],
    at: usize,
    n_missing: usize,
) -> [f32; N] {
    let of_quote = OF_QUOTE.iter().map(|feature| ranked[at].feature(*feature));
    let greatest = GREATEST
        .iter()
        .map(|feature| ranked.iter().map(|unit| unit.feature(*feature)).fold(0.0, f32::max));
    let of_ranking = of_ranking(question, query, candidates, ranked, at, n_missing);
    let mut features = [0.0; N];
    let values = of_quote.chain(greatest).chain(of_ranking);
    features.iter_mut().zip(values).for_each(|(feature, value)| *feature = value);
    features
}

fn of_ranking(
    question: &Question,
    query: &Query,
    candidates: &[Candidate],
    ranked: &[RankedUnit],
    at: usize,
    n_missing: usize,
) -> [f32; OfRanking::N] {
    let this = &ranked[at];
    let total_idf = query.total_idf().max(0.1);
    let n_terms = query.terms.len().max(1) as f32;
    let best = |n: usize| {
        candidates.iter().take(n).map(|candidate| candidate.score).sum::<f32>() / total_idf
    };
    let other = if at == 0 { ranked.get(1) } else { ranked.first() };
    let absent = query.terms.iter().filter(|term| term.is_absent);
    let second = ranked.get(1).map_or(0.0, |second| second.probability);
    let mut features = [0.0; OfRanking::N];
    let mut set = |feature: OfRanking, value: f32| features[feature as usize] = value;
    set(OfRanking::BestCandidate, best(1));
    set(OfRanking::BestThreeCandidates, best(3));
    set(OfRanking::OwnCandidate, this.passage_score / total_idf);
    set(OfRanking::Probability, this.probability);
    set(OfRanking::ProbabilityOfThree, ranked.iter().take(3).map(|other| other.probability).sum());
    set(OfRanking::Score, this.score);
    set(OfRanking::Lead, this.score - other.map_or(0.0, |other| other.score));
    set(OfRanking::MissingShare, n_missing as f32 / n_terms);
    set(OfRanking::Missing, n_missing as f32);
    set(OfRanking::AbsentIdf, absent.map(|term| term.idf).sum::<f32>() / total_idf);
    set(OfRanking::RunnerUp, second / ranked[0].probability.max(f32::EPSILON));
    set(OfRanking::Terms, query.terms.len() as f32);
    set(OfRanking::NearCoverage, NEAR.iter().map(|feature| this.feature(*feature)).sum());
    let in_thesaurus = query.terms.iter().filter(|term| term.in_thesaurus).count();
    set(OfRanking::TermsInThesaurus, in_thesaurus as f32 / n_terms);
    let wanted = match question.answer_type() {
        AnswerType::Time => Some(OfRanking::WantsTime),
        AnswerType::Number => Some(OfRanking::WantsNumber),
        AnswerType::Person | AnswerType::Place | AnswerType::Organisation => {
            Some(OfRanking::WantsName)
        }
        AnswerType::Reason => Some(OfRanking::WantsReason),
        AnswerType::Definition | AnswerType::Expansion => Some(OfRanking::WantsDefinition),
        AnswerType::YesNo => Some(OfRanking::WantsYesOrNo),
        AnswerType::List | AnswerType::Statement => None,
    };
    if let Some(wanted) = wanted {
        set(wanted, 1.0);
    }
    set(OfRanking::WantsHow, f32::from(u8::from(question.asks_how())));
    set(OfRanking::IsKeyword, f32::from(u8::from(question.is_keyword())));
    features
}
