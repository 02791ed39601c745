//! The value of each feature for each unit of the candidates, but for those that look at spans,
//! which are found for the best units alone. As long as the list of them, which stays in one piece.

use super::bm25;
use super::candidate::Candidate;
use super::features::{Feature, Features, N};
use super::headings::{Headings, set_place};
use super::local_idf::LocalIdf;
use super::matching::{Matcher, UnitMatch};
use super::meaning::set_meaning;
use super::names::Names;
use super::shared::shared;
use super::term_set::{MAX_TERMS, TermSet};
use super::unit_kind::set_kind;
use super::word_order::{bigram_overlap, ordered_pairs, proximity, quoted_phrases};
use crate::corpus::ShelvedPassage;
use crate::language::attributes::Attribute;
use crate::language::tokens::{TermId, Token};
use crate::question::AnswerType;

/// A unit of fewer words is short.
const SHORT: usize = 7;

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The features of every unit of every candidate, in order. The candidates come best first.
pub fn unit_features(matcher: &Matcher<'_>, candidates: &[Candidate]) -> Vec<Vec<Features>> {
    let matches: Vec<Vec<UnitMatch<'_>>> = candidates
        .iter()
        .map(|candidate| {
            let units = candidate.passage.words.units.iter();
            units.map(|unit| matcher.matched(unit)).collect()
        })
        .collect();
    let in_passages: Vec<TermSet> = matches.iter().map(|units| union(units)).collect();
    let families = |units: &Vec<UnitMatch<'_>>| {
        units.iter().fold(TermSet::default(), |all, unit| all | unit.family)
    };
    let families: Vec<TermSet> = matches.iter().map(families).collect();
    let n_documents = candidates.iter().map(|candidate| candidate.document + 1).max().unwrap_or(0);
    let of_documents = |of_passages: &[TermSet]| {
        let mut of_documents = vec![TermSet::default(); n_documents];
        for (candidate, terms) in candidates.iter().zip(of_passages) {
            of_documents[candidate.document] |= *terms;
        }
        of_documents
    };
    let in_documents = of_documents(&in_passages);
    let families_of_documents = of_documents(&families);
    let names = Names::of(matcher, &matches);
    let local_idf = LocalIdf::of_documents(matcher, candidates, &matches, n_documents);
    let shared = shared(candidates);
    let best = candidates.first().map_or(0.0, |candidate| candidate.score);
    let last_of = |at: usize| matches[at].last().map_or(TermSet::default(), |unit| unit.terms);
    let of_candidate = |(at, candidate): (usize, &Candidate)| {
        let around = Around {
            shelved: &candidate.passage,
            context: matcher.terms_among(&candidate.passage.words.context),
            passage: in_passages[at],
            passage_before: candidate.preceding.map_or(TermSet::default(), |at| in_passages[at]),
            unit_before: candidate.preceding.map_or(TermSet::default(), last_of),
            document: in_documents[candidate.document],
            families: families[at],
            families_of_document: families_of_documents[candidate.document],
            names,
        };
        let mut features = of_passage(matcher, &matches[at], &around);
        for (number, (features, unit)) in features.iter_mut().zip(&matches[at]).enumerate() {
            let unnamed = 1.0 - features[Feature::TopHeadingShare as usize].min(1.0);
            let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
            let local = &local_idf[candidate.document];
            set(Feature::LocalCoverage, local.coverage(unit.terms));
            set(Feature::LocalIdf, local.weighted(unit.terms, matcher));
            set(Feature::Shared, shared[at][number]);
            set(Feature::SharedUnnamed, shared[at][number] * unnamed);
            set(Feature::PassageScore, candidate.score / best.max(f32::EPSILON));
            set(Feature::IsBestPassage, flag(at == 0));
        }
        features
    };
    let mut features: Vec<Vec<Features>> =
        candidates.iter().enumerate().map(of_candidate).collect();
    set_meaning(candidates, matcher.background, &mut features);
    features
}

fn union(units: &[UnitMatch<'_>]) -> TermSet {
    units.iter().fold(TermSet::default(), |all, unit| all | unit.terms)
}

/// The terms that are around a passage's units.
struct Around<'c> {
    shelved: &'c ShelvedPassage,
    /// In heading or title.
    context: TermSet,
    passage: TermSet,
    passage_before: TermSet,
    /// In the last unit of the passage before.
    unit_before: TermSet,
    /// In all candidates of the document.
    document: TermSet,
    /// Of which the passage has words of the same family.
    families: TermSet,
    /// Of which the candidates of the document have such words.
    families_of_document: TermSet,
    /// Those of the question's terms that are names.
    names: Names,
}

fn of_passage(
    matcher: &Matcher<'_>,
    units: &[UnitMatch<'_>],
    around: &Around<'_>,
) -> Vec<Features> {
    let about = Headings::of(matcher, around.shelved);
    let headings = Besides::of(matcher, &around.shelved.words.context);
    let of_unit = |at: usize| {
        let mut features = of_unit(matcher, &units[at]);
        let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
        // What is said before is said before though a paragraph ends between.
        let unit_before = at.checked_sub(1).map_or(around.unit_before, |at| units[at].terms);
        let unit_after = units.get(at + 1).map_or(TermSet::default(), |after| after.terms);
        // What each place adds to those before it.
        let mut covered = units[at].terms;
        let mut added = |terms: TermSet| {
            let share = matcher.coverage(terms - covered);
            covered |= terms;
            share
        };
        set(Feature::HeadingCoverage, added(around.context));
        let before = added(unit_before);
        let points_back = units[at].unit.points_back();
        set(Feature::CoverageBefore, before);
        set(Feature::AnaphoricCoverageBefore, if points_back { before } else { 0.0 });
        set(Feature::CoverageAfter, added(unit_after));
        set(Feature::PassageCoverage, added(around.passage));
        set(Feature::CoverageOfPassageBefore, added(around.passage_before));
        set(Feature::DocumentCoverage, added(around.document));
        let passage = around.passage | around.context;
        let document = passage | around.document;
        let names = around.names;
        set(Feature::NameCoverage, names.coverage(matcher, units[at].terms));
        set(Feature::NameCoverageOfPassage, names.coverage(matcher, passage));
        set(Feature::NameCoverageOfDocument, names.coverage(matcher, document));
        let near = units[at].terms | around.context;
        let with_before = near | unit_before;
        set(Feature::OtherNames, names.contradicted(matcher, &units[at], with_before));
        set(Feature::NamesMissing, names.missing(with_before | units[at].family));
        set(Feature::NamesMissingOfPassage, names.missing(passage | around.families));
        let in_document = document | around.families_of_document;
        set(Feature::NamesMissingOfDocument, names.missing(in_document));
        set(Feature::RarestMissing, matcher.rarest_missing(near));
        set(Feature::RarestMissingOfPassage, matcher.rarest_missing(passage));
        set(Feature::RarestMissingOfDocument, matcher.rarest_missing(document));
        set(Feature::TotalCoverage, matcher.coverage(document));
        set(Feature::PassageHasRarestTerm, flag(matcher.has_rarest(passage)));
        set(Feature::IsFirst, flag(at == 0));
        let lead = matcher.terms_among(&units[at].unit.lead);
        set(Feature::HeadedBm25, bm25(matcher, &units[at], &headings));
        set(Feature::LeadCoverage, matcher.coverage(lead - units[at].terms));
        set_kind(matcher, around.shelved.passage.units.get(at), &mut set);
        set_place(matcher, &about, &mut set);
        features
    };
    (0..units.len()).map(of_unit).collect()
}

fn of_unit(matcher: &Matcher<'_>, unit: &UnitMatch<'_>) -> Features {
    let mut features = [0.0; N];
    let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
    let tokens = unit.tokens();
    let n_words = tokens.len() as f32;
    let coverage = matcher.coverage(unit.terms);
    set(Feature::Coverage, coverage);
    set(Feature::CoverageDensity, coverage * 3.0 / (2.0 + n_words).ln());
    set(Feature::Bm25, bm25(matcher, unit, &Besides::default()));
    set(Feature::FamilyCoverage, matcher.coverage(unit.family));
    set(Feature::RelatedCoverage, matcher.coverage(unit.related));
    set(Feature::NearestRelatedCoverage, matcher.coverage(unit.nearest_related));
    set(Feature::OrderedPairs, ordered_pairs(matcher, unit));
    set(Feature::BigramOverlap, bigram_overlap(&matcher.words, tokens));
    set(Feature::QuotedPhrases, quoted_phrases(&matcher.quoted, tokens));
    set(Feature::Proximity, proximity(unit, coverage));
    set(Feature::HasRarestTerm, flag(matcher.has_rarest(unit.terms)));
    let is_there = |focus: &&TermId| tokens.iter().any(|token| token.term == **focus);
    let in_focus = matcher.focus.iter().filter(is_there).count();
    set(Feature::Focus, in_focus as f32 / matcher.focus.len().max(1) as f32);
    if let Some(feature) = form_feature(matcher.question.answer_type()) {
        set(feature, flag(has_wanted_form(feature, unit)));
    }
    set(Feature::LogLength, (1.0 + n_words).ln());
    set(Feature::IsShort, flag(tokens.len() < SHORT));
    set(Feature::IsLead, flag(unit.unit.text.trim_end().ends_with(':')));
    set(Feature::IsQuestion, flag(unit.unit.text.trim_end().ends_with('?')));
    let is_new =
        |&at: &usize| unit.term_at(at).is_none() && !tokens[at].attributes.has(Attribute::StopWord);
    let n_new = (0..tokens.len()).filter(is_new).count();
    set(Feature::NewWords, (n_new as f32 / 20.0).min(1.5));
    features
}

/// The feature that tells whether a unit has the form of what is wanted; `None` where that has
/// no form.
fn form_feature(wanted: AnswerType) -> Option<Feature> {
    match wanted {
        AnswerType::Time => Some(Feature::HasTime),
        AnswerType::Number => Some(Feature::HasNumber),
        AnswerType::Person | AnswerType::Place | AnswerType::Organisation => Some(Feature::HasName),
        AnswerType::Reason => Some(Feature::GivesReason),
        AnswerType::Definition => Some(Feature::Defines),
        AnswerType::Expansion => Some(Feature::Expands),
        AnswerType::List | AnswerType::YesNo | AnswerType::Statement => None,
    }
}

/// Whether the unit has the form that this feature tells of, in words that are not the
/// question's.
fn has_wanted_form(feature: Feature, unit: &UnitMatch<'_>) -> bool {
    let tokens = unit.tokens();
    let any_new = |first: usize, some: &[Attribute]| {
        (first..tokens.len())
            .any(|at| unit.term_at(at).is_none() && tokens[at].attributes.has_any(some))
    };
    match feature {
        Feature::HasTime => any_new(0, &[Attribute::Year, Attribute::Month]),
        Feature::HasNumber => any_new(0, &[Attribute::HasDigit, Attribute::NumberWord]),
        Feature::HasName => any_new(1, &[Attribute::Capitalized]),
        Feature::GivesReason => tokens.iter().any(|token| token.attributes.has(Attribute::Causal)),
        Feature::Defines => defines(unit),
        Feature::Expands => !unit.aliases.is_empty(),
        _ => false,
    }
}

/// Whether a term of the question is followed within a few words by a word that defines.
fn defines(unit: &UnitMatch<'_>) -> bool {
    const REACH: usize = 4;
    unit.places().any(|at| {
        let next = unit.tokens()[at + 1..].iter().take(REACH);
        next.into_iter().any(|token| token.attributes.has(Attribute::Copula))
    })
}

/// Words that are taken as one text with a unit's.
#[derive(Default)]
struct Besides {
    /// The numbers of the question's terms among them, in order.
    terms: Vec<usize>,
    n_words: usize,
}

impl Besides {
    fn of(matcher: &Matcher<'_>, tokens: &[Token]) -> Besides {
        let terms = tokens.iter().filter_map(|token| matcher.term_of(token));
        Besides { terms: terms.collect(), n_words: tokens.len() }
    }
}

/// BM25 of the unit, and of these words with it.
fn bm25(matcher: &Matcher<'_>, unit: &UnitMatch<'_>, besides: &Besides) -> f32 {
    let mut frequencies = [0_u8; MAX_TERMS];
    for number in
        unit.places().filter_map(|at| unit.term_at(at)).chain(besides.terms.iter().copied())
    {
        frequencies[number] = frequencies[number].saturating_add(1);
    }
    let n_words = unit.tokens().len() + besides.n_words;
    let present = matcher.terms.iter().zip(frequencies).filter(|(_, frequency)| *frequency > 0);
    present.map(|(term, frequency)| bm25::term_score(term.idf, frequency, n_words)).sum::<f32>()
        / matcher.total_idf
}
