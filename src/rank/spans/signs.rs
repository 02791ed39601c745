//! The signs of a span: what its words look like, what stands before and behind them, how near the
//! question's words are. What each counts is learned.

use super::{MAX_WORDS, Search, Span};
use crate::language::tokens::Gap;
use crate::language::traits::Trait;
use crate::question::{N_KINDS, Wanted};

/// Words to either side that count as near.
const NEAR: usize = 6;

/// Kinds that want the same kind of words.
#[derive(Clone, Copy)]
pub(super) enum Group {
    Time,
    Number,
    Name,
    Other,
}
const N_GROUPS: usize = 4;
/// What the words of a span look like.
const N_SHAPES: usize = 6;
const N_LENGTHS: usize = 7;
const N_BEFORE: usize = 21;
const N_BEHIND: usize = 19;
/// Signs that are no one-of-many.
const N_OTHER: usize = 28;

const SHAPES_AT: usize = 0;
const LENGTHS_AT: usize = SHAPES_AT + N_KINDS * N_SHAPES;
const BEFORE_AT: usize = LENGTHS_AT + N_GROUPS * N_LENGTHS;
const BEHIND_AT: usize = BEFORE_AT + N_GROUPS * N_BEFORE;
const OTHER_AT: usize = BEHIND_AT + N_GROUPS * N_BEHIND;

/// How many signs there are.
pub const N: usize = OTHER_AT + N_OTHER;

impl Group {
    /// The group of a kind.
    pub(super) fn of(wanted: Wanted) -> Group {
        match wanted {
            Wanted::Time => Group::Time,
            Wanted::Number => Group::Number,
            Wanted::Person | Wanted::Place | Wanted::Organisation => Group::Name,
            _ => Group::Other,
        }
    }
}

impl Search<'_, '_> {
    /// Calls `add` with each sign of a span that is not zero: its number and value.
    pub fn signs(&self, span: &Span, mut add: impl FnMut(usize, f32)) {
        let tokens = self.tokens;
        let (first, end) = (span.tokens.start, span.tokens.end);
        let inside = &tokens[first..end];
        let n_words = inside.len();
        let group = self.group as usize;
        let is_name_by_capital =
            |at: usize| tokens[at].traits.has(Trait::Capital) && tokens[at].gap != Gap::Start;

        add(SHAPES_AT + self.view.question.wanted() as usize * N_SHAPES + self.shape(span), 1.0);
        let length = match n_words {
            1..=4 => n_words - 1,
            5 | 6 => 4,
            7 => 5,
            _ => 6,
        };
        add(LENGTHS_AT + group * N_LENGTHS + length, 1.0);
        let (article, lead) = if first > 0
            && tokens[first - 1].traits.has(Trait::Article)
            && tokens[first].gap == Gap::Space
        {
            (true, first - 1)
        } else {
            (false, first)
        };
        add(BEFORE_AT + group * N_BEFORE + self.before(lead), 1.0);
        add(BEHIND_AT + group * N_BEHIND + self.behind(end), 1.0);

        let mut other = |sign: usize, value: f32| {
            debug_assert!(sign < N_OTHER);
            if value != 0.0 {
                add(OTHER_AT + sign, value);
            }
        };
        let yes = |is: bool| f32::from(u8::from(is));
        other(0, yes(article));
        other(1 + group, yes(span.is_form));
        other(
            5 + group,
            yes(!span.is_form && self.forms.iter().any(|form| form.start < end && first < form.end)),
        );
        let n_asked = (first..end).filter(|&at| self.seen.asked(at).is_some()).count();
        other(9, n_asked as f32 / n_words as f32);
        other(
            10,
            inside.iter().filter(|token| token.traits.has(Trait::Stop)).count() as f32
                / n_words as f32,
        );
        let later = &inside[1..];
        other(11, yes(later.iter().any(|token| token.gap == Gap::Comma)));
        other(12, yes(inside.iter().any(|token| token.traits.has(Trait::And))));
        other(13, yes(inside.iter().any(|token| token.traits.has(Trait::Of))));
        other(
            14,
            yes(inside.iter().any(|token| token.traits.has_any(&[Trait::Defines, Trait::That]))),
        );
        other(
            15,
            yes(is_name_by_capital(first)
                && first > 0
                && tokens[first].gap == Gap::Space
                && tokens[first - 1].traits.has(Trait::Capital)),
        );
        other(
            16,
            yes(end < tokens.len()
                && tokens[end].gap == Gap::Space
                && tokens[end].traits.has(Trait::Capital)
                && tokens[end - 1].traits.has(Trait::Capital)),
        );
        let is_focus = |at: usize| self.view.focus.contains(&tokens[at].term);
        other(17, yes((first..end).any(is_focus)));
        other(18, yes(is_focus(end - 1)));
        other(19, yes(first > 0 && is_focus(first - 1)));
        other(20, yes(end < tokens.len() && is_focus(end)));
        let (mut left, mut right, mut near) = (0_u64, 0_u64, 0_u64);
        let (mut nearest_left, mut nearest_right) = (None, None);
        for &(at, number) in &self.places {
            if at < first {
                left |= 1 << number;
                nearest_left = Some(first - at);
                near |= if first - at <= NEAR { 1 << number } else { 0 };
            } else if at >= end {
                right |= 1 << number;
                nearest_right.get_or_insert(at + 1 - end);
                near |= if at + 1 - end <= NEAR { 1 << number } else { 0 };
            }
        }
        let decay = |distance: Option<usize>| {
            distance.map_or(0.0, |words| 1.0 / (1.0 + words as f32 / 3.0))
        };
        other(21, decay(nearest_left));
        other(22, decay(nearest_right));
        other(23, self.view.share(left));
        other(24, self.view.share(right));
        other(25, self.view.share(near));
        other(
            26,
            yes(matches!(tokens[first].gap, Gap::Quote)
                || tokens.get(end).is_some_and(|next| next.gap == Gap::Quote)),
        );
        other(27, yes(inside.iter().any(|token| token.traits.has(Trait::Amount))));
    }

    /// Which of the shapes the words have.
    fn shape(&self, span: &Span) -> usize {
        let tokens = &self.tokens[span.tokens.clone()];
        let carrying = || tokens.iter().filter(|token| !token.traits.has(Trait::Stop));
        if tokens.iter().any(|token| token.traits.has_any(&[Trait::Year, Trait::Month])) {
            0
        } else if tokens.iter().any(|token| token.traits.has_any(&[Trait::Digit, Trait::Number])) {
            1
        } else if tokens.len() > MAX_WORDS {
            2
        } else if carrying().all(|token| token.traits.has(Trait::Capital)) {
            if tokens[0].gap == Gap::Start && tokens.len() == 1 { 5 } else { 3 }
        } else if carrying().any(|token| token.traits.has(Trait::Capital)) {
            4
        } else {
            5
        }
    }

    /// What stands before the token: which of the kinds.
    fn before(&self, at: usize) -> usize {
        let tokens = self.tokens;
        match tokens[at].gap {
            Gap::Start => return 0,
            Gap::Comma => return 1,
            Gap::Dash => return 2,
            Gap::Quote => return 3,
            Gap::Open => return 4,
            Gap::Close | Gap::Break => return 5,
            Gap::Space => {}
        }
        6 + self.kind_of_word(at - 1)
    }

    /// What stands behind the span that ends before this token.
    fn behind(&self, at: usize) -> usize {
        let Some(next) = self.tokens.get(at) else { return 0 };
        match next.gap {
            Gap::Comma => return 1,
            Gap::Dash => return 2,
            Gap::Quote | Gap::Open | Gap::Close | Gap::Break | Gap::Start => return 3,
            Gap::Space => {}
        }
        4 + self.kind_of_word(at)
    }

    fn kind_of_word(&self, at: usize) -> usize {
        const KINDS: [Trait; 9] = [
            Trait::Of,
            Trait::In,
            Trait::By,
            Trait::To,
            Trait::And,
            Trait::Defines,
            Trait::For,
            Trait::As,
            Trait::With,
        ];
        let traits = self.tokens[at].traits;
        if self.seen.asked(at).is_some() {
            return 0;
        }
        if let Some(kind) = KINDS.iter().position(|kind| traits.has(*kind)) {
            return 1 + kind;
        }
        let others =
            [&[Trait::That][..], &[Trait::Stop], &[Trait::Capital], &[Trait::Digit, Trait::Number]];
        10 + others.iter().position(|some| traits.has_any(some)).unwrap_or(others.len())
    }
}
