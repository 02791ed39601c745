//! What holds at a place, everything that is not set filled in; and which documents may be seen there.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::documents::{DocumentRule, Documents};
use super::pace::Pace;
use super::place::{AnswersIn, PhraseLanguage};
use crate::corpus::{CorpusError, Scope, Shelf, ShelfView};
use crate::document::FileName;

/// Where somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The server's number; `None` for a direct message.
    pub server: Option<u64>,
    /// The channel's number, of a thread that of the channel it belongs to; `None` where that is not
    /// known.
    pub channel: Option<u64>,
}

/// What holds at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRules {
    /// Messages that mention the bot are answered.
    pub mentions: bool,
    /// Questions need no mention.
    pub unasked: bool,
    /// Where the answer to a message stands.
    pub answers_in: AnswersIn,
    /// The answer to a command is for the asker alone where the asker does not say.
    pub private: bool,
    /// The language of the phrases.
    pub language: PhraseLanguage,
    /// What may be quoted: what each of them takes in.
    pub documents: Arc<[Documents]>,
    /// How often one person may ask.
    pub pace: Pace,
    /// The texts of questions are kept.
    pub keeps_questions: bool,
}

/// Which documents may be seen at a place. Cheap to clone; [`PlaceScope::on`] names them.
#[derive(Debug, Clone)]
pub struct PlaceScope {
    server: Option<u64>,
    documents: Arc<[Documents]>,
    only: Option<FileName>,
}

impl PlaceScope {
    /// Of a place where these rules hold.
    pub fn new(place: Place, rules: &PlaceRules) -> PlaceScope {
        let documents = Arc::clone(&rules.documents);
        PlaceScope { server: place.server, documents, only: None }
    }

    /// Of nowhere: what everybody may see, wherever they ask, and the operator's terminal shows.
    pub fn everybodys() -> PlaceScope {
        PlaceScope { server: None, documents: Arc::from([]), only: None }
    }

    /// Narrowed to one document, where that may be seen.
    #[must_use]
    pub fn only(self, file: FileName) -> PlaceScope {
        PlaceScope { only: Some(file), ..self }
    }

    /// The one document that it is narrowed to.
    pub fn one_document(&self) -> Option<&FileName> {
        self.only.as_ref()
    }

    /// Whether a document may be seen.
    pub fn contains(&self, file: &FileName) -> bool {
        self.is_here(file)
            && self.only.as_ref().is_none_or(|only| only == file)
            && self.documents.iter().all(|documents| documents.take_in(file))
    }

    /// Whether a document is no other server's own.
    fn is_here(&self, file: &FileName) -> bool {
        file.server().is_none_or(|server| Some(server) == self.server)
    }

    /// A shelf as it is seen there, without what belongs to other servers. Of this one
    /// [`PlaceScope::on`] names the documents that may be quoted.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn shelf<'s>(&self, shelf: &'s Shelf) -> Result<ShelfView<'s>, CorpusError> {
        shelf.seen_on(self.server)
    }

    /// The documents of a shelf that may be seen.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn on(&self, shelf: &Shelf) -> Result<Scope, CorpusError> {
        let are_all_here = shelf.of_servers()?.iter().all(|file| self.is_here(file));
        if are_all_here && self.only.is_none() && self.documents.iter().all(Documents::are_all) {
            return Ok(Scope::All);
        }
        let seen = self.seen(shelf)?;
        if are_all_here && self.only.is_none() && seen.len() == shelf.n_listed(&Scope::All)? {
            // What is listed is what can be quoted; the words of other files count as missing or
            // not without being shown.
            return Ok(Scope::All);
        }
        Ok(Scope::of(seen))
    }

    /// The listed documents that may be seen: of what was chosen the folders and documents alone are looked
    /// at.
    fn seen(&self, shelf: &Shelf) -> Result<BTreeSet<FileName>, CorpusError> {
        let chosen = self.documents.iter().find_map(|documents| match documents {
            Documents::All => None,
            Documents::Chosen(rules) => Some(rules),
        });
        let mut seen = BTreeSet::new();
        let mut take = |file: FileName| {
            if self.contains(&file) {
                seen.insert(file);
            }
        };
        match (&self.only, chosen) {
            (Some(only), _) => {
                if shelf.is_listed(only, &Scope::All)? {
                    take(only.clone());
                }
            }
            (None, Some(rules)) => {
                for rule in rules {
                    match rule {
                        DocumentRule::File(file) => {
                            if shelf.is_listed(file, &Scope::All)? {
                                take(file.clone());
                            }
                        }
                        DocumentRule::Folder(folder) => {
                            let below = format!("{}/", folder.as_str());
                            shelf.snapshot().listed_from(&below)?.into_iter().for_each(&mut take);
                        }
                    }
                }
            }
            (None, None) => {
                let all = shelf.listed(&Scope::All)?;
                all.into_iter().for_each(|listed| take(listed.file));
            }
        }
        Ok(seen)
    }
}
