//! `verbatim check`: is everything in place to serve? Says what is wrong and how to mend it, one line
//! each. What Discord says is asked by another edge and handed in.

mod configuration;
mod data;
mod documents;
mod room;

use std::io::Write;
use std::path::Path;

use super::access::Access;
use super::model::ModelChoice;
use super::{Exit, Failure};
use crate::environment::Environment;
use crate::findings::{Finding, Inspected};
use crate::library::{Folders, Library, Progress};
use crate::phrases::Phrases;

pub use room::room;

/// What is checked.
pub struct Checked<'a> {
    /// What the operator set.
    pub environment: &'a Environment,
    /// Where everything lies.
    pub folders: &'a Folders,
    /// The folder of phrases; `None` for those that are compiled in.
    pub prompts: Option<&'a Path>,
    /// The sentence model.
    pub model: &'a ModelChoice,
    /// Who keeps the data folder.
    pub access: &'a Access,
    /// Where answers, votes and settings are kept.
    pub kept: &'a Folders,
}

/// What asks Discord.
pub type Ask<'a> = &'a dyn Fn(Inspected<'_>) -> Vec<Finding>;

/// Looks at what was set, the phrases, the model, the data folder and the documents, and asks
/// Discord, where `ask` does that; exit code 1 when something is wrong. That the network is away is
/// not wrong, since nothing that was set is.
///
/// # Errors
/// When the index cannot be read, or standard output is closed.
pub fn run(
    checked: &Checked<'_>,
    ask: Option<Ask<'_>>,
    progress: &mut dyn Progress,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut n_wrong = 0;
    let mut print = |findings: Vec<Finding>, out: &mut dyn Write| {
        n_wrong += findings.iter().filter(|finding| finding.is_wrong()).count();
        findings.iter().try_for_each(|finding| writeln!(out, "{finding}"))
    };
    print(configuration::findings(checked.environment), out)?;
    let phrases = checked.prompts.map_or_else(|| Ok(Phrases::built_in()), Phrases::read);
    print(vec![documents::phrases(checked.prompts, phrases.as_ref())], out)?;
    print(vec![documents::model(checked.model)], out)?;
    let (mine, findings) = data::findings(checked.kept);
    print(findings, out)?;
    // Nothing is made or looked at in a folder of somebody else.
    if mine {
        match opened(checked, progress) {
            Err(failure) => {
                print(vec![Finding::wrong("documents", failure.to_string())], out)?;
            }
            Ok((library, index)) => {
                print(documents::findings(checked.folders, &library)?, out)?;
                print(vec![index], out)?;
            }
        }
    }
    out.flush()?;
    let open_there = mine && data::has_open_place(checked.kept);
    print(of_discord(checked.environment, ask, phrases.ok().as_ref(), open_there), out)?;
    Ok(if n_wrong == 0 { Exit::Done } else { Exit::Negative })
}

/// The library, and how far its index has followed the documents.
fn opened(
    checked: &Checked<'_>,
    progress: &mut dyn Progress,
) -> Result<(Library, Finding), Failure> {
    if *checked.access == Access::Keeps {
        let (library, report) = Library::open(checked.folders, progress)?;
        return Ok((library, documents::index(report)));
    }
    let (library, _) = checked.access.open(checked.folders, None, progress)?;
    let index = match checked.access {
        Access::Follows(place) => Finding::ok("index", format!("a copy of {place}")),
        _ => Finding::ok("index", "kept by another process"),
    };
    Ok((library, index))
}

/// What Discord says, where it can be asked. `open_there` is whether servers' managers set that questions
/// need no mention somewhere.
fn of_discord(
    environment: &Environment,
    ask: Option<Ask<'_>>,
    phrases: Option<&Phrases>,
    open_there: bool,
) -> Vec<Finding> {
    let Some(ask) = ask else {
        return vec![Finding::note("Discord", "not asked, with --offline")];
    };
    let Ok(access) = super::configuration::discord_access(environment) else {
        let why = "not asked: token, address and channels must be right first";
        return vec![Finding::note("Discord", why)];
    };
    let built_in;
    let phrases = match phrases {
        Some(phrases) => phrases,
        None => {
            built_in = Phrases::built_in();
            &built_in
        }
    };
    let needs_content = open_there || access.open_channels.n_channels() > 0;
    ask(Inspected { access: &access, phrases, needs_content })
}
