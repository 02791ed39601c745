//! The application's own settings: who may add the bot, and whether it is told what messages say.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serenity::all::ApplicationId;

use crate::discord::advice;
use crate::environment::TOKEN_PAGE;
use crate::findings::Finding;

/// The Message Content Intent is switched on: for a bot on many servers, and for one on few (Discord
/// API reference, "Application Flags").
const TELLS_CONTENT: u64 = 1 << 18 | 1 << 19;
/// Installed to a server, and by a person for themselves (Discord API reference, "Application
/// Integration Types").
const ON_SERVERS: &str = "0";
const FOR_PERSONS: &str = "1";

/// What is read of the application.
#[derive(Debug, Deserialize)]
pub(super) struct Application {
    pub(super) id: ApplicationId,
    name: String,
    /// `None` where Discord does not say.
    flags: Option<u64>,
    /// `None` where Discord does not say.
    bot_public: Option<bool>,
    #[serde(default)]
    integration_types_config: BTreeMap<String, Value>,
}

impl Application {
    /// Whether it is meant for people alone, who install it for themselves, and for no server.
    pub(super) fn is_for_persons_alone(&self) -> bool {
        let has = |kind: &str| self.integration_types_config.contains_key(kind);
        has(FOR_PERSONS) && !has(ON_SERVERS)
    }

    /// What its settings say.
    pub(super) fn findings(&self, needs_content: bool) -> Vec<Finding> {
        let mut findings = vec![Finding::ok("application", format!("{} ({})", self.name, self.id))];
        findings.extend(self.bot_public.map(public));
        findings.push(self.content(needs_content));
        findings
    }

    fn content(&self, is_needed: bool) -> Finding {
        let Some(flags) = self.flags else {
            return Finding::note(
                "message content",
                "Discord does not say whether the intent is on",
            );
        };
        let is_told = flags & TELLS_CONTENT != 0;
        match (is_needed, is_told) {
            (false, false) => Finding::ok("message content", "is not needed, and not asked for"),
            (false, true) => Finding::note(
                "message content",
                format!(
                    "the Message Content Intent is on and not needed, since questions need a mention everywhere: it can be switched off at {TOKEN_PAGE}, under Bot"
                ),
            ),
            (true, true) => {
                Finding::ok("message content", "the intent is on, which open channels need")
            }
            (true, false) => Finding::wrong("message content", advice::message_content()),
        }
    }
}

fn public(is_public: bool) -> Finding {
    if is_public {
        Finding::note(
            "public bot",
            format!(
                "on: anybody can add the bot to a server of theirs and ask it for your documents; where only you should, switch Public Bot off at {TOKEN_PAGE}, under Bot"
            ),
        )
    } else {
        Finding::ok("public bot", "off: only the application's owner can add the bot to a server")
    }
}
