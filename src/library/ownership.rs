//! What in the data folder is this program's. It removes files there, so it takes a folder only
//! that it marks, or has marked, as its own, and none that holds documents.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::error::LibraryError;
use super::folders::Folders;
use super::path_overlap::overlap;
use crate::document::regular_file;
use crate::index::{self, forbids_writing};

/// The file that marks a data folder.
pub const MARK: &str = "verbatim-data";

/// What stands in it.
const MARK_TEXT: &str = "The program verbatim keeps its data in this folder, and removes files here.\n\
                         Keep no files of your own in it.\n";

/// Checks that the data folder and the seeds folder lie apart, and that the data folder is this
/// program's; makes and marks it when it is missing or empty.
///
/// # Errors
/// When they lie in each other, when somebody else's files are in the data folder, or when the
/// system refuses.
pub fn claim(folders: &Folders) -> Result<(), LibraryError> {
    let data = &folders.data;
    let unreadable = |cause| LibraryError::Unreadable { path: data.clone(), cause };
    let written = [
        data.clone(),
        folders.index(),
        folders.next_index(),
        folders.last_index(),
        folders.texts(),
    ];
    for folder in &written {
        if overlap(folder, &folders.seeds).map_err(unreadable)? {
            return Err(LibraryError::NotApart {
                data: folder.clone(),
                seeds: folders.seeds.clone(),
            });
        }
    }
    if regular_file::is_there(&data.join(MARK)) {
        return Ok(());
    }
    fs::create_dir_all(data).map_err(unreadable)?;
    let indexes = [folders.index(), folders.next_index(), folders.last_index()];
    if indexes.iter().any(|folder| index::is_index_folder(folder)) {
        return match take_over(data) {
            // It can be read all the same.
            Err(cause) if !forbids_writing(&cause) => {
                Err(LibraryError::Unreadable { path: data.join(MARK), cause })
            }
            _ => Ok(()),
        };
    }
    // Another process may have marked it since, and begun to write.
    if has_files(data).map_err(unreadable)? && !regular_file::is_there(&data.join(MARK)) {
        return Err(LibraryError::ForeignData(data.clone()));
    }
    mark(data).map_err(|cause| LibraryError::Unreadable { path: data.join(MARK), cause })
}

/// Marks a folder of an earlier version, which made it readable by everybody.
fn take_over(data: &Path) -> io::Result<()> {
    // Some file systems have no permissions.
    #[cfg(unix)]
    let _ = fs::set_permissions(data, std::os::unix::fs::PermissionsExt::from_mode(0o700));
    mark(data)
}

fn mark(data: &Path) -> io::Result<()> {
    match File::create_new(data.join(MARK)) {
        Ok(mut file) => file.write_all(MARK_TEXT.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            regular_file::check(&data.join(MARK))
        }
        Err(error) => Err(error),
    }
}

/// Whether anything lies in the folder but hidden files, which are none of this program's, and what
/// a new file system has by itself.
fn has_files(data: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(data)? {
        let name = entry?.file_name();
        if name != "lost+found" && !name.to_string_lossy().starts_with('.') {
            return Ok(true);
        }
    }
    Ok(false)
}
