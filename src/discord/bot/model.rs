//! The sentence model while the bot serves: few questions are encoded at once, and none waits long.
//! What waits too long is answered by its words.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::model::Encoder;
use crate::question::Question;

/// A question waits this long for the model.
const PATIENCE: Duration = Duration::from_secs(1);
/// Questions that are encoded at once.
const AT_ONCE: usize = 2;

/// The model, where there is one. Clones share their turns.
#[derive(Clone)]
pub(super) struct Model {
    encoder: Option<Arc<Encoder>>,
    turns: Arc<Semaphore>,
}

impl Model {
    /// A model that nobody waits for.
    pub fn new(encoder: Option<Arc<Encoder>>) -> Model {
        Model { encoder, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        self.encoder.is_some()
    }

    /// A question with what it means; without where there is no model, or none in time.
    pub async fn read(&self, question: Question) -> Question {
        let Some(encoder) = &self.encoder else { return question };
        let (encoder, asked) = (Arc::clone(encoder), question.asked().to_owned());
        let turns = Arc::clone(&self.turns);
        let encoded = async move {
            let turn = turns.acquire_owned().await.ok()?;
            let encoded = tokio::task::spawn_blocking(move || {
                // Given back when it is done, though nobody may wait for it any more.
                let _turn = turn;
                encoder.question(&asked)
            });
            encoded.await.ok().flatten()
        };
        match timeout(PATIENCE, encoded).await {
            Ok(meaning) => question.with_meaning(meaning),
            Err(_) => {
                tracing::warn!("the sentence model is behind; a question is answered by its words");
                question
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_question_that_would_wait_too_long_is_answered_by_its_words() {
        let encoder = Arc::new(Encoder::built_in().expect("the model is compiled in"));
        let model = Model::new(Some(encoder));
        let question = || Question::new("how long does a queen live?");
        assert!(model.read(question()).await.meaning().is_some());
        let turns = Arc::clone(&model.turns).acquire_many_owned(AT_ONCE as u32).await;
        let since = std::time::Instant::now();
        assert_eq!(model.read(question()).await.meaning(), None);
        assert!(since.elapsed() < PATIENCE * 3);
        drop(turns);
        assert!(model.read(question()).await.meaning().is_some());
    }
}
