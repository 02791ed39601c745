//! A reply as Discord messages: Markdown in which every word is shown as it is in its source and has
//! no effect. Pure.

mod surface;
mod escape;
mod text_fragment;
mod quoted;
mod part;
mod pages;
mod choice;
mod rendered;

pub use choice::Choice;
pub use escape::escape;
pub use rendered::{Button, Rendered};
pub use surface::Surface;

use self::pages::{has_quote, pages, quote, text};
use super::button_action::{ButtonAction, QuotePage};
use crate::phrases::{Say, Voice};
use crate::reply::{Offer, Reply, ReplyPart};

/// The first message of a reply. Quotes that do not fit are behind a button. Quotes go to `surface`,
/// phrases alone to the content.
pub fn render(reply: &Reply, surface: Surface, voice: Voice) -> Rendered {
    let surface = surface_of(&reply.parts, surface);
    let first = pages(&reply.parts, surface)[0].clone();
    let mut buttons: Vec<Button> = reply.offers.iter().map(offer).collect();
    let quotes = || reply.parts.iter().filter_map(quote);
    if let Some(unseen) = reply.parts[first.end..].iter().find_map(quote) {
        // Pages are counted without the phrases before the quotes, and so differ from those here:
        // the page is the one with this quote.
        let references = quotes().map(|quote| quote.reference.clone()).collect();
        let action = ButtonAction::OpenPage(QuotePage { first: unseen.rank - 1, references });
        buttons.push(Button { label: voice.say(Say::NextPage), action });
    }
    Rendered::new(text(&reply.parts[first], surface), surface, buttons)
}

/// All of a reply, over as many messages as it takes, in order; the buttons are under the last.
pub fn render_all(reply: &Reply, surface: Surface) -> Vec<Rendered> {
    let surface = surface_of(&reply.parts, surface);
    let mut messages: Vec<Rendered> = pages(&reply.parts, surface)
        .into_iter()
        .map(|page| Rendered::new(text(&reply.parts[page], surface), surface, Vec::new()))
        .collect();
    let last = messages.pop().map(|last| last.with(reply.offers.iter().map(offer).collect()));
    messages.extend(last);
    messages
}

/// The page of some quotes that has the quote with the index `first`, from 0, with buttons to the
/// pages before and after it.
pub fn render_page(quotes: &[ReplyPart], first: usize, surface: Surface, voice: Voice) -> Rendered {
    let pages = pages(quotes, surface);
    let at = pages.iter().position(|page| page.contains(&first)).unwrap_or(0);
    let mut parts = quotes[pages[at].clone()].to_vec();
    let mut buttons = Vec::new();
    if pages.len() > 1 {
        let (number, count) = (at as u64 + 1, pages.len() as u64);
        parts.push(ReplyPart::Phrase(voice.say(Say::PageOf { number, count })));
        let references: Vec<_> =
            quotes.iter().filter_map(quote).map(|quote| quote.reference.clone()).collect();
        let turn = |label: Say, first: usize| Button {
            label: voice.say(label),
            action: ButtonAction::TurnPage(QuotePage { first, references: references.clone() }),
        };
        let before = at.checked_sub(1).map(|before| turn(Say::PreviousPage, pages[before].start));
        let after = pages.get(at + 1).map(|after| turn(Say::NextPage, after.start));
        buttons.extend(before.into_iter().chain(after));
    }
    Rendered::new(text(&parts, surface), surface, buttons)
}

/// Where parts go that may go to `allowed`.
fn surface_of(parts: &[ReplyPart], allowed: Surface) -> Surface {
    if has_quote(parts) { allowed } else { Surface::Content }
}

fn offer(offer: &Offer) -> Button {
    match offer {
        Offer::Nearest(label, references) => {
            Button { label: label.clone(), action: ButtonAction::ShowNearest(references.clone()) }
        }
        Offer::Example(question, name) => {
            Button { label: question.clone(), action: ButtonAction::AskExample(name.clone()) }
        }
    }
}
