//! Pages of the files that can be quoted. What lies before a page is counted, and not read.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::called::{Called, ListedFile};
use super::error::IndexError;
use super::listing::merge;
use super::segments::Segment;
use super::snapshot::Snapshot;
use crate::document::FileName;

/// The order of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedBy {
    /// What they are called.
    Title,
    /// The newest first, those of one date by what they are called; those without a date last.
    Date,
}

/// Which files stand on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// So many lie before it.
    pub before: usize,
    /// At most so many stand on it.
    pub limit: usize,
}

/// The places of a segment's keys, each with its date.
type Dated = Vec<(u64, Option<u64>)>;

impl Snapshot {
    /// A page of the files that can be quoted; of these alone (all files without).
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn page(
        &self,
        by: ListedBy,
        page: Page,
        files: Option<&[FileName]>,
    ) -> Result<Vec<ListedFile>, IndexError> {
        if page.limit == 0 {
            return Ok(Vec::new());
        }
        match (files, by) {
            (Some(files), _) => self.page_among(by, page, files),
            (None, ListedBy::Title) => {
                let mut taken = Taken { page, listed: Vec::new() };
                self.walk_called("", &mut |called| taken.take(&called))?;
                Ok(taken.listed)
            }
            (None, ListedBy::Date) => self.page_by_date(page),
        }
    }

    fn page_among(
        &self,
        by: ListedBy,
        page: Page,
        files: &[FileName],
    ) -> Result<Vec<ListedFile>, IndexError> {
        let mut all = Vec::new();
        for file in files {
            let (Some(listed), Some(at)) = (self.listed_file(file)?, self.file_entry(file)?) else {
                continue;
            };
            let date = match by {
                ListedBy::Title => None,
                ListedBy::Date => self.segments.all[at.segment_ord as usize].files.date(at.doc_id),
            };
            all.push((Reverse(date), listed));
        }
        all.sort_unstable();
        let on_page = all.into_iter().skip(page.before).take(page.limit);
        Ok(on_page.map(|(_, listed)| listed).collect())
    }

    fn page_by_date(&self, page: Page) -> Result<Vec<ListedFile>, IndexError> {
        let dated =
            |segment: &Segment| segment.files.orders_and_dates(&segment.deletions).collect();
        let dated: Vec<Dated> = self.segments.all.iter().map(dated).collect();
        let mut n_of_date: BTreeMap<Option<u64>, usize> = BTreeMap::new();
        for (_, date) in dated.iter().flatten() {
            *n_of_date.entry(*date).or_default() += 1;
        }
        let mut taken = Taken { page, listed: Vec::new() };
        let is_one_date = n_of_date.len() == 1;
        // `None` is the least.
        for (date, n) in n_of_date.into_iter().rev() {
            if taken.is_full() {
                break;
            }
            if n <= taken.page.before {
                taken.page.before -= n;
            } else if is_one_date {
                self.walk_called("", &mut |called| taken.take(&called))?;
            } else {
                self.walk_date(&dated, date, &mut |called| taken.take(&called))?;
            }
        }
        Ok(taken.listed)
    }

    /// Shows the files of one date, in the order of what they are called, until it is enough.
    fn walk_date(
        &self,
        dated: &[Dated],
        date: Option<u64>,
        visit: &mut dyn FnMut(Called<'_>) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let keys = self.segments.all.iter().zip(dated).map(|(segment, dated)| {
            let of_date = dated.iter().filter(|(_, other)| *other == date);
            let mut orders: Vec<u64> = of_date.map(|(order, _)| *order).collect();
            orders.sort_unstable();
            segment.files.keys_at(orders)
        });
        merge(keys.collect(), visit).map_err(|cause| self.broken(cause.into()))
    }
}

/// What was taken for a page so far.
struct Taken {
    /// What is left before it.
    page: Page,
    listed: Vec<ListedFile>,
}

impl Taken {
    fn is_full(&self) -> bool {
        self.listed.len() >= self.page.limit
    }

    fn take(&mut self, called: &Called<'_>) -> ControlFlow<()> {
        if self.page.before > 0 {
            self.page.before -= 1;
            return ControlFlow::Continue(());
        }
        self.listed.extend(called.listed());
        if self.is_full() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
