//! A reply as Discord messages: Markdown in which every word is shown as it is in its source and has
//! no effect, and below it controls. Pure.

mod surface;
mod escape;
mod text_fragment;
mod quoted;
mod part;
mod said_settings;
mod pages;
mod choice;
mod rendered;
mod frame;
mod lists;
mod thread_name;
mod views;

pub use choice::Choice;
pub use escape::escape;
pub use frame::{Audience, Frame, Target};
pub use lists::Lists;
pub use rendered::{Button, ChannelMenu, Face, Menu, Placeholder, Rendered, Row};
pub use surface::Surface;
pub use thread_name::ThreadName;
pub use views::{
    N_OFFERED, OfferedPage, render_card, render_catalogue, render_hits, render_quotes,
    render_settings, render_text_page,
};

use self::pages::{has_quote, pages, quote, text};
use super::control::{Action, Control, QuotePage};
use crate::reply::{CitedQuote, Offer, Reply, ReplyPart};

/// The first message of a reply. Quotes that do not fit, and those beyond the answer's, are behind a
/// button. Quotes go to the frame's surface, phrases alone to the content.
pub fn render(reply: &Reply, frame: Frame) -> Rendered {
    let surface = surface_of(&reply.parts, frame.surface);
    let quotes: Vec<&CitedQuote> = reply.parts.iter().filter_map(quote).collect();
    let begins = reply.parts.iter().position(|part| quote(part).is_some());
    let Some(begins) = begins.filter(|at| reply.parts[*at..].iter().all(|p| quote(p).is_some()))
    else {
        let first = pages(&reply.parts, surface)[0].clone();
        return Rendered::new(text(&reply.parts[first], surface), surface, offered(reply, frame));
    };
    let before = &reply.parts[..begins];
    let n_shown = pages(&reply.parts, surface)[0].end.saturating_sub(begins).max(1);
    let (shown, unseen) = quotes.split_at(n_shown);
    let page = |first_rank, references| QuotePage {
        first_rank,
        first: 0,
        chosen: 0,
        is_nearest: false,
        references,
    };
    let references = |quotes: &[&CitedQuote]| {
        quotes.iter().map(|quote| quote.reference.clone()).collect::<Vec<_>>()
    };
    let mut further = references(unseen);
    for offer in &reply.offers {
        if let Offer::Further(more) = offer {
            further.extend(more.iter().cloned());
        }
    }
    let first_rank = quotes[0].rank;
    let answer = page(first_rank, references(shown));
    let lists = Lists {
        answer: Some(answer.clone()),
        further: page(first_rank + n_shown, further).that_fits(frame.owner),
    };
    let shown: Vec<CitedQuote> = shown.iter().map(|quote| (*quote).clone()).collect();
    render_quotes(before, &shown, &answer, &lists, frame)
}

/// All of a reply, over as many messages as it takes, in order; what it offers is under the last.
pub fn render_all(reply: &Reply, frame: Frame) -> Vec<Rendered> {
    let surface = surface_of(&reply.parts, frame.surface);
    let mut messages: Vec<Rendered> = pages(&reply.parts, surface)
        .into_iter()
        .map(|page| Rendered::new(text(&reply.parts[page], surface), surface, Vec::new()))
        .collect();
    let last = messages.pop().map(|last| last.with(offered(reply, frame)));
    messages.extend(last);
    messages
}

/// Where parts go that may go to `allowed`.
fn surface_of(parts: &[ReplyPart], allowed: Surface) -> Surface {
    if has_quote(parts) { allowed } else { Surface::Content }
}

/// What a reply offers, a button a row.
fn offered(reply: &Reply, frame: Frame) -> Vec<Row> {
    let button = |offer: &Offer| {
        let (label, action) = match offer {
            Offer::Nearest(label, references) => (label, Action::ShowNearest(references.clone())),
            Offer::Example(question, name) => (question, Action::AskExample(name.clone())),
            Offer::Further(_) => return None,
        };
        Button::new(label.clone(), &Control::new(frame.owner, action))
    };
    let buttons = reply.offers.iter().filter_map(button);
    buttons.map(|button| Row::Buttons(vec![button])).collect()
}
