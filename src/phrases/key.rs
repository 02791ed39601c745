//! The table of phrases: the name of each in the Fluent files, what it is for, and its slots with
//! their types. [`Key`] names a phrase; [`Say`] is one with its slots filled, so that the compiler
//! refuses a slot that is missing, or one of another kind. A new phrase is a line of the table, and a
//! message in each file of `prompts/`. The file is as long as the table, which stays in one piece.

use super::command_mention::CommandMention;
use super::phrase::{AskedSentence, AskersWords, Project, Slot, UnixDay, UnixSeconds, Version};
use crate::quote::Quote;
use crate::receipt::Receipt;

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
    /// Too many people ask at once.
    Crowded = "crowded" Text,
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
    HelpAsk = "help-ask" Text { ask: CommandMention },
    /// How sources are found.
    HelpSources = "help-sources" Text,
    /// How passages and documents are looked up, and quotes verified.
    HelpLookUp = "help-look-up" Text { search: CommandMention, sources: CommandMention, verify: CommandMention },
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
    /// The same where questions are kept.
    AboutKeptQuestions = "about-kept-questions" Text { days: u64 },
    /// Where the project is.
    AboutProject = "about-project" Text { link: Project },

    /// What a quote can be looked up by later.
    Receipt = "receipt" Text { id: Receipt },
    /// Over the menu of quotes.
    ChooseQuote = "choose-quote" Label,
    /// The button to the text before.
    ReadBefore = "read-before" Label,
    /// The button to the text after.
    ReadAfter = "read-after" Label,
    /// The button to what is known of the document.
    SourceButton = "source-button" Label,
    /// The button to the citation as text.
    CiteButton = "cite-button" Label,
    /// The button to a quote's footnotes.
    FootnotesButton = "footnotes-button" Label,
    /// The button that removes an answer that nobody asked for.
    NotHelpfulButton = "not-helpful-button" Label,
    /// The button that removes an answer.
    DeleteButton = "delete-button" Label,
    /// The button back to the answer's first quotes.
    FirstQuotes = "first-quotes" Label,
    /// The button back from a text.
    BackToQuotes = "back-to-quotes" Label,
    /// Where a page of text is: one passage.
    PlaceOf = "place-of" Text { number: u64, count: u64 },
    /// The same: several.
    PlacesOf = "places-of" Text { first: u64, last: u64, count: u64 },
    /// In front of the footnotes of a quote.
    FootnotesOf = "footnotes-of" Text { count: u64 },
    /// What a control belongs to was quoted from another version.
    Changed = "changed" Text,
    /// Somebody may not delete an answer.
    NotYours = "not-yours" Text,
    /// Name of the slash command about one document.
    SourceCardName = "source-card-name" CommandName,
    /// Its description.
    SourceCardDescription = "source-card-description" Description,
    /// Name of its option.
    DocumentName = "document-name" CommandName,
    /// The option's description.
    DocumentDescription = "document-description" Description,
    /// Name of the slash command that lists documents.
    SourcesName = "sources-name" CommandName,
    /// Its description.
    SourcesDescription = "sources-description" Description,
    /// In front of the list of documents.
    DocumentsListed = "documents-listed" Text { count: u64 },
    /// Over the menu of documents.
    OpenDocument = "open-document" Label,
    /// The button that orders them by title.
    ByTitle = "by-title" Label,
    /// The button that orders them by date.
    ByDate = "by-date" Label,
    /// The button to the page before.
    EarlierPage = "earlier-page" Label,
    /// The button to the page after.
    LaterPage = "later-page" Label,
    /// How many passages a document has.
    PassagesOf = "passages-of" Text { count: u64 },
    /// When a document's file was changed.
    ChangedOn = "changed-on" Text { day: UnixDay },
    /// Over the menu of headings.
    OpenSection = "open-section" Label,
    /// The button to the headings before.
    EarlierHeadings = "earlier-headings" Label,
    /// The button to the headings after.
    LaterHeadings = "later-headings" Label,
    /// The button to a document's text.
    ReadText = "read-text" Label,
    /// Name of the slash command that finds passages.
    SearchName = "search-name" CommandName,
    /// Its description.
    SearchDescription = "search-description" Description,
    /// Name of its option for the words.
    WordsName = "words-name" CommandName,
    /// The option's description.
    WordsDescription = "words-description" Description,
    /// Name of its option for the language.
    LanguageName = "language-name" CommandName,
    /// The option's description.
    LanguageDescription = "language-description" Description,
    /// A language to choose.
    LanguageEnglish = "language-english" Label,
    /// A language to choose.
    LanguageRussian = "language-russian" Label,
    /// How many passages have the words.
    Hits = "hits" Text { count: u64, words: AskersWords },
    /// The same, where not all could be counted.
    HitsAtLeast = "hits-at-least" Text { count: u64, words: AskersWords },
    /// No passage has all the words, so many have some.
    HitsSome = "hits-some" Text { words: AskersWords, count: u64 },
    /// No passage has any of the words.
    NoHits = "no-hits" Text { words: AskersWords },
    /// Not all passages that have the words were read, and in none of those do they stand together.
    NoHitsRead = "no-hits-read" Text { words: AskersWords },
    /// A search without a word.
    EmptySearch = "empty-search" Text,
    /// A search that is too long.
    SearchTooLong = "search-too-long" Text { limit: u64 },
    /// Name of the slash command that verifies a quote.
    VerifyName = "verify-name" CommandName,
    /// Its description.
    VerifyDescription = "verify-description" Description,
    /// Name of its option.
    IdName = "id-name" CommandName,
    /// The option's description.
    IdDescription = "id-description" Description,
    /// Name of the message command that verifies the quotes of an answer.
    VerifyQuotesName = "verify-quotes-name" MenuName,
    /// A quote still stands in its document, which was not changed.
    VerifiedInPlace = "verified-in-place" Text { number: u64, day: UnixDay },
    /// It stands where it stood, though the document was changed.
    VerifiedInPlaceThere = "verified-in-place-there" Text { number: u64, day: UnixDay },
    /// It stands elsewhere in the document.
    VerifiedMoved = "verified-moved" Text { number: u64, day: UnixDay },
    /// The document has it no longer.
    VerifiedRemoved = "verified-removed" Text { number: u64, day: UnixDay },
    /// There is no such document.
    VerifiedUnknown = "verified-unknown" Text { number: u64 },
    /// What was typed is no receipt.
    NoReceipt = "no-receipt" Text,
    /// A message has no receipt.
    NoReceipts = "no-receipts" Text,
    /// Name of the slash command for a server's own documents.
    LibraryName = "library-name" CommandName,
    /// Its description.
    LibraryDescription = "library-description" Description,
    /// Name of its part that adds a document.
    LibraryAddName = "library-add-name" CommandName,
    /// The part's description.
    LibraryAddDescription = "library-add-description" Description,
    /// Name of its option for the file.
    AttachmentName = "attachment-name" CommandName,
    /// The option's description.
    AttachmentDescription = "attachment-description" Description,
    /// Name of the part that removes a document.
    LibraryRemoveName = "library-remove-name" CommandName,
    /// The part's description.
    LibraryRemoveDescription = "library-remove-description" Description,
    /// Its option's description; its name is that of a document.
    OwnDocumentDescription = "own-document-description" Description,
    /// A document was added, in front of its name.
    LibraryAdded = "library-added" Text,
    /// The same, where it took the place of another.
    LibraryReplaced = "library-replaced" Text,
    /// A document was removed, in front of its name.
    LibraryRemoved = "library-removed" Text,
    /// How many sentences of it can be quoted.
    LibraryUnits = "library-units" Text { count: u64 },
    /// How many pages it has.
    LibraryPages = "library-pages" Text { count: u64 },
    /// Where it is quoted, and how long it is kept after the bot left the server.
    LibraryKept = "library-kept" Text { days: u64 },
    /// It is stored, but cannot be quoted yet.
    LibraryLater = "library-later" Text,
    /// The operator allows no documents there.
    LibraryNotAllowed = "library-not-allowed" Text,
    /// The server is adding another document.
    LibraryBusy = "library-busy" Text,
    /// A file is too large, in MB.
    LibraryTooLarge = "library-too-large" Text { limit: u64 },
    /// The server has so many documents already.
    LibraryTooMany = "library-too-many" Text { limit: u64 },
    /// The server's documents would be larger together than this, in MB.
    LibraryTooMuch = "library-too-much" Text { limit: u64 },
    /// There is no room, or nothing can be written.
    LibraryCannotStore = "library-cannot-store" Text,
    /// The file could not be had from Discord.
    LibraryNotFetched = "library-not-fetched" Text,
    /// Pages without text.
    PagesWithoutText = "pages-without-text" Text { count: u64, first: u64 },
    /// Pages of which not all letters can be told.
    PagesIllegible = "pages-illegible" Text { count: u64, first: u64 },
    /// Chapters that cannot be read.
    ChaptersLeftOut = "chapters-left-out" Text { count: u64 },
    /// Why a document is not taken: a format that is not read.
    UnreadFormat = "unread-format" Text,
    /// An old or encrypted file of Office.
    UnreadOldOffice = "unread-old-office" Text,
    /// A spreadsheet.
    UnreadSpreadsheet = "unread-spreadsheet" Text,
    /// LaTeX.
    UnreadLatex = "unread-latex" Text,
    /// Rich Text Format.
    UnreadRtf = "unread-rtf" Text,
    /// The file is not what its name says.
    UnreadOtherContent = "unread-other-content" Text,
    /// An archive of something else.
    UnreadArchive = "unread-archive" Text,
    /// An encrypted document.
    UnreadLocked = "unread-locked" Text,
    /// No text.
    UnreadNoText = "unread-no-text" Text,
    /// Text in an encoding that cannot be told.
    UnreadEncoding = "unread-encoding" Text,
    /// Nothing is in it.
    UnreadEmpty = "unread-empty" Text,
    /// It is too large, or too deep, once it is unpacked.
    UnreadTooMuch = "unread-too-much" Text,
    /// It has too many pages.
    UnreadTooManyPages = "unread-too-many-pages" Text { limit: u64 },
    /// A web page without a main content.
    UnreadNoMainContent = "unread-no-main-content" Text,
    /// Pages that are pictures.
    UnreadPictures = "unread-pictures" Text,
    /// Fonts that do not tell their letters.
    UnreadFonts = "unread-fonts" Text,
    /// Damaged.
    UnreadDamaged = "unread-damaged" Text,
    /// Damaged, or too slow to read.
    UnreadOverLimits = "unread-over-limits" Text,
    /// A text without a sentence that may be quoted.
    UnreadNothingQuotable = "unread-nothing-quotable" Text,
    /// The bot was added to a server just now.
    Joined = "joined" Text { ask: CommandMention, help: CommandMention },
    /// What the bot's profile says it does.
    PresenceQuoting = "presence-quoting" Text { count: u64 },
    /// A question was asked with words of the one before it, in front of the list of them.
    AskedWith = "asked-with" Text { count: u64 },

    /// Name of the slash command that sets what holds on a server.
    SettingsName = "settings-name" CommandName,
    /// Its description.
    SettingsDescription = "settings-description" Description,
    /// The operator serves other servers alone.
    NotServed = "not-served" Text,
    /// It is for servers alone.
    OnServersOnly = "on-servers-only" Text,
    /// It is for who may manage the server.
    NotManager = "not-manager" Text,
    /// What is set cannot be kept.
    NotKept = "not-kept" Text,
    /// In front of what holds on the server.
    SettingsOfServer = "settings-of-server" Text,
    /// In front of what holds in the channel that the menu names.
    SettingsOfChannel = "settings-of-channel" Text,
    /// In front of what is set for the place itself.
    SetHere = "set-here" Text,
    /// In front of what is not set for the channel.
    AsOnServer = "as-on-server" Text,
    /// In front of what is not set for the server.
    AsEverywhere = "as-everywhere" Text,
    /// Questions need no mention somewhere, and Discord does not tell what they say.
    ContentRefused = "content-refused" Text,
    /// Over the menu of settings.
    ChooseSetting = "choose-setting" Label,
    /// Over the menu of values.
    ChooseValue = "choose-value" Label,
    /// Over the menu of documents.
    ChooseDocuments = "choose-documents" Label,
    /// Over the menu of channels.
    ChooseChannel = "choose-channel" Label,
    /// The button to the settings of the server.
    ServerButton = "server-button" Label,
    /// The button that takes away all that is set for the place.
    ResetButton = "reset-button" Label,
    /// The value that takes a setting of a channel away.
    UnsetForChannel = "unset-for-channel" Label,
    /// The value that takes a setting of a server away.
    UnsetForServer = "unset-for-server" Label,
    /// The documents that a server added itself, as one choice.
    AddedDocuments = "added-documents" Label,
    /// A setting: mentions.
    MentionsSetting = "mentions-setting" Label,
    /// A value of it.
    MentionsAnswered = "mentions-answered" Text,
    /// A value of it.
    MentionsIgnored = "mentions-ignored" Text,
    /// A setting: questions without a mention.
    UnaskedSetting = "unasked-setting" Label,
    /// A value of it.
    UnaskedAnswered = "unasked-answered" Text,
    /// A value of it.
    UnaskedIgnored = "unasked-ignored" Text,
    /// A setting: where answers to messages stand.
    AnswersInSetting = "answers-in-setting" Label,
    /// A value of it.
    AnswersInReplies = "answers-in-replies" Text,
    /// A value of it.
    AnswersInThreads = "answers-in-threads" Text,
    /// A setting: who sees the answers to commands.
    PrivateSetting = "private-setting" Label,
    /// A value of it.
    PrivateByDefault = "private-by-default" Text,
    /// A value of it.
    PublicByDefault = "public-by-default" Text,
    /// A setting: the language of the phrases.
    LanguageSetting = "language-setting" Label,
    /// A value of it.
    LanguageAsAsked = "language-as-asked" Text,
    /// A value of it.
    AlwaysEnglish = "always-english" Text,
    /// A value of it.
    AlwaysRussian = "always-russian" Text,
    /// A setting: what may be quoted.
    DocumentsSetting = "documents-setting" Label,
    /// A value of it.
    AllDocuments = "all-documents" Text,
    /// So many documents and folders were chosen.
    ChosenDocuments = "chosen-documents" Text { count: u64 },
    /// A setting: how often people may ask.
    PaceSetting = "pace-setting" Label,
    /// A value of it.
    PaceOf = "pace-of" Text { count: u64, seconds: u64 },
    /// A setting: whether the texts of questions are kept.
    KeepsQuestionsSetting = "keeps-questions-setting" Label,
    /// A value of it.
    QuestionsKept = "questions-kept" Text,
    /// A value of it.
    QuestionsNotKept = "questions-not-kept" Text,

    /// A vote counts.
    VoteNoted = "vote-noted" Text,
    /// It counts in the place of the other one.
    VoteChanged = "vote-changed" Text,
    /// It counts no longer.
    VoteTakenBack = "vote-taken-back" Text,
    /// It cannot be kept.
    VoteNotKept = "vote-not-kept" Text,
    /// Name of the slash command about what is kept.
    PrivacyName = "privacy-name" CommandName,
    /// Its description.
    PrivacyDescription = "privacy-description" Description,
    /// Name of its subcommand that says what is kept.
    PrivacyShowName = "privacy-show-name" CommandName,
    /// Its description.
    PrivacyShowDescription = "privacy-show-description" Description,
    /// Name of its subcommand that deletes.
    PrivacyDeleteName = "privacy-delete-name" CommandName,
    /// Its description.
    PrivacyDeleteDescription = "privacy-delete-description" Description,
    /// What is kept of messages.
    PrivacyMessages = "privacy-messages" Text { days: u64 },
    /// What is counted.
    PrivacyCounts = "privacy-counts" Text { days: u64 },
    /// What is kept of votes.
    PrivacyVotes = "privacy-votes" Text { days: u64 },
    /// What is kept of questions, where that is switched on.
    PrivacyQuestions = "privacy-questions" Text { days: u64 },
    /// The same where it is not.
    PrivacyNoQuestions = "privacy-no-questions" Text,
    /// Who can read it.
    PrivacyReaders = "privacy-readers" Text,
    /// How it is deleted.
    PrivacyDeleting = "privacy-deleting" Text,
    /// It was deleted: so much.
    PrivacyDeleted = "privacy-deleted" Text { votes: u64, questions: u64 },
    /// It could not be deleted.
    PrivacyNotDeleted = "privacy-not-deleted" Text,
}
