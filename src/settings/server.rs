//! What is set for a server and its channels.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::documents::Documents;
use super::pace::Pace;
use super::place::PlaceSettings;
use super::rules::PlaceRules;

/// What is set for a server and, by their numbers, for channels of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerSettings {
    /// For all of it.
    pub server: PlaceSettings,
    /// For these channels, and the threads in them.
    pub channels: BTreeMap<u64, PlaceSettings>,
}

impl ServerSettings {
    /// What holds in a channel.
    pub fn rules_in(&self, channel: u64) -> PlaceRules {
        let documents = match self.channels.get(&channel).and_then(|own| own.documents.clone()) {
            Some(own) => own,
            None => self.server.documents.clone().unwrap_or_default(),
        };
        self.rules(self.channels.get(&channel), vec![documents])
    }

    /// What holds in a channel of which nobody knows which it is: what may be quoted in each of
    /// them, and else what holds for the server.
    pub fn rules_anywhere(&self) -> PlaceRules {
        let of_channels = self.channels.values().filter_map(|channel| channel.documents.as_ref());
        let documents = self.server.documents.iter().chain(of_channels).cloned().collect();
        self.rules(None, documents)
    }

    fn rules(&self, own: Option<&PlaceSettings>, documents: Vec<Documents>) -> PlaceRules {
        fn first<T: Copy>(own: Option<T>, server: Option<T>, default: T) -> T {
            own.or(server).unwrap_or(default)
        }
        let server = &self.server;
        PlaceRules {
            mentions: first(own.and_then(|own| own.mentions), server.mentions, true),
            unasked: first(own.and_then(|own| own.unasked), server.unasked, false),
            answers_in: own
                .and_then(|own| own.answers_in)
                .or(server.answers_in)
                .unwrap_or_default(),
            private: first(own.and_then(|own| own.private), server.private, false),
            language: own.and_then(|own| own.language).or(server.language).unwrap_or_default(),
            documents: Arc::from(documents),
            pace: first(own.and_then(|own| own.pace), server.pace, Pace::DEFAULT),
            keeps_questions: first(
                own.and_then(|own| own.keeps_questions),
                server.keeps_questions,
                false,
            ),
        }
    }

    /// Whether questions need no mention somewhere.
    pub fn has_open_place(&self) -> bool {
        let is_open = |place: &PlaceSettings| place.unasked == Some(true);
        is_open(&self.server) || self.channels.values().any(is_open)
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.server.is_empty() && self.channels.values().all(PlaceSettings::is_empty)
    }
}
