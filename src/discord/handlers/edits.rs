//! Edits of messages: at any time one task has a message, and takes the newest text that has come
//! meanwhile. So somebody who edits without an end, or a hundred times at once, is one task and one text.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serenity::all::{MessageId, MessageUpdateEvent};

use crate::discord::bot::{Bot, EDITED};
use crate::figures::TurnedAway;

/// The newest edits that no task has taken, by their messages; `None` where a task is at work and nothing
/// newer has come.
#[derive(Clone, Default)]
pub(super) struct Edits {
    /// A lock, because tasks take what events bring; held for a look-up.
    newest: Arc<Mutex<HashMap<MessageId, Option<Box<MessageUpdateEvent>>>>>,
}

/// What becomes of an edit.
#[derive(Debug, PartialEq, Eq)]
enum Noted {
    /// A task is to be begun for its message.
    First,
    /// The task that has its message takes it.
    Newest,
    /// It changed nothing that people read, or is older than one that has come.
    Nothing,
    /// There is no room for another message.
    NoRoom,
}

impl Edits {
    /// Notes an edit that came. Whether a task is to be begun for its message: [`Edits::task`].
    pub(super) fn came(&self, bot: &Bot, update: MessageUpdateEvent) -> bool {
        if let Some(edited) = update.edited_timestamp {
            // Whoever answers an older text gives it up now.
            bot.questions.note_edit(update.id, edited);
        }
        match self.note(update) {
            Noted::First => true,
            Noted::Newest | Noted::Nothing => false,
            Noted::NoRoom => {
                bot.figures.crowd.turn_away(TurnedAway::Message);
                false
            }
        }
    }

    /// The one task that has a message.
    pub(super) fn task(&self, message: MessageId) -> Task {
        Task { edits: self.clone(), message }
    }

    fn note(&self, update: MessageUpdateEvent) -> Noted {
        let Some(edited) = update.edited_timestamp else { return Noted::Nothing };
        let mut newest = self.lock();
        let n_messages = newest.len();
        match newest.entry(update.id) {
            Entry::Occupied(mut known) => {
                let before = known.get().as_ref().and_then(|known| known.edited_timestamp);
                if before.is_some_and(|before| before > edited) {
                    return Noted::Nothing;
                }
                known.insert(Some(Box::new(update)));
                Noted::Newest
            }
            Entry::Vacant(_) if n_messages >= EDITED => Noted::NoRoom,
            Entry::Vacant(place) => {
                place.insert(Some(Box::new(update)));
                Noted::First
            }
        }
    }

    /// The newest edit of a message; `None`, and the message has no task any more, where none has come.
    fn take(&self, message: MessageId) -> Option<Box<MessageUpdateEvent>> {
        let mut newest = self.lock();
        let taken = newest.get_mut(&message)?.take();
        if taken.is_none() {
            newest.remove(&message);
        }
        taken
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<MessageId, Option<Box<MessageUpdateEvent>>>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who acts on the edits of a message.
pub(super) struct Task {
    edits: Edits,
    message: MessageId,
}

impl Task {
    /// The newest edit; `None` where none has come since the last, and then the task is over.
    pub(super) fn next(&self) -> Option<Box<MessageUpdateEvent>> {
        self.edits.take(self.message)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        // Else the message would be this task's for ever.
        if std::thread::panicking() {
            self.edits.lock().remove(&self.message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(message: u64, second: Option<u32>) -> MessageUpdateEvent {
        let edited = second.map(|second| format!("2026-01-01T00:00:{second:02}Z"));
        let update = serde_json::json!({
            "id": message.to_string(), "channel_id": "1", "edited_timestamp": edited,
        });
        serde_json::from_value(update).expect("an update")
    }

    #[test]
    fn of_the_edits_of_a_message_the_newest_is_taken_by_one_task() {
        let edits = Edits::default();
        assert_eq!(edits.note(update(1, None)), Noted::Nothing);
        assert_eq!(edits.note(update(1, Some(1))), Noted::First);
        let seconds = [3, 2, 5].map(|second| edits.note(update(1, Some(second))));
        assert_eq!(seconds, [Noted::Newest, Noted::Nothing, Noted::Newest]);
        let message = MessageId::new(1);
        let taken = edits.take(message).and_then(|taken| taken.edited_timestamp);
        assert_eq!(taken, update(1, Some(5)).edited_timestamp);
        assert_eq!(edits.note(update(1, Some(6))), Noted::Newest);
        assert!(edits.take(message).is_some() && edits.take(message).is_none());
        assert_eq!(edits.note(update(1, Some(7))), Noted::First);
        for other in 2..=EDITED as u64 {
            assert_eq!(edits.note(update(other, Some(1))), Noted::First);
        }
        assert_eq!(edits.note(update(9_999, Some(1))), Noted::NoRoom);
        assert_eq!(edits.note(update(1, Some(8))), Noted::Newest);
    }
}
