//! The features of a span by name and number: one-hot groups, each crossed with the answer type (or
//! a group of answer types), then scalar features.

use super::super::named_enum::named_enum;
use crate::question::AnswerType;

named_enum! {
    /// Kinds of answers that want the same kind of words.
    Group {
        /// A time.
        Time,
        /// A number.
        Number,
        /// A name.
        Name,
        /// Anything else.
        Other,
    }
}

named_enum! {
    /// What the words of a span look like.
    Shape {
        /// A year or month is in it.
        Time,
        /// A digit or number is in it.
        Number,
        /// It is long, as a clause is.
        Clause,
        /// All words but stop words have capitals.
        Capitals,
        /// Some of them have.
        SomeCapitals,
        /// None of that.
        Plain,
    }
}

named_enum! {
    /// How many words a span has.
    Length {
        /// 1.
        One,
        /// 2.
        Two,
        /// 3.
        Three,
        /// 4.
        Four,
        /// 5 or 6.
        FiveOrSix,
        /// 7.
        Seven,
        /// 8 or more.
        More,
    }
}

named_enum! {
    /// What comes between a span and the word before it, but for white space.
    GapBefore {
        /// The unit's beginning.
        Start,
        /// A comma.
        Comma,
        /// A dash, hyphen or slash.
        Dash,
        /// A quotation mark.
        Quote,
        /// An opening bracket.
        Open,
        /// A closing bracket or a mark that ends a clause.
        Break,
    }
}

named_enum! {
    /// What comes between a span and the word after it, but for white space.
    GapAfter {
        /// The unit's end.
        End,
        /// A comma.
        Comma,
        /// A dash, hyphen or slash.
        Dash,
        /// A bracket, a quotation mark or a mark that ends a clause.
        Break,
    }
}

named_enum! {
    /// What a word right beside a span is.
    WordKind {
        /// A term of the question.
        QueryTerm,
        /// of.
        Of,
        /// in, at, on.
        In,
        /// by.
        By,
        /// to.
        To,
        /// and, or.
        And,
        /// is, was, means.
        Defining,
        /// for.
        For,
        /// as.
        As,
        /// with.
        With,
        /// that, which.
        That,
        /// Another stop word.
        StopWord,
        /// A word with a capital.
        Capital,
        /// A digit or number.
        Number,
        /// Another word.
        Other,
    }
}

named_enum! {
    /// Features that are no list of kinds.
    Single {
        /// An article is before it.
        ArticleBefore,
        /// It is the form of a time.
        IsTimeForm,
        /// It is the form of a number.
        IsNumberForm,
        /// It is a form, where a name is wanted.
        IsNameForm,
        /// It is a form, where something else is wanted.
        IsOtherForm,
        /// It overlaps the form of a time.
        OverlapsTimeForm,
        /// It overlaps the form of a number.
        OverlapsNumberForm,
        /// It overlaps a form, where a name is wanted.
        OverlapsNameForm,
        /// It overlaps a form, where something else is wanted.
        OverlapsOtherForm,
        /// Share of its words that are terms of the question.
        QueryTerms,
        /// Share of its words that are stop words.
        StopWords,
        /// A comma is in it.
        HasComma,
        /// and, or.
        HasAnd,
        /// of.
        HasOf,
        /// A word that defines or begins a clause.
        HasClauseWord,
        /// The word before it has a capital, as its first word has.
        NameGoesOnBefore,
        /// The word after it has a capital, as its last word has.
        NameGoesOnAfter,
        /// A word that names what is asked for is in it.
        HasFocus,
        /// It ends in such a word.
        EndsInFocus,
        /// Such a word is right before it.
        FocusBefore,
        /// Such a word is right after it.
        FocusAfter,
        /// 1 where a term of the question is right before it, less with each word between.
        TermBefore,
        /// The same after it.
        TermAfter,
        /// Coverage of the words before it.
        CoverageBefore,
        /// Coverage of the words after it.
        CoverageAfter,
        /// Coverage of the words near it.
        CoverageNear,
        /// A quotation mark is right before or after it.
        IsQuoted,
        /// An amount of money or a percentage is in it.
        HasAmount,
    }
}

/// One feature of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanFeature {
    /// What its words look like.
    Shape(AnswerType, Shape),
    /// How many they are.
    Length(Group, Length),
    /// What comes between it and the word before.
    GapBefore(Group, GapBefore),
    /// The word before, where white space comes between.
    WordBefore(Group, WordKind),
    /// What comes between it and the word after.
    GapAfter(Group, GapAfter),
    /// The word after, where white space comes between.
    WordAfter(Group, WordKind),
    /// Another one.
    Single(Single),
}

const LENGTHS: usize = AnswerType::ALL.len() * Shape::N;
const GAPS_BEFORE: usize = LENGTHS + Group::N * Length::N;
const WORDS_BEFORE: usize = GAPS_BEFORE + Group::N * GapBefore::N;
const GAPS_AFTER: usize = WORDS_BEFORE + Group::N * WordKind::N;
const WORDS_AFTER: usize = GAPS_AFTER + Group::N * GapAfter::N;
const SINGLES: usize = WORDS_AFTER + Group::N * WordKind::N;

/// How many features there are.
pub const N: usize = SINGLES + Single::N;

impl SpanFeature {
    /// Its number among all, below [`N`].
    pub fn number(self) -> usize {
        use SpanFeature as F;
        let of = |group: Group, n: usize, kind: usize| group as usize * n + kind;
        match self {
            F::Shape(wanted, shape) => wanted as usize * Shape::N + shape as usize,
            F::Length(group, length) => LENGTHS + of(group, Length::N, length as usize),
            F::GapBefore(group, gap) => GAPS_BEFORE + of(group, GapBefore::N, gap as usize),
            F::WordBefore(group, word) => WORDS_BEFORE + of(group, WordKind::N, word as usize),
            F::GapAfter(group, gap) => GAPS_AFTER + of(group, GapAfter::N, gap as usize),
            F::WordAfter(group, word) => WORDS_AFTER + of(group, WordKind::N, word as usize),
            F::Single(single) => SINGLES + single as usize,
        }
    }
}

/// The names of all features, by their numbers.
pub fn names() -> Vec<String> {
    let each = |list: &str, groups: &[String], kinds: &[&str]| -> Vec<String> {
        let of_group = |group: &String| {
            kinds.iter().map(|kind| format!("{list}.{group}.{kind}")).collect::<Vec<_>>()
        };
        groups.iter().flat_map(of_group).collect()
    };
    let wanted: Vec<String> = AnswerType::ALL.iter().map(|wanted| format!("{wanted:?}")).collect();
    let groups: Vec<String> = Group::NAMES.iter().map(|name| (*name).to_owned()).collect();
    let singles = Single::NAMES.iter().map(|name| (*name).to_owned()).collect();
    [
        each("Shape", &wanted, Shape::NAMES),
        each("Length", &groups, Length::NAMES),
        each("GapBefore", &groups, GapBefore::NAMES),
        each("WordBefore", &groups, WordKind::NAMES),
        each("GapAfter", &groups, GapAfter::NAMES),
        each("WordAfter", &groups, WordKind::NAMES),
        singles,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_the_number_of_its_feature() {
        let names = names();
        assert_eq!(names.len(), N);
        for (feature, name) in [
            (SpanFeature::Shape(AnswerType::Person, Shape::Capitals), "Shape.Person.Capitals"),
            (SpanFeature::Length(Group::Other, Length::More), "Length.Other.More"),
            (SpanFeature::WordBefore(Group::Name, WordKind::By), "WordBefore.Name.By"),
            (SpanFeature::GapAfter(Group::Time, GapAfter::End), "GapAfter.Time.End"),
            (SpanFeature::Single(Single::HasAmount), "HasAmount"),
        ] {
            assert_eq!(names[feature.number()], name);
        }
    }
}
