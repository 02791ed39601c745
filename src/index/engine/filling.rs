//! One round of changes in the engine: what an earlier one left is removed, passages are put there,
//! and before the index folder is committed all of them can be found.

use super::documents::PassageDocument;
use super::error::EngineError;
use super::remote_index::RemoteIndex;
use super::rounds::{Gone, Rounds};

/// Changes are sent whenever they are so many bytes.
const SENT_AT: usize = 4 << 20;

/// One round of changes.
pub struct Filling {
    index: RemoteIndex,
    /// What the commit is to say.
    rounds: Rounds,
    lines: Vec<u8>,
    n_put: u64,
}

impl Filling {
    /// Begins the round after this commit. Nobody else writes meanwhile.
    ///
    /// # Errors
    /// When the engine does not answer, or refuses.
    pub fn begin(index: &RemoteIndex, committed: &Rounds) -> Result<Filling, EngineError> {
        index.remove_later_than(committed.round)?;
        let (due, gone): (Vec<Gone>, Vec<Gone>) =
            committed.gone.iter().cloned().partition(Gone::is_due);
        for due in &due {
            index.remove_passages(&due.generation, &due.paragraphs)?;
        }
        let rounds = Rounds { round: committed.round + 1, gone };
        Ok(Filling { index: index.clone(), rounds, lines: Vec::new(), n_put: 0 })
    }

    /// Puts passages there.
    ///
    /// # Errors
    /// When the engine does not answer, or refuses.
    pub fn put(&mut self, passages: &[PassageDocument]) -> Result<(), EngineError> {
        for passage in passages {
            passage.add_to(&mut self.lines);
            if self.lines.len() >= SENT_AT {
                self.send()?;
            }
        }
        self.n_put += passages.len() as u64;
        Ok(())
    }

    /// Notes passages that the commit no longer has.
    pub fn replaced(&mut self, gone: Gone) {
        self.rounds.gone.push(gone);
    }

    /// Makes sure that all passages of this round can be found; what a commit is to say then.
    ///
    /// # Errors
    /// When the engine does not answer, or they are not there.
    pub fn finish(&mut self) -> Result<&Rounds, EngineError> {
        self.send()?;
        self.index.refresh()?;
        self.index.check_round(self.rounds.round, self.n_put)?;
        Ok(&self.rounds)
    }

    fn send(&mut self) -> Result<(), EngineError> {
        self.index.change(&self.lines)?;
        self.lines.clear();
        Ok(())
    }
}
