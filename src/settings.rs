//! What the managers of a server set for it and for its channels: where questions are answered, how,
//! and from which documents. Kept in the data folder. It knows nothing of how it is shown or sent.

mod pace;
mod documents;
mod place;
mod rules;
mod rows;
mod setting;
mod server;
mod offered;
mod table;
mod error;
mod mirror;
mod store;
mod leaving;
mod written;

pub use documents::{DocumentRule, DocumentRuleError, Documents};
pub use error::SettingsError;
pub use leaving::KEPT_AFTER_LEAVING_DAYS;
pub use offered::{OfferedDocuments, OfferedName, RuleTag, offered, tagged_rule};
pub use pace::Pace;
pub use place::{AnswersIn, PhraseLanguage, PlaceSettings};
pub use rules::{Place, PlaceRules, PlaceScope};
pub use server::ServerSettings;
pub use setting::{Setting, SettingValue};
pub use store::Settings;
pub use written::{WrittenError, read, write};
