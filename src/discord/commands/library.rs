//! `/library`: documents of one server alone, added and removed by those who manage it; what became of
//! them is for who did it only.

use serenity::all::{
    Attachment, CommandInteraction, CommandOptionType, CommandType, CreateCommand,
    InstallationContext, InteractionContext, Permissions, ResolvedOption, ResolvedValue,
};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::{localized, source};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::api::{ApiError, DownloadError};
use crate::discord::bot::Bot;
use crate::discord::manager::{Manager, NotManager};
use crate::discord::send::{Responder, Visibility};
use crate::document::FileName;
use crate::lookup;
use crate::phrases::{Language, Phrases, Say};
use crate::reply::{self, AddedDocument, Reply};
use crate::settings::KEPT_AFTER_LEAVING_DAYS;
use crate::uploads::{Added, Limits, NotAdded};

/// The command as somebody used it.
#[derive(Debug)]
pub(in crate::discord) struct Library {
    /// Who used it, as far as they may manage the server.
    manager: Result<Manager, NotManager>,
    act: Act,
}

#[derive(Debug)]
enum Act {
    /// Adds what was attached.
    Add(Box<Attachment>),
    /// Removes a document, by its id or its title.
    Remove(String),
}

impl ApplicationCommand for Library {
    const NAME: Say = Say::LibraryName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        let option = |kind, name, description| localized::option(phrases, kind, name, description);
        let part = CommandOptionType::SubCommand;
        let file = CommandOptionType::Attachment;
        let file = option(file, Say::AttachmentName, Say::AttachmentDescription).required(true);
        let add = option(part, Say::LibraryAddName, Say::LibraryAddDescription);
        let name = CommandOptionType::String;
        let name = option(name, Say::DocumentName, Say::OwnDocumentDescription)
            .required(true)
            .set_autocomplete(true);
        let remove = option(part, Say::LibraryRemoveName, Say::LibraryRemoveDescription);
        localized::slash_command(phrases, Say::LibraryName, Say::LibraryDescription)
            .integration_types(vec![InstallationContext::Guild])
            .contexts(vec![InteractionContext::Guild])
            .default_member_permissions(Permissions::MANAGE_GUILD)
            .set_options(vec![add.add_sub_option(file), remove.add_sub_option(name)])
    }

    fn parse(command: &CommandInteraction, phrases: &Phrases) -> Result<Library, InvocationError> {
        Ok(Library { manager: Manager::of_command(command), act: act(command, phrases)? })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        let server = match self.manager {
            Ok(manager) => manager.server(),
            Err(why) => return responder.say(why.say()).await,
        };
        let Some(turn) = bot.uploading.turn(server) else {
            return responder.say(Say::LibraryBusy).await;
        };
        let language = responder.language.or_default();
        let reply = async {
            // It ends before who is told can begin the next.
            let _turn = turn;
            match self.act {
                Act::Add(attachment) => add(bot, server, *attachment, language).await,
                Act::Remove(named) => remove(bot, server, named, language).await,
            }
        };
        responder.answer_or_refuse(reply, Visibility::Ephemeral, language).await
    }
}

/// What is to be done.
///
/// # Errors
/// When it is nothing that this version knows, or something is missing: Discord names an attachment
/// that it does not describe, for one.
fn act(command: &CommandInteraction, phrases: &Phrases) -> Result<Act, InvocationError> {
    let name = |say| localized::name(phrases, say);
    let unknown = |option: &str| InvocationError::UnknownOption {
        command: command.data.name.clone(),
        option: option.to_owned(),
    };
    let parts = command.data.options();
    let [ResolvedOption { name: part, value: ResolvedValue::SubCommand(options), .. }] = &parts[..]
    else {
        return Err(unknown(""));
    };
    match &options[..] {
        [ResolvedOption { name: option, value: ResolvedValue::Attachment(attachment), .. }]
            if *part == name(Say::LibraryAddName) && *option == name(Say::AttachmentName) =>
        {
            Ok(Act::Add(Box::new((*attachment).clone())))
        }
        [ResolvedOption { name: option, value: ResolvedValue::String(named), .. }]
            if *part == name(Say::LibraryRemoveName) && *option == name(Say::DocumentName) =>
        {
            Ok(Act::Remove((*named).to_owned()))
        }
        _ => Err(unknown(part)),
    }
}

async fn add(
    bot: &Bot,
    server: u64,
    attachment: Attachment,
    language: Language,
) -> Result<Reply, Say> {
    let uploading = &bot.uploading;
    if !uploading.uploads.are_allowed_on(server) {
        return Err(Say::LibraryNotAllowed);
    }
    let _room = uploading.room().await;
    let most = uploading.uploads.limits().document;
    let said = u64::from(attachment.size);
    let fetched = uploading.downloads.fetch(&attachment.url, said, most).await;
    let bytes = fetched.map_err(|error| {
        tracing::warn!(server, %error, "a document could not be fetched");
        match error {
            DownloadError::TooLarge(most) => Say::LibraryTooLarge { limit: most / Limits::MIB },
            _ => Say::LibraryNotFetched,
        }
    })?;
    let added = bot.with_uploads(move |uploads| uploads.add(server, &attachment.filename, &bytes));
    let added = added.await.ok_or(Say::Broken)?.map_err(|error| not_added(server, &error))?;
    tracing::info!(server, file = %added.file, replaced = added.has_replaced, "a document was added");
    let reply = bot.reply_blocking(language, move |shelf, voice| {
        Ok(reply::added(&described(added, shelf)?, voice))
    });
    Ok(reply.await)
}

/// What to say of a document that was not added.
fn not_added(server: u64, error: &NotAdded) -> Say {
    match error {
        NotAdded::Broken(_) | NotAdded::CannotStore => {
            tracing::error!(server, %error, "a document could not be stored");
        }
        _ => tracing::info!(server, %error, "a document was not added"),
    }
    match error {
        NotAdded::NotAllowed => Say::LibraryNotAllowed,
        NotAdded::TooLarge(most) => Say::LibraryTooLarge { limit: most / Limits::MIB },
        NotAdded::TooMany(most) => Say::LibraryTooMany { limit: *most as u64 },
        NotAdded::TooMuch(most) => Say::LibraryTooMuch { limit: most / Limits::MIB },
        NotAdded::Unquotable(warning) => reply::unquotable(warning),
        NotAdded::CannotStore => Say::LibraryCannotStore,
        NotAdded::Broken(_) => Say::Broken,
    }
}

fn described(added: Added, shelf: &Shelf) -> Result<AddedDocument, CorpusError> {
    let Added { file, has_replaced, trial, is_quoted } = added;
    let scope = Scope::of([file.clone()]);
    let card = if is_quoted { lookup::card(&file, &scope, shelf)? } else { None };
    Ok(AddedDocument {
        card,
        has_replaced,
        n_units: trial.n_units as u64,
        n_pages: trial.n_pages.map(u64::from),
        warning: trial.warning,
        kept_days: KEPT_AFTER_LEAVING_DAYS,
    })
}

async fn remove(bot: &Bot, server: u64, named: String, language: Language) -> Result<Reply, Say> {
    // How it is called is known only while it is there.
    let found = bot.run_blocking(move |shelf, phrases| {
        let scope = own_documents(server, shelf)?;
        let Some(file) = source::document(&named, &scope, shelf)? else { return Ok(None) };
        let card = lookup::card(&file, &scope, shelf)?;
        let voice = phrases.voice(language);
        Ok(card.map(|card| (file, reply::removed(&card, voice))))
    });
    let (file, reply) = found.await.ok_or(Say::Broken)?.ok_or(Say::UnknownSource)?;
    let name = file.clone();
    let removed = bot.with_uploads(move |uploads| uploads.remove(server, &file));
    match removed.await.ok_or(Say::Broken)? {
        Ok(true) => {
            tracing::info!(server, file = %name, "a document was removed");
            Ok(reply)
        }
        Ok(false) => Err(Say::UnknownSource),
        Err(error) => {
            tracing::error!(server, %error, "a document could not be removed");
            Err(Say::Broken)
        }
    }
}

/// A server's own documents, whatever else may be quoted there.
pub(super) fn own_documents(server: u64, shelf: &Shelf) -> Result<Scope, CorpusError> {
    let of_servers = shelf.of_servers()?;
    let own: Vec<FileName> =
        of_servers.iter().filter(|file| file.server() == Some(server)).cloned().collect();
    Ok(Scope::of(own))
}
