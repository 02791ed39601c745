//! A **shelf**: one commit of the index with the stored texts and the citations that belong to it,
//! all that answering is handed. Immutable; a question under way keeps the one it began with.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::cache::PassageCache;
use super::document_name::DocumentName;
use super::error::CorpusError;
use super::passage::{ShelvedPassage, headed_unit};
use crate::document::{
    Document, DocumentTag, FileName, FileTag, SERVERS_FOLDER, Text, TextError, TextHash, Texts,
};
use crate::index::{FileRecord, PassageId, PassageRecord, Snapshot};
use crate::quote::Quote;
use crate::sources::{CitationField, Sources};
use crate::vectors::Vectors;

/// One state of the library.
pub struct Shelf {
    snapshot: Snapshot,
    texts: Texts,
    sources: Sources,
    passages: Arc<PassageCache>,
    vectors: Arc<Vectors>,
    /// The names of servers' own documents. A lock, so that the list is made once, whoever asks first.
    of_servers: Mutex<Option<Arc<[FileName]>>>,
    /// What is seen of it on servers that have documents of their own, and (`None`) everywhere else. A
    /// lock, so that each is made once, for whoever asks first.
    views: Mutex<BTreeMap<Option<u64>, Arc<Shelf>>>,
}

/// A shelf as it is seen on a server: without the documents that belong to others.
pub enum ShelfView<'s> {
    /// All of it.
    Whole(&'s Shelf),
    /// A shelf of its own, without what is not seen.
    Part(Arc<Shelf>),
}

impl Deref for ShelfView<'_> {
    type Target = Shelf;

    fn deref(&self) -> &Shelf {
        match self {
            ShelfView::Whole(shelf) => shelf,
            ShelfView::Part(shelf) => shelf,
        }
    }
}

impl Shelf {
    /// Puts together what belongs together.
    pub fn new(snapshot: Snapshot, texts: Texts, sources: Sources) -> Shelf {
        Shelf {
            snapshot,
            texts,
            sources,
            passages: Arc::new(PassageCache::new()),
            vectors: Arc::default(),
            of_servers: Mutex::default(),
            views: Mutex::default(),
        }
    }

    /// The same state with these vectors of its units.
    pub fn with_vectors(&self, vectors: Arc<Vectors>) -> Shelf {
        Shelf {
            snapshot: self.snapshot.clone(),
            texts: self.texts.clone(),
            sources: self.sources.clone(),
            passages: Arc::clone(&self.passages),
            vectors,
            of_servers: Mutex::default(),
            views: Mutex::default(),
        }
    }

    /// The vectors of its units, as far as they are made.
    pub fn vectors(&self) -> &Arc<Vectors> {
        &self.vectors
    }

    /// The index's commit.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// What is known of the documents.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// A stored text.
    ///
    /// # Errors
    /// When it cannot be read, or was altered.
    pub fn text(&self, hash: &TextHash) -> Result<Text, TextError> {
        self.texts.get(hash)
    }

    /// A passage, cut into words when it is first asked for.
    ///
    /// # Errors
    /// When the index or a stored text is damaged.
    pub fn passage(&self, id: PassageId) -> Result<Arc<ShelvedPassage>, CorpusError> {
        self.passages.get_or_make(id, || {
            let stored = self.snapshot.passage(id)?;
            let text = self.texts.get(&stored.text)?;
            Ok(ShelvedPassage::new(stored, &text, &self.sources))
        })
    }

    /// The words of a unit of a passage as a sentence model is given them; none where there is no such
    /// unit.
    ///
    /// # Errors
    /// When the stored text cannot be read, or was altered.
    pub fn headed(&self, passage: &ShelvedPassage, unit: usize) -> Result<String, TextError> {
        let text = self.texts.get(&passage.text)?;
        let title = self.sources.of_text(&passage.file, &text).title;
        let title = title.as_ref().map(CitationField::as_str);
        Ok(headed_unit(&text, &passage.passage, title, unit).unwrap_or_default())
    }

    /// The document that a passage is quoted from. Its text's hash is checked, though the passage's
    /// words may have been in memory.
    ///
    /// # Errors
    /// When the stored text cannot be read, or was altered.
    pub fn document(&self, passage: &ShelvedPassage) -> Result<Document, TextError> {
        Ok(Document::new(
            passage.file.clone(),
            self.texts.get(&passage.text)?,
            &passage.passage.hidden,
        ))
    }

    /// The document of a stored passage, without cutting its words.
    ///
    /// # Errors
    /// When the stored text cannot be read, or was altered.
    pub fn document_of(&self, stored: &PassageRecord) -> Result<Document, TextError> {
        let text = self.texts.get(&stored.text)?;
        Ok(Document::new(stored.file.clone(), text, &stored.passage.hidden))
    }

    /// The names of servers' own documents, in order, whether or not they can be quoted. Gathered when
    /// they are first asked for.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn of_servers(&self) -> Result<Arc<[FileName]>, CorpusError> {
        let mut known = self.of_servers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*known {
            return Ok(Arc::clone(known));
        }
        let names = self.snapshot.names_from(&format!("{SERVERS_FOLDER}/"))?;
        Ok(Arc::clone(known.insert(names.into_iter().collect())))
    }

    /// The shelf as it is seen on a server, or outside of them: without other servers' own documents,
    /// as if they had never been read. No frequency of a word, no likeness, no count tells of them.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn seen_on(&self, server: Option<u64>) -> Result<ShelfView<'_>, CorpusError> {
        let of_servers = self.of_servers()?;
        let hidden: Vec<FileName> =
            of_servers.iter().filter(|file| file.server() != server).cloned().collect();
        if hidden.is_empty() {
            return Ok(ShelfView::Whole(self));
        }
        let of = server.filter(|_| hidden.len() < of_servers.len());
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(view) = views.get(&of) {
            return Ok(ShelfView::Part(Arc::clone(view)));
        }
        let view = Arc::new(Shelf {
            snapshot: self.snapshot.without(&hidden)?,
            texts: self.texts.clone(),
            sources: self.sources.clone(),
            passages: Arc::clone(&self.passages),
            vectors: Arc::new(self.vectors.without(&hidden)),
            of_servers: Mutex::default(),
            views: Mutex::default(),
        });
        views.insert(of, Arc::clone(&view));
        Ok(ShelfView::Part(view))
    }

    /// What a listed document is called; `None` when it has gone.
    ///
    /// # Errors
    /// When the index or a stored text is damaged.
    pub fn name(&self, file: &FileName) -> Result<Option<DocumentName>, CorpusError> {
        Ok(self.entry(file)?.map(|(_, name, _)| name))
    }

    /// Which version of a listed document there is, what it is called, and when it is from, as far as
    /// that is known; `None` when it has gone.
    ///
    /// # Errors
    /// When the index or a stored text is damaged.
    pub fn entry(
        &self,
        file: &FileName,
    ) -> Result<Option<(DocumentTag, DocumentName, Option<CitationField>)>, CorpusError> {
        let Some(hash) = self.snapshot.file(file)?.and_then(|record| record.hash) else {
            return Ok(None);
        };
        let text = self.texts.get(&hash)?;
        let tag = DocumentTag::new(&hash, FileTag::of(file));
        let citation = self.sources.of_text(file, &text);
        let name = match citation.title {
            Some(title) => Some(DocumentName::Title(title)),
            None => {
                let document = Document::new(file.clone(), text, &[]);
                self.opening(&document)?.map(DocumentName::Opening)
            }
        };
        Ok(name.map(|name| (tag, name, citation.date)))
    }

    /// The document's own opening words, with the markup that lies in them; `None` when it has no
    /// unit.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn opening(&self, document: &Document) -> Result<Option<Quote>, CorpusError> {
        let Some(FileRecord { opening: Some(opening), opening_hidden, .. }) =
            self.snapshot.file(document.file())?
        else {
            return Ok(None);
        };
        let first =
            Document::new(document.file().clone(), document.text().clone(), &opening_hidden);
        Ok(Some(Quote::cut(&first, &[opening])?))
    }
}
