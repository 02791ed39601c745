//! Looking words up: where the dictionaries of all segments have a term, told once for all that is
//! asked of it.

use std::io;

use tantivy::Term;
use tantivy::postings::TermInfo;

use super::segments::{Part, Segment};
use super::snapshot::Snapshot;
use super::store::{IndexError, broken};
use crate::document::FileName;

/// A term, looked up.
#[derive(Debug, Clone)]
pub struct KnownTerm {
    /// As [`crate::language::terms::term`] makes it.
    pub term: String,
    /// How many passages hold it in their sentences, those among them that were removed and still
    /// take room.
    pub n_passages: u64,
    /// Where its entries begin, for each segment.
    pub(super) body: Vec<Option<TermInfo>>,
    pub(super) context: Vec<Option<TermInfo>>,
}

impl Snapshot {
    /// Looks a term up, for all that is asked of it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn look_up(&self, term: &str) -> Result<KnownTerm, IndexError> {
        let infos = |part: Part, field| -> io::Result<Vec<Option<TermInfo>>> {
            let term = Term::from_field_text(field, term);
            let look = |segment: &Segment| {
                let postings = &segment.scored(part).postings;
                // Many libraries have no headings: an empty dictionary need not be asked.
                if postings.terms().num_terms() == 0 {
                    Ok(None)
                } else {
                    postings.get_term_info(&term)
                }
            };
            self.segments.all.iter().map(look).collect()
        };
        let unreadable = |cause: io::Error| broken(&self.path, cause.into());
        let body = infos(Part::Body, self.fields.body).map_err(unreadable)?;
        let context = infos(Part::Context, self.fields.context).map_err(unreadable)?;
        Ok(KnownTerm { term: term.to_owned(), n_passages: n_with(&body), body, context })
    }

    /// Whether a file of these (all without) holds the term anywhere, be it in a note or in its
    /// title.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn is_anywhere(
        &self,
        term: &KnownTerm,
        files: Option<&[FileName]>,
    ) -> Result<bool, IndexError> {
        if let Some(files) = files {
            return self.is_among(&term.term, files);
        }
        let besides = Term::from_field_text(self.fields.besides, &term.term);
        let holds = |(segment, info): (&Segment, &Option<TermInfo>)| -> io::Result<bool> {
            let in_passages = info
                .as_ref()
                .map_or(Ok(false), |info| segment.has(&segment.body.postings, info))?;
            Ok(in_passages || segment.has_besides(&besides)?)
        };
        for one in self.segments.all.iter().zip(&term.body) {
            if holds(one).map_err(|cause| broken(&self.path, cause.into()))? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// How many entries have it, over all segments.
pub(super) fn n_with(infos: &[Option<TermInfo>]) -> u64 {
    infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum()
}
