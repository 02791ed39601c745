//! What came when there was no room for it.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// What was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnedAway {
    /// A command or a button, whose user was told.
    Told,
    /// A command or a button; there was not even room to say so.
    Untold,
    /// A completion, which offered nothing.
    Completion,
    /// A message or an edit of one.
    Message,
}

/// Who was turned away.
#[derive(Debug)]
pub struct CrowdFigures {
    turned_away: Family<[(&'static str, &'static str); 1], Counter>,
}

impl Default for CrowdFigures {
    fn default() -> CrowdFigures {
        let turned_away = Family::default();
        for what in TurnedAway::ALL {
            // What has not happened yet counts 0: who watches it sees it begin.
            drop(turned_away.get_or_create(&[("what", what.label())]));
        }
        CrowdFigures { turned_away }
    }
}

impl CrowdFigures {
    /// Counts one.
    pub fn turn_away(&self, what: TurnedAway) {
        self.turned_away.get_or_create(&[("what", what.label())]).inc();
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let help = "What came when as much was under way as may be";
        registry.register("verbatim_turned_away", help, self.turned_away.clone());
    }
}

impl TurnedAway {
    const ALL: [TurnedAway; 4] =
        [TurnedAway::Told, TurnedAway::Untold, TurnedAway::Completion, TurnedAway::Message];

    fn label(self) -> &'static str {
        match self {
            TurnedAway::Told => "told",
            TurnedAway::Untold => "untold",
            TurnedAway::Completion => "completion",
            TurnedAway::Message => "message",
        }
    }
}
