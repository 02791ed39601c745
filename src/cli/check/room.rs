//! The room on the disk where data is written.

use std::path::Path;

use crate::findings::Finding;

const MEBI: u64 = 1 << 20;
/// With less the next refresh may fail: the index is written beside the one that answers.
const NEEDED: u64 = 64 * MEBI;

/// What room there is for data.
pub fn room(data: &Path) -> Finding {
    match free(data) {
        Some(free) => judge(data, free),
        None => Finding::note("disk", "the system does not say what room there is"),
    }
}

fn judge(data: &Path, free: u64) -> Finding {
    let (data, free_mebi) = (data.display(), free / MEBI);
    if free < NEEDED {
        Finding::wrong(
            "disk",
            format!(
                "{data}: {free_mebi} MiB are free, expected {} at least, since a new index is written beside the old one: make room, or name another folder with --data DIR",
                NEEDED / MEBI
            ),
        )
    } else {
        Finding::ok("disk", format!("{free_mebi} MiB are free for {data}"))
    }
}

/// Bytes that this user may still write; `None` where the system does not say.
#[cfg(unix)]
fn free(data: &Path) -> Option<u64> {
    let told = rustix::fs::statvfs(data).ok()?;
    Some(told.f_bavail.saturating_mul(told.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_room_is_wrong_and_says_how_much_is_needed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(judge(folder.path(), NEEDED - 1).is_wrong());
        assert!(judge(folder.path(), NEEDED - 1).words.contains("63 MiB are free, expected 64"));
        assert!(!judge(folder.path(), NEEDED).is_wrong());
        #[cfg(unix)]
        assert!(free(folder.path()).is_some());
    }
}
