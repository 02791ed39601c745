//! What an interrupted process leaves in an index folder: files of segments that no commit has.
//! tantivy removes those that it knows of, but only after its next commit, and that commit fails
//! where it wants to write a file that is there: the number in `<segment>.<number>.del` is the
//! count of operations, which is the same when the same changes are read once more.

use std::fs;
use std::path::Path;

use tantivy::Directory;
use tantivy::directory::META_LOCK;

use super::error::{IndexError, broken};
use super::own_files::is_of_segment;

/// Removes what no commit has. To be called by the one process that writes, before it writes.
///
/// # Errors
/// When the index cannot be read, or a file cannot be removed.
pub(super) fn remove_uncommitted(index: &tantivy::Index, folder: &Path) -> Result<(), IndexError> {
    let library = |cause| broken(folder, cause);
    let unreadable = |cause| IndexError::Unreadable { path: folder.to_path_buf(), cause };
    // A process that opens the index opens the files of the commit that it has read meanwhile.
    let _lock =
        index.directory().acquire_lock(&META_LOCK).map_err(|error| library(error.into()))?;
    let committed = index.load_metas().map_err(library)?.list_segment_files();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let is_file = entry.file_type().map_err(unreadable)?.is_file();
        if is_file && is_of_segment(&name) && !committed.contains(Path::new(&name)) {
            tracing::debug!(file = ?name, "left by an interrupted process; removed");
            fs::remove_file(entry.path()).map_err(unreadable)?;
        }
    }
    Ok(())
}
