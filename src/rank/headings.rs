//! What the headings above a passage tell: how much of the question they have, how much of them the
//! question has, and whether the passage opens what stands under them.

use super::features::Feature;
use super::matching::Matcher;
use crate::corpus::ShelvedPassage;
use crate::language::attributes::Attribute;
use crate::language::tokens::Token;

/// What the headings above a passage tell.
pub(super) struct Headings {
    /// The coverage by the nearest heading, and the share of its words that the question has.
    nearest: (f32, f32),
    /// The same of the title or the outermost heading.
    top: (f32, f32),
    /// One over one more than the passages between the nearest heading and it.
    near: f32,
    depth: usize,
}

impl Headings {
    /// Those above a passage.
    pub fn of(matcher: &Matcher<'_>, shelved: &ShelvedPassage) -> Headings {
        // The coverage by a heading, and the share of its words that the question has.
        let heading = |tokens: &[Token]| {
            let is_content = |token: &&Token| !token.attributes.has(Attribute::StopWord);
            let n_words = tokens.iter().filter(is_content).count();
            let n_known = matcher.n_known(tokens);
            let coverage = matcher.coverage(matcher.terms_among(tokens));
            (coverage, n_known as f32 / n_words.max(1) as f32)
        };
        Headings {
            nearest: heading(&shelved.words.nearest),
            top: heading(&shelved.words.top),
            near: 1.0 / (1.0 + shelved.passage.place as f32),
            depth: shelved.passage.sections.len(),
        }
    }
}

/// Sets the features that tell where a passage stands.
pub(super) fn set_place(
    matcher: &Matcher<'_>,
    about: &Headings,
    set: &mut impl FnMut(Feature, f32),
) {
    set(Feature::NearestHeadingCoverage, about.nearest.0);
    set(Feature::NearestHeadingShare, about.nearest.1);
    set(Feature::TopHeadingCoverage, about.top.0);
    set(Feature::TopHeadingShare, about.top.1);
    let near = if about.depth > 0 { about.near } else { 0.0 };
    set(Feature::NearHeading, near);
    set(Feature::OpensNearest, near * about.nearest.1);
    set(Feature::OpensTop, if about.depth == 1 { near * about.top.1 } else { 0.0 });
    let of_keyword = if matcher.is_keyword { near } else { 0.0 };
    set(Feature::OpensTopForKeyword, if about.depth == 1 { of_keyword * about.top.1 } else { 0.0 });
    set(Feature::OpensNearestForKeyword, of_keyword * about.nearest.1);
    set(Feature::Depth, (1.0 + about.depth as f32).ln());
}
