//! Lists of questions and answers: a question leads to what follows it and never answers itself.
//! Interviews, whose speakers are named, are none.

use crate::language::question_labels::{Side, question_label};
use crate::language::sentence_end::{ends_question, ends_sentence};
use crate::segment::block::{Block, Form, Kind};
use crate::segment::sentences;

/// A question of more characters is a paragraph that ends in one.
const LONGEST: usize = 240;

/// Questions and answers that are labelled as such: the labels go.
pub fn mark_labelled(blocks: &mut [Block]) {
    let labels: Vec<Option<(Side, usize)>> =
        blocks.iter().map(|block| question_label(&block.plain)).collect();
    let n_questions =
        labels.iter().filter(|label| matches!(label, Some((Side::Question, _)))).count();
    for at in 0..blocks.len() {
        let Some((Side::Question, n_bytes)) = labels[at] else { continue };
        if blocks[at].kind.is_some_and(|kind| kind != Kind::Heading) {
            continue;
        }
        let answer = labels.get(at + 1).copied().flatten();
        let answer = answer.filter(|(side, _)| *side == Side::Answer).map(|(_, n_bytes)| n_bytes);
        let is_one_of_many = n_questions > 1 && ends_question(&blocks[at].plain);
        if answer.is_none() && !is_one_of_many {
            continue;
        }
        without_label(&mut blocks[at], n_bytes);
        if blocks[at].kind.is_none() {
            blocks[at].kind = Some(Kind::Lead);
        }
        if let Some(n_bytes) = answer {
            without_label(&mut blocks[at + 1], n_bytes);
            let says = blocks[at + 1].plain.contains(char::is_alphanumeric);
            if says && blocks[at + 1].kind.is_none() {
                blocks[at + 1].kind = Some(Kind::Prose);
            }
        }
    }
}

fn without_label(block: &mut Block, n_bytes: usize) {
    let range = n_bytes..block.range.n_bytes();
    block.plain.replace_range(..n_bytes, "");
    block.range = block.range.within(range);
    block.form = if block.is_item() { Form::Paragraph } else { block.form.clone() };
}

/// A question on a line of its own leads to what follows it. Several, one right after the other, are
/// a table of contents, unless something introduces them.
pub fn mark_alone(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        if !is_question(&blocks[at]) {
            continue;
        }
        let Some(next) = blocks.get(at + 1) else { continue };
        let is_beside_another = is_any_question(next)
            || at > 0 && (is_any_question(&blocks[at - 1]) && !blocks[at - 1].is(Kind::Lead));
        if is_beside_another {
            if !is_introduced(blocks, at) {
                blocks[at].kind = Some(Kind::Boilerplate);
            }
            continue;
        }
        let is_answered = match next.kind {
            // A few words answer where nothing or another question stands behind them.
            None => {
                ends_sentence(&next.plain)
                    || next.is_item()
                    || blocks[at].blank_before && !next.blank_before
                    || blocks.get(at + 2).is_none_or(is_any_question)
            }
            Some(kind) => matches!(kind, Kind::Prose | Kind::Code | Kind::Row | Kind::ColumnHeads),
        };
        if is_answered {
            blocks[at].kind = Some(Kind::Lead);
            if blocks[at + 1].kind.is_none() {
                blocks[at + 1].kind = Some(Kind::Prose);
            }
        }
    }
}

/// Whether nothing but a question stands in the block, and nobody is quoted as asking it.
fn is_question(block: &Block) -> bool {
    block.kind.is_none() && is_any_question(block)
}

fn is_any_question(block: &Block) -> bool {
    block.label.is_none()
        && matches!(block.form, Form::Paragraph | Form::Item)
        && ends_question(&block.plain)
        && block.plain.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '¿')
        && block.plain.chars().count() <= LONGEST
        && sentences::split(&block.plain).len() == 1
}

/// Whether the item stands in a list that a line with a colon introduces.
fn is_introduced(blocks: &[Block], at: usize) -> bool {
    const FURTHEST: usize = 40;
    blocks[at].is_item()
        && blocks[..at]
            .iter()
            .rev()
            .take(FURTHEST)
            .find(|block| !block.is_item())
            .is_some_and(|above| above.plain.ends_with(':'))
}
