//! Looking at the candidates through a question: the value of each feature for each sentence. What
//! words of it could be the answer is looked at for the best alone, in `spans`.

mod seen;

pub(super) use seen::Seen;
use seen::{Held, NONE, one_bit};

use super::candidate::{Alias, Asked, Candidate, TermWeight};
use super::features::{Feature, Features, N};
use crate::language::tokens::{TermId, Token, tokens};
use crate::language::traits::Trait;
use crate::question::{Question, Wanted};

/// Saturation of repeated terms in BM25 (Robertson & Zaragoza 2009, section 3.4: 1.2 to 2).
const K1: f32 = 1.2;
/// How much BM25 discounts long sentences.
const B: f32 = 0.5;
/// A typical sentence, in words.
const TYPICAL_WORDS: f32 = 25.0;

/// Words of a question whose runs are looked for: a question has fewer.
const MAX_SEQUENCE: usize = 100;
/// Phrases in quotation marks that are looked for.
const MAX_QUOTED: usize = 8;

/// The question as the features look at it.
pub struct View<'q> {
    pub(super) question: &'q Question,
    pub(super) terms: &'q [TermWeight],
    aliases: &'q [Alias],
    /// Sum of the rarities.
    total: f32,
    /// The question's own words in order, stop words included.
    sequence: Vec<TermId>,
    /// The terms that name what is asked for.
    pub(super) focus: Vec<TermId>,
    /// What it has in quotation marks.
    quoted: Vec<Vec<TermId>>,
    /// One bit a fingerprint, to pass most words by.
    filter: u64,
    /// The same for related words.
    related: u64,
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

impl<'q> View<'q> {
    /// Looks at a question through its weighted terms, of which the first 64 count.
    pub fn new(question: &'q Question, asked: &'q Asked) -> View<'q> {
        let terms = &asked.terms[..asked.terms.len().min(64)];
        let total = terms.iter().map(|term| term.rarity).sum::<f32>().max(f32::EPSILON);
        let sequence =
            tokens(question.text()).iter().take(MAX_SEQUENCE).map(|token| token.term).collect();
        let quoted = question
            .quoted()
            .take(MAX_QUOTED)
            .map(|phrase| tokens(phrase).iter().map(|token| token.term).collect())
            .collect();
        let focus = question.focus().iter().map(|term| TermId::of(term)).collect();
        let filter = terms
            .iter()
            .flat_map(|term| [Some(term.id), term.root])
            .flatten()
            .map(one_bit)
            .fold(0, |all, bit| all | bit);
        let related = terms
            .iter()
            .flat_map(|term| &term.related)
            .map(|id| one_bit(*id))
            .fold(0, |all, bit| all | bit);
        View {
            question,
            related,
            terms,
            aliases: &asked.aliases,
            total,
            sequence,
            focus,
            quoted,
            filter,
        }
    }

    /// The features of every sentence of every candidate, in order. The candidates come best first.
    pub fn of(&self, candidates: &[Candidate]) -> Vec<Vec<Features>> {
        let seen: Vec<Vec<Seen<'_>>> = candidates
            .iter()
            .map(|candidate| {
                candidate.words.sentences.iter().map(|sentence| self.see(sentence)).collect()
            })
            .collect();
        let within: Vec<Held> =
            seen.iter().map(|seen| seen.iter().fold(0, |all, one| all | one.held)).collect();
        let n_documents =
            candidates.iter().map(|candidate| candidate.document + 1).max().unwrap_or(0);
        let mut of_documents = vec![0; n_documents];
        for (candidate, held) in candidates.iter().zip(&within) {
            of_documents[candidate.document] |= held;
        }
        let local = self.local(candidates, &seen, n_documents);
        let best = candidates.first().map_or(0.0, |candidate| candidate.score);
        (0..candidates.len())
            .map(|at| {
                let candidate = &candidates[at];
                let around = Around {
                    context: self.held(&candidate.words.context),
                    within: within[at],
                    preceding: candidate.preceding.map_or(0, |before| within[before]),
                    document: of_documents[candidate.document],
                };
                let mut features = self.of_candidate(&seen[at], &around);
                for (features, seen) in features.iter_mut().zip(&seen[at]) {
                    let local = &local[candidate.document];
                    features[Feature::Local as usize] = local.share(seen.held);
                    features[Feature::LocalRarity as usize] = local.rarity(seen.held, self);
                    features[Feature::Passage as usize] = candidate.score / best.max(f32::EPSILON);
                    features[Feature::BestPassage as usize] = flag(at == 0);
                }
                features
            })
            .collect()
    }

    /// How rare the terms are among the sentences of each document.
    fn local(
        &self,
        candidates: &[Candidate],
        seen: &[Vec<Seen<'_>>],
        n_documents: usize,
    ) -> Vec<Local> {
        let mut counts = vec![(0_u32, vec![0_u32; self.terms.len()]); n_documents];
        for (candidate, seen) in candidates.iter().zip(seen) {
            let (n_sentences, with) = &mut counts[candidate.document];
            for sentence in seen {
                *n_sentences += 1;
                bits(sentence.held).for_each(|number| with[number] += 1);
            }
        }
        counts.into_iter().map(|(n_sentences, with)| Local::of(n_sentences, &with)).collect()
    }

    /// The share of the question's rarity in these terms.
    pub(super) fn share(&self, held: Held) -> f32 {
        bits(held).map(|number| self.terms[number].rarity).sum::<f32>() / self.total
    }

    /// The share of the names' rarity in these terms; 1 where the question has none.
    fn names(&self, held: Held) -> f32 {
        let all: f32 = self.terms.iter().filter(|term| term.is_name).map(|term| term.rarity).sum();
        let names = self
            .terms
            .iter()
            .enumerate()
            .filter(|(number, term)| term.is_name && held & (1 << number) != 0);
        if all > 0.0 { names.map(|(_, term)| term.rarity).sum::<f32>() / all } else { 1.0 }
    }

    /// 1 where the rarest term is among these.
    fn rarest(&self, held: Held) -> f32 {
        let rarest = self
            .terms
            .iter()
            .enumerate()
            .max_by(|one, other| one.1.rarity.total_cmp(&other.1.rarity));
        flag(rarest.is_some_and(|(number, _)| held & (1 << number) != 0))
    }

    fn of_candidate(&self, seen: &[Seen<'_>], around: &Around) -> Vec<Features> {
        (0..seen.len())
            .map(|at| {
                let mut features = self.of_sentence(&seen[at]);
                let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
                let before = if at > 0 { seen[at - 1].held } else { 0 };
                let behind = seen.get(at + 1).map_or(0, |seen| seen.held);
                let mut left = !seen[at].held;
                let mut lent = |held: Held| {
                    let share = self.share(held & left);
                    left &= !held;
                    share
                };
                set(Feature::Context, lent(around.context));
                let from_before = lent(before);
                let points_back = seen[at]
                    .tokens()
                    .first()
                    .is_some_and(|token| token.traits.has(Trait::PointsBack));
                set(Feature::Before, from_before);
                set(Feature::BeforePointedTo, if points_back { from_before } else { 0.0 });
                set(Feature::Behind, lent(behind));
                set(Feature::Elsewhere, lent(around.within));
                set(Feature::PassageBefore, lent(around.preceding));
                set(Feature::Document, lent(around.document));
                let passage = around.within | around.context;
                set(Feature::NamesWithin, self.names(passage));
                set(Feature::NamesInDocument, self.names(passage | around.document));
                set(Feature::InDocument, self.share(passage | around.document));
                set(Feature::RarestWithin, self.rarest(passage));
                set(Feature::First, flag(at == 0));
                features
            })
            .collect()
    }

    fn of_sentence(&self, seen: &Seen<'_>) -> Features {
        let mut features = [0.0; N];
        let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
        let tokens = seen.tokens();
        let n_words = tokens.len() as f32;
        let own = self.share(seen.held);
        set(Feature::Own, own);
        set(Feature::Density, own * 3.0 / (2.0 + n_words).ln());
        set(Feature::Bm25, self.bm25(seen));
        set(Feature::Family, self.share(seen.family));
        set(Feature::Related, self.share(seen.related));
        set(Feature::RelatedNear, self.share(seen.related_near));
        set(Feature::Names, self.names(seen.held));
        set(Feature::Pairs, self.pairs(seen));
        set(Feature::Runs, self.runs(tokens));
        set(Feature::Quoted, self.quoted(tokens));
        set(Feature::Nearness, nearness(seen, own));
        set(Feature::Rarest, self.rarest(seen.held));
        let in_focus = self
            .focus
            .iter()
            .filter(|focus| tokens.iter().any(|token| token.term == **focus))
            .count();
        set(Feature::Focus, in_focus as f32 / self.focus.len().max(1) as f32);

        let wanted = self.question.wanted();
        let new = |at: usize| seen.asked[at] == NONE;
        let any = |is: &dyn Fn(usize) -> bool| flag((0..tokens.len()).any(is));
        let has = |at: usize, some: &[Trait]| new(at) && tokens[at].traits.has_any(some);
        set(
            Feature::Time,
            if wanted == Wanted::Time {
                any(&|at| has(at, &[Trait::Year, Trait::Month]))
            } else {
                0.0
            },
        );
        set(
            Feature::Number,
            if wanted == Wanted::Number {
                any(&|at| has(at, &[Trait::Digit, Trait::Number]))
            } else {
                0.0
            },
        );
        let wants_name = matches!(wanted, Wanted::Person | Wanted::Place | Wanted::Organisation);
        set(
            Feature::Name,
            if wants_name { any(&|at| at > 0 && has(at, &[Trait::Capital])) } else { 0.0 },
        );
        set(
            Feature::Reason,
            if wanted == Wanted::Reason {
                any(&|at| tokens[at].traits.has(Trait::GivesReason))
            } else {
                0.0
            },
        );
        set(
            Feature::Definition,
            if wanted == Wanted::Definition { flag(defines(seen)) } else { 0.0 },
        );
        set(
            Feature::Expansion,
            if wanted == Wanted::Expansion { flag(!seen.aliases.is_empty()) } else { 0.0 },
        );

        set(Feature::Length, (1.0 + n_words).ln());
        set(Feature::Short, flag(n_words < 7.0));
        set(Feature::IsQuestion, flag(seen.sentence.text.trim_end().ends_with('?')));
        let news =
            (0..tokens.len()).filter(|&at| new(at) && !tokens[at].traits.has(Trait::Stop)).count();
        set(Feature::News, (news as f32 / 20.0).min(1.5));
        features
    }

    fn bm25(&self, seen: &Seen<'_>) -> f32 {
        let mut times = [0_u8; 64];
        for at in seen.places() {
            let number = &mut times[usize::from(seen.asked[at])];
            *number = number.saturating_add(1);
        }
        let length = 1.0 - B + B * seen.asked.len() as f32 / TYPICAL_WORDS;
        let held = self.terms.iter().zip(times).filter(|(_, times)| *times > 0);
        held.map(|(term, times)| {
            term.rarity * f32::from(times) * (K1 + 1.0) / (f32::from(times) + K1 * length)
        })
        .sum::<f32>()
            / self.total
    }

    /// Neighbouring terms of the question that stand within three words here, in that order.
    fn pairs(&self, seen: &Seen<'_>) -> f32 {
        const REACH: usize = 3;
        let mut found: Held = 0;
        for at in seen.places() {
            let first = seen.asked[at];
            if seen.asked[at + 1..]
                .iter()
                .take(REACH)
                .any(|&next| next != NONE && next == first + 1)
            {
                found |= 1 << first;
            }
        }
        let pairs = (0..self.terms.len().saturating_sub(1)).filter(|first| found & 1 << first != 0);
        pairs.map(|first| self.terms[first].rarity.min(self.terms[first + 1].rarity)).sum::<f32>()
            / self.total
    }

    /// Whether every term of the question stands in quotation marks.
    pub(super) fn is_about_what_is_quoted(&self) -> bool {
        self.terms.iter().all(|term| self.quoted.iter().flatten().any(|quoted| *quoted == term.id))
    }

    fn quoted(&self, tokens: &[Token]) -> f32 {
        let stands_here = |phrase: &&Vec<TermId>| {
            tokens
                .windows(phrase.len())
                .any(|here| here.iter().zip(*phrase).all(|(token, term)| token.term == *term))
        };
        self.quoted.iter().filter(stands_here).count() as f32 / self.quoted.len().max(1) as f32
    }

    /// The share of the question's runs of two words that the sentence has, stop words included.
    fn runs(&self, tokens: &[Token]) -> f32 {
        let n_runs = self.sequence.len().saturating_sub(1).max(1);
        let has = |run: &[TermId]| {
            tokens.windows(2).any(|here| here[0].term == run[0] && here[1].term == run[1])
        };
        self.sequence.windows(2).filter(|run| has(run)).count() as f32 / n_runs as f32
    }
}

/// A rare term's local rarity, near enough: what is divided by it is about 1.
const USUAL_LOCAL: f32 = 5.0;

/// The numbers of these terms, in order.
fn bits(held: Held) -> impl Iterator<Item = usize> {
    let mut left = held;
    std::iter::from_fn(move || {
        let number = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(number)
    })
}

/// How rare the terms are among the sentences of a document that were found: what tells one of them
/// from the others. A document's subject is rare in the library and in most of its sentences.
struct Local {
    /// Inverse document frequency as in BM25, a sentence being a document; 0 of a term that no
    /// sentence has.
    rarities: Vec<f32>,
    total: f32,
}

impl Local {
    /// Of terms that so many of the sentences have.
    fn of(n_sentences: u32, with: &[u32]) -> Local {
        let rarity =
            |with: u32| (1.0 + ((n_sentences - with) as f32 + 0.5) / (with as f32 + 0.5)).ln();
        let rarities: Vec<f32> =
            with.iter().map(|&with| if with == 0 { 0.0 } else { rarity(with) }).collect();
        Local { total: rarities.iter().sum::<f32>().max(f32::EPSILON), rarities }
    }

    /// The share in these terms.
    fn share(&self, held: Held) -> f32 {
        bits(held).map(|number| self.rarities[number]).sum::<f32>() / self.total
    }

    /// Of these terms with their rarity in the library.
    fn rarity(&self, held: Held, view: &View<'_>) -> f32 {
        bits(held).map(|number| self.rarities[number] * view.terms[number].rarity).sum::<f32>()
            / (USUAL_LOCAL * view.total)
    }
}

/// What a passage's sentences stand among.
struct Around {
    context: Held,
    within: Held,
    preceding: Held,
    document: Held,
}

/// The share held, discounted by the words that stand between the first and the last term.
fn nearness(seen: &Seen<'_>, own: f32) -> f32 {
    let (Some(first), Some(last)) = (seen.places().next(), seen.places().last()) else {
        return 0.0;
    };
    own * (seen.places().count() as f32 / (1 + last - first) as f32).sqrt()
}

/// Whether a term of the question is followed within a few words by a word that defines.
fn defines(seen: &Seen<'_>) -> bool {
    const REACH: usize = 4;
    seen.places().any(|at| {
        seen.tokens()[at + 1..].iter().take(REACH).any(|token| token.traits.has(Trait::Defines))
    })
}
