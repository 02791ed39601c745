//! The best passages so far, and the threshold that they set.

use std::cmp::Ordering;

use super::passage_search::Hit;
use super::segments::Segments;

/// The k best so far.
pub(super) struct TopK<'l> {
    /// Best first; ties by a fingerprint of the file, then by their number in it.
    hits: Vec<Hit>,
    limit: usize,
    /// The lowest score that is of use, from the best one.
    least: &'l dyn Fn(f32) -> f32,
    segments: &'l Segments,
    threshold: f32,
}

impl<'l> TopK<'l> {
    /// None yet; at most `limit`, which is above 0.
    pub fn new(limit: usize, least: &'l dyn Fn(f32) -> f32, segments: &'l Segments) -> TopK<'l> {
        TopK { hits: Vec::with_capacity(limit + 1), limit, least, segments, threshold: 0.0 }
    }

    /// What scores less is of no use.
    #[inline]
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Takes a passage in when it is among the best and not there yet.
    pub fn offer(&mut self, hit: Hit) {
        if self.hits.iter().any(|known| known.passage == hit.passage) {
            return;
        }
        // The order of the index depends on how its segments were written and merged.
        let order = |hit: &Hit| self.segments.order(hit.passage.0);
        let mut own_order = None;
        let at = self.hits.partition_point(|known| match known.score.total_cmp(&hit.score) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => order(known) < *own_order.get_or_insert_with(|| order(&hit)),
        });
        self.hits.insert(at, hit);
        self.hits.truncate(self.limit);
        let worst =
            if self.hits.len() < self.limit { 0.0 } else { self.hits[self.limit - 1].score };
        self.threshold = (self.least)(self.hits[0].score).max(worst);
    }

    /// Best first, without those that score too little beside the best one.
    pub fn into_hits(mut self) -> Vec<Hit> {
        let least = self.hits.first().map_or(0.0, |best| (self.least)(best.score));
        self.hits.retain(|hit| hit.score >= least);
        self.hits
    }
}
