//! What became of a document that somebody added to a server's own, or removed from them: which it is,
//! what can be quoted from it, and what could not be read. The name of its file is shown nowhere.

use super::looked_up::card;
use super::parts::{Reply, ReplyPart};
use crate::document::{FileProblem, PageNumbers, Refusal, Warning};
use crate::lookup::DocumentCard;
use crate::phrases::{Say, Voice};

/// What is told of a document that was added.
#[derive(Debug, Clone)]
pub struct AddedDocument {
    /// The document; `None` when it cannot be quoted yet.
    pub card: Option<DocumentCard>,
    /// Whether it took the place of another.
    pub has_replaced: bool,
    /// Units that can be quoted.
    pub n_units: u64,
    /// Pages; `None` where there are none.
    pub n_pages: Option<u64>,
    /// What of it could not be read.
    pub warning: Option<Warning>,
    /// How long it is kept after the bot left the server, in days.
    pub kept_days: u64,
}

/// Says that a document was added.
pub fn added(document: &AddedDocument, voice: Voice) -> Reply {
    let mut parts = Vec::new();
    match &document.card {
        Some(shown) => {
            let say = if document.has_replaced { Say::LibraryReplaced } else { Say::LibraryAdded };
            parts.push(ReplyPart::Phrase(voice.say(say)));
            parts.extend(card(shown, voice).parts);
        }
        None => parts.push(ReplyPart::Phrase(voice.say(Say::LibraryLater))),
    }
    let mut says = vec![Say::LibraryUnits { count: document.n_units }];
    says.extend(document.n_pages.map(|count| Say::LibraryPages { count }));
    document.warning.iter().for_each(|warning| say_warning(warning, &mut says));
    says.push(Say::LibraryKept { days: document.kept_days });
    parts.extend(says.into_iter().map(|say| ReplyPart::Phrase(voice.say(say))));
    Reply { parts, offers: Vec::new() }
}

/// Says that a document was removed.
pub fn removed(shown: &DocumentCard, voice: Voice) -> Reply {
    let mut parts = vec![ReplyPart::Phrase(voice.say(Say::LibraryRemoved))];
    parts.extend(card(shown, voice).parts);
    Reply { parts, offers: Vec::new() }
}

fn say_warning(warning: &Warning, says: &mut Vec<Say>) {
    let numbers = |pages: &PageNumbers| {
        let count = (pages.first.len() + pages.more) as u64;
        (count, pages.first.first().map_or(0, |first| *first as u64))
    };
    match warning {
        Warning::Several(several) => several.iter().for_each(|one| say_warning(one, says)),
        Warning::ChaptersLeftOut { missing, .. } => {
            says.push(Say::ChaptersLeftOut { count: *missing as u64 });
        }
        Warning::PagesWithoutText(pages) => {
            let (count, first) = numbers(pages);
            says.push(Say::PagesWithoutText { count, first });
        }
        Warning::PagesIllegible(pages) => {
            let (count, first) = numbers(pages);
            says.push(Say::PagesIllegible { count, first });
        }
        Warning::Refused(_) | Warning::NothingQuotable => says.push(unquotable(warning)),
    }
}

/// Why nothing of a document can be quoted.
pub fn unquotable(warning: &Warning) -> Say {
    match warning {
        Warning::Refused(refusal) => unread(refusal),
        Warning::PagesWithoutText(_) => Say::UnreadPictures,
        Warning::PagesIllegible(_) => Say::UnreadFonts,
        Warning::ChaptersLeftOut { .. } => Say::UnreadDamaged,
        Warning::Several(several) => several.first().map_or(Say::UnreadNothingQuotable, unquotable),
        Warning::NothingQuotable => Say::UnreadNothingQuotable,
    }
}

fn unread(refusal: &Refusal) -> Say {
    match refusal {
        Refusal::LegacyOffice => Say::UnreadOldOffice,
        Refusal::Spreadsheet => Say::UnreadSpreadsheet,
        Refusal::Latex => Say::UnreadLatex,
        Refusal::Rtf => Say::UnreadRtf,
        Refusal::OtherContent { .. } => Say::UnreadOtherContent,
        Refusal::UnknownFormat => Say::UnreadFormat,
        Refusal::OtherArchive => Say::UnreadArchive,
        Refusal::Locked => Say::UnreadLocked,
        Refusal::ZeroBytes | Refusal::Binary { .. } => Say::UnreadNoText,
        Refusal::UnknownEncoding { .. } | Refusal::WrongEncoding { .. } => Say::UnreadEncoding,
        Refusal::TextTooLong { .. }
        | Refusal::TextTooLongSoFar { .. }
        | Refusal::PageTooLong { .. }
        | Refusal::TooDeep { .. }
        | Refusal::TooManyAttributes { .. }
        | Refusal::PartTooLarge { .. } => Say::UnreadTooMuch,
        Refusal::TooManyPages { most, .. } => Say::UnreadTooManyPages { limit: u64::from(*most) },
        Refusal::Part { refusal, .. } => unread(refusal),
        Refusal::NoMainContent | Refusal::MainContent(_) => Say::UnreadNoMainContent,
        Refusal::NoTextOnPages => Say::UnreadPictures,
        Refusal::UnmappedFonts => Say::UnreadFonts,
        Refusal::Damaged(_) => Say::UnreadDamaged,
        Refusal::OverLimits { .. } => Say::UnreadOverLimits,
        Refusal::File { problem, .. } => match problem {
            FileProblem::Empty => Say::UnreadEmpty,
            FileProblem::TooLarge { .. } => Say::UnreadTooMuch,
            FileProblem::NotUtf8 { .. } => Say::UnreadEncoding,
            FileProblem::NotAFile | FileProblem::Missing | FileProblem::Altered => Say::Broken,
        },
        // Nothing that is wrong with the document.
        Refusal::System(_)
        | Refusal::LinkOutside
        | Refusal::NotRegular
        | Refusal::Unreadable { .. }
        | Refusal::Interrupted
        | Refusal::Sandbox { .. } => Say::Broken,
    }
}
