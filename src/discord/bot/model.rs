//! The sentence model while the bot serves: few questions are answered with it at once, and none waits
//! long. What waits too long is answered by its words.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::cooldown::Cooldown;
use crate::model::{Encoder, Meaning};
use crate::question::Question;

/// A question waits this long for the model. Where more come than it can read, some are answered by
/// their words whatever the patience is: a longer one only makes all of them late.
const PATIENCE: Duration = Duration::from_millis(400);
/// The log says at most so often that it is behind: of a crowd it would say nothing else.
const LOG_COOLDOWN: Duration = Duration::from_secs(60);
/// Questions that are answered with it at once.
const AT_ONCE: usize = 2;

/// The model, where there is one. Clones share their turns.
#[derive(Clone)]
pub(in crate::discord) struct Model {
    encoder: Option<Encoder>,
    turns: Arc<Semaphore>,
    /// Lines of the log that it is behind.
    logs: Arc<Cooldown<()>>,
}

/// One of the questions that are answered with the model at once, until it is dropped.
pub(in crate::discord) struct Turn {
    _permit: OwnedSemaphorePermit,
}

impl Model {
    /// A model that nobody waits for.
    pub fn new(encoder: Option<Encoder>) -> Model {
        Model {
            encoder,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            logs: Arc::new(Cooldown::new(LOG_COOLDOWN)),
        }
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        self.encoder.is_some()
    }

    /// A question with what it means; without where there is no model, or none in time. Its turn is
    /// to be kept until it is answered, since answering reads the best units with the model too.
    pub async fn read(&self, question: Question) -> (Question, Option<Turn>) {
        let Some(encoder) = &self.encoder else { return (question, None) };
        let (encoder, asked) = (encoder.clone(), question.asked().to_owned());
        let turns = Arc::clone(&self.turns);
        let encoded = async move {
            let turn = Turn { _permit: turns.acquire_owned().await.ok()? };
            let encoded = tokio::task::spawn_blocking(move || {
                // The turn is given back when it is done, though nobody may wait for it any more.
                (Meaning::of(&asked, &encoder), turn)
            });
            encoded.await.ok()
        };
        match timeout(PATIENCE, encoded).await {
            Ok(Some((Some(meaning), turn))) => (question.with_meaning(Some(meaning)), Some(turn)),
            Ok(_) => (question, None),
            Err(_) => {
                if self.logs.try_start((), Instant::now()) {
                    tracing::warn!("the sentence model is behind; questions are answered by words");
                }
                (question, None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_question_that_would_wait_too_long_is_answered_by_its_words() {
        let encoder = Encoder::built_in().expect("the model is compiled in");
        let model = Model::new(Some(encoder));
        let question = || Question::new("how long does a queen live?");
        assert!(model.read(question()).await.0.meaning().is_some());
        let turns = Arc::clone(&model.turns).acquire_many_owned(AT_ONCE as u32).await;
        let since = std::time::Instant::now();
        assert!(model.read(question()).await.0.meaning().is_none());
        assert!(since.elapsed() < PATIENCE * 3);
        drop(turns);
        // Whoever still answers with it keeps others from it.
        let (_, first) = model.read(question()).await;
        let (_, second) = model.read(question()).await;
        assert!(first.is_some() && second.is_some());
        assert!(model.read(question()).await.1.is_none());
        drop(first);
        assert!(model.read(question()).await.1.is_some());
    }
}
