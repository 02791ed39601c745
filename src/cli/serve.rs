//! What `verbatim serve` says when it starts: what is served, where, and what should be mended though
//! it keeps nobody from asking.

use super::Failure;
use super::check::room;
use super::model::ModelChoice;
use crate::environment::{DiscordAccess, HttpAddress};
use crate::library::Library;

/// How many servers are served.
fn served(access: &DiscordAccess) -> String {
    match access.servers.n_servers() {
        0 => "all".to_owned(),
        n => n.to_string(),
    }
}

/// Tells the log.
///
/// # Errors
/// When the index cannot be read.
pub fn announce(
    library: &Library,
    access: &DiscordAccess,
    model: &ModelChoice,
    http: Option<HttpAddress>,
) -> Result<(), Failure> {
    let shelf = library.shelf();
    let (documents, units) = (shelf.snapshot().n_listed()?, shelf.snapshot().n_units());
    let folders = library.folders();
    let model = match model {
        ModelChoice::BuiltIn => "built in".to_owned(),
        ModelChoice::None => "none".to_owned(),
        ModelChoice::Folder(folder) => folder.display().to_string(),
    };
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        seeds = %folders.seeds.display(),
        documents,
        units,
        model,
        servers = %served(access),
        open_channels = access.open_channels.n_channels(),
        health = %http.map_or_else(|| "none".to_owned(), |address| address.0.to_string()),
        "serving"
    );
    if documents == 0 {
        tracing::warn!(
            "{}: no document can be quoted: put files there, which are read at once; `verbatim sources` says what is wrong with those that are there",
            folders.seeds.display()
        );
    }
    let room = room(&folders.data);
    if room.is_wrong() {
        tracing::warn!("{}", room.words);
    }
    Ok(())
}
