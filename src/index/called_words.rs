//! The words that files are called, each as a term: which files have some that begin as somebody typed.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, SegmentOrdinal};

use super::beginnings::behind_all_that_begin;
use super::listing::entries_in;
use super::segments::Segment;
use super::snapshot::Snapshot;

/// A word that no more files have than this is rare.
const RARE: u64 = 500;
/// As long as there are no more files than this, each is looked at, rather than gathering all that have a
/// further word.
const MAX_COMPARED: usize = 200;
/// What was typed is looked up as it is up to so many letters: a great many words begin with so few.
const MAX_OPENING: usize = 3;

/// The first letters of a word, up to the most that are looked up as they are.
pub(super) fn openings(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(start, letter)| start + letter.len_utf8());
    ends.take(MAX_OPENING).map(|end| &word[..end])
}

/// The posting lists of a segment that have, together, the entries with a word that begins as was typed.
struct Beginning {
    inverted: Arc<InvertedIndexReader>,
    terms: Vec<TermInfo>,
    /// How many entries they have in sum.
    n: u64,
}

impl Beginning {
    fn entries(&self, n_entries: u32) -> io::Result<Bits> {
        let mut bits = Bits::new(n_entries);
        for term in &self.terms {
            let list = self.inverted.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
            entries_in(list).into_iter().for_each(|entry| bits.set(entry));
        }
        Ok(bits)
    }
}

impl Snapshot {
    /// Whether one of these words is rare.
    pub(super) fn has_rare(&self, typed: &[String]) -> tantivy::Result<bool> {
        for word in typed {
            let mut n = 0;
            for ordinal in 0..self.segments.all.len() {
                n += self.beginning(word, ordinal, RARE)?.n;
            }
            if n <= RARE {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The posting lists of a segment for words that begin so; not all of them where they have more
    /// than `enough` entries.
    fn beginning(&self, typed: &str, ordinal: usize, enough: u64) -> tantivy::Result<Beginning> {
        let reader = self.searcher.segment_reader(ordinal as SegmentOrdinal);
        if openings(typed).any(|opening| opening == typed) {
            let inverted = reader.inverted_index(self.fields.called_openings)?;
            let terms: Vec<TermInfo> = inverted.terms().get(typed)?.into_iter().collect();
            let n = terms.iter().map(|term| u64::from(term.doc_freq)).sum();
            return Ok(Beginning { inverted, terms, n });
        }
        let inverted = reader.inverted_index(self.fields.called_words)?;
        let mut range = inverted.terms().range().ge(typed);
        if let Some(end) = behind_all_that_begin(typed) {
            range = range.lt(end);
        }
        let (mut words, mut terms, mut n) = (range.into_stream()?, Vec::new(), 0);
        while n <= enough && words.advance() {
            n += u64::from(words.value().doc_freq);
            terms.push(words.value().clone());
        }
        drop(words);
        Ok(Beginning { inverted, terms, n })
    }

    /// The entries of a segment that have a word which begins like each that is typed, and perhaps others.
    pub(super) fn having_words(
        &self,
        typed: &[String],
        ordinal: usize,
        segment: &Segment,
    ) -> tantivy::Result<Vec<DocId>> {
        let n_entries = self.searcher.segment_reader(ordinal as SegmentOrdinal).max_doc();
        let typed: BTreeSet<&String> = typed.iter().collect();
        let lists = typed.into_iter().map(|word| self.beginning(word, ordinal, u64::MAX));
        let mut lists: Vec<Beginning> = lists.collect::<tantivy::Result<_>>()?;
        lists.sort_by_key(|list| list.n);
        let Some((rarest, others)) = lists.split_first() else { return Ok(Vec::new()) };
        let mut entries = rarest.entries(n_entries)?.into_entries();
        entries.retain(|entry| segment.is_alive(*entry));
        for list in others {
            if entries.len() <= MAX_COMPARED {
                break;
            }
            let bits = list.entries(n_entries)?;
            entries.retain(|entry| bits.has(*entry));
        }
        Ok(entries)
    }
}

/// A set of entries.
struct Bits(Vec<u64>);

impl Bits {
    fn new(n_entries: u32) -> Bits {
        Bits(vec![0; n_entries as usize / 64 + 1])
    }

    fn set(&mut self, entry: DocId) {
        self.0[entry as usize / 64] |= 1 << (entry % 64);
    }

    fn has(&self, entry: DocId) -> bool {
        self.0[entry as usize / 64] >> (entry % 64) & 1 == 1
    }

    /// All of them, in order.
    fn into_entries(self) -> Vec<DocId> {
        let words = (0..).zip(self.0);
        let of_word = |(number, word): (u32, u64)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| number * 64 + bit)
        };
        words.filter(|(_, word)| *word != 0).flat_map(of_word).collect()
    }
}
