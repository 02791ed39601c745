//! How a command gets at the library: it keeps the data folder itself, reads one that another process
//! keeps, or makes one that follows what another process publishes.

use std::path::Path;

use super::arguments::Places;
use super::failure::Failure;
use super::log;
use crate::document::Escaped;
use crate::library::{Folders, Followed, Library, Progress};
use crate::publish::{Follower, Place, PublishError, Publisher};

/// Who keeps the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// This process: it brings the index up to date with the documents.
    Keeps,
    /// Another one: nothing is written there.
    Reads,
    /// This process, as a copy of what is published there.
    Follows(Place),
}

/// What the library has to be kept up with while the program serves.
pub enum Along {
    /// The documents.
    Documents,
    /// What another process commits.
    Commits(Followed),
    /// What another process publishes.
    Place(Box<Follower>, Followed),
}

impl Access {
    /// What was typed, or stands in the environment.
    ///
    /// # Errors
    /// When it contradicts itself, or a place is none.
    pub fn of(places: &Places) -> Result<Access, Failure> {
        match (places.read_only, set(places.follow.as_deref())) {
            (false, None) => Ok(Access::Keeps),
            (true, None) => Ok(Access::Reads),
            (false, Some(place)) => {
                check_embedded(places, "--follow")?;
                Ok(Access::Follows(parsed(place)?))
            }
            (true, Some(_)) => Err(Failure::Input(
                "--read-only and --follow: expected one of them: a copy is made by the process that follows"
                    .to_owned(),
            )),
        }
    }

    /// Opens the library.
    ///
    /// # Errors
    /// When it cannot be opened; when nothing is there to be read or followed.
    pub fn open(
        &self,
        folders: &Folders,
        model: Option<&str>,
        progress: &mut dyn Progress,
    ) -> Result<(Library, Along), Failure> {
        let place = match self {
            Access::Keeps => return Ok((Library::open(folders, progress)?.0, Along::Documents)),
            Access::Reads => return read(folders),
            Access::Follows(place) => place,
        };
        let mut follower = match Follower::open(place, folders, model) {
            Ok(follower) => follower,
            // It follows for this one too.
            Err(PublishError::InUse(_)) => return read(folders),
            Err(error) => return Err(error.into()),
        };
        if let Err(error) = follower.step() {
            if !follower.has_commit() {
                return Err(error.into());
            }
            log::line(&Escaped(format!("{error}: what was fetched before is in use")).to_string());
        }
        let opened = match Library::open_read_only(folders) {
            Err(error) if error.is_damage() => {
                follower.suspect();
                follower.step()?;
                Library::open_read_only(folders)
            }
            opened => opened,
        };
        let (library, followed) = opened?;
        Ok((library, Along::Place(Box::new(follower), followed)))
    }

    /// Opens the library to serve from it: a large one as its last commit has it.
    ///
    /// # Errors
    /// As [`Access::open`].
    pub fn open_to_serve(
        &self,
        folders: &Folders,
        model: Option<&str>,
        progress: &mut dyn Progress,
    ) -> Result<(Library, Along), Failure> {
        match self {
            Access::Keeps => Ok((Library::open_to_serve(folders, progress)?, Along::Documents)),
            Access::Reads | Access::Follows(_) => self.open(folders, model, progress),
        }
    }

    /// That this process keeps the library, for a command that writes it.
    ///
    /// # Errors
    /// When it does not.
    pub fn check_keeps(&self, command: &str) -> Result<(), Failure> {
        match self {
            Access::Keeps => Ok(()),
            Access::Reads | Access::Follows(_) => Err(Failure::Input(format!(
                "{command}: expected the process that keeps the documents, without --read-only and --follow"
            ))),
        }
    }

    /// Where answers, votes and settings are kept.
    ///
    /// # Errors
    /// When they would be kept in a folder that is only read.
    pub fn state(&self, folders: &Folders, state: Option<&Path>) -> Result<Folders, Failure> {
        let data = state.filter(|state| !state.as_os_str().is_empty()).unwrap_or(&folders.data);
        if *self == Access::Reads && data == folders.data {
            return Err(Failure::Input(
                "--read-only: expected a folder for answers, votes and settings: name one with --state DIR"
                    .to_owned(),
            ));
        }
        Ok(Folders { data: data.to_path_buf(), ..folders.clone() })
    }
}

/// Where the library is published; `None` where it is not.
///
/// # Errors
/// When it is no place, or this process does not keep the library; when the place cannot be reached.
pub fn publisher(places: &Places, access: &Access) -> Result<Option<Publisher>, Failure> {
    let Some(place) = set(places.publish.as_deref()) else { return Ok(None) };
    access.check_keeps("--publish")?;
    check_embedded(places, "--publish")?;
    Ok(Some(Publisher::open(&parsed(place)?)?))
}

fn read(folders: &Folders) -> Result<(Library, Along), Failure> {
    let (library, followed) = Library::open_read_only(folders)?;
    Ok((library, Along::Commits(followed)))
}

/// What is published are the posting lists that lie in the data folder.
fn check_embedded(places: &Places, option: &str) -> Result<(), Failure> {
    match set(places.engine.as_deref()) {
        None => Ok(()),
        Some(_) => Err(Failure::Input(format!(
            "{option}: expected none with --engine: processes that ask one engine read one data folder, with --read-only"
        ))),
    }
}

fn set(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

fn parsed(place: &str) -> Result<Place, Failure> {
    Place::parse(place).map_err(|error| Failure::Input(error.to_string()))
}
