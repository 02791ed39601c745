//! The acronyms that documents introduce, found by their short form or by their words.

use std::collections::BTreeSet;
use std::io;

use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query, TermSetQuery};
use tantivy::schema::{Field, Value};

use super::error::IndexError;
use super::segments::Segment;
use super::snapshot::Snapshot;
use crate::document::FileName;
use crate::language::acronyms::Acronym;

impl Snapshot {
    /// The acronyms that files of these (all files without) introduce, of which the short form is
    /// one of these terms, or the long form some of them in a row, two at least. Each once, in
    /// order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn acronyms(
        &self,
        terms: &[&str],
        files: Option<&[FileName]>,
    ) -> Result<BTreeSet<Acronym>, IndexError> {
        let forms = self.acronym_forms(terms).map_err(|cause| self.broken(cause.into()))?;
        if forms.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut query: Box<dyn Query> = Box::new(TermSetQuery::new(forms));
        if let Some(files) = files {
            let in_files = Box::new(self.in_files(files));
            query = Box::new(BooleanQuery::intersection(vec![query, in_files]));
        }
        let found =
            self.searcher.search(&*query, &DocSetCollector).map_err(|cause| self.broken(cause))?;
        let acronym = |address| {
            let stored = self.stored(address)?;
            let text = |field: Field| {
                stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default()
            };
            let [file, short, long] =
                [self.fields.file, self.fields.short, self.fields.long].map(text);
            self.unsealed(&stored, &[file, short, long])?;
            let long = long.split(' ').map(str::to_owned).collect();
            Ok(Acronym { short: short.to_owned(), long })
        };
        found.into_iter().filter(|entry| self.is_seen(*entry)).map(acronym).collect()
    }

    /// The short and long forms of the index that are in these terms. Most words are no acronym:
    /// the dictionaries say so before anything is searched.
    fn acronym_forms(&self, terms: &[&str]) -> io::Result<BTreeSet<Term>> {
        let mut forms = BTreeSet::new();
        let has_some = |segment: &&Segment| segment.short.terms().num_terms() > 0;
        for segment in self.segments.all.iter().filter(has_some) {
            for term in terms {
                let term = Term::from_field_text(self.fields.short, term);
                if segment.short.get_term_info(&term)?.is_some() {
                    forms.insert(term);
                }
            }
            for at in 1..terms.len() {
                for long in long_forms(segment, &terms[at - 1..])? {
                    forms.insert(Term::from_field_text(self.fields.long, &long));
                }
            }
        }
        Ok(forms)
    }
}

/// The long forms of a segment that these terms, two at least, begin with.
fn long_forms(segment: &Segment, terms: &[&str]) -> io::Result<Vec<String>> {
    let beginning = format!("{} {}", terms[0], terms[1]);
    // After every long form that begins so: no character sorts between the space and the
    // exclamation mark.
    let end = format!("{beginning}!");
    let mut found = segment.long.terms().range().ge(&beginning).lt(&end).into_stream()?;
    let mut forms = Vec::new();
    while found.advance() {
        let long = String::from_utf8_lossy(found.key());
        let expected = terms.iter().map(Some).chain(std::iter::repeat(None));
        if long.split(' ').zip(expected).all(|(word, term)| term == Some(&word)) {
            forms.push(long.into_owned());
        }
    }
    Ok(forms)
}
