//! The table of phrases: the name of each in the Fluent files, what it is for, and its slots with
//! their types. [`Key`] names a phrase; [`Say`] is one with its slots filled, so that the compiler
//! refuses a slot that is missing, or one of another kind. A new phrase is a line of the table, and a
//! message in each file of `prompts/`.

use super::phrase::{AskedSentence, AskersWords, Project, Slot, UnixSeconds, Version};
use crate::quote::Quote;

/// What a phrase is for. Discord has limits for some of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A sentence of a message, or a part of one.
    Text,
    /// The name of a slash command or an option.
    CommandName,
    /// The name of a command in the menu of a message.
    MenuName,
    /// What a command or an option is for.
    Description,
    /// The words on a button.
    Label,
    /// Words separated by commas. The program recognises them and never says them.
    Words,
}

macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident = $id:literal $form:ident $({ $($slot:ident: $kind:ty),* })?,)*) => {
        /// The names of the phrases.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Key { $($(#[$doc])* $name,)* }

        impl Key {
            /// All of them.
            pub const ALL: &'static [Key] = &[$(Key::$name,)*];

            /// The message's name in the Fluent files.
            pub fn id(self) -> &'static str {
                match self { $(Key::$name => $id,)* }
            }

            /// What it is for.
            pub fn form(self) -> Form {
                match self { $(Key::$name => Form::$form,)* }
            }

            /// The names of its slots, in the order of the table.
            pub fn slots(self) -> &'static [&'static str] {
                match self { $(Key::$name => &[$($(stringify!($slot)),*)?],)* }
            }
        }

        /// A phrase to be said, with its slots filled.
        #[derive(Debug, Clone)]
        pub enum Say { $($(#[$doc])* $name $({ $($slot: $kind),* })?,)* }

        impl Say {
            /// Its name, and what fills its slots: as many as [`Key::slots`], in that order.
            pub(super) fn into_parts(self) -> (Key, Vec<Slot>) {
                match self {
                    $(Say::$name $({ $($slot),* })? => {
                        (Key::$name, vec![$($(Slot::from($slot)),*)?])
                    })*
                }
            }
        }
    };
}

phrases! {
    /// No document answers.
    NothingFound = "nothing-found" Text,
    /// A word of the question that no document holds, in front of the list of them.
    MissingWords = "missing-words" Text { count: u64 },
    /// The one document that was asked does not answer.
    NothingFoundThere = "nothing-found-there" Text,
    /// A word of the question that this document does not hold, in front of the list of them.
    MissingWordsThere = "missing-words-there" Text { count: u64 },
    /// A word that no document has was read as another, which documents have.
    ReadAs = "read-as" Text { word: AskersWords, meant: Quote },
    /// The same, where no passage shows the word that was meant.
    ReadOtherwise = "read-otherwise" Text { word: AskersWords },
    /// The document's date is not known.
    Undated = "undated" Text,
    /// Where in the document.
    Paragraph = "paragraph" Text { number: u64 },
    /// The same, where the document has pages.
    Page = "page" Text { number: u64 },
    /// Another quote of the answer gives another value for the same thing.
    DiffersFrom = "differs-from" Text { number: u64 },
    /// The button to the quotes that did not fit.
    NextPage = "next-page" Label,
    /// The button back.
    PreviousPage = "previous-page" Label,
    /// What the buttons are about.
    PageOf = "page-of" Text { number: u64, count: u64 },
    /// The button to the passages that come nearest where none answers.
    ShowNearest = "show-nearest" Label,
    /// In front of these passages.
    Nearest = "nearest" Text,
    /// What a button should show is no longer there.
    Gone = "gone" Text,

    /// The bot was mentioned without a question.
    EmptyQuestion = "empty-question" Text,
    /// The bot was greeted.
    Greeting = "greeting" Text,
    /// The bot was thanked.
    Welcome = "welcome" Text,
    /// Somebody says goodbye.
    Farewell = "farewell" Text,
    /// What counts as a greeting.
    GreetingWords = "greeting-words" Words,
    /// What counts as thanks.
    ThanksWords = "thanks-words" Words,
    /// What counts as a goodbye.
    FarewellWords = "farewell-words" Words,
    /// The question is too long.
    TooLong = "too-long" Text { limit: u64 },
    /// Somebody asks too fast.
    SlowDown = "slow-down" Text { time: UnixSeconds },
    /// A channel asks too fast.
    SlowDownHere = "slow-down-here" Text { time: UnixSeconds },
    /// No document is the one that was named.
    UnknownSource = "unknown-source" Text,
    /// A button that this version does not know.
    StaleButton = "stale-button" Text,
    /// Something broke.
    Broken = "broken" Text,

    /// Name of the slash command that asks.
    AskName = "ask-name" CommandName,
    /// Its description.
    AskDescription = "ask-description" Description,
    /// Name of its option for the question.
    QuestionName = "question-name" CommandName,
    /// The option's description.
    QuestionDescription = "question-description" Description,
    /// Name of its option for the one document to ask.
    SourceName = "source-name" CommandName,
    /// The option's description.
    SourceDescription = "source-description" Description,
    /// Name of its option for an answer that nobody else sees.
    PrivateName = "private-name" CommandName,
    /// The option's description.
    PrivateDescription = "private-description" Description,
    /// Name of the message command that looks for sources.
    FindSourcesName = "find-sources-name" MenuName,
    /// A sentence of the message, in front of what says it.
    SentenceOf = "sentence-of" Text { number: u64, words: AskedSentence },
    /// No document says it.
    NotSaid = "not-said" Text,
    /// The message has no sentence.
    NoSentence = "no-sentence" Text,
    /// The message has more sentences than were looked for.
    FirstSentences = "first-sentences" Text { count: u64 },
    /// Name of the slash command for help.
    HelpName = "help-name" CommandName,
    /// Its description.
    HelpDescription = "help-description" Description,
    /// What the bot does.
    HelpWhat = "help-what" Text,
    /// How it is asked.
    HelpAsk = "help-ask" Text,
    /// How sources are found.
    HelpSources = "help-sources" Text,
    /// In front of the example questions.
    HelpExamples = "help-examples" Text,
    /// Name of the slash command about the bot.
    AboutName = "about-name" CommandName,
    /// Its description.
    AboutDescription = "about-description" Description,
    /// Which version it is.
    AboutVersion = "about-version" Text { version: Version },
    /// How many documents there are.
    AboutDocuments = "about-documents" Text { count: u64 },
    /// When they were indexed.
    AboutIndexed = "about-indexed" Text { time: UnixSeconds },
    /// That a sentence model takes part, and in what.
    AboutModel = "about-model" Text,
    /// What is kept about users.
    AboutKept = "about-kept" Text { days: u64 },
    /// Where the project is.
    AboutProject = "about-project" Text { link: Project },

    /// A question was asked with words of the one before it, in front of the list of them.
    AskedWith = "asked-with" Text { count: u64 },
}
