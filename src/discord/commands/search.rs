//! `/search`: passages by their words, in all documents, in one, or in those in one language.

use serenity::all::{CommandInteraction, CommandOptionType, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::options::{options, required};
use super::{localized, source};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::control::SearchPage;
use crate::discord::render::{self, Frame, Rendered};
use crate::discord::send::{Responder, Visibility};
use crate::document::FileTag;
use crate::lookup::{self, MAX_SEARCH, N_HITS, SearchQuery};
use crate::phrases::{Language, Phrases, Say};
use crate::question::Question;

/// The command with its options.
#[derive(Debug)]
pub(in crate::discord) struct Search {
    words: String,
    /// The one document to search, by its id or its title.
    source: Option<String>,
    /// The tag of the language of the documents to search.
    language: Option<String>,
    /// What the asker says of who is to see the answer.
    visibility: Option<Visibility>,
}

impl ApplicationCommand for Search {
    const NAME: Say = Say::SearchName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        let text = |name, description| {
            localized::option(phrases, CommandOptionType::String, name, description)
        };
        let words = text(Say::WordsName, Say::WordsDescription)
            .required(true)
            .min_length(1)
            .max_length(MAX_SEARCH as u16);
        let source = text(Say::SourceName, Say::SourceDescription).set_autocomplete(true);
        let language =
            localized::language_choices(phrases, text(Say::LanguageName, Say::LanguageDescription));
        let private = CommandOptionType::Boolean;
        let private =
            localized::option(phrases, private, Say::PrivateName, Say::PrivateDescription);
        localized::slash_command(phrases, Say::SearchName, Say::SearchDescription)
            .set_options(vec![words, source, language, private])
    }

    fn parse(command: &CommandInteraction, phrases: &Phrases) -> Result<Search, InvocationError> {
        let read = options(command, phrases, [Say::WordsName, Say::SourceName, Say::LanguageName])?;
        let [words, source, language] = read.texts;
        let words = required(words, command, phrases, Say::WordsName)?;
        Ok(Search { words, source, language, visibility: read.visibility })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.is_allowed(&self.words).await? {
            return Ok(());
        }
        let language = responder.language.for_text(&self.words);
        let (visibility, scope) = (responder.visibility(self.visibility), responder.scope());
        let target = responder.target(language, visibility);
        let view = bot.view(target, move |shelf, frame| {
            let shelf = &scope.shelf(shelf)?;
            self.found(&scope.on(shelf)?, shelf, frame)
        });
        responder.answer_with(view, visibility, language).await
    }
}

impl Search {
    fn found(
        &self,
        scope: &Scope,
        shelf: &Shelf,
        frame: Frame,
    ) -> Result<Result<Rendered, Say>, CorpusError> {
        if self.words.chars().count() > MAX_SEARCH {
            return Ok(Err(Say::SearchTooLong { limit: MAX_SEARCH as u64 }));
        }
        let query = SearchQuery::new(&Question::new(self.words.trim()));
        if query.is_empty() {
            return Ok(Err(Say::EmptySearch));
        }
        let file = match &self.source {
            None => None,
            Some(named) => match source::document(named, scope, shelf)? {
                Some(file) => Some(file),
                None => return Ok(Err(Say::UnknownSource)),
            },
        };
        let page = SearchPage {
            offset: 0,
            file: file.as_ref().map(FileTag::of),
            language: self.language.as_deref().and_then(Language::of_locale),
        };
        let scope = lookup::narrowed(file.as_ref(), page.language, scope, shelf)?;
        let found = lookup::search(&query, &scope, shelf, 0, N_HITS)?;
        Ok(Ok(render::render_hits(&found, &query, page, frame)))
    }
}
