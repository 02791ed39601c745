//! The documents and folders that may be chosen for a place, in the order in which they are offered.

use std::collections::BTreeSet;

use super::documents::DocumentRule;
use super::rules::{Place, PlaceScope};
use super::server::ServerSettings;
use crate::corpus::{CorpusError, DocumentName, ListedDocument, Shelf};
use crate::document::{FileName, FileTag};
use crate::sources::CitationField;

/// A folder or a document to choose.
#[derive(Debug, Clone)]
pub struct OfferedDocuments {
    /// What would be chosen.
    pub rule: DocumentRule,
    /// How it is called.
    pub name: OfferedName,
}

/// How it is called.
#[derive(Debug, Clone)]
pub enum OfferedName {
    /// A folder, by where it lies.
    Folder(CitationField),
    /// The documents that this server added itself.
    Added,
    /// A document.
    Document(DocumentName),
}

/// Which rule a press means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleTag {
    /// Whether it is a folder.
    pub is_folder: bool,
    /// The beginning of the hash of its name.
    pub file: FileTag,
}

impl RuleTag {
    /// The tag of a rule.
    pub fn of(rule: &DocumentRule) -> RuleTag {
        match rule {
            DocumentRule::Folder(folder) => RuleTag { is_folder: true, file: FileTag::of(folder) },
            DocumentRule::File(file) => RuleTag { is_folder: false, file: FileTag::of(file) },
        }
    }
}

/// A rule, and its document where it is one.
type Candidate = (DocumentRule, Option<ListedDocument>);

/// All that a server may choose from: its folders, then its documents, by name.
fn candidates(server: u64, shelf: &Shelf) -> Result<Vec<Candidate>, CorpusError> {
    let everything = ServerSettings::default().rules_in(0);
    let scope = PlaceScope::new(Place { server: Some(server), channel: None }, &everything);
    let shelf = &scope.shelf(shelf)?;
    let mut listed = shelf.listed(&scope.on(shelf)?)?.to_vec();
    listed.sort_by(|one, other| (&one.folded, &one.file).cmp(&(&other.folded, &other.file)));
    let folders: BTreeSet<FileName> =
        listed.iter().flat_map(|listed| listed.file.folders()).collect();
    let folders = folders.into_iter().map(|folder| (DocumentRule::Folder(folder), None));
    let files = listed.into_iter().map(|one| (DocumentRule::File(one.file.clone()), Some(one)));
    Ok(folders.chain(files).collect())
}

/// A page of what a server may choose from, and how many pages there are.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn offered(
    server: u64,
    (page, on_a_page): (usize, usize),
    shelf: &Shelf,
) -> Result<(Vec<OfferedDocuments>, usize), CorpusError> {
    let all = candidates(server, shelf)?;
    let n_pages = all.len().div_ceil(on_a_page).max(1);
    let shown = all.into_iter().skip(page.min(n_pages - 1) * on_a_page).take(on_a_page);
    let mut offered = Vec::new();
    for (rule, listed) in shown {
        let name = match (&rule, listed) {
            (_, Some(listed)) => shelf.name(&listed)?.map(OfferedName::Document),
            (DocumentRule::Folder(folder), None) if !folder.is_of_server() => {
                CitationField::folder(folder).map(OfferedName::Folder)
            }
            (_, None) => Some(OfferedName::Added),
        };
        offered.extend(name.map(|name| OfferedDocuments { rule, name }));
    }
    Ok((offered, n_pages))
}

/// The rule that a tag means; `None` when there is none, or several have it.
///
/// # Errors
/// When the index is damaged.
pub fn tagged_rule(
    server: u64,
    tag: RuleTag,
    shelf: &Shelf,
) -> Result<Option<DocumentRule>, CorpusError> {
    let all = candidates(server, shelf)?.into_iter().map(|(rule, _)| rule);
    let mut found = all.filter(|rule| RuleTag::of(rule) == tag);
    let first = found.next();
    Ok(first.filter(|_| found.next().is_none()))
}
